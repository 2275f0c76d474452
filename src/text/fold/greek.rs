//! Greek letters, as names are written in English: Παπανδρέου is Papandreou, Ευάγγελος is Evangelos.

use unicode_normalization::char::decompose_canonical;

use super::{Piece, begins_word, transliterated};

pub(super) fn piece(before: Option<char>, c: char, rest: &str) -> Piece {
    if !c.is_alphabetic() {
        return Piece::Char(if c == '\u{37e}' { ';' } else { c });
    }
    let next = rest.chars().next().map(base);
    let text = match base(c) {
        'υ' if before == Some('ο') => "u",
        'υ' if matches!(before, Some('α' | 'ε')) => "v",
        'γ' if matches!(next, Some('γ' | 'χ' | 'ξ')) => "n",
        'μ' if begins_word(before) && next == Some('π') => "",
        'π' if before == Some('μ') => "b",
        'χ' => "ch",
        letter => return transliterated(letter),
    };
    Piece::Text(text)
}

/// The letter without its accents, in lower case.
fn base(c: char) -> char {
    let mut first = None;
    decompose_canonical(c, |part| {
        first.get_or_insert(part);
    });
    super::lower(first.unwrap_or(c))
}
