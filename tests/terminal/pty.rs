//! A program in a pseudo-terminal, with a screen that can be read: tests and benches wait for what it shows.
#![allow(dead_code)] // The tests and the bench each use a part.

use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

/// Longer than anything takes even on a busy machine; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program that runs in a pseudo-terminal.
pub(crate) struct Pty {
    pub(crate) child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    modes_before: String,
}

/// What came out of it so far.
pub(crate) struct Seen {
    pub(crate) parser: vt100::Parser,
    /// Bytes in all.
    pub(crate) bytes: u64,
    /// Everything as it came.
    pub(crate) raw: Vec<u8>,
    /// When the last bytes came.
    pub(crate) last: Instant,
    pub(crate) closed: bool,
    /// Whether the terminal is about to be taken away.
    leaving: bool,
}

impl Pty {
    /// Starts `program`.
    pub(crate) fn start(
        program: &[&str],
        columns: u16,
        rows: u16,
        variables: &[(&str, &str)],
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let modes_before = modes(pair.master.as_ref());
        let mut command = CommandBuilder::new(program[0]);
        command.args(&program[1..]);
        command.cwd(std::env::current_dir().expect("a folder to be in"));
        for name in ["NO_COLOR", "COLORFGBG", "EDITOR", "VISUAL", "BROWSER"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        let seen = Arc::new((
            Mutex::new(Seen {
                parser: vt100::Parser::new(
                    rows.try_into().expect("rows"),
                    columns.try_into().expect("columns"),
                    0,
                ),
                bytes: 0,
                raw: Vec::new(),
                last: Instant::now(),
                closed: false,
                leaving: false,
            }),
            Condvar::new(),
        ));
        let reader = pair.master.try_clone_reader().expect("a reader");
        let theirs = Arc::clone(&seen);
        thread::spawn(move || watch(reader, &theirs));
        let keys = pair.master.take_writer().expect("a writer");
        Self {
            child,
            master: Some(pair.master),
            keys: Some(keys),
            seen,
            modes_before,
        }
    }

    /// Presses keys, given as the bytes a terminal sends.
    pub(crate) fn press(&mut self, keys: &str) {
        let terminal = self.keys.as_mut().expect("the terminal is there");
        terminal.write_all(keys.as_bytes()).expect("keys are taken");
        terminal.flush().expect("keys are taken");
    }

    /// Changes the size of the terminal.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let master = self.master.as_ref().expect("the terminal is there");
        let mut seen = self.seen.0.lock().expect("no reader panics");
        if let (Ok(rows), Ok(columns)) = (rows.try_into(), columns.try_into()) {
            seen.parser.screen_mut().set_size(rows, columns);
        }
        drop(seen);
        master.resize(size).expect("a size");
    }

    /// Waits until what came satisfies `wanted`; the screen is in the message when it does not.
    pub(crate) fn wait(&self, what: &str, wanted: impl Fn(&Seen) -> bool) {
        let seen = self.seen.0.lock().expect("no reader panics");
        let (seen, ended) = self
            .seen
            .1
            .wait_timeout_while(seen, PATIENCE, |seen| !wanted(seen) && !seen.closed)
            .expect("no reader panics");
        assert!(
            !ended.timed_out() && wanted(&seen),
            "waited for {what}; the screen:\n{}",
            seen.parser.screen().contents()
        );
    }

    /// Waits for text on the screen.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait(text, |seen| seen.parser.screen().contents().contains(text));
    }

    /// What is on the screen now.
    pub(crate) fn contents(&self) -> String {
        self.look(|seen| seen.parser.screen().contents())
    }

    /// Looks at what came so far.
    pub(crate) fn look<T>(&self, at: impl Fn(&Seen) -> T) -> T {
        at(&self.seen.0.lock().expect("no reader panics"))
    }

    /// The number of the process.
    pub(crate) fn id(&self) -> Pid {
        let id = self.child.process_id().expect("it runs");
        Pid::from_raw(id.cast_signed()).expect("a number of a process")
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.id(), signal).expect("it runs");
    }

    /// Waits until the program is stopped; where it ends instead, how.
    pub(crate) fn wait_until_stopped(&self) -> Result<(), String> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let options = WaitOptions::UNTRACED | WaitOptions::NOHANG;
            match waitpid(Some(self.id()), options) {
                Ok(Some((_, status))) if status.stopped() => return Ok(()),
                Ok(Some((_, status))) => {
                    return Err(format!("it ended ({status:?}):\n{}", self.contents()));
                }
                _ => thread::park_timeout(Duration::from_millis(5)),
            }
        }
        Err(format!("it did not stop:\n{}", self.contents()))
    }

    /// Takes the terminal away from under the program.
    pub(crate) fn hang_up(&mut self) {
        // The thread that reads has a handle of its own: it gives it up at the next frame, which a new size brings.
        self.seen.0.lock().expect("no reader panics").leaving = true;
        self.resize(81, 25);
        let seen = self.seen.0.lock().expect("no reader panics");
        drop(
            self.seen
                .1
                .wait_timeout_while(seen, PATIENCE, |seen| !seen.closed),
        );
        self.keys = None;
        self.master = None;
    }

    /// Waits for the end and returns the exit status with the time it took.
    pub(crate) fn wait_for_end(&mut self) -> (u32, Duration) {
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().expect("it is our child") {
                return (status.exit_code(), begin.elapsed());
            }
            thread::park_timeout(Duration::from_millis(5));
        }
        panic!("it did not end:\n{}", self.contents());
    }

    /// Checks that the terminal is as it was before the program started.
    pub(crate) fn assert_restored(&self) {
        self.wait("the terminal to be restored", |seen| {
            let screen = seen.parser.screen();
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        let master = self.master.as_ref().expect("the terminal is there");
        assert_eq!(modes(master.as_ref()), self.modes_before);
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The modes of the line, as text to compare.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn watch(mut reader: Box<dyn Read + Send>, seen: &(Mutex<Seen>, Condvar)) {
    let mut bytes = vec![0; 64 * 1024];
    loop {
        let count = reader.read(&mut bytes).unwrap_or(0);
        let at = Instant::now();
        let mut now = seen.0.lock().expect("nobody panics with it");
        let ends = count == 0 || now.leaving;
        if ends {
            drop(std::mem::replace(&mut reader, Box::new(std::io::empty())));
            now.closed = true;
        } else {
            now.parser.process(&bytes[..count]);
            now.raw.extend_from_slice(&bytes[..count]);
            now.bytes += count as u64;
            now.last = at;
        }
        seen.1.notify_all();
        if ends {
            return;
        }
    }
}
