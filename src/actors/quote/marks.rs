//! Which parts of a text stand in quotation marks.

use std::ops::Range;

/// Bytes on either side of a part in which the mark before and behind it is looked for.
const REACH: usize = 1000;

/// A quotation mark: where it stands, and whether it opens.
struct Mark {
    at: usize,
    end: usize,
    opens: bool,
}

/// The stretches of a part of a text that stand in quotation marks, in order, marks included.
///
/// What lies behind an opening mark or before a closing one was said, so a mark that its text forgot does no harm beyond
/// the next; a quotation that began or ends outside the part is found too, as far as its paragraph goes.
pub(super) fn quoted(text: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let from = text.floor_char_boundary(part.start.saturating_sub(REACH));
    let to = text.ceil_char_boundary(part.end.saturating_add(REACH).min(text.len()));
    let (Some(before), Some(after)) = (text.get(from..part.start), text.get(part.end..to)) else {
        return Vec::new();
    };
    let from = before.rfind("\n\n").map_or(from, |at| from + at + 2);
    let to = after.find("\n\n").map_or(to, |at| part.end + at);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut add = |start: usize, end: usize| {
        let (start, end) = (start.max(part.start), end.min(part.end));
        match found.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ if start < end => found.push(start..end),
            _ => {}
        }
    };
    let mut last: Option<Mark> = None;
    for mark in marks(text, from..to) {
        match &last {
            Some(open) if open.opens => add(open.at, mark.end),
            Some(close) if !mark.opens => add(close.end, mark.end),
            None if !mark.opens => add(part.start, mark.end),
            _ => {}
        }
        let is_behind = mark.at >= part.end;
        last = Some(mark);
        if is_behind {
            break;
        }
    }
    if let Some(open) = last.filter(|mark| mark.opens) {
        add(open.at, part.end);
    }
    found
}

fn marks(text: &str, range: Range<usize>) -> impl Iterator<Item = Mark> + '_ {
    let part = text.get(range.clone()).unwrap_or_default();
    let mut before = None;
    let mut inner = false;
    part.char_indices().filter_map(move |(at, c)| {
        let at = range.start + at;
        let end = at + c.len_utf8();
        let previous = before.replace(c);
        let next = || text[end..].chars().next();
        let begins = || {
            previous.is_none_or(|c| c.is_whitespace() || "([-\u{2013}\u{2014}".contains(c))
                && next().is_some_and(|c| !c.is_whitespace())
        };
        let opens = match c {
            '\u{201e}' | '«' => true,
            // In some languages it closes: „so“.
            '\u{201c}' => {
                previous.is_none_or(|c| !c.is_alphanumeric() && !",.?!".contains(c))
                    || next().is_some_and(char::is_alphanumeric)
            }
            '\u{201d}' | '»' => false,
            '"' => begins(),
            // A single mark may be an apostrophe: it opens only what another closes behind a stop.
            '\u{2018}' | '\'' if !inner => {
                inner = begins()
                    && next().is_some_and(char::is_alphabetic)
                    && closes_single(&text[end..range.end]);
                return inner.then_some(Mark {
                    at,
                    end,
                    opens: true,
                });
            }
            '\u{2019}' | '\'' if inner && is_closing(previous, next()) => {
                inner = false;
                false
            }
            _ => return None,
        };
        Some(Mark { at, end, opens })
    })
}

fn is_closing(previous: Option<char>, next: Option<char>) -> bool {
    previous.is_some_and(|c| matches!(c, ',' | '.' | '?' | '!' | '…'))
        && next.is_none_or(|c| !c.is_alphanumeric())
}

/// Whether a single quotation mark closes behind a stop before the next one opens.
fn closes_single(after: &str) -> bool {
    let mut previous = None;
    let mut chars = after.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{2018}' | '"' | '\u{201c}' | '\u{201d}' => return false,
            '\u{2019}' | '\'' if is_closing(previous, chars.peek().copied()) => return true,
            _ => previous = Some(c),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, part: &str, expected: &[&str]) {
        let start = text.find(part).expect("the part stands there");
        let found = quoted(text, &(start..start + part.len()));
        let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_stands_between_marks_is_quoted() {
        let text = "\"A b,\" he said. \"C.\" D";
        check(text, text, &["\"A b,\"", "\"C.\""]);
        let text = "\u{201c}A,\u{201d} he said, \u{201c}b\u{201d} and «c».";
        check(
            text,
            text,
            &["\u{201c}A,\u{201d}", "\u{201c}b\u{201d}", "«c»"],
        );
        let text = "'It isn't so,' said Ana's son.";
        check(text, text, &["'It isn't so,'"]);
        check("Ana's son isn't in the '90s.", "son isn't in the '90s", &[]);
    }

    #[test]
    fn a_quotation_may_begin_and_end_outside() {
        let text = "\"One. Two is here. Three,\" he said. Four.";
        check(text, "Two is here.", &["Two is here."]);
        check(text, "Three,\" he said.", &["Three,\""]);
        check(text, "Four.", &[]);
        check("\"One.\n\nTwo.\"", "Two.\"", &["Two.\""]);
        check("\"One\n\nTwo.", "Two.", &[]);
    }

    #[test]
    fn inner_marks_stay_inside() {
        let text = "\"He said \"no\" to me,\" she said.";
        check(text, text, &["\"He said \"no\" to me,\""]);
    }
}
