//! Words: runs of letters, digits and `_`, with the marks that letters carry.

use unicode_normalization::char::is_combining_mark;

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The word as written.
    pub text: &'a str,
}

/// Returns the words of a text in order.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// The words of a text; see [`words`].
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        let start = self.at + length_while(&self.text[self.at..], |c| !is_word(c));
        let end = start + length_while(&self.text[start..], |c| is_word(c) || continues_word(c));
        self.at = end;
        (end > start).then(|| Word {
            start,
            end,
            text: &self.text[start..end],
        })
    }
}

/// Whether a character may begin a word.
pub fn is_word(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric() || c == '_',
        // The letters of the commonest scripts, without the search that the whole of Unicode needs.
        '\u{400}'..='\u{481}'
        | '\u{620}'..='\u{64a}'
        | '\u{3041}'..='\u{3096}'
        | '\u{4e00}'..='\u{9fff}' => true,
        '\u{2010}'..='\u{2064}' | '\u{3000}'..='\u{3004}' | '\u{ff01}'..='\u{ff0f}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Whether a character that cannot begin a word goes on with one: combining marks, the Armenian signs of tone.
fn continues_word(c: char) -> bool {
    !c.is_ascii()
        && (matches!(c, '\u{55a}'..='\u{55c}' | '\u{55e}' | '\u{55f}') || is_combining_mark(c))
}

/// The length in bytes of the longest start of `text` whose characters all pass.
fn length_while(text: &str, pass: impl Fn(char) -> bool) -> usize {
    text.char_indices()
        .find(|&(_, c)| !pass(c))
        .map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).map(|word| word.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn letters_digits_and_underscores_make_words() {
        check(
            "U.S. GDP_2022: up 3.5% (don't)",
            &["U", "S", "GDP_2022", "up", "3", "5", "don", "t"],
        );
        check("", &[]);
        check(" - ", &[]);
    }

    #[test]
    fn marks_belong_to_the_word() {
        check("हिन्दी में", &["हिन्दी", "में"]);
        check("ինչպե՞ս ես։", &["ինչպե՞ս", "ես"]);
    }

    #[test]
    fn the_short_ways_agree_with_unicode() {
        for c in (0..0x10000).filter_map(char::from_u32) {
            assert_eq!(is_word(c), c.is_alphanumeric() || c == '_', "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn ranges_fit_the_text(text in any::<String>()) {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(word.start >= last && word.end > word.start);
                prop_assert_eq!(&text[word.start..word.end], word.text);
                last = word.end;
            }
        }
    }
}
