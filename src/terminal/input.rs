//! The input thread: waits for the terminal, reads it, and notices when it is gone.

use std::io::{PipeReader, PipeWriter, Write, pipe};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, read};

use super::decode::{Input, decode};
use super::event::Event;
use super::split::{Piece, Splitter};

/// How long the rest of a sequence may take; after that what came is a key by itself.
const PATIENCE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 30_000_000,
};

/// The thread as the loop sees it: it can be told to leave the terminal to others.
#[derive(Debug)]
pub(super) struct Reader {
    shared: Arc<Shared>,
    wake: PipeWriter,
}

#[derive(Debug, Default)]
struct Shared {
    turn: Mutex<Turn>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Turn {
    asked_to_rest: bool,
    rests: bool,
}

impl Reader {
    /// Starts reading `tty`.
    pub(super) fn start(tty: OwnedFd, events: Sender<Event>) -> std::io::Result<Self> {
        let (woken, wake) = pipe()?;
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        thread::Builder::new()
            .name("input".to_owned())
            .spawn(move || run(&tty, &woken, &theirs, &events))?;
        Ok(Self { shared, wake })
    }

    /// Lets go of the terminal, until [`Reader::go_on`]: an editor reads it now.
    pub(super) fn rest(&self) {
        let mut turn = lock(&self.shared.turn);
        turn.asked_to_rest = true;
        let _ = (&self.wake).write(b"r");
        let waited =
            self.shared
                .changed
                .wait_timeout_while(turn, Duration::from_millis(500), |turn| !turn.rests);
        drop(waited);
    }

    /// Reads again.
    pub(super) fn go_on(&self) {
        lock(&self.shared.turn).asked_to_rest = false;
        self.shared.changed.notify_all();
    }
}

/// Reads until the terminal is gone or nobody listens.
fn run(tty: &OwnedFd, woken: &PipeReader, shared: &Shared, events: &Sender<Event>) {
    let mut splitter = Splitter::default();
    let mut bytes = [0; 4096];
    loop {
        rest_if_asked(shared);
        let (terminal, call) = match wait(tty, woken, splitter.waits()) {
            Ok(seen) => seen,
            Err(Errno::INTR) => continue,
            Err(_) => break,
        };
        if !call.is_empty() {
            let _ = read(woken, &mut bytes);
        }
        let heard = if terminal.contains(PollFlags::IN) {
            match read(tty, &mut bytes) {
                Ok(0) => break,
                Ok(count) => hear(&mut splitter, Some(&bytes[..count]), events),
                Err(Errno::INTR | Errno::AGAIN) => true,
                Err(_) => break,
            }
        } else if terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            break;
        } else if call.is_empty() {
            hear(&mut splitter, None, events)
        } else {
            true
        };
        if !heard {
            return;
        }
    }
    let _ = events.send(Event::Gone);
}

/// Waits for the terminal or a call of the loop, with an end where a sequence is not whole yet.
fn wait(tty: &OwnedFd, woken: &PipeReader, soon: bool) -> Result<(PollFlags, PollFlags), Errno> {
    let mut ends = [
        PollFd::from_borrowed_fd(tty.as_fd(), PollFlags::IN),
        PollFd::from_borrowed_fd(woken.as_fd(), PollFlags::IN),
    ];
    poll(&mut ends, soon.then_some(&PATIENCE))?;
    Ok((ends[0].revents(), ends[1].revents()))
}

/// Sends on what these bytes, or the pause after the last, mean; false when nobody listens.
fn hear(splitter: &mut Splitter, bytes: Option<&[u8]>, events: &Sender<Event>) -> bool {
    let mut heard = true;
    let send = |piece: Piece| {
        let event = match decode(&piece) {
            Some(Input::Msg(msg)) => Event::Input(msg),
            Some(Input::Background { light }) => Event::Background { light },
            Some(Input::KeyboardCanMore) => Event::KeyboardCanMore,
            None => return,
        };
        heard &= events.send(event).is_ok();
    };
    match bytes {
        Some(bytes) => splitter.feed(bytes, send),
        None => splitter.pause(send),
    }
    heard
}

fn rest_if_asked(shared: &Shared) {
    let mut turn = lock(&shared.turn);
    if !turn.asked_to_rest {
        return;
    }
    turn.rests = true;
    shared.changed.notify_all();
    let mut turn = shared
        .changed
        .wait_while(turn, |turn| turn.asked_to_rest)
        .unwrap_or_else(PoisonError::into_inner);
    turn.rests = false;
}

fn lock(turn: &Mutex<Turn>) -> std::sync::MutexGuard<'_, Turn> {
    turn.lock().unwrap_or_else(PoisonError::into_inner)
}
