//! An article as lines for the screen: header block, body, related pieces, cited by; with links and what each piece of text is.

mod build;
mod find;
mod marks;

pub(crate) use build::{build, day};

use crate::model::Address;

/// What a piece of text is; the themes say how each looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Ink {
    /// Ordinary text.
    #[default]
    Plain,
    /// The headline.
    Title,
    /// Source, date, byline and the like.
    Meta,
    /// Reasons, teasers, notes of the program.
    Dim,
    /// A heading of a part.
    Heading,
    /// An actor, recognised with certainty or declared.
    Actor,
    /// An actor of which the recogniser is unsure.
    Uncertain,
    /// A web address.
    Url,
    /// A link to another piece.
    Piece,
    /// A word that the query found.
    Hit,
    /// A place that the search in this text found.
    Found,
    /// The found place the reader is at.
    FoundHere,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) ink: Ink,
    /// The link it belongs to, as a place in [`Document::links`].
    pub(crate) link: Option<usize>,
}

/// One line on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) spans: Vec<Span>,
    /// The byte of the body it starts at, for lines of the body.
    pub(crate) at: Option<u32>,
    /// Whether a paragraph starts here.
    pub(crate) paragraph: bool,
}

/// Something that can be followed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    /// The line it stands on, or begins on.
    pub(crate) line: usize,
    /// The byte of the body it begins at, for links of the body.
    pub(crate) at: Option<u32>,
    pub(crate) target: Target,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Target {
    /// Another place in the browser.
    Address(Address),
    /// A web address.
    Url(String),
    /// A related piece that is not in the corpus, by its title.
    Stub(String),
}

/// An article as lines of at most `width` cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Document {
    pub(crate) width: usize,
    pub(crate) lines: Vec<Line>,
    pub(crate) links: Vec<Link>,
    /// The lines of the places that `n` walks, in order: hits of the query, or what was searched for in this text.
    pub(crate) found: Vec<usize>,
    /// The line with the heading of related pieces.
    pub(crate) related: Option<usize>,
}

impl Document {
    /// The line that shows a byte of the body.
    pub(crate) fn line_at(&self, byte: u32) -> usize {
        let shown = |line: &Line| line.at.is_some_and(|at| at <= byte);
        self.lines.iter().rposition(shown).unwrap_or(0)
    }
}
