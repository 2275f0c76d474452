//! Words, numbers and marks of a text, where its sentences and blocks begin, and how each word is cased.

use super::hash::{hash, hash_small};
use super::letters::Letters;
use super::script::{Letter, letter};
pub use super::shape::Shape;
use super::shape::shape;
use super::short::{SHORT, STATES, TAILS, state};
use crate::text::fold::fold_into;

/// One token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Hash of the folded lower-case word without full stops; for a mark its first byte.
    pub word: u32,
    /// How it is written.
    pub shape: Shape,
    /// Bits of [`flag`].
    pub flags: u8,
}

/// What a token's `flags` mean.
pub mod flag {
    /// First of a sentence.
    pub const SENTENCE: u8 = 1;
    /// First of a paragraph or line.
    pub const BLOCK: u8 = 2;
    /// No space before it.
    pub const GLUED: u8 = 4;
    /// In a block written in capitals only.
    pub const SHOUTED: u8 = 8;
    /// In a headline that capitalises most words.
    pub const HEADLINE: u8 = 16;
    /// A word that has letters beyond ASCII.
    pub const FOREIGN: u8 = 32;
}

impl Token {
    /// Whether it is written with a capital, or in a way only names are.
    pub fn is_capital(&self) -> bool {
        matches!(
            self.shape,
            Shape::Title
                | Shape::Upper
                | Shape::Mixed
                | Shape::Initial
                | Shape::Dotted
                | Shape::Code
        )
    }

    /// Whether one of the flags is set.
    pub fn has(&self, flags: u8) -> bool {
        self.flags & flags != 0
    }

    /// Its text.
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// The `word` of a possessive ending.
pub const POSSESSIVE: u32 = 0x2773;

/// Hash of one word as tokens carry it.
pub fn word_hash(word: &str, scratch: &mut String) -> u32 {
    let bytes = word.as_bytes();
    if let Some(hash) = hash_small(bytes) {
        return hash as u32;
    }
    let mut buffer = [0_u8; 64];
    if bytes.len() <= buffer.len() && word.is_ascii() {
        let mut n = 0;
        for &byte in bytes {
            buffer[n] = byte.to_ascii_lowercase();
            n += usize::from(byte != b'.');
        }
        return hash(&buffer[..n]) as u32;
    }
    scratch.clear();
    if word.starts_with(|c| matches!(c, '\u{590}'..='\u{77f}')) {
        // Without their vowels too many words would meet in Latin letters.
        scratch.extend(word.chars().filter_map(plain_semitic));
        return hash(scratch.as_bytes()) as u32;
    }
    fold_into(word, scratch);
    scratch.retain(|c| c != '.');
    if scratch.contains('\u{2019}') {
        *scratch = scratch.replace('\u{2019}', "'");
    }
    hash(scratch.as_bytes()) as u32
}

/// A Hebrew or Arabic letter as all write it; signs for vowels are no letters.
fn plain_semitic(c: char) -> Option<char> {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ی' | 'ى' => Some('ي'),
        'ک' => Some('ك'),
        'ـ' | '\u{200c}' | '\u{200d}' => None,
        c => c.is_alphanumeric().then_some(c),
    }
}

/// Cuts a text into tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut cutter = Cutter {
        text,
        bytes: text.as_bytes(),
        out: Vec::with_capacity(text.len() / 5 + 4),
        glued: 0,
        scratch: String::new(),
    };
    cutter.run();
    let mut out = cutter.out;
    super::blocks::mark(text, &mut out);
    out
}

/// Most letters of a short form that is written with a full stop.
const LONGEST_SHORT: usize = 6;

/// What a byte is to words, as bits; nothing for marks.
mod class {
    /// Parts words.
    pub(super) const SPACE: u8 = 1;
    /// A Latin letter or a digit.
    pub(super) const WORD: u8 = 2;
    /// May go on with a word of letters.
    pub(super) const GOES_ON: u8 = 4;
    /// Part of a character beyond ASCII.
    pub(super) const FOREIGN: u8 = 8;
}

/// The class of each byte.
static CLASS: [u8; 256] = {
    let mut table = [class::FOREIGN | class::GOES_ON; 256];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        table[at] = match byte {
            b'\'' | b'-' | b'&' => class::GOES_ON,
            b'0'..=b'9' => class::WORD | class::GOES_ON,
            _ if byte.is_ascii_alphabetic() => class::WORD,
            _ if byte.is_ascii_whitespace() => class::SPACE,
            _ => 0,
        };
        at += 1;
    }
    table
};

fn is(byte: u8, of: u8) -> bool {
    CLASS[usize::from(byte)] & of != 0
}

struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    out: Vec<Token>,
    /// The flag of a token that no space stands before.
    glued: u8,
    scratch: String,
}

fn joins(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

impl Cutter<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(&byte) = self.bytes.get(at) {
            if is(byte, class::SPACE) {
                at += 1;
                self.glued = 0;
                continue;
            }
            at = if is(byte, class::WORD) {
                match self.plain_word(at) {
                    Some(end) => end,
                    None => self.word(at),
                }
            } else if is(byte, class::FOREIGN) {
                let c = self.char_at(at);
                if c.is_alphanumeric() {
                    self.word(at)
                } else if c.is_whitespace() {
                    self.glued = 0;
                    at + c.len_utf8()
                } else {
                    self.mark(c, at)
                }
            } else {
                self.mark(char::from(byte), at)
            };
        }
    }

    fn push(&mut self, start: usize, end: usize, word: u32, shape: Shape) {
        self.out.push(Token {
            start: start as u32,
            end: end as u32,
            word,
            shape,
            flags: self.glued,
        });
        self.glued = flag::GLUED;
    }

    fn char_at(&self, at: usize) -> char {
        self.text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or(' ')
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    /// Takes a word of Latin letters that nothing goes on with, and answers its end.
    #[inline]
    fn plain_word(&mut self, start: usize) -> Option<usize> {
        let letters = Letters::at_start(self.bytes.get(start..)?)?;
        let end = start + letters.count;
        let next = self.byte(end);
        // A word in small letters and a long one end before a full stop, others may be short forms.
        let may_be_short = || {
            letters.count == 1
                || letters.count <= LONGEST_SHORT && self.bytes[start].is_ascii_uppercase()
        };
        if is(next, class::GOES_ON) || next == b'.' && may_be_short() {
            return None;
        }
        self.push(start, end, letters.hash as u32, letters.shape);
        Some(end)
    }

    /// Takes a mark, and answers its end.
    fn mark(&mut self, c: char, start: usize) -> usize {
        let end = start + c.len_utf8();
        let word = match c {
            '\u{2018}' | '\u{2019}' | '`' => u32::from(b'\''),
            '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}' | '\u{201e}' => u32::from(b'"'),
            '\u{2013}' | '\u{2014}' | '\u{2015}' | '\u{2212}' => u32::from(b'-'),
            '\u{2026}' => u32::from(b'.'),
            other => other as u32,
        };
        self.push(start, end, word, Shape::Mark);
        end
    }

    /// The end of a stretch of letters and digits; where words are not parted by spaces, of one kind of letters.
    fn stretch(&self, start: usize) -> usize {
        let mut at = start;
        let mut kind = None;
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            at += rest
                .iter()
                .take_while(|byte| is(**byte, class::WORD))
                .count();
            if self.byte(at) < 0x80 {
                return at;
            }
            let c = self.char_at(at);
            if !c.is_alphanumeric() && !is_joined_mark(c) {
                return at;
            }
            let own = letter(c);
            if kind.is_some_and(|kind| kind != own)
                || at > start && kind.is_none() && own != Letter::Spaced
            {
                return at;
            }
            kind = Some(own);
            at += c.len_utf8();
            if own == Letter::Han {
                return at;
            }
        }
    }

    fn word(&mut self, start: usize) -> usize {
        let mut end = self.stretch(start);
        loop {
            let byte = self.byte(end);
            match byte {
                b'\'' | 0xe2 => {
                    let mark = if byte == b'\'' { 1 } else { 3 };
                    if byte == 0xe2 && self.char_at(end) != '\u{2019}' {
                        break;
                    }
                    let next = self.byte(end + mark);
                    if !joins(next) || self.is_possessive(end + mark) {
                        break;
                    }
                    end = self.stretch(end + mark);
                    if end == start {
                        break;
                    }
                }
                b'-' => {
                    if !joins(self.byte(end + 1)) || !self.hyphen_joins(start, end) {
                        break;
                    }
                    let next = self.stretch(end + 1);
                    if next == end + 1 {
                        break;
                    }
                    end = next;
                }
                b'&' if joins(self.byte(end + 1))
                    && end - start <= 3
                    && self.bytes[start].is_ascii_uppercase()
                    && self.byte(end + 1).is_ascii_uppercase() =>
                {
                    end = self.stretch(end + 1);
                }
                b'.' => match self.dotted(start, end) {
                    Some(next) => {
                        end = next;
                        break;
                    }
                    None => break,
                },
                b',' if self.bytes[start].is_ascii_digit()
                    && self.byte(end + 1).is_ascii_digit() =>
                {
                    end = self.stretch(end + 1);
                }
                _ => break,
            }
        }
        self.push_word(start, end);
        if self.byte(end) == b'\'' && self.is_possessive(end + 1) {
            return self.possessive(end, end + 2);
        }
        if self.byte(end) == 0xe2 && self.char_at(end) == '\u{2019}' && self.is_possessive(end + 3)
        {
            return self.possessive(end, end + 4);
        }
        end
    }

    fn possessive(&mut self, start: usize, end: usize) -> usize {
        self.push(start, end, POSSESSIVE, Shape::Mark);
        end
    }

    fn is_possessive(&self, at: usize) -> bool {
        matches!(self.byte(at), b's' | b'S')
            && !joins(self.byte(at + 1))
            && self.byte(at + 1) != b'\''
    }

    /// Whether the hyphen at `hyphen` belongs inside the word.
    fn hyphen_joins(&self, start: usize, hyphen: usize) -> bool {
        let head_capital = self.char_at(start).is_uppercase();
        let next = self.char_at(hyphen + 1);
        if next.is_lowercase() && head_capital {
            let tail = &self.bytes[hyphen + 1..self.stretch(hyphen + 1)];
            return !TAILS.iter().any(|t| t.as_bytes() == tail);
        }
        // "Trent Lott, R-Miss." names a party and a state.
        if hyphen == start + 1
            && matches!(self.bytes[start], b'R' | b'D' | b'I')
            && next.is_uppercase()
            && self.behind_mark()
        {
            return false;
        }
        if next.is_uppercase() && !head_capital {
            // "al-Assad" is one word, "ex-President" and "anti-Assad" are two.
            let head = &self.bytes[start..hyphen];
            return matches!(
                head,
                b"al"
                    | b"el"
                    | b"as"
                    | b"ar"
                    | b"an"
                    | b"at"
                    | b"ash"
                    | b"ad"
                    | b"az"
                    | b"ul"
                    | b"ud"
                    | b"bin"
                    | b"ben"
            );
        }
        true
    }

    /// The end of `U.S.`, `J.`, `Mr.`, `3.5`, where the full stop at `dot` belongs to the word.
    fn dotted(&self, start: usize, dot: usize) -> Option<usize> {
        let word = &self.bytes[start..dot];
        let next = self.byte(dot + 1);
        if word[0].is_ascii_digit() {
            return next.is_ascii_digit().then(|| self.stretch(dot + 1));
        }
        if word.len() == 1 && word[0].is_ascii_alphabetic() {
            let mut end = dot + 1;
            while self.byte(end).is_ascii_alphabetic() && self.byte(end + 1) == b'.' {
                end += 2;
            }
            if end == dot + 1 && word[0].is_ascii_lowercase() {
                return None;
            }
            // "U.S.-led" ends at the full stop; "U.S.A" takes its last letter.
            if end > dot + 1 && self.byte(end).is_ascii_uppercase() && !joins(self.byte(end + 1)) {
                end += 1;
            }
            return Some(end);
        }
        if word.len() > LONGEST_SHORT || !word[0].is_ascii_uppercase() {
            return None;
        }
        let mut lower = [0_u8; LONGEST_SHORT];
        for (to, from) in lower.iter_mut().zip(word) {
            *to = from.to_ascii_lowercase();
        }
        let known = |list: &[&str]| list.iter().any(|s| s.as_bytes() == &lower[..word.len()]);
        let is_state = || {
            let word = &lower[..word.len()];
            STATES.iter().any(|(s, _)| s.as_bytes() == word)
        };
        (known(SHORT) || self.behind_mark() && is_state()).then_some(dot + 1)
    }

    /// Whether the last token is a comma, a dash or an opening bracket.
    fn behind_mark(&self) -> bool {
        self.out.last().is_some_and(|t| {
            t.shape == Shape::Mark && matches!(u8::try_from(t.word), Ok(b',' | b'-' | b'('))
        })
    }

    fn push_word(&mut self, start: usize, end: usize) {
        let text = self.text.get(start..end).unwrap_or("");
        let mut shape = shape(text);
        if shape == Shape::Title
            && text.ends_with('.')
            && self.behind_mark()
            && state(text).is_some()
        {
            shape = Shape::Dotted;
        }
        let word = word_hash(text, &mut self.scratch);
        if !text.is_ascii() {
            self.glued |= flag::FOREIGN;
        }
        self.push(start, end, word, shape);
    }
}

/// Marks that sit inside words: combining accents, joiners, vowel signs.
fn is_joined_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}')
}
