//! The loop: takes what waits, lets the browser make of it what it will, does what it wishes, draws once.

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::Size;

use super::backend::Screen;
use super::event::{Event, newest};
use super::frame::{Changed, Draw, HALF_A_FRAME, should_draw};
use super::input::Reader;
use super::lanes::{Answers, Lanes};
use super::modes::{self, Guard};
use super::watchdog::GONE;
use super::{Ended, signals, theme, tty};
use crate::app::{App, Effect, Msg};
use crate::ui;

/// How long the first frame waits for the first rows: one that shows them is worth more than an empty one.
const FIRST_ANSWER: Duration = Duration::from_millis(8);

/// A run of the browser on a terminal.
pub(super) struct Session {
    pub(super) app: App,
    pub(super) terminal: Terminal<Screen<File>>,
    pub(super) output: File,
    pub(super) guard: Guard,
    pub(super) answers: Arc<dyn Answers>,
    pub(super) lanes: Lanes,
    pub(super) reader: Reader,
    pub(super) events: Receiver<Event>,
    /// What came while a visitor had the terminal.
    pub(super) backlog: VecDeque<Event>,
    pub(super) changed: Changed,
    pub(super) drawn: Instant,
    /// What the last frame drew that can be pressed.
    pub(super) spots: ui::Spots,
    pub(super) ended: Option<Ended>,
    /// Whether colours follow the terminal's answer.
    pub(super) follow_background: bool,
    /// Whether the terminal has said that it can tell more keys apart.
    pub(super) keyboard_can_more: bool,
    pub(super) state: PathBuf,
}

impl Session {
    /// Runs until the reader quits, a signal ends it, or the terminal is gone.
    pub(super) fn run(&mut self) -> io::Result<Ended> {
        self.begin()?;
        loop {
            if let Some(ended) = self.ended.take() {
                return Ok(ended);
            }
            let batch = match should_draw(self.changed, self.drawn.elapsed()) {
                Draw::Now => {
                    self.draw()?;
                    continue;
                }
                Draw::Within(rest) => self.gather(Some(rest)),
                Draw::No => self.gather(None),
            };
            for event in newest(batch) {
                self.take(event)?;
                if self.ended.is_some() {
                    break;
                }
            }
        }
    }

    /// The first frame, with the first rows if they come soon; then the questions to the terminal.
    fn begin(&mut self) -> io::Result<()> {
        self.resize()?;
        self.pass_on()?;
        let end = Instant::now() + FIRST_ANSWER;
        while let Some(event) = self.next_before(end) {
            let answered = matches!(event, Event::Answered { .. });
            self.take(event)?;
            if answered || self.ended.is_some() {
                break;
            }
        }
        self.draw()?;
        let screen = self.terminal.backend_mut();
        screen.control(modes::QUESTIONS.as_bytes())?;
        screen.flush()
    }

    /// Takes events for half a frame at most, the first after any wait.
    fn gather(&mut self, patience: Option<Duration>) -> Vec<Event> {
        let mut batch: Vec<Event> = self.backlog.drain(..).collect();
        if batch.is_empty() {
            let first = match patience {
                None => self.events.recv().ok(),
                Some(patience) => match self.events.recv_timeout(patience) {
                    Ok(event) => Some(event),
                    Err(RecvTimeoutError::Timeout) => return batch,
                    Err(RecvTimeoutError::Disconnected) => None,
                },
            };
            // Every sender is gone: nothing can ever happen again.
            batch.push(first.unwrap_or(Event::Gone));
        }
        let end = Instant::now() + HALF_A_FRAME;
        while Instant::now() < end {
            match self.events.try_recv() {
                Ok(event) => batch.push(event),
                Err(_) => break,
            }
        }
        batch
    }

    fn next_before(&mut self, end: Instant) -> Option<Event> {
        let left = end.saturating_duration_since(Instant::now());
        self.events.recv_timeout(left).ok()
    }

