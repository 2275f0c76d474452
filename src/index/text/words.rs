//! The words of the index: runs of letters, digits and `_` in lower case; pairs of characters where a script has no spaces.

use std::borrow::Cow;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::fold::fold_into;

/// Stands before a word that signs part in its text, as it is without them.
pub(crate) const PARTED: char = '+';

/// Words longer than this many bytes are indexed by their start.
pub(crate) const LONGEST: usize = 120;

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// Count of words before it.
    pub(crate) position: u32,
    /// What kind of word.
    pub(crate) kind: Kind,
}

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of letters and digits.
    Word,
    /// A word that signs part, behind [`PARTED`]; its parts are words, too, the first of which stands at the same place.
    Parted,
    /// Two neighbouring characters of a script without spaces.
    Pair,
    /// The last character of a run in such a script; `alone` when it is the whole run.
    Last {
        /// Whether the run has no other character.
        alone: bool,
    },
}

/// Walks the words of a text.
pub(crate) struct Words<'t> {
    text: &'t str,
    at: usize,
    position: u32,
    run: Option<usize>,
    /// The start of a parted word of which the first part was told.
    parted: Option<usize>,
    /// The end of the last parted word.
    parted_to: usize,
}

const OTHER: u8 = 0;

/// The lower case of each ASCII letter, digit and `_`; [`OTHER`] for the rest.
const LOWER: [u8; 256] = {
    let mut table = [OTHER; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

impl<'t> Words<'t> {
    /// The words of `text` from its start.
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            position: 0,
            run: None,
            parted: None,
            parted_to: 0,
        }
    }

    /// Writes the next word into `form` and returns where it stands.
    #[inline]
    pub(crate) fn next_into(&mut self, form: &mut String) -> Option<Place> {
        if self.run.is_some() {
            return self.next_in_run(form);
        }
        if let Some(start) = self.parted.take() {
            return Some(self.take_parted(start, form));
        }
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        loop {
            let byte = *bytes.get(at)?;
            if LOWER[byte as usize] != OTHER {
                break;
            }
            if byte < 0x80 {
                at += 1;
                continue;
            }
            let c = self.text[at..].chars().next()?;
            if is_spaceless(c) {
                self.at = at;
                self.run = Some(at);
                return self.next_in_run(form);
            }
            if is_letter(c) {
                break;
            }
            at += c.len_utf8();
        }
        let start = at;
        while at < bytes.len() && LOWER[bytes[at] as usize] != OTHER {
            at += 1;
        }
        form.clear();
        if at < bytes.len() && bytes[at] >= 0x80 {
            at = self.take_foreign(start, form);
            if start >= self.parted_to && goes_on_behind_signs(&self.text[at..]) {
                self.parted = Some(start);
            }
        } else {
            form.push_str(&self.text[start..at]);
            form.make_ascii_lowercase();
        }
        shorten(form);
        self.at = at;
        Some(self.place(start, at, Kind::Word))
    }

    /// A word with letters beyond ASCII: writes its lower case, composed; returns its end.
    fn take_foreign(&self, start: usize, form: &mut String) -> usize {
        let mut marks = false;
        let mut end = self.text.len();
        for (at, c) in self.text[start..].char_indices() {
            let mark = is_mark(c);
            if !goes_on(c) {
                end = start + at;
                break;
            }
            marks |= mark;
            lower_into(c, form);
        }
        if marks {
            *form = form.nfc().collect();
        }
        end
    }

    /// A word that signs part: writes its lower case without them.
    fn take_parted(&mut self, start: usize, form: &mut String) -> Place {
        form.clear();
        form.push(PARTED);
        let mut end = start;
        for (at, c) in self.text[start..].char_indices() {
            if is_sign(c) {
                continue;
            }
            if !goes_on(c) {
                break;
            }
            lower_into(c, form);
            end = start + at + c.len_utf8();
        }
        *form = form.nfc().collect();
        shorten(form);
        self.parted_to = end;
        Place {
            start,
            end,
            position: self.position.saturating_sub(1),
            kind: Kind::Parted,
        }
    }

    fn next_in_run(&mut self, form: &mut String) -> Option<Place> {
        let first = self.run?;
        let start = self.at;
        let mut chars = self.text[start..].chars();
        let c = chars.next()?;
        form.clear();
        form.push(c);
        let after = start + c.len_utf8();
        self.at = after;
        if let Some(next) = chars.next().filter(|next| is_spaceless(*next)) {
            form.push(next);
            return Some(self.place(start, after + next.len_utf8(), Kind::Pair));
        }
        self.run = None;
        let alone = first == start;
        Some(self.place(start, after, Kind::Last { alone }))
    }

    #[inline]
    fn place(&mut self, start: usize, end: usize, kind: Kind) -> Place {
        let position = self.position;
        self.position += 1;
        Place {
            start,
            end,
            position,
            kind,
        }
    }
}

