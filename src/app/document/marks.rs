//! What stands where in a text: actors, web addresses, hits; and lines cut into pieces by it.

use std::ops::Range;

use super::{Ink, Span};

/// A part of a text that is something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) ink: Ink,
    pub(super) link: Option<usize>,
}

/// A text with its marks: those below carry links, those above only a look.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// Sorted; none overlap.
    pub(super) below: Vec<Mark>,
    /// Sorted; none overlap.
    pub(super) above: Vec<Mark>,
}

impl Marked {
    /// Sorts marks and leaves out those that overlap an earlier one or do not fit the text.
    pub(super) fn new(text: &str, below: Vec<Mark>, above: Vec<Mark>) -> Self {
        Self {
            below: apart(text, below),
            above: apart(text, above),
        }
    }

    /// A line of the text, cut where marks begin and end.
    pub(super) fn spans(&self, text: &str, line: Range<usize>, plain: Ink) -> Vec<Span> {
        let below = within(&self.below, &line);
        let above = within(&self.above, &line);
        let mut cuts: Vec<usize> = [line.start, line.end].to_vec();
        for mark in below.iter().chain(above) {
            cuts.extend([mark.start.max(line.start), mark.end.min(line.end)]);
        }
        cuts.sort_unstable();
        cuts.dedup();
        let mut spans = Vec::with_capacity(cuts.len());
        for piece in cuts.windows(2) {
            let (start, end) = (piece[0], piece[1]);
            let Some(part) = text.get(start..end) else {
                continue;
            };
            let covers = |mark: &&Mark| mark.start <= start && mark.end >= end;
            let (low, high) = (below.iter().find(covers), above.iter().find(covers));
            spans.push(Span {
                text: part.replace('\t', " "),
                ink: high.or(low).map_or(plain, |mark| mark.ink),
                link: low.and_then(|mark| mark.link),
            });
        }
        spans
    }
}

fn apart(text: &str, mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let mut end = 0;
    marks.retain(|mark| {
        let fits = mark.start >= end && mark.start < mark.end;
        let fits = fits && text.get(mark.start..mark.end).is_some();
        if fits {
            end = mark.end;
        }
        fits
    });
    marks
}

fn within<'m>(marks: &'m [Mark], line: &Range<usize>) -> &'m [Mark] {
    let from = marks.partition_point(|mark| mark.end <= line.start);
    let to = marks.partition_point(|mark| mark.start < line.end);
    marks.get(from..to).unwrap_or_default()
}

/// The web addresses in a text, without the signs that end a sentence.
pub(super) fn urls(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("http")) {
        let start = at + next;
        let rest = &text[start..];
        at = start + 4;
        let Some(scheme) = ["https://", "http://"]
            .iter()
            .find(|scheme| rest.starts_with(**scheme))
        else {
            continue;
        };
        let ends = |c: char| c.is_whitespace() || "<>\"“”«»".contains(c);
        let whole = &rest[..rest.find(ends).unwrap_or(rest.len())];
        let url = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
        if url.len() > scheme.len() {
            found.push((start..start + url.len(), url.to_owned()));
            at = start + url.len();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_end_before_the_stop() {
        let found = urls("See https://a.org/b?c=1. Or (http://d.org), httpd https://");
        let found: Vec<&str> = found.iter().map(|(_, url)| url.as_str()).collect();
        assert_eq!(found, ["https://a.org/b?c=1", "http://d.org"]);
    }

    #[test]
    fn what_is_found_keeps_its_link() {
        let text = "met Ana Lima today";
        let mark = |start, end, ink, link| Mark {
            start,
            end,
            ink,
            link,
        };
        let marked = Marked::new(
            text,
            vec![mark(4, 12, Ink::Actor, Some(7))],
            vec![mark(8, 18, Ink::Hit, None)],
        );
        let spans = marked.spans(text, 0..text.len(), Ink::Plain);
        let shown: Vec<(&str, Ink, Option<usize>)> = spans
            .iter()
            .map(|span| (span.text.as_str(), span.ink, span.link))
            .collect();
        let expected = [
            ("met ", Ink::Plain, None),
            ("Ana ", Ink::Actor, Some(7)),
            ("Lima", Ink::Hit, Some(7)),
            (" today", Ink::Hit, None),
        ];
        assert_eq!(shown, expected);
    }

    proptest! {
        #[test]
        fn pieces_make_the_line_again(text in ".{0,60}", marks in proptest::collection::vec((0usize..80, 0usize..80), 0..12)) {
            let marks: Vec<Mark> = marks
                .into_iter()
                .map(|(start, end)| Mark { start, end, ink: Ink::Actor, link: None })
                .collect();
            let marked = Marked::new(&text, marks.clone(), marks);
            let spans = marked.spans(&text, 0..text.len(), Ink::Plain);
            let again: String = spans.iter().map(|span| span.text.as_str()).collect();
            prop_assert_eq!(again, text.replace('\t', " "));
        }
    }
}
