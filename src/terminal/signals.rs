//! Signals as events, and the way out when the loop does not take them.

use std::io;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use nix::unistd::{Pid, getpgid, getpgrp, getpid, getppid, getsid};
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    SIGWINCH,
};
use signal_hook::iterator::Signals;

use super::event::Event;
use super::modes;

/// How long the loop may take to end after a signal.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often a signal to end was answered with something else: the force that was set in motion then must not strike.
static FORGIVEN: AtomicU32 = AtomicU32::new(0);

/// Starts the thread that turns signals into events.
pub(super) fn start(events: Sender<Event>) -> io::Result<()> {
    // The last three mean nothing here; by default they would end the program with the terminal in our modes.
    let mut signals = Signals::new([
        SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH, SIGALRM, SIGUSR1, SIGUSR2,
    ])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            let mut ending = None;
            for signal in signals.forever() {
                let event = match signal {
                    SIGWINCH => Event::Resized,
                    SIGTSTP => Event::Stop,
                    SIGCONT => Event::Continued,
                    _ if ending == Some(FORGIVEN.load(Ordering::SeqCst)) => end_now(128 + signal),
                    _ => {
                        ending = Some(FORGIVEN.load(Ordering::SeqCst));
                        end_by_force_after(PATIENCE, 128 + signal);
                        Event::End(signal)
                    }
                };
                if events.send(event).is_err() {
                    return;
                }
            }
        })?;
    Ok(())
}

/// Ends the program after a while, in case the loop cannot: it may hang in a write to a stopped terminal.
pub(super) fn end_by_force_after(patience: Duration, status: i32) {
    let forgiven = FORGIVEN.load(Ordering::SeqCst);
    let waiting = thread::Builder::new()
        .name("way out".to_owned())
        .spawn(move || {
            thread::sleep(patience);
            if FORGIVEN.load(Ordering::SeqCst) == forgiven {
                end_now(status);
            }
        });
    if waiting.is_err() {
        end_now(status);
    }
}

/// Says that the last signal was not for us.
pub(super) fn forgive() {
    FORGIVEN.fetch_add(1, Ordering::SeqCst);
}

/// Ends the program with what of the terminal can be restored without waiting.
fn end_now(status: i32) -> ! {
    modes::leave_at_once();
    process::exit(status)
}

/// Stops the program, as the default action of TSTP does; returns when it is continued.
pub(super) fn stop() {
    let _ = signal_hook::low_level::raise(SIGSTOP);
}

/// Sends TSTP to the whole job, so that a pipe or a wrapper around the program stops with it.
pub(super) fn ask_job_to_stop() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
}

/// Whether a shell waits that could continue the program after a stop.
///
/// In a container a number may be 0: a process, group or session outside of it, of which the system tells no more.
pub(super) fn has_shell() -> bool {
    let group = getpgrp();
    let parent = if group == getpid() {
        getppid()
    } else {
        parent_of(group).unwrap_or_else(getppid)
    };
    let here = getsid(None).ok();
    parent.as_raw() > 0
        && getsid(Some(parent)).ok() == here
        && getpgid(Some(parent)).ok() != Some(group)
}

/// The parent of a process, where the system tells (`/proc`).
fn parent_of(process: Pid) -> Option<Pid> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let after_name = stat.rsplit_once(')')?.1;
    let parent = after_name.split_whitespace().nth(1)?.parse().ok()?;
    Some(Pid::from_raw(parent))
}
