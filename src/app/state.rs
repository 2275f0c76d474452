//! The browser as a whole: what it is set up with and what it holds.

use std::collections::HashSet;

use jiff::civil;

use crate::model::{Address, Overview, Progress};

use super::asked::Asked;
use super::hints::Hints;
use super::key::Key;
use super::keymap::Keymap;
use super::layout::{Layout, SMALLEST, layout};
use super::omnibox::Omnibox;
use super::page::{Body, Page};
use super::prompt::Prompt;
use super::typing::Otherwise;
use super::{Effect, Lane, Question, Ticket};

/// What the browser starts with.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The first thing to show.
    pub start: Address,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The day it is, for `after:3d` and the like.
    pub today: civil::Date,
    /// The colours.
    pub theme: ThemeName,
    /// Only ASCII for frames, bars and signs.
    pub ascii: bool,
    /// The widest line of text in the reader, in cells.
    pub measure: u16,
    /// Keys other than the usual ones: command and keys, as the settings file has them.
    pub keys: Vec<(String, String)>,
    /// Options of the command line that open what is shown, with their values.
    pub opened: Vec<(&'static str, String)>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            start: Address::Articles(Default::default()),
            size: (80, 24),
            today: civil::date(1970, 1, 1),
            theme: ThemeName::Dark,
            ascii: false,
            measure: 72,
            keys: Vec::new(),
            opened: Vec::new(),
        }
    }
}

/// The sets of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// For dark terminals.
    #[default]
    Dark,
    /// For light terminals.
    Light,
    /// The terminal's own 16 colours.
    Terminal,
    /// No colours at all.
    Plain,
}

impl ThemeName {
    /// Every theme.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::Terminal, Self::Plain];

    /// The word used in settings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Terminal => "terminal",
            Self::Plain => "none",
        }
    }
}

/// The state of the browser.
#[derive(Debug)]
pub struct App {
    pub(crate) setup: Setup,
    pub(crate) keymap: Keymap,
    /// The history; never empty.
    pub(crate) pages: Vec<Page>,
    /// The page that is shown.
    pub(crate) at: usize,
    /// Everything that was visited, newest last.
    pub(crate) visited: Vec<(Address, String)>,
    /// The counts of the top line.
    pub(crate) counts: Option<Box<Overview>>,
    pub(crate) counts_asked: Asked,
    pub(crate) progress: Progress,
    /// Keys of a sequence that has begun.
    pub(crate) begun: Vec<Key>,
    pub(crate) prompt: Option<Prompt>,
    pub(crate) omnibox: Option<Omnibox>,
    /// Enter was pressed before the answer to what was typed had come: it is opened as it comes. Any other key takes that back.
    pub(super) accepting: bool,
    /// What is shown where the search that was just accepted finds nothing.
    pub(super) otherwise: Option<Otherwise>,
    pub(crate) hints: Option<Hints>,
    /// A sentence for the reader, until the next key.
    pub(crate) said: Option<String>,
    /// The actor that waits for another, to be shown with it.
    pub(crate) chosen: Option<String>,
    /// The actor that waits for the one it is part of.
    pub(crate) merging: Option<String>,
    /// Whom an article was said to mean last.
    pub(crate) moved_to: String,
    /// What was searched for before, newest last.
    pub(crate) searches: Vec<String>,
    pub(crate) effects: Vec<Effect>,
    pub(super) next_ticket: u64,
    /// A note that is being edited: the wish, and the articles it is for.
    pub(super) editing: Option<(Ticket, Vec<String>)>,
    /// Changes of marks that are not heard of yet.
    pub(super) changing: HashSet<Ticket>,
    pub(super) started: bool,
}

impl App {
    /// What stands between facts on a line.
    pub(super) fn dot(&self) -> &'static str {
        if self.setup.ascii { " - " } else { " · " }
    }

    /// A browser that has just started; its first wishes come with the first message, so send it a
    /// [`super::Msg::Resize`] at once.
    pub fn new(setup: Setup) -> Self {
        let (keymap, complaints) = Keymap::new(&setup.keys);
        let first = Page::new(setup.start.clone());
        Self {
            keymap,
            pages: vec![first],
            at: 0,
            visited: Vec::new(),
            counts: None,
            counts_asked: Asked::default(),
            progress: Progress::default(),
            begun: Vec::new(),
            prompt: None,
            omnibox: None,
            accepting: false,
            otherwise: None,
            hints: None,
            said: complaints.into_iter().next().map(|(_, said)| said),
            chosen: None,
            merging: None,
            moved_to: String::new(),
            searches: Vec::new(),
            effects: Vec::new(),
            next_ticket: 0,
            editing: None,
            changing: HashSet::new(),
            started: false,
            setup,
        }
    }

    /// Columns and rows of the terminal.
    pub fn size(&self) -> (u16, u16) {
        self.setup.size
    }

    /// Whether the screen is too small to show anything.
    pub(crate) fn is_too_small(&self) -> bool {
        let (width, height) = self.setup.size;
        width < SMALLEST.0 || height < SMALLEST.1
    }

    /// The page that is shown.
    pub(crate) fn page(&self) -> &Page {
        &self.pages[self.at]
    }

    pub(super) fn page_mut(&mut self) -> &mut Page {
        &mut self.pages[self.at]
    }

    /// What the shown page holds.
    pub(super) fn body_mut(&mut self) -> &mut Body {
        &mut self.page_mut().body
    }

    /// Where everything is on the screen.
    pub(crate) fn layout(&self) -> Layout {
        layout(self.setup.size, self.page().shape())
    }

    /// Asks the library.
    pub(super) fn ask(&mut self, lane: Lane, question: Question) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Ask {
            ticket,
            lane,
            question,
        });
        ticket
    }

    pub(super) fn ticket(&mut self) -> Ticket {
        self.next_ticket += 1;
        Ticket(self.next_ticket)
    }

    /// Tells the reader something, until the next key.
    pub(super) fn say(&mut self, sentence: impl Into<String>) {
        self.said = Some(sentence.into());
    }
}