/// The form under which a word is indexed, before any folding.
pub(crate) fn lower(word: &str) -> String {
    let mut form = String::with_capacity(word.len());
    word.chars().for_each(|c| lower_into(c, &mut form));
    if form.chars().any(is_mark) {
        form = form.nfc().collect();
    }
    shorten(&mut form);
    form
}

/// Lower case without accents: Latin letters as the ASCII ones that they are typed with, others in their script.
pub(crate) fn plain(word: &str) -> String {
    let mut form = String::with_capacity(word.len());
    if !may_be_accented(word) {
        word.chars().for_each(|c| lower_into(c, &mut form));
        return form;
    }
    for c in word.chars() {
        // A letter of its own, which nobody types without its mark.
        if matches!(c, 'й' | 'Й') {
            form.push('й');
            continue;
        }
        for c in std::iter::once(c).nfd().filter(|c| !is_mark(*c)) {
            match c {
                '\u{80}'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' => {
                    fold_into(c.encode_utf8(&mut [0; 4]), &mut form);
                }
                _ => lower_into(c, &mut form),
            }
        }
    }
    form.nfc().collect()
}

/// Whether a word may have accents to take off; most have none, and there are many.
pub(crate) fn may_be_accented(word: &str) -> bool {
    word.chars().any(|c| match c {
        'α'..='ω' | 'а'..='я' => false,
        _ => matches!(c, '\u{80}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}'),
    })
}

fn shorten(form: &mut String) {
    if form.len() > LONGEST {
        form.truncate(form.floor_char_boundary(LONGEST));
    }
}

fn lower_into(c: char, form: &mut String) {
    match c {
        'İ' => form.push('i'),
        'ς' => form.push('σ'),
        _ if c.is_ascii() => form.push(c.to_ascii_lowercase()),
        _ => form.extend(c.to_lowercase()),
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_vowel_sign(c)
}

/// Whether a character that is not the first of a word is part of it.
fn goes_on(c: char) -> bool {
    let goes_on = is_mark(c) || is_letter(c) || (is_combining_mark(c) && !is_vowel_sign(c));
    (c.is_ascii_alphanumeric() || c == '_' || goes_on) && !is_spaceless(c)
}

/// Signs that part a word and are no letter of it: Arabic vowel signs, the Armenian signs of tone.
fn is_sign(c: char) -> bool {
    is_vowel_sign(c) || matches!(c, '\u{55a}'..='\u{55c}' | '\u{55e}' | '\u{55f}')
}

/// Whether a word goes on behind signs that part it.
fn goes_on_behind_signs(rest: &str) -> bool {
    let behind = rest.trim_start_matches(is_sign);
    behind.len() < rest.len() && behind.starts_with(|c| is_letter(c) && !is_spaceless(c))
}

/// A text without signs that part words.
pub(crate) fn without_signs(text: &str) -> Cow<'_, str> {
    match text.contains(is_sign) {
        true => Cow::Owned(text.chars().filter(|c| !is_sign(*c)).collect()),
        false => Cow::Borrowed(text),
    }
}

/// Arabic vowel signs end a word: they mostly stand at its end, and most texts leave them out.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}')
}

/// Accents that follow their letter.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Letters of scripts that put no spaces between words.
pub(crate) fn is_spaceless(c: char) -> bool {
    let c = c as u32;
    c >= 0x0e01
        && matches!(c,
            0x0e01..=0x0e3a | 0x0e40..=0x0e4e | 0x0e81..=0x0ecd
            | 0x1000..=0x1049 | 0x1050..=0x109f | 0x1780..=0x17d3
            | 0x3005..=0x3007 | 0x3041..=0x309f | 0x30a1..=0x30fa | 0x30fc..=0x30ff
            | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0xff66..=0xff9d
            | 0x20000..=0x3ffff)
}

