//! Hebrew and Arabic letters; the signs for short vowels are written or not, so they fold to nothing.

use unicode_normalization::char::is_combining_mark;

use super::{Piece, begins_word, digits, transliterated};

pub(super) fn piece(before: Option<char>, c: char) -> Piece {
    let text = match c {
        'ا' | 'آ' | 'أ' | 'إ' | 'ٱ' | 'ى' | 'ع' | 'א' | 'ע' => "a",
        'ؤ' => "w",
        'ئ' => "y",
        'ء' | 'ـ' => "",
        'ש' => "sh",
        'ב' if begins_word(before) => "b",
        'פ' if begins_word(before) => "p",
        'כ' if begins_word(before) => "k",
        '،' => ",",
        '؛' => ";",
        '؟' => "?",
        '־' => "-",
        _ if is_combining_mark(c) => "",
        _ if c.is_alphabetic() => return transliterated(c),
        _ if c.is_numeric() => return digits(c),
        _ => return Piece::Char(c),
    };
    Piece::Text(text)
}
