//! Whole programs: the browser and its peers in a pseudo-terminal, and `search` beside rg and sqlite3.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::import::Place;
use super::peers::Peers;
use super::print::{Table, Times};
use super::pty::Pty;
use super::questions::Named;

/// Runs of each program.
const RUNS: usize = 7;
/// A screen that says nothing for so long has said all.
const QUIET: Duration = Duration::from_millis(80);

/// Measures them all.
pub(crate) fn measure(
    corpus: &Path,
    folder: &Path,
    asked: &Named,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    // Examples lie in a folder beside the binary.
    let examples = std::env::current_exe()?;
    let beside = examples
        .ancestors()
        .nth(2)
        .unwrap_or(Path::new("target/release"));
    let binary = fs::canonicalize(beside.join("dateline"))?;
    let (binary, home) = (text(&binary), text(&Place::below(folder).home));
    let corpus = text(corpus);
    // What the screen says once it shows something.
    let mut first = Times::default();
    let mut memory = 0;
    for _ in 0..RUNS {
        let (time, kept) = first_frame(&[&binary, "--home", &home], "dateline ");
        first.add(time);
        memory = memory.max(kept);
    }
    let titles = text(&Peers::titles_below(folder));
    let marker = fs::read_to_string(&titles)?;
    let marker: String = marker.chars().take(12).collect();
    let of = |program: &[&str], marker: &str| {
        is_here(program[0]).then(|| {
            let mut times = Times::default();
            for _ in 0..3 {
                times.add(first_frame(program, marker).0);
            }
            times.quantile(50)
        })
    };
    let fzf = format!("fzf < {titles}");
    let last = marker.as_str();
    let beside = [
        ("less on the titles", of(&["less", &titles], last)),
        ("fzf, all titles read", of(&["sh", "-c", &fzf], "/")),
    ];
    table.times("first frame of the library", &first, &beside);
    table.row(
        "memory of its own after the first frame",
        format!("{memory} MB"),
        String::new(),
    );

    let (one, other) = &asked.two;
    let questions = [
        ("rare word", asked.rare.clone(), asked.rare.clone()),
        (
            "phrase",
            format!("\"{}\"", asked.phrase),
            asked.phrase.clone(),
        ),
        (
            "two words",
            format!("{one} {other}"),
            format!("{one}.*{other}"),
        ),
        ("common word", asked.common.clone(), asked.common.clone()),
    ];
    for (name, query, pattern) in questions {
        let ours = command(&[&binary, "--home", &home, "search", "--limit", "20", &query]);
        let rg = is_here("rg").then(|| command(&["rg", "-ciw", &pattern, &corpus]).quantile(50));
        // What ours prints: titles with a snippet each.
        let sql = format!(
            "SELECT title, snippet(articles, 1, '', '', '...', 32) FROM articles \
             WHERE articles MATCH '{query}' ORDER BY rank LIMIT 20"
        );
        let fts = text(&Peers::fts_below(folder));
        let sqlite = is_here("sqlite3").then(|| command(&["sqlite3", &fts, &sql]).quantile(50));
        let beside = [("rg -ciw", rg), ("sqlite3 FTS5", sqlite)];
        table.times(
            &format!("`search` as a process, {name}: {query}"),
            &ours,
            &beside,
        );
    }
    Ok(())
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn is_here(program: &str) -> bool {
    let found = Command::new("sh")
        .args(["-c", &format!("command -v {program}")])
        .stdout(Stdio::null())
        .status();
    found.is_ok_and(|status| status.success())
}

/// Times of a program that ends by itself.
fn command(program: &[&str]) -> Times {
    let mut times = Times::default();
    for _ in 0..RUNS {
        times
            .take(|| {
                Command::new(program[0])
                    .args(&program[1..])
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .status()
            })
            .ok();
    }
    times
}

/// The time until a program in a terminal shows some words and is quiet after, and its own memory in MB then.
fn first_frame(program: &[&str], words: &str) -> (Duration, u64) {
    let begin = Instant::now();
    let mut pty = Pty::start(program, 120, 40, &[]);
    pty.wait_for(words);
    let shown = pty.look(|seen| seen.last);
    while pty.look(|seen| seen.last).elapsed() < QUIET {
        thread::park_timeout(Duration::from_millis(2));
    }
    let memory = own_memory(pty.id().as_raw_nonzero().get());
    let _ = pty.child.kill();
    (shown - begin, memory)
}

/// Memory of a process that is not mapped from files, in MB, where the system tells.
fn own_memory(process: i32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1_000
}
