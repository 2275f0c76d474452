//! The modes of the terminal: entered together, left together, whatever ends the program.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use super::tty;

/// Whether the terminal is in our modes. One for the process, since there is one terminal and the panic hook must know.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the terminal was asked to tell more keys apart.
static KEYBOARD: AtomicBool = AtomicBool::new(false);

/// Title kept and set, alternate screen, cursor hidden, pastes marked.
const ENTER: &str =
    "\x1b[22;0t\x1b]2;dateline\x07\x1b[?1049h\x1b[m\x1b[2J\x1b[H\x1b[?25l\x1b[?2004h";

/// Buttons and movements with a button held, in the form without limits on columns. Not every movement: that is a flood.
const MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// Questions to the terminal; answers come as input, or never: background colour, and whether keys can be told apart better.
pub(super) const QUESTIONS: &str = "\x1b]11;?\x1b\\\x1b[?u";

/// Escape is told apart from the beginning of a sequence.
const KEYBOARD_ON: &str = "\x1b[>1u";
const KEYBOARD_OFF: &str = "\x1b[<1u";

/// Everything back, in the order opposite to `ENTER`; a frame that was being written ends first.
const LEAVE: &str = "\x1b[?2026l\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[m\x1b[2J\x1b[H\x1b[?1049l\x1b[?25h\x1b[23;0t";

/// Puts the terminal into our modes.
pub(super) fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    write(&[ENTER, if mouse { MOUSE } else { "" }])
}

/// Puts the terminal back as it was. Does nothing the second time; failures have nobody to be told to.
pub(super) fn leave() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    // The mode of the line first: it cannot block, while writing to a stopped terminal can.
    let _ = disable_raw_mode();
    let keyboard = KEYBOARD.swap(false, Ordering::SeqCst);
    let _ = write(&[if keyboard { KEYBOARD_OFF } else { "" }, LEAVE]);
}

/// Puts the terminal back as far as that cannot block; for the way out when writing does.
pub(super) fn leave_at_once() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let _ = disable_raw_mode();
    }
}

/// Asks the terminal to tell more keys apart, once it has said that it can.
pub(super) fn ask_for_keyboard() {
    let entered = ENTERED.load(Ordering::SeqCst);
    if entered && !KEYBOARD.swap(true, Ordering::SeqCst) {
        let _ = write(&[KEYBOARD_ON]);
    }
}

/// Leaves the modes when it goes away, on every way out of the loop.
#[derive(Debug)]
pub(super) struct Guard {
    pub(super) mouse: bool,
}

impl Guard {
    /// Enters the modes.
    pub(super) fn enter(mouse: bool) -> io::Result<Self> {
        let guard = Self { mouse };
        enter(mouse)?;
        Ok(guard)
    }

    /// Leaves and enters again, for a terminal that others may have used meanwhile.
    pub(super) fn renew(&self) -> io::Result<()> {
        leave();
        enter(self.mouse)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Writes in one piece, so that a signal cannot part it.
fn write(parts: &[&str]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    tty::write_all(&mut stdout, parts.concat().as_bytes())?;
    stdout.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_that_is_set_is_set_back() {
        for entered in [ENTER, MOUSE] {
            for mode in entered.split("\x1b[?").skip(1) {
                let number: String = mode.chars().take_while(char::is_ascii_digit).collect();
                let on = mode[number.len()..].starts_with('h');
                let back = format!("\x1b[?{number}{}", if on { 'l' } else { 'h' });
                assert!(LEAVE.contains(&back), "{number} is not set back");
            }
        }
    }
}
