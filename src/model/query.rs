//! A query as a tree, whatever the words it was typed in.

use std::collections::HashSet;

use jiff::civil;

/// What articles are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Query {
    /// Every article.
    #[default]
    All,
    /// One condition.
    Leaf(Leaf),
    /// All of them hold; two or more.
    And(Vec<Query>),
    /// Any of them holds; two or more.
    Or(Vec<Query>),
    /// It does not hold.
    Not(Box<Query>),
}

impl Query {
    /// Parts of a query, each once: repeating one changes nothing that is found, and costs as much again.
    pub fn once(parts: &[Self]) -> impl Iterator<Item = &Self> {
        let mut seen = HashSet::new();
        parts.iter().filter(move |part| seen.insert(*part))
    }
}

/// The text a condition on words looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Title and body.
    #[default]
    Text,
    /// The title alone.
    Title,
}

/// A field whose value is a name rather than prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameField {
    /// An actor named in the article, by any of its names.
    Actor,
    /// A further actor named in the same article.
    With,
    /// A publisher.
    Source,
    /// A byline.
    Author,
    /// A keyword of the publisher or a tag of the reader.
    Tag,
    /// A language tag.
    Lang,
    /// What a saved search of this name finds.
    Saved,
    /// Of that, what came since the search was opened last.
    New,
}

impl NameField {
    /// Stands before a value that is a whole name rather than words of one: `source:="BBC News"`.
    pub const WHOLE: char = '=';
}

/// What the reader has done with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Not opened yet.
    Unread,
    /// Opened, or marked read.
    Read,
    /// Starred.
    Starred,
    /// Tagged by the reader.
    Tagged,
    /// With a note.
    Noted,
    /// Came since the last visit.
    New,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Leaf {
    /// A word, by stem; with `exact` in this very form (still without case and accents).
    Word {
        /// Where.
        scope: Scope,
        /// The word as typed.
        word: String,
        /// Typed in quotes.
        exact: bool,
    },
    /// Words in this order, one after the other, each in its exact form.
    Phrase {
        /// Where.
        scope: Scope,
        /// The phrase as typed, without quotes.
        text: String,
    },
    /// Words in any order within `distance` words of each other.
    Near {
        /// Where.
        scope: Scope,
        /// Two or more words.
        words: Vec<NearWord>,
        /// The most words that may stand between the first and the last.
        distance: u32,
    },
    /// Words that start so.
    Prefix {
        /// Where.
        scope: Scope,
        /// The start.
        start: String,
    },
    /// Words within an edit distance of 1 or 2.
    Fuzzy {
        /// Where.
        scope: Scope,
        /// The word.
        word: String,
        /// Edits.
        distance: u8,
    },
    /// Words that match a regular expression as a whole.
    Regex {
        /// Where.
        scope: Scope,
        /// The expression, without its slashes.
        pattern: String,
    },
    /// A named field.
    Name {
        /// Which.
        field: NameField,
        /// The value as typed; `*` at its end takes every value that starts so, and what is behind [`NameField::WHOLE`] is the
        /// whole of it.
        value: String,
    },
    /// Published from `from` to `to`, both inclusive.
    Date {
        /// First day.
        from: Option<civil::Date>,
        /// Last day.
        to: Option<civil::Date>,
        /// As typed, so that the query can be printed again (`date:2022-05..`, `after:3d`).
        written: String,
    },
    /// A mark of the reader.
    Is(Mark),
}

/// A word that is to stand near others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NearWord {
    /// The word as typed.
    pub word: String,
    /// Typed in quotes: this very form.
    pub exact: bool,
}

impl NearWord {
    /// A word in any form.
    pub fn loose(word: &str) -> Self {
        Self {
            word: word.to_owned(),
            exact: false,
        }
    }

    /// This very form of a word.
    pub fn exact(word: &str) -> Self {
        Self {
            word: word.to_owned(),
            exact: true,
        }
    }
}

/// The order of a list of articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Best match first; without a query the same as `Newest`.
    Relevance,
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// By source, then newest first.
    Source,
}

impl Sort {
    /// Every order, in the order they are cycled through.
    pub const ALL: [Self; 4] = [Self::Newest, Self::Oldest, Self::Relevance, Self::Source];

    /// The word used on the command line and in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Newest => "date",
            Self::Oldest => "oldest",
            Self::Source => "source",
        }
    }
}
