//! Words of nothing but Latin letters, as nearly all are: read eight letters at once.

use super::hash::{finish, seed, step};
use super::shape::Shape;

/// One in each byte.
const EACH: u64 = 0x0101_0101_0101_0101;
/// The upper bit of each byte.
const HIGH: u64 = 0x80 * EACH;
/// The bit of each byte that small letters have and capitals have not.
const SMALL: u64 = 0x20 * EACH;
/// Longer words are left to those who read letter by letter.
const LONGEST: usize = 32;

/// A stretch of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letters {
    /// How many there are.
    pub(super) count: usize,
    /// How they are cased.
    pub(super) shape: Shape,
    /// The hash of the small letters.
    pub(super) hash: u64,
}

impl Letters {
    /// The letters that a text begins with; nothing where there are none, very many, or the text is about to end.
    #[inline]
    pub(super) fn at_start(text: &[u8]) -> Option<Self> {
        let first = eight(text)?;
        let found = letters_of(first);
        if found != HIGH {
            let count = leading(found);
            let kept = kept(count);
            return (count > 0).then(|| Self {
                count,
                shape: shape(capitals(first) & kept, first, count),
                hash: finish(step(seed(count), (first | SMALL) & kept)),
            });
        }
        Self::long(text, first)
    }

    /// Eight letters and more.
    fn long(text: &[u8], first: u64) -> Option<Self> {
        let mut count = 8;
        let mut some = capitals(first);
        let mut all = some;
        let last = loop {
            let word = eight(text.get(count..)?)?;
            let found = letters_of(word);
            let more = leading(found);
            let own = capitals(word) & kept(more);
            some |= own;
            all &= own | !kept(more);
            count += more;
            if more < 8 {
                break (word | SMALL) & kept(more);
            }
            if count > LONGEST {
                return None;
            }
        };
        // Where no other letter than the first is a capital.
        let rest = text.get(1..count)?;
        let shape = if some == 0 {
            Shape::Lower
        } else if all & HIGH == HIGH {
            Shape::Upper
        } else if first & 0x20 == 0 && rest.iter().all(u8::is_ascii_lowercase) {
            Shape::Title
        } else {
            Shape::Mixed
        };
        let mut state = seed(count);
        for at in (0..count / 8 * 8).step_by(8) {
            state = step(state, eight(text.get(at..)?)? | SMALL);
        }
        Some(Self {
            count,
            shape,
            hash: finish(step(state, last)),
        })
    }
}

/// How fewer than eight letters are cased.
#[inline]
fn shape(capitals: u64, word: u64, count: usize) -> Shape {
    match capitals {
        0 => Shape::Lower,
        _ if count == 1 => Shape::Initial,
        0x80 if word & 0x20 == 0 => Shape::Title,
        _ if capitals == HIGH & kept(count) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

#[inline]
fn eight(text: &[u8]) -> Option<u64> {
    text.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// The upper bits of those bytes that are Latin letters.
#[inline]
fn letters_of(word: u64) -> u64 {
    let small = (word | SMALL) & !HIGH;
    let from_a = small + (0x80 - u64::from(b'a')) * EACH;
    let past_z = small + (0x7f - u64::from(b'z')) * EACH;
    (from_a ^ past_z) & HIGH & !word
}

/// The upper bits of those letters that are capitals; other bytes say nothing.
#[inline]
fn capitals(word: u64) -> u64 {
    (!word & SMALL) << 2
}

/// How many of the first bytes have their upper bit set.
#[inline]
fn leading(bits: u64) -> usize {
    ((!bits & HIGH).trailing_zeros() / 8) as usize
}

/// All bits of the first `count` bytes, eight at most.
#[inline]
fn kept(count: usize) -> u64 {
    match count {
        8.. => u64::MAX,
        count => (1 << (8 * count)) - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash::hash_small;
    use super::super::shape::shape;
    use super::*;

    fn check(word: &str, behind: &str) {
        let found = Letters::at_start(format!("{word}{behind}        ").as_bytes());
        let expected = Letters {
            count: word.len(),
            shape: shape(word),
            hash: hash_small(word.as_bytes()).unwrap_or_default(),
        };
        assert_eq!(found, Some(expected), "{word}{behind}");
    }

    #[test]
    fn letters_are_read_as_letter_by_letter() {
        for word in [
            "a",
            "A",
            "the",
            "The",
            "THE",
            "tHe",
            "McArdle",
            "azAZ",
            "parties",
            "Minister",
            "MINISTER",
            "minister",
            "miniSter",
            "Ministers",
            "MINISTERS",
            "MinisterS",
            "ministerS",
            "MINISTERs",
            "MINISTERIALLYss",
            "International",
            "InternationalX",
            "internationalisation",
            "Internationalisation",
            "Sixteenlettersat",
            "SIXTEENLETTERSAT",
        ] {
            for behind in [" ", ".", "@", "[", "`", "{", "9", "\u{fc}", "\n"] {
                check(word, behind);
            }
        }
    }

    #[test]
    fn what_is_no_word_of_letters_is_left_to_others() {
        for text in [
            "",
            "word",
            " a word of some",
            "4 letters",
            "\u{fc}ber alles",
        ] {
            assert_eq!(Letters::at_start(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Letters::at_start("a".repeat(80).as_bytes()), None);
    }
}
