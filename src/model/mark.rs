//! The reader's own marks on articles, and the changes that make them.

/// What the reader has noted about one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// Starred.
    pub starred: bool,
    /// Read.
    pub read: bool,
    /// Where reading stopped: byte in the body of the first line shown.
    pub place: Option<u32>,
    /// The reader's tags, sorted.
    pub tags: Vec<String>,
    /// The reader's note.
    pub note: Option<String>,
}

/// One change to the marks of articles. Each has an inverse, so that it can be undone.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The articles by id.
    pub ids: Vec<String>,
    /// What is done to each.
    pub act: Act,
}

/// What a change does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Star or unstar.
    Star(bool),
    /// Mark read or unread.
    Read(bool),
    /// Note that it was opened, which makes it read; not undone by `undo`.
    Opened,
    /// Add a tag.
    Tag(String),
    /// Remove a tag.
    Untag(String),
    /// Set the note, or remove it with `None`.
    Note(Option<String>),
    /// Keep the reading place; not undone by `undo`.
    Place(u32),
}
