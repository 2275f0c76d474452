//! The one alphabet: lower case, without accents, other alphabets written in Latin letters.
//!
//! `Pashinyan`, `Пашинян`, `Փաշինյան` and `Paşinyan` all fold to `pashinyan`. ASCII folds to its lower case and nothing else, so
//! no two English words meet. Chinese, Japanese and Korean are kept as they are. Letters fold to letters and digits only
//! (or to nothing), so the words of a folded text are the folded words of the text.

mod alternate;
mod armenian;
mod cyrillic;
mod greek;
mod latin;
mod semitic;
mod table;

pub use alternate::alternates;

use unicode_normalization::char::is_combining_mark;

/// What one character becomes.
#[derive(Clone, Copy)]
enum Piece {
    /// These letters.
    Text(&'static str),
    /// The letters and digits of this transliteration, in lower case.
    Letters(&'static str),
    /// This character.
    Char(char),
}

/// Folds a text.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Folds a text and appends it to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        push_ascii(text, out);
        return;
    }
    let mut at = 0;
    let mut before = None;
    while at < text.len() {
        let plain = ascii_run(&text[at..]);
        push_ascii(&text[at..at + plain], out);
        if let Some(byte) = text[at..at + plain].bytes().next_back() {
            before = Some(char::from(byte.to_ascii_lowercase()));
        }
        at += plain;
        for c in text[at..].chars() {
            if c.is_ascii() {
                break;
            }
            at += c.len_utf8();
            if let Some(short) = table::get(c) {
                out.push_str(short.text());
                before = Some(short.lower);
                continue;
            }
            let c = lower(c);
            push(piece(before, c, &text[at..]), out);
            before = Some(c);
        }
    }
}

/// Folds a text and tells for each folded character the index of the character it came from.
pub fn fold_with_map(text: &str) -> (String, Vec<u32>) {
    let mut out = String::with_capacity(text.len());
    let mut map = Vec::with_capacity(text.len());
    let mut before = None;
    for (index, (offset, c)) in text.char_indices().enumerate() {
        let from = out.len();
        let rest = &text[offset + c.len_utf8()..];
        let c = lower(c);
        push(piece(before, c, rest), &mut out);
        before = Some(c);
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        map.extend(out[from..].chars().map(|_| index));
    }
    (out, map)
}

/// Returns the first character that `c` folds to where it stands alone, or `None` where it folds to nothing.
pub fn fold_char(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    let mut out = String::new();
    push(piece(None, lower(c), ""), &mut out);
    out.chars().next()
}

/// Whether a character belongs to a script that is written without spaces and matched as it is.
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3031}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97c}' | '\u{ac00}'..='\u{d7fb}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ffdc}' | '\u{20000}'..='\u{3fffd}')
}

/// What the character `c` (in lower case) becomes after `before` (in lower case) and before `rest`.
fn piece(before: Option<char>, c: char, rest: &str) -> Piece {
    match c {
        '\0'..='\u{7f}' => Piece::Char(c),
        '\u{80}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' => latin::piece(c),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => greek::piece(before, c, rest),
        '\u{400}'..='\u{52f}' => cyrillic::piece(before, c, rest),
        '\u{531}'..='\u{58f}' => armenian::piece(before, c, rest),
        '\u{590}'..='\u{77f}' => semitic::piece(before, c),
        '\u{ff01}'..='\u{ff5e}' => narrow(c),
        _ if is_cjk(c) => Piece::Char(c),
        _ => other(c),
    }
}

/// Punctuation, marks and the alphabets without rules of their own.
fn other(c: char) -> Piece {
    match c {
        '\u{2018}'..='\u{201b}' | '\u{2032}' => Piece::Char('\''),
        '\u{201c}'..='\u{201f}' | '\u{2033}' => Piece::Char('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Piece::Char('-'),
        '\u{2026}' => Piece::Text("..."),
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {
            Piece::Text("")
        }
        '\u{fe00}'..='\u{fe0f}' => Piece::Text(""),
        _ if c.is_whitespace() => Piece::Char(' '),
        _ if c.is_alphabetic() || is_combining_mark(c) => transliterated(c),
        _ if c.is_numeric() => digits(c),
        _ => Piece::Char(c),
    }
}

/// The Latin letters for a letter or mark; a letter without any is kept.
fn transliterated(c: char) -> Piece {
    let letters = any_ascii::any_ascii_char(c);
    if letters.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        Piece::Letters(letters)
    } else if is_combining_mark(c) || !letters.is_empty() {
        Piece::Text("")
    } else {
        Piece::Char(c)
    }
}

/// Digits of other scripts as our own; fractions and the like are kept.
fn digits(c: char) -> Piece {
    let digits = any_ascii::any_ascii_char(c);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        Piece::Letters(digits)
    } else {
        Piece::Char(c)
    }
}

/// ASCII in the wide forms of East Asian fonts.
fn narrow(c: char) -> Piece {
    let plain = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
    Piece::Char(plain.to_ascii_lowercase())
}

/// Lower case of one character as one character.
fn lower(c: char) -> char {
    match c {
        '\u{130}' => 'i',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

fn ascii_run(text: &str) -> usize {
    text.bytes()
        .position(|byte| !byte.is_ascii())
        .unwrap_or(text.len())
}

fn push_ascii(text: &str, out: &mut String) {
    let from = out.len();
    out.push_str(text);
    out[from..].make_ascii_lowercase();
}

fn push(piece: Piece, out: &mut String) {
    match piece {
        Piece::Text(text) => out.push_str(text),
        Piece::Char(c) => out.push(c),
        Piece::Letters(text) => {
            let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
            out.extend(letters.map(|byte| char::from(byte.to_ascii_lowercase())));
        }
    }
}

/// Whether a word begins here.
fn begins_word(before: Option<char>) -> bool {
    !before.is_some_and(char::is_alphanumeric)
}

/// Whether a word ends here.
fn ends_word(rest: &str) -> bool {
    !rest.chars().next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests;
