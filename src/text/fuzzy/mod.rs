//! Fuzzy ranking of short texts, and the only door to fuzzy-matcher.
//!
//! Texts are folded before they come here. The scorer is slow, so a list is first made small with [`mask`] and
//! [`is_subsequence`], and only its best part is scored.

mod pattern;

pub use pattern::Pattern;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Most characters of a choice that are scored; what lies behind is matched but not ranked.
const SCORED: usize = 256;

/// The scorer of every fuzzy list. Keep one and share it: it holds its working memory.
pub struct Matcher {
    scorer: SkimMatcherV2,
}

impl Default for Matcher {
    fn default() -> Self {
        Self::new()
    }
}

impl Matcher {
    /// Makes a scorer.
    pub fn new() -> Self {
        Self {
            scorer: SkimMatcherV2::default().respect_case(),
        }
    }

    /// Scores a folded choice against a folded pattern; greater is better, `None` is no match.
    pub fn score(&self, choice: &str, pattern: &str) -> Option<i64> {
        if !is_subsequence(choice, pattern) {
            return None;
        }
        let head = head(choice);
        self.scorer.fuzzy_match(head, pattern).or(Some(0))
    }

    /// Scores as [`Matcher::score`] does and tells which characters of the choice matched.
    pub fn indices(&self, choice: &str, pattern: &str) -> Option<(i64, Vec<usize>)> {
        if !is_subsequence(choice, pattern) {
            return None;
        }
        let found = self.scorer.fuzzy_indices(head(choice), pattern);
        found.or_else(|| Some((0, first_places(choice, pattern))))
    }
}

/// Whether the characters of `pattern` stand in `choice` in this order; both folded.
pub fn is_subsequence(choice: &str, pattern: &str) -> bool {
    if pattern.is_ascii() {
        let mut rest = choice.as_bytes();
        return pattern
            .bytes()
            .all(|wanted| match memchr::memchr(wanted, rest) {
                Some(at) => {
                    rest = &rest[at + 1..];
                    true
                }
                None => false,
            });
    }
    let mut chars = choice.chars();
    pattern.chars().all(|wanted| chars.any(|c| c == wanted))
}

/// The characters that a folded text has, as bits: what lacks a bit of the pattern's mask cannot match it.
///
/// Bits 0 to 25 are the letters, 26 to 51 the letters that stand at least twice, 52 to 61 the digits, 62 other
/// ASCII but the space, 63 everything else.
pub fn mask(text: &str) -> u64 {
    let mut mask = 0u64;
    for byte in text.bytes() {
        mask |= match byte {
            b'a'..=b'z' => {
                let bit = 1u64 << (byte - b'a');
                bit | (mask & bit) << 26
            }
            b'0'..=b'9' => 1 << (52 + (byte - b'0')),
            b' ' => 0,
            0x80.. => 1 << 63,
            _ => 1 << 62,
        };
    }
    mask
}

/// The start of a choice that is scored.
fn head(choice: &str) -> &str {
    if choice.len() <= SCORED {
        return choice;
    }
    choice
        .char_indices()
        .nth(SCORED)
        .map_or(choice, |(at, _)| &choice[..at])
}

fn first_places(choice: &str, pattern: &str) -> Vec<usize> {
    let mut chars = choice.chars().enumerate();
    pattern
        .chars()
        .filter_map(|wanted| chars.find(|&(_, c)| c == wanted).map(|(at, _)| at))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn closer_letters_score_higher() {
        let matcher = Matcher::new();
        let near = matcher.score("charles michel", "michel");
        let far = matcher.score("moritz in the hotel", "michel");
        assert!(near > far);
        assert_eq!(matcher.score("charles michel", "pashinyan"), None);
    }

    #[test]
    fn indices_are_characters() {
        let matcher = Matcher::new();
        let found = matcher.indices("深圳 visit", "vi").map(|(_, at)| at);
        assert_eq!(found, Some(vec![3, 4]));
    }

    #[test]
    fn a_match_far_behind_is_still_a_match() {
        let matcher = Matcher::new();
        let choice = format!("{}end", "x ".repeat(200));
        assert_eq!(matcher.score(&choice, "end"), Some(0));
        assert_eq!(
            matcher.indices(&choice, "end"),
            Some((0, vec![400, 401, 402]))
        );
    }

    proptest! {
        #[test]
        fn what_matches_has_the_bits(choice in "[a-c0-2 é深-]{0,12}", pattern in "[a-c0-2é深]{0,4}") {
            if is_subsequence(&choice, &pattern) {
                prop_assert_eq!(mask(&choice) & mask(&pattern), mask(&pattern));
            }
            let matcher = Matcher::new();
            let scored = matcher.score(&choice, &pattern).is_some();
            prop_assert_eq!(scored, is_subsequence(&choice, &pattern));
        }
    }
}
