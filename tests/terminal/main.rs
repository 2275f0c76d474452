//! The real program in a pseudo-terminal: start, read, quit, resize, stop, signals, fault, hang-up. Each waits for what it expects to see.
#![cfg(unix)]

mod pty;

use std::fs;
use std::io::Write;
use std::process::Command;
use std::time::Duration;

use pty::Pty;
use rustix::process::Signal;
use tempfile::TempDir;

/// A browser on the sample with folders of its own.
struct Run {
    pty: Pty,
    home: TempDir,
}

impl Run {
    fn new(columns: u16, rows: u16) -> Self {
        Self::with(columns, rows, &[], &[])
    }

    fn with(columns: u16, rows: u16, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let home = TempDir::new().expect("a folder for the test");
        Self::in_home(home, columns, rows, arguments, variables)
    }

    fn in_home(
        home: TempDir,
        columns: u16,
        rows: u16,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        let built = env!("CARGO_BIN_EXE_dateline").to_owned();
        let binary = std::env::var("DATELINE_BINARY").unwrap_or(built);
        let folder = home.path().to_string_lossy().into_owned();
        let mut program = vec![binary.as_str(), "--home", &folder];
        program.extend(arguments);
        let pty = Pty::start(&program, columns, rows, variables);
        Self { pty, home }
    }

    fn wait_for(&self, text: &str) -> &Self {
        self.pty.wait_for(text);
        self
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.pty.press(keys);
        self
    }

    /// Waits for the end; the terminal must be as it was.
    fn ends_with(&mut self, status: u32) {
        let (ended, took) = self.pty.wait_for_end();
        assert_eq!(ended, status);
        assert!(took < Duration::from_secs(5), "it took {took:?}");
        self.pty.assert_restored();
    }
}

#[test]
fn a_newcomer_reads_follows_searches_and_quits() {
    let mut run = Run::new(100, 30);
    run.wait_for("Articles").wait_for("14 Dec 2023");
    run.press("j").press("\r");
    run.wait_for("min ·");
    run.press("J");
    run.press("H");
    run.wait_for("14 Dec 2023");
    // An actor by four letters.
    run.press("@").press("mirz");
    run.wait_for("Ararat Mirzoyan");
    run.press("\r");
    run.wait_for("actor: Ararat Mirzoyan").wait_for("Mentions");
    // A related piece and back.
    run.press("H")
        .press("H")
        .press("/")
        .press("\"Moscow\" trilateral\r");
    run.wait_for("search: ");
    run.press("\r");
    run.wait_for("min ·");
    run.press("r").press("\r");
    run.press("H");
    run.press("Q");
    run.ends_with(0);
}

#[test]
fn every_size_is_drawn_and_the_place_is_kept() {
    let mut run = Run::new(160, 50);
    run.wait_for("14 Dec 2023");
    run.pty.resize(80, 24);
    run.wait_for("14 Dec 2023");
    run.pty.resize(40, 12);
    run.wait_for("14 Dec 2023");
    run.pty.resize(20, 5);
    run.wait_for("20");
    run.pty.resize(100, 30);
    run.wait_for("14 Dec 2023");
    run.press("Q");
    run.ends_with(0);
}

#[test]
fn stopping_gives_the_terminal_back_and_goes_on() {
    if !shell_stops() {
        return;
    }
    let mut run = Run::new(80, 24);
    run.wait_for("14 Dec 2023");
    run.press("\x1a");
    let stopped = run.pty.wait_until_stopped();
    assert_eq!(stopped, Ok(()));
    run.pty.assert_restored();
    run.pty.signal(Signal::CONT);
    run.wait_for("14 Dec 2023");
    run.press("Q");
    run.ends_with(0);
}

/// Whether a program that stops itself is seen as stopped here; some systems that build software end it instead.
fn shell_stops() -> bool {
    let shell = Pty::start(&["/bin/sh", "-c", "kill -STOP $$"], 80, 24, &[]);
    shell.wait_until_stopped().is_ok()
}

