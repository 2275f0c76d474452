//! The browser on a real terminal: the loop, raw mode, the input thread, workers, links and clipboard.
//!
//! ```text
//! input thread ─┐
//! signals ──────┤                       ┌─> lanes (threads that ask the library) ─┐
//! watchdog ─────┼─> one channel ─> session: App::update ─> perform                │
//! lanes <───────┘         ^             └─> ui::draw ─> backend ─> terminal       │
//!                         └──────────────────────────────────────────────────────┘
//! ```
//!
//! May import every room but `cli`. The only door to crossterm, termina, signal-hook and webbrowser, and the only room
//! (with `cli`) that knows the time. Unix only; elsewhere subcommands do the same work.

mod backend;
mod decode;
mod event;
mod fault;
mod frame;
mod input;
mod lanes;
mod library;
mod log;
mod modes;
mod outside;
mod perform;
mod session;
mod signals;
mod split;
mod theme;
mod tty;
mod watchdog;

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::Terminal;

use self::backend::Screen;
use self::event::Event;
use self::frame::Changed;
use self::input::Reader;
use self::modes::Guard;
use self::session::Session;
use crate::app::{App, Setup};
use crate::config::{Folders, Settings};
use crate::model::Address;
use crate::ui;

pub use self::lanes::Answers;
pub use self::tty::NoTerminal;

/// How long changes of marks and the work behind the screen may take to end after the screen is gone.
const LAST_WORK: Duration = Duration::from_secs(2);

/// How a run of the browser ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The reader quit.
    Quit,
    /// A signal asked for it.
    Signal(i32),
    /// The terminal went away.
    Gone,
}

/// Why the browser could not run.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no terminal to show it on.
    #[error("{}", .0.advice())]
    NoTerminal(#[from] NoTerminal),
    /// The terminal failed.
    #[error("dateline: the terminal failed: {0}")]
    Terminal(#[from] io::Error),
}

/// Says whether there is a terminal for the browser; ask before a library is opened for nothing.
pub fn check() -> Result<(), NoTerminal> {
    tty::Tty::find().map(drop)
}

/// Where the browser starts.
#[derive(Clone, Debug)]
pub struct Start {
    /// The first thing to show.
    pub at: Address,
    /// Options of the command line that open the same corpus, with their values.
    pub opened: Vec<(&'static str, String)>,
}

/// Shows the browser from `start` until its reader quits. The terminal is as it was when this returns, also by panic.
pub fn run(
    answers: Arc<dyn Answers>,
    start: Start,
    settings: &Settings,
    folders: &Folders,
) -> Result<Ended, Fault> {
    let tty = tty::Tty::find()?;
    log::start(&folders.state);
    fault::install(&folders.state);
    let ended = show(&answers, start, settings, folders, tty);
    close(&answers);
    match ended {
        // A terminal that fails is most often gone.
        Err(fault) if fault.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) => {
            Ok(Ended::Gone)
        }
        other => Ok(other?),
    }
}

fn show(
    answers: &Arc<dyn Answers>,
    start: Start,
    settings: &Settings,
    folders: &Folders,
    tty: tty::Tty,
) -> io::Result<Ended> {
    let (sender, events) = mpsc::channel();
    signals::start(sender.clone())?;
    watchdog::start(tty.input.try_clone()?, sender.clone())?;
    let lanes = lanes::Lanes::start(answers, &sender)?;
    let progress = sender.clone();
    answers.subscribe(Box::new(move |news| {
        // Nobody listens after the end.
        let _ = progress.send(Event::Progress(news));
    }));
    let choice = theme::choose(settings.theme, &folders.state);
    let size = tty::size(&tty.output);
    let app = App::new(Setup {
        start: start.at,
        opened: start.opened,
        size: (size.width, size.height),
        today: crate::config::today(),
        theme: choice.name,
        ascii: settings.ascii,
        measure: settings.measure,
        keys: keys(settings),
    });
    let guard = Guard::enter(settings.mouse)?;
    let mut session = Session {
        app,
        terminal: Terminal::new(Screen::new(tty.screen()?, size))?,
        output: tty.output,
        guard,
        answers: Arc::clone(answers),
        lanes,
        reader: Reader::start(tty.input, sender)?,
        events,
        backlog: VecDeque::new(),
        changed: Changed::Nothing,
        drawn: Instant::now(),
        spots: ui::Spots::default(),
        ended: None,
        follow_background: choice.ask,
        keyboard_can_more: false,
        state: folders.state.clone(),
    };
    let ended = session.run();
    let Session { guard, lanes, .. } = session;
    drop(guard);
    lanes.close(LAST_WORK);
    ended
}

/// Ends the work behind the screen, and waits for that no longer than the reader would: what is committed is kept either way.
fn close(answers: &Arc<dyn Answers>) {
    let (done, wait) = mpsc::channel::<()>();
    let answers = Arc::clone(answers);
    let closing = thread::Builder::new()
        .name("closing".to_owned())
        .spawn(move || {
            answers.close(LAST_WORK);
            drop(done);
        });
    if closing.is_ok() {
        let _ = wait.recv_timeout(LAST_WORK);
    }
}

fn keys(settings: &Settings) -> Vec<(String, String)> {
    let one = |binding: &crate::config::Binding| (binding.command.clone(), binding.keys.join(" "));
    settings.keys.iter().map(one).collect()
}
