//! Does what the browser wishes from the outside: questions, clipboard, links, editor, pipe, stop.

use std::fs;
use std::io;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;
use ratatui::backend::Backend;
use signal_hook::consts::{SIGINT, SIGQUIT};

use super::event::Event;
use super::outside::{self, Opened, Visitor};
use super::session::Session;
use super::{Ended, modes, signals, tty};
use crate::app::{Effect, Msg, Ticket};
use crate::text::clean;

/// Terminals take no more than this much for the clipboard.
const COPY_LIMIT: usize = 70 * 1024;

/// How often a visitor is asked whether it has ended.
const LOOK_AGAIN: Duration = Duration::from_millis(30);

impl Session {
    /// Does it; returns what the browser must know of it at once.
    pub(super) fn perform(&mut self, wish: Effect) -> io::Result<Option<Msg>> {
        match wish {
            Effect::Ask {
                ticket,
                lane,
                question,
            } => self.lanes.ask(ticket, lane, question),
            Effect::Copy(text) => return self.copy(&text).map(Some),
            Effect::OpenUrl(address) => match outside::open_url(&address) {
                Ok(Opened::Elsewhere) => {
                    return Ok(Some(Msg::Said("opened in the browser".to_owned())));
                }
                Ok(Opened::Here(visitor)) => {
                    self.receive(visitor, false)?;
                }
                Err(sentence) => return Ok(Some(Msg::Said(sentence))),
            },
            Effect::Edit { ticket, text } => return self.edit(ticket, &text).map(Some),
            Effect::Pipe { command, text } => match outside::pipe(&command, text) {
                Ok(visitor) => {
                    self.receive(visitor, true)?;
                }
                Err(sentence) => return Ok(Some(Msg::Said(sentence))),
            },
            Effect::Suspend => signals::ask_job_to_stop(),
            Effect::Redraw => self.redraw()?,
            Effect::Quit => self.ended = Some(Ended::Quit),
        }
        Ok(None)
    }

    /// Hands the text to the terminal's clipboard (OSC 52), which also works from afar.
    fn copy(&mut self, text: &str) -> io::Result<Msg> {
        let text = clean::clean(text);
        if text.len() > COPY_LIMIT {
            let sentence = "too long for the terminal's clipboard: not copied";
            return Ok(Msg::Said(sentence.to_owned()));
        }
        let mut sequence = String::new();
        CopyToClipboard::to_clipboard_from(&text)
            .write_ansi(&mut sequence)
            .map_err(io::Error::other)?;
        let screen = self.terminal.backend_mut();
        screen.control(sequence.as_bytes())?;
        screen.flush()?;
        let line = text.trim_start().lines().next().unwrap_or_default();
        Ok(Msg::Said(format!("copied: {line}")))
    }

    fn edit(&mut self, ticket: Ticket, text: &str) -> io::Result<Msg> {
        let unedited = Msg::Edited { ticket, text: None };
        let folder = tempfile::Builder::new().prefix("dateline-").tempdir();
        let file = match &folder {
            Ok(folder) => folder.path().join("note.md"),
            Err(fault) => return Ok(Msg::Said(format!("no place for the note: {fault}"))),
        };
        if let Err(fault) = fs::write(&file, clean::clean(text)) {
            return Ok(Msg::Said(format!("no place for the note: {fault}")));
        }
        let visitor = match outside::edit(&file) {
            Ok(visitor) => visitor,
            Err(sentence) => {
                self.tell_app(unedited)?;
                return Ok(Msg::Said(sentence));
            }
        };
        if !self.receive(visitor, false)? {
            return Ok(unedited);
        }
        let text = outside::edited(&file).ok();
        Ok(Msg::Edited { ticket, text })
    }

    /// Leaves the terminal to a visitor until it ends, and takes it back; whether the visitor ended well.
    /// `linger` keeps what it printed on the screen until a key is pressed.
    fn receive(&mut self, visitor: Visitor, linger: bool) -> io::Result<bool> {
        self.reader.rest();
        modes::leave();
        let name = visitor.name.clone();
        let ended_well = self.attend(visitor);
        if linger && self.ended.is_none() {
            tty::tell("\n[a key goes back to dateline]");
        }
        self.reader.go_on();
        if linger && self.ended.is_none() {
            crossterm::terminal::enable_raw_mode()?;
            self.wait_for_key();
            crossterm::terminal::disable_raw_mode()?;
        }
        if self.ended.is_none() {
            self.resume()?;
            if !ended_well {
                self.tell_app(Msg::Said(format!("{name} ended with a fault")))?;
            }
        }
        Ok(ended_well)
    }

    /// Waits for the visitor's end. What happens meanwhile waits, but for signals, which concern both.
    fn attend(&mut self, mut visitor: Visitor) -> bool {
        loop {
            match visitor.child.try_wait() {
                Ok(Some(status)) => return status.success(),
                Ok(None) => {}
                Err(_) => return false,
            }
            match self.events.recv_timeout(LOOK_AGAIN) {
                // Ctrl-C and Ctrl-\ in the visitor are for the visitor.
                Ok(Event::End(SIGINT | SIGQUIT)) => signals::forgive(),
                Ok(Event::End(signal)) => self.ended = Some(Ended::Signal(signal)),
                Ok(Event::Gone) => self.ended = Some(Ended::Gone),
                Ok(Event::Stop) => signals::stop(),
                Ok(Event::Continued) => {}
                Ok(event) => self.backlog.push_back(event),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => self.ended = Some(Ended::Gone),
            }
            if self.ended.is_some() {
                let _ = visitor.child.kill();
                let _ = visitor.child.wait();
                return false;
            }
        }
    }

    fn wait_for_key(&mut self) {
        loop {
            match self.events.recv() {
                Ok(Event::Input(Msg::Key(_))) => return,
                Ok(Event::Input(_)) => {}
                Ok(Event::End(signal)) => self.ended = Some(Ended::Signal(signal)),
                Ok(Event::Gone) | Err(_) => self.ended = Some(Ended::Gone),
                Ok(event) => self.backlog.push_back(event),
            }
            if self.ended.is_some() {
                return;
            }
        }
    }
}
