//! Whether a text has enough words beside names for its trigrams to tell a language: those of names tell where people are from.

use whatlang::Lang;

use super::FEWEST;
use crate::text::words::words;

/// Whether what stands beside names says that a text is in a language, or is most of the text. English is believed: names are read as
/// in English where no language is told.
pub(super) fn tells(text: &str, lang: Lang) -> bool {
    if lang == Lang::Eng {
        return true;
    }
    let mut prose = String::with_capacity(text.len());
    let (mut all, mut letters) = (0, 0);
    for word in words(text) {
        all += word.text.len();
        if !is_name(word.text) {
            letters += word.text.len();
            prose.push_str(word.text);
            prose.push(' ');
        }
    }
    if letters < FEWEST || letters * 4 < all {
        return false;
    }
    letters * 2 >= all || whatlang::detect_lang(&prose) == Some(lang)
}

/// Whether a word may be part of a name: a capital, and small letters behind it.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}