    fn take(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Input(mut msg) => {
                fault_on_request(&msg);
                if let Msg::Mouse(mouse) = &mut msg {
                    mouse.spot = self.spots.at(mouse.x, mouse.y);
                }
                self.tell_app(msg)?;
            }
            Event::Answered { ticket, result } => self.tell_app(Msg::Answer { ticket, result })?,
            Event::Progress(progress) => {
                let before = self.changed;
                self.tell_app(Msg::Progress(progress))?;
                self.changed = before.max(Changed::Progress);
                self.pass_on()?;
            }
            Event::Resized => self.resize()?,
            Event::Background { light } => {
                theme::remember(light, &self.state);
                if self.follow_background {
                    self.tell_app(Msg::Theme(theme::named(light)))?;
                }
            }
            Event::KeyboardCanMore => {
                self.keyboard_can_more = true;
                modes::ask_for_keyboard();
            }
            Event::Stop => {
                // What the terminal has to read is for the shell now, and its other modes are no end of it.
                self.reader.rest();
                modes::leave();
                if !signals::has_shell() {
                    let id = std::process::id();
                    tty::tell(&format!(
                        "dateline is stopped; `kill -CONT {id}` continues it"
                    ));
                }
                signals::stop();
                self.reader.go_on();
            }
            Event::Continued => self.resume()?,
            Event::End(signal) => self.ended = Some(Ended::Signal(signal)),
            Event::Gone => self.ended = Some(Ended::Gone),
        }
        Ok(())
    }

    /// Tells the browser and does what it wishes.
    pub(super) fn tell_app(&mut self, msg: Msg) -> io::Result<()> {
        self.changed = Changed::Screen;
        let mut wishes: VecDeque<Effect> = self.app.update(msg).into();
        while let Some(wish) = wishes.pop_front() {
            if let Some(fact) = self.perform(wish)? {
                wishes.extend(self.app.update(fact));
            }
        }
        Ok(())
    }

    /// Passes on what the work behind the screen has to say.
    fn pass_on(&mut self) -> io::Result<()> {
        for sentence in self.answers.said() {
            self.tell_app(Msg::Said(sentence))?;
        }
        Ok(())
    }

    /// Takes the terminal back after others had it, and draws everything.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        self.guard.renew()?;
        if self.keyboard_can_more {
            modes::ask_for_keyboard();
        }
        self.redraw()?;
        self.resize()?;
        self.tell_app(Msg::Resumed)
    }

    /// Forgets what is on the screen, so that the next frame writes every cell.
    pub(super) fn redraw(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().forget();
        self.changed = Changed::Screen;
        self.terminal.clear()
    }

    fn resize(&mut self) -> io::Result<()> {
        let Size { width, height } = tty::size(&self.output);
        self.terminal.backend_mut().resize(Size::new(width, height));
        self.tell_app(Msg::Resize(width, height))
    }

    fn draw(&mut self) -> io::Result<()> {
        self.changed = Changed::Nothing;
        let app = &self.app;
        let mut spots = ui::Spots::default();
        self.terminal.draw(|frame| spots = ui::draw(frame, app))?;
        self.spots = spots;
        self.drawn = Instant::now();
        Ok(())
    }
}

impl Ended {
    /// The exit status: 0, 128 and the signal, or that of the hang-up signal for a terminal that is gone.
    pub fn status(self) -> i32 {
        match self {
            Self::Quit => 0,
            Self::Signal(number) => 128 + number,
            Self::Gone => GONE,
        }
    }
}

/// Builds for tests can be asked for a fault: `DATELINE_FAULT=1` makes the key `!` one.
fn fault_on_request(msg: &Msg) {
    if cfg!(debug_assertions) && std::env::var_os("DATELINE_FAULT").is_some() {
        let asked = matches!(msg, Msg::Key(key) if key.typed() == Some('!'));
        assert!(!asked, "a fault was asked for");
    }
}
