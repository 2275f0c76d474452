//! The line at the foot of the screen that something is typed into, and what is typed there.

use tui_input::{Input, InputRequest};

use crate::language::QueryError;
use crate::model::Address;

use super::complete::Awaited;
use super::key::{Code, Key};
use super::page::Place;

/// The longest text that may be typed, in bytes: that of a query.
const LONGEST: usize = crate::language::LONGEST;

/// What is being typed.
#[derive(Clone, Debug)]
pub(crate) struct Prompt {
    pub(crate) kind: PromptKind,
    pub(crate) input: Input,
    /// What is wrong with the query, while the last good result stays on screen.
    pub(crate) mistake: Option<QueryError>,
    /// What Tab offers, with the place in it that was last taken.
    pub(crate) offers: Vec<String>,
    pub(crate) offer: Option<usize>,
    /// Bytes of the text that an offer replaces.
    pub(crate) replaces: std::ops::Range<usize>,
    /// Values that Tab has asked for.
    pub(crate) awaited: Option<Awaited>,
    /// The place among earlier searches that is shown, and what had been typed before them.
    pub(crate) recalled: Option<(usize, String)>,
    /// The address to go back to when it is given up.
    pub(crate) before: Option<Address>,
    /// Where one was in the list then.
    pub(crate) place: Option<Place>,
    /// The page was made for what is typed, and goes when that is given up.
    pub(crate) own_page: bool,
}

/// What a prompt asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PromptKind {
    /// A query; results follow the keys.
    Query,
    /// A fuzzy filter of titles or of actors.
    Filter,
    /// Something to find in the article.
    Find,
    /// A filter of the help.
    Help,
    /// A tag to add.
    Tag,
    /// A tag to take away.
    Untag,
    /// A name for the search that is shown.
    Save,
    /// Another name of an actor.
    Alias,
    /// The name to show an actor by.
    Rename,
    /// A name to take out of an actor.
    Split,
    /// Whom an article means by an actor.
    Move,
    /// A program to give the article to.
    Pipe,
}

impl PromptKind {
    /// What stands before the text.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Query => "search: ",
            Self::Filter => "filter: ",
            Self::Find => "find in text: ",
            Self::Help => "help on: ",
            Self::Tag => "add tag: ",
            Self::Untag => "remove tag: ",
            Self::Save => "save search as: ",
            Self::Alias => "another name of this actor: ",
            Self::Rename => "show this actor as: ",
            Self::Split => "take out of this actor the name: ",
            Self::Move => "whom this article means: ",
            Self::Pipe => "pipe to: ",
        }
    }
}

impl Prompt {
    pub(crate) fn new(kind: PromptKind, text: &str, before: Option<Address>) -> Self {
        Self {
            kind,
            input: Input::new(text.to_owned()),
            mistake: None,
            offers: Vec::new(),
            offer: None,
            replaces: 0..0,
            awaited: None,
            recalled: None,
            own_page: false,
            before,
            place: None,
        }
    }

    pub(crate) fn text(&self) -> &str {
        self.input.value()
    }

    /// The cursor as a byte of the text.
    pub(crate) fn cursor_byte(&self) -> usize {
        let text = self.text();
        let at = text.char_indices().nth(self.input.cursor());
        at.map_or(text.len(), |(at, _)| at)
    }

    /// Puts a text in the place of some bytes, with the cursor after it.
    pub(crate) fn replace(&mut self, range: std::ops::Range<usize>, with: &str) {
        let text = self.text();
        let (Some(before), Some(after)) = (text.get(..range.start), text.get(range.end..)) else {
            return;
        };
        let cursor = before.chars().count() + with.chars().count();
        let whole = format!("{before}{with}{after}");
        self.input = Input::new(whole).with_cursor(cursor);
    }
}

/// Takes a key into a line of text. Returns whether the text changed.
pub(crate) fn edit(input: &mut Input, key: Key) -> bool {
    let request = match (key.code, key.ctrl, key.alt) {
        (Code::Char(c), false, false) if input.value().len() + c.len_utf8() <= LONGEST => {
            InputRequest::InsertChar(c)
        }
        (Code::Backspace, false, false) => InputRequest::DeletePrevChar,
        (Code::Char('h'), true, _) => InputRequest::DeletePrevChar,
        (Code::Char('w'), true, _) | (Code::Backspace, _, _) => InputRequest::DeletePrevWord,
        (Code::Delete, false, false) => InputRequest::DeleteNextChar,
        (Code::Char('d'), _, true) | (Code::Delete, _, _) => InputRequest::DeleteNextWord,
        (Code::Char('u'), true, _) => InputRequest::DeleteLine,
        (Code::Char('k'), true, _) => InputRequest::DeleteTillEnd,
        (Code::Left, false, false) => InputRequest::GoToPrevChar,
        (Code::Right, false, false) => InputRequest::GoToNextChar,
        (Code::Left, _, _) | (Code::Char('b'), _, true) => InputRequest::GoToPrevWord,
        (Code::Right, _, _) | (Code::Char('f'), _, true) => InputRequest::GoToNextWord,
        (Code::Home, _, _) | (Code::Char('a'), true, _) => InputRequest::GoToStart,
        (Code::End, _, _) | (Code::Char('e'), true, _) => InputRequest::GoToEnd,
        _ => return false,
    };
    let changed = input.handle(request);
    changed.is_some_and(|changed| changed.value)
}

/// Takes a pasted text into a line: line breaks become spaces. Returns whether there was room for all of it.
#[must_use]
pub(crate) fn paste(input: &mut Input, text: &str) -> bool {
    let line = crate::text::clean::clean_line(text);
    for c in line.chars() {
        if input.value().len() + c.len_utf8() > LONGEST {
            return false;
        }
        input.handle(InputRequest::InsertChar(c));
    }
    true
}
