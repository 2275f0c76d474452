//! The sentence around a place in a text.

use std::ops::Range;

/// Most bytes looked at on either side; a longer sentence is cut at a word.
const REACH: usize = 400;

/// Returns the byte range of the sentence that holds `start..end`; never leaves the paragraph.
///
/// A blank line ends a paragraph; a single newline in one is where a line was broken to fit. Offsets outside the text or inside a character are moved to the nearest place before.
pub fn around(text: &str, start: usize, end: usize) -> Range<usize> {
    let start = floor(text, start);
    let end = floor(text, end.max(start));
    let first = begin(text, start);
    let last = finish(text, end);
    trim(text, first..last.max(first))
}

fn begin(text: &str, start: usize) -> usize {
    let earliest = floor(text, start.saturating_sub(REACH));
    let before = &text[earliest..start];
    let mut from = paragraph_start(before);
    for (at, c) in before[from..].char_indices().rev() {
        let after = from + at + c.len_utf8();
        if is_stop(c) && ends(&text[..earliest + after], &text[earliest + after..]) {
            from = after + closing(&before[after..]);
            break;
        }
    }
    if from == 0 && earliest > 0 {
        // The blank itself is trimmed off later.
        from = before.find(char::is_whitespace).unwrap_or(0);
    }
    earliest + from
}

fn finish(text: &str, end: usize) -> usize {
    let latest = floor(text, end.saturating_add(REACH));
    let after = &text[end..latest];
    let line = paragraph_end(after);
    for (at, c) in after[..line].char_indices() {
        let stop = end + at + c.len_utf8();
        if is_stop(c) && ends(&text[..stop], &text[stop..]) {
            return stop + closing(&text[stop..]);
        }
    }
    if line == after.len() && latest < text.len() {
        return end + after.rfind(char::is_whitespace).unwrap_or(after.len());
    }
    end + line
}

/// Where the paragraph begins that runs to the end of `before`.
fn paragraph_start(before: &str) -> usize {
    let mut end = before.len();
    while let Some(at) = before[..end].rfind('\n') {
        if before[at + 1..end].trim().is_empty() && end < before.len() {
            return end + 1;
        }
        end = at;
    }
    0
}

/// Where the paragraph ends that `after` goes on with.
fn paragraph_end(after: &str) -> usize {
    let mut first = None;
    for (at, _) in after.match_indices('\n') {
        match first {
            Some(start) if after[start + 1..at].trim().is_empty() => return start,
            _ => first = Some(at),
        }
    }
    after.len()
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '։' | '؟' | '।' | '۔'
    )
}

/// Whether the stop at the end of `before` ends a sentence.
fn ends(before: &str, after: &str) -> bool {
    let Some(stop) = before.chars().next_back() else {
        return false;
    };
    if matches!(stop, '。' | '！' | '？') {
        return true;
    }
    let after = &after[closing(after)..];
    let mut next = after.chars();
    match next.next() {
        None => return true,
        Some(c) if !c.is_whitespace() => return false,
        Some(_) => {}
    }
    if next
        .find(|c| !c.is_whitespace())
        .is_some_and(char::is_lowercase)
    {
        return false;
    }
    stop != '.' || !abbreviates(&before[..before.len() - 1])
}

/// Whether a dot after this text only shortens a word: an initial, a title, a dotted acronym.
fn abbreviates(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || "(\"“«'".contains(c))
        .next()
        .unwrap_or_default();
    let last = word.rsplit('.').next().unwrap_or_default();
    let mut letters = last.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return only.is_alphabetic();
    }
    matches!(
        last,
        "Mr" | "Mrs"
            | "Ms"
            | "Dr"
            | "Prof"
            | "St"
            | "Gen"
            | "Col"
            | "Lt"
            | "Maj"
            | "Capt"
            | "Sgt"
            | "Sen"
            | "Rep"
            | "Gov"
            | "Rev"
            | "Jr"
            | "Sr"
            | "No"
            | "vs"
            | "Vol"
            | "Fig"
            | "Jan"
            | "Feb"
            | "Mar"
            | "Apr"
            | "Jun"
            | "Jul"
            | "Aug"
            | "Sep"
            | "Sept"
            | "Oct"
            | "Nov"
            | "Dec"
            | "им"
            | "гг"
            | "др"
            | "ул"
            | "тыс"
            | "млн"
            | "млрд"
    )
}

/// Bytes of quotes and brackets that close after a stop.
fn closing(text: &str) -> usize {
    text.char_indices()
        .find(|&(_, c)| !matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']' | '」' | '』'))
        .map_or(text.len(), |(at, _)| at)
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let lead = part.len() - part.trim_start().len();
    let tail = part.len() - part.trim_end().len();
    if lead == part.len() {
        return range.start..range.start;
    }
    range.start + lead..range.end - tail
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, at: &str, expected: &str) {
        let start = text.find(at).expect("the text holds it");
        assert_eq!(&text[around(text, start, start + at.len())], expected);
    }

    #[test]
    fn the_sentence_is_found() {
        let text =
            "First here. Mr. J. Smith met the U.S. envoy in Paris. He left!\n\nNew “one.” Last";
        check(text, "First", "First here.");
        check(text, "envoy", "Mr. J. Smith met the U.S. envoy in Paris.");
        check(text, "left", "He left!");
        check(text, "one", "New “one.”");
        check(text, "Last", "Last");
    }

    #[test]
    fn only_a_blank_line_ends_a_paragraph() {
        let text = "It rained. Then Ana\nspoke\nof peace. Nobody came\n \nA headline\n\nThe end";
        check(text, "spoke", "Then Ana\nspoke\nof peace.");
        check(text, "Nobody", "Nobody came");
        check(text, "headline", "A headline");
        check(text, "end", "The end");
    }

    #[test]
    fn other_scripts_have_their_own_stops() {
        check("Մեկ։ Երկու երեք։ Չորս", "երեք", "Երկու երեք։");
        check("第一句。第二句在这里。第三", "第二", "第二句在这里。");
    }

    #[test]
    fn a_text_without_stops_is_cut_at_words() {
        let text = "word ".repeat(1000);
        let range = around(&text, 2500, 2504);
        assert!(range.len() <= 2 * REACH + 4 && range.contains(&2502));
        assert!(text[range].starts_with("word"));
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_blank_of_any_width() {
        for blank in ['\u{a0}', '\u{202f}', '\u{3000}'] {
            let text = format!("{}{blank}{}met here", "a".repeat(300), "b ".repeat(150));
            let start = text.len() - 8;
            let range = around(&text, start, start + 3);
            assert!(text[range].ends_with("met here"));
        }
    }

    proptest! {
        #[test]
        fn any_range_is_survived(
            text in "[a-z .!?\n“”é։。\u{a0}\u{3000}]{0,80}",
            filler in "[a-z\u{a0}\u{3000}]{0,300}",
            start in 0usize..900,
            length in 0usize..20,
        ) {
            let text = format!("{filler}{text}{filler}{filler}");
            let range = around(&text, start, start + length);
            prop_assert!(text.get(range).is_some());
        }
    }
}
