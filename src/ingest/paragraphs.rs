//! Paragraphs separated by one blank line, whatever the lines of a text looked like.

/// How wide the widest line is of a text that was wrapped by hand or by a wire.
const WRAPPED: std::ops::RangeInclusive<usize> = 40..=140;
/// Columns that a wrapped line may leave free beside the word that did not fit.
const FREE: usize = 14;

/// Tidies a text: one blank line between paragraphs, wrapped lines joined, no white space at the ends.
pub(super) fn tidy(text: &str) -> String {
    if is_tidy(text) {
        return text.to_owned();
    }
    let joined = is_wrapped(text);
    // Without a single blank line each line is a paragraph, unless the lines are wrapped.
    let apart = !joined && !has_blank(text.trim());
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    for line in text.lines() {
        let indented = is_indented(line);
        let line = line.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        if !out.is_empty() {
            out.push_str(match (open && !(joined && indented), joined) {
                (true, true) => " ",
                (true, false) if !apart => "\n",
                _ => "\n\n",
            });
        }
        out.push_str(line);
        open = true;
    }
    out
}

/// Whether there is nothing to do.
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    if text.trim().len() != text.len() {
        return false;
    }
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\n', &bytes[at..]) {
        let line_end = at + found;
        let white = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace());
        let lone = bytes.get(line_end + 1) != Some(&b'\n') || white(bytes.get(line_end + 2));
        if lone || white(line_end.checked_sub(1).and_then(|before| bytes.get(before))) {
            return false;
        }
        at = line_end + 2;
    }
    true
}

fn has_blank(text: &str) -> bool {
    text.lines().any(|line| line.trim().is_empty())
}

/// Whether most lines end where the next word would not have fitted.
fn is_wrapped(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().take(400).map(str::trim_end).collect();
    let width = |line: &str| line.chars().count();
    let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    if !WRAPPED.contains(&widest) {
        return false;
    }
    let (mut inner, mut wrapped) = (0_usize, 0_usize);
    for pair in lines.windows(2) {
        let next = pair[1].split_whitespace().next();
        let (Some(next), false) = (next, pair[0].is_empty() || is_indented(pair[1])) else {
            continue;
        };
        inner += 1;
        wrapped += usize::from(width(pair[0]) + 1 + width(next) + FREE > widest);
    }
    inner > 0 && wrapped * 4 >= inner * 3
}

fn is_indented(line: &str) -> bool {
    line.starts_with(['\t', '\u{3000}']) || line.starts_with("  ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(tidy(text), expected);
    }

    #[test]
    fn paragraphs_stand_apart() {
        check("One.\n\nTwo.", "One.\n\nTwo.");
        check("\n One. \n\n\n\n Two.\n", "One.\n\nTwo.");
        check("One.\nTwo.\n", "One.\n\nTwo.");
        check("One\nmore.\n\nTwo.", "One\nmore.\n\nTwo.");
    }

    #[test]
    fn wrapped_lines_are_joined() {
        check(
            "Negotiations between the two parties headed by the\nchancellor and the left could fail, a senior member\nwarned.\n    Talks began in spring after the conservatives had\nmissed a majority.",
            "Negotiations between the two parties headed by the chancellor and the left could fail, a senior member warned.\n\nTalks began in spring after the conservatives had missed a majority.",
        );
    }

    proptest! {
        #[test]
        fn words_stay_and_blank_lines_are_single(text in "[a-z .\n\t]{0,200}") {
            let tidied = tidy(&text);
            prop_assert!(!tidied.contains("\n\n\n"));
            prop_assert!(text.split_whitespace().eq(tidied.split_whitespace()));
        }
    }
}