/// The same words as tantivy takes them.
#[derive(Clone, Default)]
pub(crate) struct WordTokenizer {
    token: Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream {
            words: Words::new(text),
            token: &mut self.token,
        }
    }
}

/// The stream behind [`WordTokenizer`].
pub(crate) struct WordStream<'a> {
    words: Words<'a>,
    token: &'a mut Token,
}

impl TokenStream for WordStream<'_> {
    #[inline]
    fn advance(&mut self) -> bool {
        let Some(place) = self.words.next_into(&mut self.token.text) else {
            return false;
        };
        self.token.offset_from = place.start;
        self.token.offset_to = place.end;
        self.token.position = place.position as usize;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut words = Words::new(text);
        let mut form = String::new();
        let mut got = Vec::new();
        while words.next_into(&mut form).is_some() {
            got.push(form.clone());
        }
        assert_eq!(got, expected, "words of {text:?}");
    }

    #[test]
    fn words_are_runs_of_letters_digits_and_underscores() {
        check(
            "The U.S.-led talks, in 2022; a_b",
            &["the", "u", "s", "led", "talks", "in", "2022", "a_b"],
        );
        check("don’t «Пашинян» é", &["don", "t", "пашинян", "é"]);
    }

    #[test]
    fn letters_with_loose_accents_are_composed() {
        check("Cafe\u{301} İzmir ΛΟΓΟΣ", &["café", "izmir", "λογοσ"]);
    }

    #[test]
    fn scripts_without_spaces_come_in_pairs() {
        check("北京大学 A股", &["北京", "京大", "大学", "学", "a", "股"]);
    }

    #[test]
    fn words_that_signs_part_are_there_whole_too() {
        check(
            "مُحَمَّد شكرًا العربيةُ",
            &["م", "+محمد", "ح", "م", "د", "شكر", "+شكرا", "ا", "العربية"],
        );
        check("ինչո՞ւ, այո՛", &["ինչո", "+ինչու", "ւ", "այո"]);
        assert_eq!(without_signs("محمّد"), "محمد");
    }

    #[test]
    fn plain_words_are_typed_with_ascii() {
        assert_eq!(plain("Güneş"), "gunes");
        assert_eq!(plain("IĞDIR"), plain("ığdır"));
        assert_eq!(plain("Iğdır"), "igdir");
        assert_eq!(plain("Straße"), "strasse");
        assert_eq!(plain("STRASSE"), "strasse");
        assert_eq!(plain("Łódź"), "lodz");
    }

    #[test]
    fn plain_words_keep_their_script() {
        assert_eq!(plain("Erdoğan"), "erdogan");
        assert_eq!(plain("Пашинян"), "пашинян");
        assert_eq!(plain("Чёрный"), "черный");
        assert_eq!(plain("Ένωση"), "ενωση");
        assert_eq!(plain("한국"), "한국");
    }

    #[test]
    fn no_letter_with_an_accent_is_taken_for_one_without() {
        let letters = (0..0x10000).filter_map(char::from_u32);
        for c in letters.filter(|c| is_letter(*c)) {
            let letter = lower(&c.to_string());
            let accented = letter != "й" && letter.nfd().any(is_mark);
            assert!(!accented || may_be_accented(&letter), "{letter}");
        }
    }

    proptest! {
        #[test]
        fn places_are_within_the_text_and_in_order(text in "[\\PCبةَُّ]{0,60}") {
            let mut words = Words::new(&text);
            let mut form = String::new();
            let mut last = 0;
            let mut position = 0;
            while let Some(place) = words.next_into(&mut form) {
                prop_assert!(place.start >= last && place.start < place.end);
                prop_assert!(text.get(place.start..place.end).is_some());
                prop_assert!(!form.is_empty());
                last = place.start;
                if place.kind == Kind::Parted {
                    prop_assert_eq!(place.position + 1, position);
                    continue;
                }
                prop_assert_eq!(place.position, position);
                position += 1;
            }
        }
    }
}
