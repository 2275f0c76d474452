//! What a pipe brings little by little: each record is handed on when it came, and not at the end.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;

use super::check;

/// Longer than anything takes even on a busy machine; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program with a standard input that stays open.
struct Run {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Run {
    fn new(home: &Path, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .arg("--home")
            .arg(home)
            .args(args)
            .env_remove("DATELINE_LIBRARY")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let output = child.stdout.take().expect("it is a pipe");
        let (send, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Self {
            input: child.stdin.take(),
            child,
            lines,
        }
    }

    fn write(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        let input = self.input.as_mut().expect("it is open");
        input.write_all(bytes.as_ref()).expect("it is taken");
        input.flush().expect("it is taken");
        self
    }

    /// Waits for the next line that it prints.
    fn prints(&mut self, expected: &str) -> &mut Self {
        let line = self.lines.recv_timeout(PATIENCE).expect("a line comes");
        assert!(line.contains(expected), "{line}");
        self
    }

    /// Closes the pipe and waits for the end.
    fn ends(&mut self) {
        self.input = None;
        let status = self.child.wait().expect("it is our child");
        assert_eq!(status.code(), Some(0));
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn record(number: usize) -> String {
    format!(
        r#"{{"id": "p{number}", "title": "Talks {number}", "body": "Café {number} in Ghent."}}"#
    )
}

#[test]
fn each_record_is_in_the_library_before_the_next_one_comes() {
    let home = TempDir::new().expect("a folder");
    let mut run = Run::new(home.path(), &["add", "-"]);
    for number in 1..=3 {
        run.write(format!("{}\n", record(number)))
            .prints(&format!("committed {number}"));
    }
    // Half of one waits for its other half, and what came with it does not.
    let (half, rest) = (&record(5)[..20], &record(5)[20..]);
    run.write(format!("{}\n{half}", record(4)))
        .prints("committed 4");
    run.write(format!("{rest}\n")).prints("committed 5");
    run.ends();
    assert_eq!(check(home.path(), &["search", "--count", "ghent"]).0, "5\n");
}

#[test]
fn members_of_a_list_come_one_by_one() {
    let home = TempDir::new().expect("a folder");
    let mut run = Run::new(home.path(), &["add", "-"]);
    run.write(format!("[\n {}", record(1)))
        .prints("committed 1");
    run.write(format!(",\n {}", record(2)))
        .prints("committed 2");
    run.write("\n]\n").ends();
    assert_eq!(check(home.path(), &["search", "--count", "ghent"]).0, "2\n");
}

#[test]
fn a_packed_pipe_is_no_slower() {
    let home = TempDir::new().expect("a folder");
    let mut run = Run::new(home.path(), &["add", "-"]);
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    for number in 1..=2 {
        packer
            .write_all(format!("{}\n", record(number)).as_bytes())
            .and_then(|()| packer.flush())
            .expect("it is packed");
        let packed = std::mem::take(packer.get_mut());
        // The first byte alone does not even tell that it is packed.
        run.write(&packed[..1])
            .write(&packed[1..])
            .prints(&format!("committed {number}"));
    }
    run.write(packer.finish().expect("it is packed")).ends();
}

#[test]
fn what_is_wrong_is_said_as_it_comes() {
    let home = TempDir::new().expect("a folder");
    let mut run = Run::new(home.path(), &["check", "-"]);
    run.write(format!("{}\n{{\"title\": oops}}\n", record(1)))
        .prints("standard input:2:");
    run.write(format!("{}\nno record\n", record(2)))
        .prints("standard input:4:");
    run.input = None;
    run.prints("2 articles");
}
