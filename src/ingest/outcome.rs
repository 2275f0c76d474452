//! What a worker makes of a record: an article, or a fault with its place.

use super::Parsed;

/// One thing that came out of a file, in the order of the file.
#[derive(Debug)]
pub(super) enum Outcome {
    Article(Box<Parsed>),
    Fault(Fault),
}

/// What could not be read, or not as it was meant.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) line: Option<u64>,
    pub(super) record: Option<u64>,
    pub(super) reason: String,
    /// The article is there all the same: a few of these are told, the rest is counted.
    pub(super) is_minor: bool,
}
