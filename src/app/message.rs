//! Messages: the closed list of what can happen to the browser.

use crate::model::Progress;

use super::{Answer, ThemeName, Ticket, key::Key};

/// A fact that already happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted; the terminal caps it and drops controls.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// A question was answered, or refused with a sentence for the reader.
    Answer {
        /// The ticket of the question.
        ticket: Ticket,
        /// What the library says.
        result: Result<Answer, String>,
    },
    /// The work behind the screen came further.
    Progress(Progress),
    /// The editor that [`super::Effect::Edit`] asked for was closed; `None` when it failed or nothing was saved.
    Edited {
        /// The ticket of the wish.
        ticket: Ticket,
        /// The text as it was saved.
        text: Option<String>,
    },
    /// The program was stopped and goes on; everything must be drawn again.
    Resumed,
    /// The terminal said what its background is, and these colours fit it.
    Theme(ThemeName),
    /// The outside has a sentence for the reader ("copied", "no browser found", "opened for reading only").
    Said(String),
}

/// Something the mouse did, at a cell counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub kind: MouseKind,
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
    /// What the last frame drew there, where it can be pressed.
    pub spot: Option<Spot>,
}

/// Something on the screen that can be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A row of the page or of what lies above it, counted in the whole list.
    Row(usize),
    /// A part of an actor's page, by its place among them.
    Tab(usize),
    /// A facet value, counted over all facets.
    Facet(usize),
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// A button went down.
    Press(Button),
    /// The wheel turned towards the top of the text.
    WheelUp,
    /// The wheel turned towards its end.
    WheelDown,
}

/// A button of the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// The first.
    Left,
    /// The wheel or the one between.
    Middle,
    /// The second.
    Right,
    /// The thumb's "back".
    Back,
    /// The thumb's "forward".
    Forward,
}
