//! Words that can be typed as they are, without quotes.

use crate::text::clean;
use crate::text::words::words;

/// A run of characters as a word: without punctuation at its ends and without what draws nothing; may be empty.
pub(super) fn trimmed(run: &str) -> String {
    let run = clean::clean_line(run);
    let first = words(&run).next().map(|word| word.start);
    let last = words(&run).last().map(|word| word.end);
    match (first, last) {
        (Some(first), Some(last)) => run[first..last].to_owned(),
        _ => String::new(),
    }
}

/// Whether a word can be typed without quotes and is then read as this word.
pub(super) fn is_bare(word: &str) -> bool {
    is_plain(word) && !is_operator(word)
}

/// Whether nothing in a word has a meaning of its own; operators are plain where something hangs on them (`OR*`).
pub(super) fn is_plain(word: &str) -> bool {
    let field = word
        .split_once(':')
        .is_some_and(|(name, _)| name.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let fuzzy = word
        .rsplit_once('~')
        .is_some_and(|(_, edits)| edits.bytes().all(|byte| byte.is_ascii_digit()));
    let parted =
        word.contains(|c: char| c.is_whitespace() || c.is_control() || "()\"“”„*".contains(c));
    !word.is_empty() && trimmed(word) == word && !field && !fuzzy && !parted
}

/// Whether a run is read as an operator rather than a word.
pub(super) fn is_operator(run: &str) -> bool {
    matches!(run, "OR" | "AND" | "NOT") || near_operator(run).is_some()
}

/// The distance of a run that is read as proximity.
pub(super) fn near_operator(run: &str) -> Option<&str> {
    run.strip_prefix("near/")
        .or_else(|| run.strip_prefix("NEAR/"))
}
