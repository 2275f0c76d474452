//! The block of related articles below a text: titles, each with its teaser where it has one.

use crate::model::Reference;

/// What stands above such a block.
const HEADINGS: &[&str] = &[
    "related",
    "related articles",
    "related stories",
    "related news",
    "related content",
    "related pieces",
    "read also",
    "also read",
    "see also",
    "read more",
    "more on this",
    "more on this topic",
    "more on this story",
];

/// Characters of the longest line that is a title and no teaser.
const LONGEST_TITLE: usize = 140;

/// Whether a line stands above a block of related articles.
pub(super) fn is_heading(line: &str) -> bool {
    let line = line.trim().trim_matches(['#', '*', ':', ' ']);
    line.len() < 24 && HEADINGS.contains(&line.to_lowercase().as_str())
}

/// The pieces in the lines of a block.
pub(super) fn pieces(lines: &[&str]) -> Vec<Reference> {
    let mut pieces: Vec<Reference> = Vec::new();
    for block in lines
        .split(|line| line.trim().is_empty())
        .filter(|block| !block.is_empty())
    {
        let first = block[0].trim().trim_start_matches(['-', '*', '•']).trim();
        let rest = block[1..].join(" ");
        let waits = pieces.last().is_some_and(|piece| piece.teaser.is_none());
        if waits && rest.is_empty() && is_teaser(first) {
            if let Some(piece) = pieces.last_mut() {
                piece.teaser = crate::ingest::finish::line(first);
            }
        } else if block.len() > 1 && !is_teaser(&rest) {
            // A list of titles, one a line.
            pieces.extend(
                block.iter().map(|line| {
                    super::piece(line.trim().trim_start_matches(['-', '*', '•']), None)
                }),
            );
        } else {
            pieces.push(super::piece(first, Some(&rest)));
        }
    }
    pieces.retain(|piece| piece.title.is_some());
    pieces
}

/// Whether a text introduces a piece rather than naming it: it is a sentence, or long.
fn is_teaser(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '»', ')']);
    text.ends_with(['.', '…', '!', '?', '։', '。']) || text.chars().count() > LONGEST_TITLE
}
