//! Hits with what stands around them: the best snippet of a text, and every hit in its context.

use std::ops::Range;

use crate::model::Snippet;

/// A hit with the text to its left and right, each on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InContext {
    /// What stands before it.
    pub left: String,
    /// The hit as written.
    pub hit: String,
    /// What stands after it.
    pub right: String,
}

/// The part of a text, on one line and of about `chars` characters, that has the most different hits; its start without hits.
pub fn snippet(text: &str, hits: &[Range<usize>], chars: usize) -> Snippet {
    let best = densest(text, hits, chars);
    let start = match best.and_then(|at| hits.get(at)) {
        Some(hit) => word_start(text, back(text, hit.start, chars / 4)),
        None => text.len() - text.trim_start().len(),
    };
    let mut made = Snippet::default();
    if start > 0 && !text[..start].trim().is_empty() {
        made.text.push('…');
    }
    let mut left = chars;
    let mut open: Option<u32> = None;
    let mut next = hits.partition_point(|hit| hit.start < start);
    let mut space = false;
    for (at, c) in text[start..].char_indices() {
        let at = start + at;
        if open.is_some() && hits.get(next).is_some_and(|hit| at >= hit.end) {
            close(&mut made, &mut open);
            next += 1;
        }
        if left == 0 && open.is_none() {
            if !text[at..].trim().is_empty() {
                made.text.push('…');
            }
            return made;
        }
        if c.is_whitespace() {
            space = !made.text.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            made.text.push(' ');
        }
        if open.is_none() && hits.get(next).is_some_and(|hit| at == hit.start) {
            open = Some(made.text.len() as u32);
        }
        made.text.push(c);
        left = left.saturating_sub(1);
    }
    close(&mut made, &mut open);
    made
}

/// Every hit with `chars` characters to both sides, within its paragraph.
pub fn in_context<'t>(
    text: &'t str,
    hits: &'t [Range<usize>],
    chars: usize,
) -> impl Iterator<Item = InContext> + 't {
    hits.iter().filter_map(move |hit| {
        let before = back(text, hit.start, chars);
        let after = text.get(hit.end..)?;
        let after = &after[..after.find("\n\n").unwrap_or(after.len())];
        let end = after
            .char_indices()
            .nth(chars)
            .map_or(after.len(), |(at, _)| at);
        Some(InContext {
            left: line(text.get(before..hit.start)?),
            hit: line(text.get(hit.clone())?),
            right: line(&after[..end]),
        })
    })
}

/// The hit that a window of `chars` characters is best started with: the most hits of different wording, then the most hits.
fn densest(text: &str, hits: &[Range<usize>], chars: usize) -> Option<usize> {
    // Bytes stand for characters here: only the choice of a window hangs on it.
    const LOOKED_AT: usize = 2_000;
    let mut best = None;
    let mut end = 0;
    for at in 0..hits.len().min(LOOKED_AT) {
        end = end.max(at);
        while end < hits.len() && hits[end].end <= hits[at].start + chars {
            end += 1;
        }
        let window = &hits[at..end.clamp(at + 1, hits.len())];
        let mut seen: Vec<&str> = Vec::new();
        for hit in window.iter().take(12) {
            let wording = text.get(hit.clone()).unwrap_or_default();
            if !seen.iter().any(|known| known.eq_ignore_ascii_case(wording)) {
                seen.push(wording);
            }
        }
        let score = (seen.len(), window.len());
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, at));
        }
    }
    best.map(|(_, at)| at)
}

fn close(made: &mut Snippet, open: &mut Option<u32>) {
    if let Some(start) = open.take() {
        made.hits.push((start, made.text.len() as u32));
    }
}

/// The place so many characters before `at`, not past the start of its paragraph.
fn back(text: &str, at: usize, chars: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before
        .char_indices()
        .rev()
        .take(chars)
        .take_while(|(at, c)| !(*c == '\n' && before[*at + 1..].starts_with('\n')))
        .last()
        .map_or(at, |(at, _)| at)
}

/// The start of the first word at or after `at`, if one starts soon.
fn word_start(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    if at == 0 || text[..at].ends_with(char::is_whitespace) {
        return at + (rest.len() - rest.trim_start().len());
    }
    let soon = rest
        .char_indices()
        .take(24)
        .find(|(_, c)| c.is_whitespace());
    soon.map_or(at, |(gap, c)| {
        let after = &rest[gap + c.len_utf8()..];
        at + gap + c.len_utf8() + (after.len() - after.trim_start().len())
    })
}

fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c != ' ' || !line.ends_with(' ') {
            line.push(c);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, hits: &[&str], chars: usize, expected: &str) {
        let mut ranges: Vec<Range<usize>> = hits
            .iter()
            .flat_map(|hit| {
                text.match_indices(hit)
                    .map(|(at, found)| at..at + found.len())
            })
            .collect();
        ranges.sort_unstable_by_key(|range| range.start);
        let Snippet { text, hits } = snippet(text, &ranges, chars);
        let mut lit = text.clone();
        for (start, end) in hits.into_iter().rev() {
            lit.insert(end as usize, ']');
            lit.insert(start as usize, '[');
        }
        assert_eq!(lit, expected);
    }

    #[test]
    fn the_densest_part_is_shown_on_one_line() {
        let text = "A vote.\n\nLong talk about other things that nobody reads.\n\nThe vote on\nthe treaty was calm.";
        check(
            text,
            &["vote", "treaty"],
            30,
            "…The [vote] on the [treaty] was calm.",
        );
        check(text, &[], 10, "A vote. Long…");
    }

    #[test]
    fn hits_are_shown_in_their_context() {
        let text = "The vote on the\ntreaty was calm.";
        let hit = InContext {
            left: "on the ".to_string(),
            hit: "treaty".to_string(),
            right: " was ca".to_string(),
        };
        assert_eq!(
            in_context(text, std::slice::from_ref(&(16..22)), 7).collect::<Vec<_>>(),
            [hit]
        );
    }

    proptest! {
        #[test]
        fn any_text_has_a_snippet(text in "\\PC{0,80}(\n\n)?\\PC{0,80}", chars in 0usize..50) {
            let words: Vec<Range<usize>> =
                crate::text::words::words(&text).step_by(2).map(|word| word.start..word.end).collect();
            let made = snippet(&text, &words, chars);
            for (start, end) in made.hits {
                prop_assert!(made.text.get(start as usize..end as usize).is_some_and(|hit| !hit.is_empty()));
            }
            prop_assert_eq!(in_context(&text, &words, chars).count(), words.len());
        }
    }
}
