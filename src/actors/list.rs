//! Lists of words that are asked for every name, and have nearly none of what they are asked for.

/// A list of words in small Latin letters.
pub(super) struct List {
    words: &'static [&'static str],
    /// For each first letter the lengths of the words that begin so, as bits: most words are told apart by these alone.
    lengths: [u32; 32],
}

impl List {
    /// A list of some words, each of 31 letters at most.
    pub(super) const fn of(words: &'static [&'static str]) -> Self {
        let mut lengths = [0; 32];
        let mut n = 0;
        while n < words.len() {
            let word = words[n].as_bytes();
            lengths[place(word[0])] |= 1 << word.len();
            n += 1;
        }
        Self { words, lengths }
    }

    /// The words.
    pub(super) fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// Whether it has a word.
    #[inline]
    pub(super) fn contains(&self, word: &str) -> bool {
        self.may_have(word) && self.words.contains(&word)
    }

    /// Whether it has a word of Latin letters, with capitals or without.
    #[inline]
    pub(super) fn contains_in_any_case(&self, word: &str) -> bool {
        let is_it = |own: &&str| own.eq_ignore_ascii_case(word);
        self.may_have(word) && self.words.iter().any(is_it)
    }

    #[inline]
    fn may_have(&self, word: &str) -> bool {
        let lengths = word
            .bytes()
            .next()
            .map_or(0, |first| self.lengths[place(first)]);
        word.len() < 32 && lengths >> word.len() & 1 == 1
    }
}

/// The place of a first letter; a capital has that of the small one.
const fn place(letter: u8) -> usize {
    (letter & 31) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_its_words_and_no_others() {
        let list = List::of(&["mr", "professor"]);
        for word in ["mr", "professor"] {
            assert!(list.contains(word) && list.contains_in_any_case(&word.to_uppercase()));
        }
        for word in [
            "",
            "m",
            "ms",
            "Mr",
            "professors",
            "\u{ad}r",
            &"m".repeat(34),
        ] {
            assert!(!list.contains(word), "{word}");
        }
        assert!(!list.contains_in_any_case("Ms"));
    }
}
