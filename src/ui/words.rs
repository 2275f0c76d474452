//! A line of text in pieces, each with its role; and numbers and dates as the screen writes them.

use std::borrow::Cow;

use crate::model::{Date, Snippet};
use crate::text::wrap;

use super::theme::Role;

/// Pieces of one line.
#[derive(Clone, Debug, Default)]
pub(super) struct Words<'a> {
    pub(super) pieces: Vec<(Cow<'a, str>, Role)>,
}

impl<'a> Words<'a> {
    /// One piece.
    pub(super) fn new(text: impl Into<Cow<'a, str>>, role: Role) -> Self {
        Self::default().and(text, role)
    }

    /// The same with another piece after it.
    pub(super) fn and(mut self, text: impl Into<Cow<'a, str>>, role: Role) -> Self {
        self.push(text, role);
        self
    }

    pub(super) fn push(&mut self, text: impl Into<Cow<'a, str>>, role: Role) {
        let text = text.into();
        if !text.is_empty() {
            self.pieces.push((text, role));
        }
    }

    /// Adds a text whose characters at `lit` (in order) look different.
    pub(super) fn push_lit(&mut self, text: &'a str, lit: &[u32], role: Role) {
        let mut from = 0;
        let mut lit = lit.iter().peekable();
        for (number, (at, c)) in text.char_indices().enumerate() {
            while lit.next_if(|place| (**place as usize) < number).is_some() {}
            if lit.next_if(|place| **place as usize == number).is_some() {
                let end = at + c.len_utf8();
                self.push(&text[from..at], role);
                self.push(&text[at..end], Role::Lit);
                from = end;
            }
        }
        self.push(&text[from..], role);
    }

    /// Adds a part of a text with its hits, begun so that the first hit is seen in `width` cells.
    pub(super) fn push_snippet(&mut self, snippet: &'a Snippet, width: usize, more: &'a str) {
        let text = snippet.text.as_str();
        let mut from = 0;
        if let Some((start, end)) = snippet.hits.first()
            && let Some(before) = text.get(..*start as usize)
            && let Some(hit) = text.get(*start as usize..*end as usize)
            && wrap::width(before) + wrap::width(hit) + 2 > width
        {
            let skipped = wrap::width(before).saturating_sub(width / 3);
            let cut = wrap::fit(before, skipped);
            let space = before[cut..].find(' ').map_or(cut, |space| cut + space + 1);
            from = space.min(before.len());
            self.push(more, Role::Dim);
        }
        for (start, end) in &snippet.hits {
            let (start, end) = (*start as usize, *end as usize);
            let (Some(before), Some(hit)) = (text.get(from..start), text.get(start..end)) else {
                continue;
            };
            self.push(before, Role::Dim);
            self.push(hit, Role::Hit);
            from = end;
        }
        self.push(text.get(from..).unwrap_or_default(), Role::Dim);
    }

    /// Cells it takes.
    pub(super) fn width(&self) -> usize {
        self.pieces.iter().map(|(text, _)| wrap::width(text)).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

/// A number with its thousands apart: `1 024`.
pub(super) fn number(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// A number with the thing that is counted: `1 article`, `1 024 articles`.
pub(super) fn count(amount: impl TryInto<u64>, one: &str) -> String {
    let amount = amount.try_into().unwrap_or(u64::MAX);
    let ending = if amount == 1 { "" } else { "s" };
    format!("{} {one}{ending}", number(amount))
}

/// A day: `31 May 2022`; with `?` where it was worked out from the text.
pub(super) fn day(date: &Date) -> String {
    let guessed = if date.is_inferred() { "?" } else { "" };
    format!("{}{guessed}", date.civil().strftime("%-d %b %Y"))
}

/// A month: `2022-05`; with `?` where it was worked out from the text.
pub(super) fn month(date: &Date) -> String {
    let guessed = if date.is_inferred() { "?" } else { "" };
    format!("{}{guessed}", date.civil().strftime("%Y-%m"))
}

/// A stretch of time in months: `2020-11 – 2022-06`.
pub(super) fn stretch(first: Option<&Date>, last: Option<&Date>, dash: &str) -> String {
    match (first.map(month), last.map(month)) {
        (Some(first), Some(last)) if first == last => first,
        (Some(first), Some(last)) => format!("{first} {dash} {last}"),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => String::new(),
    }
}

/// The end of a text that fits into so many cells, and whether something before it is cut off.
pub(super) fn end_of<'t>(text: &'t str, room: usize, more: &str) -> (&'t str, bool) {
    let whole = wrap::width(text);
    if whole <= room {
        return (text, false);
    }
    let room = room.saturating_sub(wrap::width(more));
    let mut cut = wrap::fit(text, whole - room);
    // A wide character that is half cut off goes.
    if wrap::width(&text[cut..]) > room {
        cut = wrap::fit(text, whole - room + 1);
    }
    (&text[cut..], true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let numbers = [0u64, 999, 1_024, 1_000_000].map(number);
        assert_eq!(numbers, ["0", "999", "1 024", "1 000 000"]);
        assert_eq!(count(1u32, "article"), "1 article");
        assert_eq!(count(1_024u32, "article"), "1 024 articles");
    }

    #[test]
    fn a_stretch_says_which_of_its_ends_is_a_guess() {
        let first = Date::day(jiff::civil::date(2020, 11, 3));
        let last = Date::day(jiff::civil::date(2022, 6, 1)).inferred();
        let stretch = |first, last| stretch(Some(first), Some(last), "–");
        assert_eq!(stretch(&first, &last), "2020-11 – 2022-06?");
        assert_eq!(stretch(&last, &last), "2022-06?");
    }

    fn check(width: usize, expected: &str) {
        let text = "The talks of the ministers in Ghent ended late.".to_owned();
        let snippet = Snippet {
            text,
            hits: vec![(30, 35)],
        };
        let mut words = Words::default();
        words.push_snippet(&snippet, width, "…");
        let joined: String = words
            .pieces
            .iter()
            .map(|(text, role)| match role {
                Role::Hit => format!("[{text}]"),
                _ => text.to_string(),
            })
            .collect();
        assert_eq!(joined, expected);
    }

    #[test]
    fn a_snippet_begins_where_its_hit_is_seen() {
        check(60, "The talks of the ministers in [Ghent] ended late.");
        check(24, "…in [Ghent] ended late.");
    }

    #[test]
    fn lit_letters_are_told_by_their_number() {
        let mut words = Words::default();
        words.push_lit("Հayk é", &[0, 5, 9], Role::Text);
        let lit: Vec<&str> = words
            .pieces
            .iter()
            .filter(|(_, role)| *role == Role::Lit)
            .map(|(text, _)| text.as_ref())
            .collect();
        assert_eq!(lit, ["Հ", "é"]);
    }

    #[test]
    fn the_end_of_a_text_is_shown_whole_or_cut() {
        assert_eq!(end_of("in the", 8, "…"), ("in the", false));
        assert_eq!(end_of("talks in the", 8, "…"), (" in the", true));
        assert_eq!(end_of("和平会谈", 6, "…"), ("会谈", true));
    }
}
