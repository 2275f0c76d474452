//! The panel beside an article: actors here above, related pieces below, as lines.

use super::page::Reader;

/// One line of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SideLine {
    /// A heading.
    Heading(&'static str),
    /// An actor, by its place among the actors here.
    Actor(usize),
    /// The role of an actor.
    Role(usize),
    /// A related piece, by its place among them.
    Piece(usize),
    /// Why a piece is listed.
    Reason(usize),
    /// Nothing.
    Blank,
}

/// All lines of the panel, and the first that is shown so that the row under the cursor is seen.
pub(crate) fn lines(reader: &Reader, height: usize) -> (Vec<SideLine>, usize) {
    let Some(page) = &reader.page else {
        return (Vec::new(), 0);
    };
    let mut lines = vec![SideLine::Heading("Actors here")];
    for (place, actor) in page.actors.iter().enumerate() {
        lines.push(SideLine::Actor(place));
        if actor.role.is_some() {
            lines.push(SideLine::Role(place));
        }
    }
    lines.extend([SideLine::Blank, SideLine::Heading("Related")]);
    for place in 0..page.related.len() {
        lines.extend([SideLine::Piece(place), SideLine::Reason(place)]);
    }
    let actors = page.actors.len();
    let here = lines.iter().position(|line| match line {
        SideLine::Actor(place) => *place == reader.side,
        SideLine::Piece(place) => place + actors == reader.side,
        _ => false,
    });
    let here = here.unwrap_or(0);
    let top = (here + 3).saturating_sub(height).min(here);
    (lines, top)
}

/// The row of the panel that a line on the screen belongs to.
pub(super) fn row_at(reader: &Reader, height: usize, line: usize) -> Option<usize> {
    let (lines, top) = lines(reader, height);
    let actors = reader.page.as_ref()?.actors.len();
    match lines.get(top + line)? {
        SideLine::Actor(place) | SideLine::Role(place) => Some(*place),
        SideLine::Piece(place) | SideLine::Reason(place) => Some(place + actors),
        SideLine::Heading(_) | SideLine::Blank => None,
    }
}
