//! Drives the real binary in a pseudo-terminal and prints how long its first frame and each key take to be on screen.
//!
//! ```text
//! cargo build --release
//! cargo run --release --example keylatency -- --keys 200 --runs 5 -- [ARGUMENTS OF DATELINE]
//! ```
//!
//! `first` is the time from the key to the end of the first frame that answers it; `settled` is the time to the last byte
//! before the terminal was quiet for a while, which counts what came in a second step (a preview, rows of a filter).

#[cfg(unix)]
#[path = "../tests/terminal/pty.rs"]
mod pty;

fn main() -> std::process::ExitCode {
    #[cfg(unix)]
    {
        run::main()
    }
    #[cfg(not(unix))]
    {
        std::process::ExitCode::FAILURE
    }
}

#[cfg(unix)]
mod run {
    use std::io::{self, Write};
    use std::process::ExitCode;
    use std::thread;
    use std::time::{Duration, Instant};

    use super::pty::Pty;

    /// A terminal that says nothing for so long has said all.
    const QUIET: Duration = Duration::from_millis(80);

    /// A key that brings nothing in this time is not answered on screen.
    const SILENT: Duration = Duration::from_millis(400);

    const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

    /// What was measured, by act.
    #[derive(Default)]
    struct Table {
        rows: Vec<Row>,
    }

    struct Row {
        act: &'static str,
        first: Vec<f64>,
        settled: Vec<f64>,
        silent: usize,
    }

    struct Options {
        binary: String,
        keys: usize,
        runs: usize,
        arguments: Vec<String>,
    }

    pub(crate) fn main() -> ExitCode {
        let Some(options) = options() else {
            let usage = "keylatency [--binary PATH] [--keys N] [--runs N] [-- ARGUMENTS]";
            let _ = writeln!(io::stderr(), "usage: {usage}");
            return ExitCode::from(2);
        };
        let mut table = Table::default();
        for _ in 0..options.runs {
            measure(&options, &mut table);
        }
        match table.print() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        }
    }

    fn options() -> Option<Options> {
        let mut options = Options {
            binary: "target/release/dateline".to_owned(),
            keys: 100,
            runs: 3,
            arguments: Vec::new(),
        };
        let mut given = std::env::args().skip(1);
        while let Some(word) = given.next() {
            match word.as_str() {
                "--binary" => options.binary = given.next()?,
                "--keys" => options.keys = given.next()?.parse().ok()?,
                "--runs" => options.runs = given.next()?.parse().ok()?,
                "--" => options.arguments.extend(given.by_ref()),
                _ => return None,
            }
        }
        // The terminal's starter looks for names without a folder in `PATH`.
        let binary = std::fs::canonicalize(&options.binary).ok()?;
        options.binary = binary.to_string_lossy().into_owned();
        Some(options)
    }

    /// One run: start, cursor down and up, scroll an article, open and go back, filter, quit.
    fn measure(options: &Options, table: &mut Table) {
        let mut program = vec![options.binary.as_str()];
        program.extend(options.arguments.iter().map(String::as_str));
        let begin = Instant::now();
        let mut pty = Pty::start(&program, 120, 40, &[]);
        pty.wait("the first frame", |seen| {
            seen.raw.ends_with(FRAME_ENDS) || frames(&seen.raw) > 0
        });
        let first = pty.look(|seen| seen.last);
        settle(&pty);
        let settled = pty.look(|seen| seen.last);
        table.add("first frame", Some((first - begin, settled - begin)));
        for _ in 0..options.keys {
            table.add("cursor", press(&mut pty, "j"));
        }
        for _ in 0..options.keys / 10 {
            table.add("page", press(&mut pty, "\x1b[6~"));
        }
        press(&mut pty, "gg");
        for _ in 0..options.keys / 4 {
            table.add("open article", press(&mut pty, "\r"));
            for _ in 0..3 {
                table.add("scroll", press(&mut pty, "j"));
            }
            table.add("back", press(&mut pty, "H"));
            press(&mut pty, "j");
        }
        press(&mut pty, "gg");
        for word in ["/minister", "/yerevan", "/talks"] {
            for letter in word.chars() {
                let act = if letter == '/' { "prompt" } else { "letter" };
                table.add(act, press(&mut pty, letter.encode_utf8(&mut [0; 4])));
            }
            press(&mut pty, "\x1b");
            press(&mut pty, "\x1b");
        }
        pty.press("Q");
        pty.wait_for_end();
    }

    /// Presses a key and waits until the terminal is quiet; times to the first frame and to the last byte.
    fn press(pty: &mut Pty, key: &str) -> Option<(Duration, Duration)> {
        let before = pty.look(|seen| seen.raw.len());
        let begin = Instant::now();
        pty.press(key);
        let mut first = None;
        while begin.elapsed() < SILENT || first.is_some() {
            let (frame, last) = pty.look(|seen| {
                let new = seen.raw.get(before..).unwrap_or_default();
                (frames(new) > 0, seen.last)
            });
            if frame && first.is_none() {
                first = Some(last);
            }
            if first.is_some() && last.elapsed() > QUIET {
                break;
            }
            pause(first.is_some());
        }
        let last = pty.look(|seen| seen.last);
        first.map(|first| (first - begin, last - begin))
    }

    fn settle(pty: &Pty) {
        while pty.look(|seen| seen.last).elapsed() < 2 * QUIET {
            pause(true);
        }
    }

    /// Leaves the processor to the program, for long only where nothing is being measured.
    fn pause(long: bool) {
        let rest = if long { 2_000 } else { 50 };
        thread::park_timeout(Duration::from_micros(rest));
    }

    fn frames(bytes: &[u8]) -> usize {
        bytes
            .windows(FRAME_ENDS.len())
            .filter(|window| *window == FRAME_ENDS)
            .count()
    }

    impl Table {
        fn add(&mut self, act: &'static str, times: Option<(Duration, Duration)>) {
            let at = self.rows.iter().position(|row| row.act == act);
            let at = at.unwrap_or_else(|| {
                self.rows.push(Row {
                    act,
                    first: Vec::new(),
                    settled: Vec::new(),
                    silent: 0,
                });
                self.rows.len() - 1
            });
            let row = &mut self.rows[at];
            match times {
                Some((first, settled)) => {
                    row.first.push(first.as_secs_f64() * 1000.0);
                    row.settled.push(settled.as_secs_f64() * 1000.0);
                }
                None => row.silent += 1,
            }
        }

        fn print(mut self) -> io::Result<()> {
            let mut out = io::stdout().lock();
            writeln!(
                out,
                "{:14} {:>5} {:>7} {:>9} {:>9} {:>11} {:>11}   (ms)",
                "act", "keys", "silent", "first p50", "first p99", "settled p50", "settled p99"
            )?;
            for row in &mut self.rows {
                row.first.sort_by(f64::total_cmp);
                row.settled.sort_by(f64::total_cmp);
                writeln!(
                    out,
                    "{:14} {:>5} {:>7} {:>9.2} {:>9.2} {:>11.2} {:>11.2}",
                    row.act,
                    row.first.len(),
                    row.silent,
                    quantile(&row.first, 50),
                    quantile(&row.first, 99),
                    quantile(&row.settled, 50),
                    quantile(&row.settled, 99)
                )?;
            }
            Ok(())
        }
    }

    /// The value below which `percent` of the sorted values lie.
    fn quantile(sorted: &[f64], percent: usize) -> f64 {
        let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
        sorted.get(at).copied().unwrap_or(f64::NAN)
    }
}
