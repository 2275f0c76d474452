//! Other Latin spellings of one word: Beşiktaş is also Besiktas, Vučić also Vuchic, Schröder also Schroeder.

use super::{Piece, fold, fold_into, lower, push};

/// Returns the spellings of a word, folded, that differ from its [`fold`]; mostly none.
///
/// An index that adds them beside the fold lets a reader type a name either way.
pub fn alternates(word: &str) -> Vec<String> {
    if word.is_ascii() || !word.chars().any(|c| broad(lower(c)).is_some()) {
        return Vec::new();
    }
    let folded = fold(word);
    let mut spellings = Vec::new();
    for table in [bare, broad] {
        let spelling = spelled(word, table);
        if spelling != folded && !spellings.contains(&spelling) {
            spellings.push(spelling);
        }
    }
    spellings
}

fn spelled(word: &str, table: fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(word.len());
    let mut plain_from = 0;
    for (at, c) in word.char_indices() {
        let Some(text) = table(lower(c)) else {
            continue;
        };
        fold_into(&word[plain_from..at], &mut out);
        push(Piece::Text(text), &mut out);
        plain_from = at + c.len_utf8();
    }
    fold_into(&word[plain_from..], &mut out);
    out
}

/// Accents off, whatever they do to the sound.
fn bare(c: char) -> Option<&'static str> {
    (c == 'ş').then_some("s")
}

/// Two letters for the sound that the accent makes.
fn broad(c: char) -> Option<&'static str> {
    Some(match c {
        'ş' | 'š' => "sh",
        'ç' | 'č' => "ch",
        'ž' => "zh",
        'đ' | 'ђ' => "dj",
        'ğ' => "gh",
        'ä' => "ae",
        'ö' | 'ø' => "oe",
        'ü' => "ue",
        'å' => "aa",
        _ => return None,
    })
}
