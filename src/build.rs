//! How the program is linked; nothing of it is generated.
//!
//! On Linux with glibc it stands at a fixed address. Otherwise the loader writes 43,000 addresses into its tables (stemmers and
//! regular expressions, mostly) before anything runs, which took 1.3 of the 3.6 ms of `dateline --version`, more than a rare word
//! takes to be found. Stack, heap and libraries stay where chance puts them.

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
