//! In which texts a known name counts: names of two or three letters mean something else in another script or language.

use crate::text::fold::is_cjk;

/// Texts as bits; a name that has none of them counts only where no other bit does.
pub mod text {
    /// English, or of no known language, in Latin letters.
    pub const ENGLISH: u32 = 1;
    /// Another language in Latin letters.
    pub const LATIN: u32 = 2;
    /// Letters that are written one by one into Latin ones: Cyrillic, Greek, Armenian, Georgian.
    pub const ALPHABET: u32 = 4;
    /// Latin letters of any language.
    pub const ANY_LATIN: u32 = ENGLISH | LATIN;
}

/// What a word is written in, as a bit of [`text`]; 0 for scripts without vowels or without letters.
pub fn text_of(word: &str, english: bool) -> u32 {
    match word.chars().find(|c| c.is_alphabetic()) {
        None => text::ANY_LATIN,
        Some('\0'..='\u{36f}' | '\u{1e00}'..='\u{1eff}') if english => text::ENGLISH,
        Some('\0'..='\u{36f}' | '\u{1e00}'..='\u{1eff}') => text::LATIN,
        Some('\u{370}'..='\u{58f}' | '\u{10a0}'..='\u{10ff}' | '\u{1f00}'..='\u{1fff}') => {
            text::ALPHABET
        }
        Some(_) => 0,
    }
}

/// Whether a name that counts in some texts counts in this one.
pub fn counts(texts: u32, here: u32) -> bool {
    texts & here != 0 || texts == 0 && here == 0
}

/// What letters that stand side by side without a space are cut by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Letter {
    /// A Chinese character, a word by itself.
    Han,
    /// Japanese syllables of words from abroad.
    Katakana,
    /// Japanese syllables between the words.
    Hiragana,
    /// Anything that is parted by spaces.
    Spaced,
}

/// How a letter is parted from the next.
pub(crate) fn letter(c: char) -> Letter {
    match c {
        '\u{3041}'..='\u{309f}' => Letter::Hiragana,
        '\u{30a0}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => Letter::Katakana,
        '\u{1100}'..='\u{11ff}'
        | '\u{3131}'..='\u{318e}'
        | '\u{a960}'..='\u{a97c}'
        | '\u{ac00}'..='\u{d7fb}'
        | '\u{ffa0}'..='\u{ffdc}' => Letter::Spaced,
        _ if is_cjk(c) => Letter::Han,
        _ => Letter::Spaced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_counts_in_the_texts_it_is_written_for() {
        assert!(counts(text::ANY_LATIN, text_of("Oman", true)));
        assert!(!counts(text::ALPHABET, text_of("Chili", true)));
        assert!(!counts(
            text::ANY_LATIN,
            text_of("\u{633}\u{639}\u{631}", true)
        ));
        assert!(counts(0, text_of("\u{4e2d}\u{56fd}", false)));
        assert!(counts(text::LATIN, text_of("Kina", false)));
        assert!(!counts(text::LATIN, text_of("Kina", true)));
    }
}
