//! Breaking text into lines of so many cells.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::fold::is_cjk;

/// One line of a wrapped text: a byte range without the space it was broken at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Line {
    /// The line as a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Breaks a text into lines of at most `width` cells, at spaces where that can be; a newline always breaks.
///
/// A tab counts as one cell. A width of 0 counts as 1; a character wider than `width` has a line to itself.
pub fn wrap(text: &str, width: usize) -> Vec<Line> {
    let width = width.max(1);
    let mut lines = Vec::with_capacity(text.len() / width + 1);
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, start, width, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

/// The number of cells that a text takes on one line.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(cells).sum()
}

/// The longest start of `text` that fits into `width` cells, in bytes.
pub fn fit(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += cells(grapheme);
        if used > width {
            return at;
        }
    }
    text.len()
}

/// Cells of one grapheme on a terminal.
pub fn cells(grapheme: &str) -> usize {
    match grapheme.as_bytes() {
        [_] => 1,
        _ => grapheme.width().min(2),
    }
}

fn wrap_paragraph(paragraph: &str, offset: usize, width: usize, lines: &mut Vec<Line>) {
    let mut line = Open::at(0);
    let mut before = None;
    for (at, grapheme) in pieces(paragraph) {
        let first = grapheme.chars().next();
        if matches!(first, Some(' ' | '\t')) {
            line.space(at, grapheme.len());
            before = first;
            continue;
        }
        if before.is_some_and(|before| may_break(before, first)) {
            line.allow(at);
        }
        let cells = cells(grapheme);
        while line.cells + cells > width && at > line.start {
            if line.end <= line.start {
                // An indent as wide as the line: the words begin without it.
                line = Open::at(at);
            } else {
                lines.push(line.close(at, offset));
            }
        }
        line.cells += cells;
        line.end = at + grapheme.len();
        before = first;
    }
    lines.push(Line {
        start: offset + line.start,
        end: offset + line.end.max(line.start),
    });
}

/// Graphemes with their offsets; bytes where the paragraph is ASCII.
fn pieces(paragraph: &str) -> Box<dyn Iterator<Item = (usize, &str)> + '_> {
    if paragraph.is_ascii() {
        Box::new((0..paragraph.len()).map(|at| (at, &paragraph[at..=at])))
    } else {
        Box::new(paragraph.grapheme_indices(true))
    }
}

/// The line being filled.
struct Open {
    start: usize,
    /// End of what is not space.
    end: usize,
    cells: usize,
    /// Where it may be broken: end of the line before, start of the line after, cells up to that start.
    point: Option<(usize, usize, usize)>,
}

impl Open {
    fn at(start: usize) -> Self {
        Self {
            start,
            end: start,
            cells: 0,
            point: None,
        }
    }

    /// Takes a space: a place to break, dropped when the line breaks there.
    fn space(&mut self, at: usize, length: usize) {
        self.cells += 1;
        if self.end > self.start {
            self.point = Some((self.end, at + length, self.cells));
        }
    }

    /// Allows a break without a space.
    fn allow(&mut self, at: usize) {
        if self.end == at && at > self.start {
            self.point = Some((at, at, self.cells));
        }
    }

    /// Ends the line at its last place to break, or else before `at`; what follows goes to the next.
    fn close(&mut self, at: usize, offset: usize) -> Line {
        let (end, next, used) = self.point.unwrap_or((at, at, self.cells));
        let line = Line {
            start: offset + self.start,
            end: offset + end,
        };
        let cells = self.cells - used;
        *self = Self {
            end: self.end.max(next),
            cells,
            ..Self::at(next)
        };
        line
    }
}

/// Whether a line may break between two characters without a space.
fn may_break(before: char, after: Option<char>) -> bool {
    let Some(after) = after else {
        return false;
    };
    if before.is_ascii() && after.is_ascii() {
        return before == '-' && after.is_ascii_alphabetic();
    }
    if matches!(before, '—' | '–') {
        return true;
    }
    let wide = |c| is_cjk(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff65}');
    (wide(before) || wide(after)) && !never_first(after) && !never_last(before)
}

fn never_first(c: char) -> bool {
    "、。，．・：；？！）］｝」』】〕〉》〗々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.!?:;)]}%”’…"
        .contains(c)
}

fn never_last(c: char) -> bool {
    "（［｛「『【〔〈《〖([{“‘".contains(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, width: usize, expected: &[&str]) {
        let lines: Vec<&str> = wrap(text, width)
            .into_iter()
            .map(|line| &text[line.range()])
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_break_at_spaces() {
        check("the quick brown fox", 10, &["the quick", "brown fox"]);
        check("the quick  ", 9, &["the quick"]);
        check("one\n\ntwo", 10, &["one", "", "two"]);
        check("", 10, &[""]);
    }

    #[test]
    fn an_indent_as_wide_as_the_line_is_left_out() {
        check("\t\t 深", 2, &["深"]);
        check("   a", 2, &["a"]);
        check("  a b", 3, &["  a", "b"]);
        check("   ", 2, &[""]);
    }

    #[test]
    fn long_words_are_cut() {
        check("a abcdefghij b", 4, &["a", "abcd", "efgh", "ij b"]);
        check("well-known fact", 6, &["well-", "known", "fact"]);
    }

    #[test]
    fn wide_characters_take_two_cells_and_keep_their_stops() {
        check("深圳市是城市。", 6, &["深圳市", "是城", "市。"]);
        check("深", 1, &["深"]);
        check(
            "e\u{301}e\u{301}e\u{301}",
            2,
            &["e\u{301}e\u{301}", "e\u{301}"],
        );
    }

    #[test]
    fn a_megabyte_without_spaces_is_no_trouble() {
        assert_eq!(
            wrap(&"x".repeat(1 << 20), 80).len(),
            (1usize << 20).div_ceil(80)
        );
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_only_spaces(text in "[a-z \n\té深。—-]{0,60}", columns in 2usize..12) {
            let lines = wrap(&text, columns);
            let mut last = 0;
            for line in &lines {
                prop_assert!(line.start >= last && line.end >= line.start);
                prop_assert!(text[last..line.start].chars().all(char::is_whitespace));
                prop_assert!(width(&text[line.range()]) <= columns, "{:?}", &text[line.range()]);
                last = line.end;
            }
            prop_assert!(text[last..].chars().all(char::is_whitespace));
        }
    }
}
