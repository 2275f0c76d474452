//! Notices that the terminal is gone even where nothing else does, and makes sure that the program ends then.

use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use super::event::Event;
use super::signals;

/// The exit status of a program that lost its terminal: that of the hang-up signal.
pub(super) const GONE: i32 = 129;

/// How long the loop may take to end once the terminal is gone.
const PATIENCE: Duration = Duration::from_millis(700);

/// Starts to watch `tty` for hang-up, and for nothing else.
pub(super) fn start(tty: OwnedFd, events: Sender<Event>) -> std::io::Result<()> {
    thread::Builder::new()
        .name("watchdog".to_owned())
        .spawn(move || {
            if hangs_up(&tty) {
                signals::end_by_force_after(PATIENCE, GONE);
                let _ = events.send(Event::Gone);
            }
        })?;
    Ok(())
}

/// Waits for the hang-up; false where the system cannot watch this terminal.
fn hangs_up(tty: &OwnedFd) -> bool {
    loop {
        let mut ends = [PollFd::from_borrowed_fd(tty.as_fd(), PollFlags::empty())];
        match poll(&mut ends, None) {
            Ok(_) => {
                let seen = ends[0].revents();
                if seen.intersects(PollFlags::HUP | PollFlags::ERR) {
                    return true;
                }
                if seen.contains(PollFlags::NVAL) {
                    return false;
                }
            }
            Err(Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}
