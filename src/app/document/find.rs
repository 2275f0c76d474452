//! Finding words in one text, without case, accents and script.

use crate::text::fold::{fold, fold_with_map};

/// Every place of `what` in `text`, as byte ranges in order; none overlap.
pub(super) fn places(text: &str, what: &str) -> Vec<(u32, u32)> {
    let what = fold(what.trim());
    if what.is_empty() {
        return Vec::new();
    }
    let (folded, map) = fold_with_map(text);
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut found = Vec::new();
    // The map counts characters; matches come in bytes and in order, so one pass counts along.
    let mut counted = (0, 0);
    for (at, matched) in folded.match_indices(what.as_str()) {
        let first = counted.1 + folded[counted.0..at].chars().count();
        let last = first + matched.chars().count() - 1;
        counted = (at, first);
        let (Some(&from), Some(&to)) = (map.get(first), map.get(last)) else {
            continue;
        };
        let Some(&start) = starts.get(from as usize) else {
            continue;
        };
        let end = starts.get(to as usize + 1).copied().unwrap_or(text.len());
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        found.push((short(start), short(end)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, what: &str, expected: &[&str]) {
        let found: Vec<&str> = places(text, what)
            .into_iter()
            .map(|(start, end)| &text[start as usize..end as usize])
            .collect();
        assert_eq!(found, expected, "{what} in {text}");
    }

    #[test]
    fn words_are_found_in_any_case_and_script() {
        check("Aliyev met aliyev.", "ALIYEV", &["Aliyev", "aliyev"]);
        check("Встреча: Пашинян и Алиев", "pashinyan", &["Пашинян"]);
        check("café", "cafe", &["café"]);
        check("nothing here", "x", &[]);
        check("nothing", " ", &[]);
    }
}