#[test]
fn signals_end_it_cleanly() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let mut run = Run::new(80, 24);
        run.wait_for("14 Dec 2023");
        run.pty.signal(signal);
        run.ends_with(status);
    }
}

#[test]
fn a_fault_leaves_the_terminal_clean_and_a_report() {
    if std::env::var_os("DATELINE_BINARY").is_some() {
        // Only builds for tests can be asked for a fault.
        return;
    }
    let mut run = Run::with(80, 24, &[], &[("DATELINE_FAULT", "1")]);
    run.wait_for("14 Dec 2023");
    run.press("!");
    let (status, _) = run.pty.wait_for_end();
    assert_ne!(status, 0);
    run.pty.assert_restored();
}

#[test]
fn a_terminal_that_goes_away_ends_it() {
    let mut run = Run::new(80, 24);
    run.wait_for("14 Dec 2023");
    run.pty.hang_up();
    let (_, took) = run.pty.wait_for_end();
    assert!(took < Duration::from_secs(5), "it took {took:?}");
}

#[test]
fn marks_outlive_a_kill() {
    let mut run = Run::new(80, 24);
    run.wait_for("14 Dec 2023");
    run.press("s");
    run.wait_for("starred");
    run.pty.signal(Signal::KILL);
    run.pty.wait_for_end();
    let mut again = Run::in_home(run.home, 80, 24, &[], &[]);
    again.wait_for("14 Dec 2023");
    again.press("gb");
    again.wait_for("1 article");
    again.press("Q");
    again.ends_with(0);
}

#[test]
fn hostile_titles_reach_the_terminal_as_text() {
    let home = TempDir::new().expect("a folder for the test");
    let file = home.path().join("hostile.jsonl");
    let record = r#"{"id":"x","title":"Bell\u0007 \u001b]0;Xv77m\u0007 \u202etitle","body":"\u001b[31mXv78m\u009b2J plain words","date":"2022-05-31"}"#;
    fs::write(&file, record).expect("it can be written");
    let source = file.to_string_lossy().into_owned();
    let mut run = Run::in_home(home, 80, 24, &[&source], &[]);
    run.wait_for("31 May 2022");
    run.press("\r");
    run.wait_for("plain words");
    let sequences_clean = run.pty.look(|seen| {
        let raw = String::from_utf8_lossy(&seen.raw);
        let titled = raw.split("\x1b]").skip(1).any(|rest| {
            let end = rest.find(['\x07', '\x1b']).unwrap_or(rest.len());
            rest[..end].contains("Xv7")
        });
        let plain = |bad: char| !raw.contains(bad);
        !titled && plain('\u{9b}') && plain('\u{202e}') && !raw.contains("\x1b[31mXv78m")
    });
    assert!(sequences_clean);
    run.press("Q");
    run.ends_with(0);
}

#[test]
fn a_slow_pipe_is_shown_as_it_comes() {
    let home = TempDir::new().expect("a folder for the test");
    let pipe = home.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("a pipe can be made").success());
    let folder = home.path().to_string_lossy();
    let program = env!("CARGO_BIN_EXE_dateline");
    let line = format!("exec '{program}' --home '{folder}' - < '{folder}/pipe'");
    let mut pty = Pty::start(&["sh", "-c", &line], 80, 24, &[]);
    let mut producer = fs::File::create(&pipe).expect("the program opens its end");
    for number in 1..=2 {
        let record = format!(r#"{{"title":"Talks, part {number}","body":"In Ghent."}}"#);
        writeln!(producer, "{record}").expect("it is taken");
        pty.wait_for(&format!("Talks, part {number}"));
    }
    pty.press("Q");
    let (status, _) = pty.wait_for_end();
    assert_eq!(status, 0);
    pty.assert_restored();
}
