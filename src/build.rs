//! How the program is linked; nothing of it is generated.
//!
//! On Linux with glibc it stands at a fixed address. Otherwise the loader writes 43,000 addresses into its tables (stemmers and
//! regular expressions, mostly) before anything runs: a third of the time that `dateline --version` took. Stack, heap and libraries
//! stay where chance puts them.

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    let is_static = target("FEATURE")
        .split(',')
        .any(|feature| feature == "crt-static");
    if target("OS") == "linux" && target("ENV") == "gnu" && !is_static {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
