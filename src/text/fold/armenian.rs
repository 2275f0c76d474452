//! Armenian letters, as names are written in English: Երևան is Yerevan, ու is one vowel.

use super::{Piece, begins_word, transliterated};

pub(super) fn piece(before: Option<char>, c: char, rest: &str) -> Piece {
    let text = match c {
        'ա' => "a",
        'բ' => "b",
        'գ' => "g",
        'դ' => "d",
        'ե' if opens(before) => "ye",
        'ե' | 'է' => "e",
        'զ' => "z",
        'ը' => "y",
        'թ' | 'տ' => "t",
        'ժ' => "zh",
        'ի' => "i",
        'լ' => "l",
        'խ' => "kh",
        'ծ' | 'ց' => "ts",
        'կ' | 'ք' => "k",
        'հ' => "h",
        'ձ' => "dz",
        'ղ' => "gh",
        'ճ' | 'չ' => "ch",
        'մ' => "m",
        'յ' => "y",
        'ն' => "n",
        'շ' => "sh",
        'ո' if rest.starts_with(['ւ', 'Ւ']) => "u",
        'ո' if begins_word(before) && !rest.starts_with(['վ', 'Վ']) => "vo",
        'ո' | 'օ' => "o",
        'պ' | 'փ' => "p",
        'ջ' => "j",
        'ռ' | 'ր' => "r",
        'ս' => "s",
        'վ' => "v",
        'ւ' if before == Some('ո') => "",
        'ւ' => "v",
        'ֆ' => "f",
        'և' if opens(before) => "yev",
        'և' => "ev",
        // Signs of tone that stand inside a word.
        '՚' | '՛' | '՜' | '՞' | '՟' => "",
        '։' => ":",
        '՝' => ",",
        '֊' => "-",
        _ => return transliterated_letter(c),
    };
    Piece::Text(text)
}

fn transliterated_letter(c: char) -> Piece {
    if c.is_alphabetic() {
        transliterated(c)
    } else {
        Piece::Char(c)
    }
}

/// Whether an ե here sounds as "ye": at the start of a word and after a vowel.
fn opens(before: Option<char>) -> bool {
    begins_word(before) || matches!(before, Some('ա' | 'ե' | 'է' | 'ը' | 'ի' | 'ո' | 'օ' | 'ւ'))
}
