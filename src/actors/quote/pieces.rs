//! A sentence as words, marks and what stands in quotation marks.

use std::ops::Range;

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// What stands between spaces, without the marks around it.
    Word(&'t str),
    /// A comma, bracket, dash or stop.
    Mark(char),
    /// Words in quotation marks: how many.
    Quote(usize),
}

impl<'t> Piece<'t> {
    pub(super) fn word(&self) -> Option<&'t str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn quoted(&self) -> Option<usize> {
        match self {
            Self::Quote(words) => Some(*words),
            _ => None,
        }
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.word() == Some(word)
    }

    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        self.word().is_some_and(|word| words.contains(&word))
    }
}

/// The pieces of a part of a text, of which these stretches stand in quotation marks.
pub(super) fn of<'t>(text: &'t str, part: Range<usize>, quoted: &[Range<usize>]) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    let mut at = part.start;
    for quote in quoted {
        if quote.end <= at || quote.start >= part.end {
            continue;
        }
        words(
            text.get(at..quote.start).unwrap_or_default(),
            false,
            &mut pieces,
        );
        let said = text.get(quote.clone()).unwrap_or_default();
        pieces.push(Piece::Quote(said.split_whitespace().count()));
        at = quote.end;
    }
    let rest = text.get(at..part.end).unwrap_or_default();
    let ends = !text.get(part.end..).is_some_and(|after| {
        // What ends before a name goes on with it: "Mr. Trump".
        after.starts_with(char::is_alphanumeric) || rest.ends_with(' ')
    });
    words(rest, ends, &mut pieces);
    pieces
}

/// Adds the words of a stretch, the last of which may have the stop of the sentence.
fn words<'t>(stretch: &'t str, ends: bool, pieces: &mut Vec<Piece<'t>>) {
    let mut all = stretch.split_whitespace().peekable();
    while let Some(word) = all.next() {
        let is_last = ends && all.peek().is_none();
        let rest = word.trim_start_matches(['(', '[']);
        if rest.len() < word.len() {
            pieces.push(Piece::Mark('('));
        }
        // The dot of "Mr." and "D-R.I." belongs to the word.
        let is_mark = |c: char| {
            matches!(
                c,
                ',' | ';' | ':' | ')' | ']' | '?' | '!' | '…' | '\u{2013}' | '\u{2014}'
            ) || c == '.' && is_last
        };
        let bare = rest.trim_end_matches(is_mark);
        if !bare.is_empty() && bare.chars().all(|c| c == '-') {
            pieces.push(Piece::Mark('\u{2014}'));
        } else if !bare.is_empty() {
            pieces.push(Piece::Word(bare));
        }
        pieces.extend(rest[bare.len()..].chars().map(Piece::Mark));
    }
}
