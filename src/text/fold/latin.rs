//! Latin letters with accents and the letters of single languages.

use super::{Piece, transliterated};

pub(super) fn piece(c: char) -> Piece {
    match c {
        'ə' => Piece::Text("a"),
        'ş' => Piece::Text("sh"),
        // Letters that stand for a breath or a soft sound, as in Hawaiʻi.
        '\u{2b0}'..='\u{2ff}' => Piece::Text(""),
        '\u{a0}' => Piece::Char(' '),
        '\u{ad}' => Piece::Text(""),
        '«' | '»' => Piece::Char('"'),
        '´' | '`' => Piece::Char('\''),
        '²' => Piece::Text("2"),
        '³' => Piece::Text("3"),
        '¹' => Piece::Text("1"),
        _ if c.is_alphabetic() => transliterated(c),
        _ => Piece::Char(c),
    }
}
