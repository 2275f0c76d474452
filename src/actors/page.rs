//! One article prepared for reading: tokens, what is known of them, known names, and the runs of capitalised words.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::explained::Explained;
use super::hash::hash;
use super::known;
use super::lexicon::{Hit, Lexicon, class};
use super::recent::Recent;
use super::token::{Shape, Token, flag, tokens};

/// What the whole article says about one capitalised word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// Times written in lower case.
    pub lower: u16,
    /// Times capitalised inside a sentence.
    pub capital: u16,
    /// Bits of [`clue`].
    pub clues: u16,
}

/// Clues about a word gathered from everywhere in the article.
pub mod clue {
    /// Stood after `Mr` or a rank.
    pub const AFTER_HONORIFIC: u16 = 1;
    /// Stood after a role: `President X`.
    pub const AFTER_ROLE: u16 = 2;
    /// Stood after a given name.
    pub const AFTER_GIVEN: u16 = 4;
    /// Stood before `said`.
    pub const BEFORE_SAY: u16 = 8;
    /// Stood after `in`, `at`, `near`, `from`, `to`.
    pub const AFTER_IN: u16 = 16;
    /// Stood before `Ltd` or a word such as `Ministry`.
    pub const BEFORE_ORG: u16 = 32;
    /// Stood alone in brackets.
    pub const BRACKETS: u16 = 64;
    /// Stood after `the`.
    pub const AFTER_THE: u16 = 128;
    /// Was followed by a family name.
    pub const BEFORE_FAMILY: u16 = 256;
    /// Stood in a run with a word such as `Ministry` or `Bank` behind it.
    pub const IN_BODY: u16 = 512;
    /// Was followed by `who`.
    pub const BEFORE_WHO: u16 = 1024;
    /// Is the initials of a longer name.
    pub const INITIALS: u16 = 2048;
    /// How many clues there are.
    pub const COUNT: u32 = 12;
}

/// Word hashes are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = (self.0 ^ hash(bytes)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A map from word hashes.
pub type WordMap<V> = HashMap<u32, V, BuildHasherDefault<Plain>>;

/// A map from hashes of phrases.
pub type PhraseMap<V> = HashMap<u64, V, BuildHasherDefault<Plain>>;

/// A set whose members are hashed in our own way.
pub(super) type PlainSet<T> = HashSet<T, BuildHasherDefault<Plain>>;

/// A map whose keys are hashed in our own way.
pub type PlainMap<K, V> = HashMap<K, V, BuildHasherDefault<Plain>>;

/// A set of word hashes.
pub type WordSet = HashSet<u32, BuildHasherDefault<Plain>>;

/// A set of hashes of phrases.
pub type PhraseSet = HashSet<u64, BuildHasherDefault<Plain>>;

/// A map with room for some keys.
pub(super) fn with_room<K, V>(keys: usize) -> PlainMap<K, V> {
    PlainMap::with_capacity_and_hasher(keys, BuildHasherDefault::default())
}

/// The place of a token inside a known name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InName {
    /// 0 for none, else one more than the number of the hit.
    pub hit: u16,
    /// First token of the name.
    pub first: bool,
    /// Last token of the name.
    pub last: bool,
}

/// A prepared article.
#[derive(Debug)]
pub struct Page<'a> {
    /// The text the offsets are in.
    pub text: &'a str,
    /// Whether the tagger, which knows English, reads it.
    pub english: bool,
    /// Its language, where that is known and another.
    pub lang: Option<&'a str>,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// What the dictionary knows of each token.
    pub known: Vec<u32>,
    /// Where known names stand: first token and hit.
    pub hits: Vec<(u32, Hit)>,
    /// Declared names as they were declared, by the first token of where the text inflects them.
    pub(crate) declared: PlainMap<usize, String>,
    /// Letters that mean another here than in the dictionary.
    pub(crate) explained: Vec<Explained>,
    /// For each token the known name it is part of.
    pub in_name: Vec<InName>,
    /// Runs of capitalised words, as token numbers.
    pub runs: Vec<Range<u32>>,
    /// What the article says about its capitalised words.
    pub seen: WordMap<Seen>,
}

/// Whether texts of a language are English; one that nobody knows is taken for it.
fn is_english(lang: Option<&str>) -> bool {
    lang.is_none_or(|lang| lang.starts_with("en"))
}

/// Most tokens in a run; longer ones are cut.
const LONGEST_RUN: u32 = 24;

impl<'a> Page<'a> {
    /// Prepares a text of a language, where that is known.
    pub fn new(text: &'a str, lexicon: &Lexicon, lang: Option<&'a str>) -> Self {
        Self::prepare(text, lexicon, lang, |word| lexicon.word(word))
    }

    /// Prepares a text after others.
    pub(super) fn after_others(
        text: &'a str,
        lexicon: &Lexicon,
        lang: Option<&'a str>,
        recent: &mut Recent,
    ) -> Self {
        Self::prepare(text, lexicon, lang, |word| recent.word(lexicon, word))
    }

    /// Prepares a text, given what is known of words.
    fn prepare(
        text: &'a str,
        lexicon: &Lexicon,
        lang: Option<&'a str>,
        mut known: impl FnMut(u32) -> u32,
    ) -> Self {
        let tokens = tokens(text);
        let known = tokens.iter().map(|token| match token.shape {
            Shape::Mark => 0,
            _ => known(token.word),
        });
        let known = known.collect();
        let in_name = vec![InName::default(); tokens.len()];
        let mut page = Self {
            text,
            english: is_english(lang),
            lang: lang.filter(|_| !is_english(lang)),
            tokens,
            known,
            hits: Vec::new(),
            declared: PlainMap::default(),
            explained: Vec::new(),
            in_name,
            runs: Vec::new(),
            seen: WordMap::default(),
        };
        known::find(&mut page, lexicon);
        page.find_runs();
        page.gather();
        page
    }

    /// The tokens of all runs.
    pub(super) fn in_runs(&self) -> impl Iterator<Item = usize> {
        let runs = self.runs.iter();
        runs.flat_map(|run| run.start as usize..run.end as usize)
    }

    /// The text of some tokens.
    pub fn text_of(&self, tokens: Range<usize>) -> &'a str {
        let (Some(first), Some(last)) = (
            self.tokens.get(tokens.start),
            self.tokens.get(tokens.end.wrapping_sub(1)),
        ) else {
            return "";
        };
        self.text
            .get(first.start as usize..last.end as usize)
            .unwrap_or("")
    }

    fn find_runs(&mut self) {
        let count = self.tokens.len();
        let mut at = 0;
        while at < count {
            if !self.starts_run(at) {
                at += 1;
                continue;
            }
            let start = at;
            let mut end = at + 1;
            // Up to two small words may stand between capitals.
            let mut next = end;
            while next < count
                && (next - start) < LONGEST_RUN as usize
                && !self.tokens[next].has(flag::BLOCK)
            {
                if self.is_short_state(end - 1) || self.ends_firm(end - 1) {
                    // "Fresno, Calif. Whitlock said": a sentence may end with the short form.
                    break;
                }
                if self.starts_run(next) {
                    end = next + 1;
                    next = end;
                } else if next - end < 2 && self.connects(next) {
                    next += 1;
                } else {
                    break;
                }
            }
            self.runs.push(start as u32..end as u32);
            at = end;
        }
    }

    /// Whether a token is `Calif.` and the like.
    fn is_short_state(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let text = token.text(self.text);
        token.shape == Shape::Dotted
            && memchr::memchr(b'.', text.as_bytes()) == Some(text.len() - 1)
    }

    /// Whether a name ends with the full stop of a company: "Acme Corp. Goldman Sachs" are two, "Acme Co. Ltd." is one.
    fn ends_firm(&self, at: usize) -> bool {
        let is_company = |at: usize| self.known[at] & class::COMPANY != 0;
        let next = self.tokens.get(at + 1).filter(|_| is_company(at));
        if !next.is_some_and(|next| next.is_capital() && !is_company(at + 1)) {
            return false;
        }
        // The letters of "A.G. Edwards" end no firm.
        let text = self.tokens[at].text(self.text).as_bytes();
        memchr::memchr(b'.', text).is_some_and(|stop| stop + 1 == text.len())
    }

    /// Whether a token may begin or end a name.
    fn starts_run(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.is_capital() {
            let is_shout = matches!(token.shape, Shape::Upper | Shape::Initial)
                && token.has(flag::SHOUTED)
                && self.is_plain_word(at);
            return !is_shout;
        }
        let place = self.in_name[at];
        place.hit > 0 && token.shape != Shape::Mark && (place.first || token.shape == Shape::Number)
    }

    /// Whether a word is hardly ever capitalised elsewhere, and stands in no known name.
    pub(crate) fn is_plain_word(&self, at: usize) -> bool {
        let known = self.known[at];
        matches!(known >> class::CASE_SHIFT & 7, 1 | 2) && self.in_name[at].hit == 0
    }

    /// Whether a token may stand inside a name.
    fn connects(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.shape {
            Shape::Lower => {
                self.known[at] & class::PARTICLE != 0
                    || matches!(
                        token.text(self.text),
                        "of" | "the"
                            | "and"
                            | "for"
                            | "in"
                            | "on"
                            | "to"
                            | "at"
                            | "against"
                            | "without"
                            | "with"
                            | "des"
                            | "les"
                            | "und"
                            | "et"
                            | "bint"
                            | "oglu"
                            | "zu"
                            | "del"
                    )
            }
            Shape::Mark => {
                matches!(
                    u8::try_from(token.word),
                    Ok(b'&' | b'/' | b'-' | b'\'' | b'+')
                ) && token.has(flag::GLUED)
                    || token.word == u32::from(b'&')
                    || token.word == super::token::POSSESSIVE
                    || token.word == u32::from(b'"') && token.end == token.start + 1
            }
            Shape::Number => true,
            Shape::Upper | Shape::Initial => token.has(flag::SHOUTED),
            _ => false,
        }
    }

    fn gather(&mut self) {
        self.seen.reserve(self.runs.len());
        for run in &self.runs {
            // From behind, so that each word knows whether a word such as `Bank` follows in its name.
            let mut in_body = false;
            for i in (run.start as usize..run.end as usize).rev() {
                if !self.tokens[i].is_capital() {
                    in_body = false;
                } else {
                    let seen = self.seen.entry(self.tokens[i].word).or_default();
                    if !self.tokens[i].has(flag::SENTENCE | flag::HEADLINE | flag::SHOUTED) {
                        seen.capital = seen.capital.saturating_add(1);
                    }
                    seen.clues |= clues(self.text, &self.tokens, &self.known, i);
                    if in_body {
                        seen.clues |= clue::IN_BODY;
                    }
                    in_body |= self.known[i] & (class::ORG_WORD | class::COMPANY) != 0;
                }
            }
        }
        self.find_initials();
        // Nearly no word in small letters has a capital elsewhere: a few bits of the hash tell so.
        let bit = |word: u32| ((word >> 6) as usize % 16, 1_u64 << (word & 63));
        let mut maybe = [0_u64; 16];
        for word in self.seen.keys() {
            let (at, bit) = bit(*word);
            maybe[at] |= bit;
        }
        for token in &self.tokens {
            let (at, bit) = bit(token.word);
            if token.shape == Shape::Lower
                && maybe[at] & bit != 0
                && let Some(seen) = self.seen.get_mut(&token.word)
            {
                seen.lower = seen.lower.saturating_add(1);
            }
        }
    }
}

impl Page<'_> {
    /// Marks words in capitals that are the first letters of a longer name: `National Audit Office (NAO)`.
    fn find_initials(&mut self) {
        let mut initials: Vec<u8> = Vec::new();
        let mut shorts: Vec<usize> = Vec::new();
        for run in &self.runs {
            let covered = run.start as usize..run.end as usize;
            if covered.len() == 1 {
                let token = &self.tokens[covered.start];
                if token.shape == Shape::Upper && (3..=7).contains(&(token.end - token.start)) {
                    shorts.push(covered.start);
                }
                continue;
            }
            initials.push(b' ');
            for token in &self.tokens[covered] {
                if matches!(token.shape, Shape::Title | Shape::Mixed) {
                    initials.push(self.text.as_bytes()[token.start as usize]);
                }
            }
        }
        for at in shorts {
            let token = &self.tokens[at];
            let short = token.text(self.text).as_bytes();
            if memchr::memmem::find(&initials, short).is_some()
                && let Some(seen) = self.seen.get_mut(&token.word)
            {
                seen.clues |= clue::INITIALS;
            }
        }
    }
}

fn clues(text: &str, tokens: &[Token], known: &[u32], at: usize) -> u16 {
    let mut found = 0;
    if at > 0 && !tokens[at].has(flag::BLOCK) {
        let before = known[at - 1];
        let word = tokens[at - 1];
        if before & (class::HONORIFIC | class::RANK) != 0 && word.is_capital() {
            found |= clue::AFTER_HONORIFIC;
        }
        if before & class::ROLE != 0 {
            found |= clue::AFTER_ROLE;
        }
        if before & class::GIVEN != 0 && word.is_capital() {
            found |= clue::AFTER_GIVEN;
        }
        if word.shape == Shape::Lower {
            match word.text(text) {
                "in" | "at" | "near" | "from" | "to" => found |= clue::AFTER_IN,
                "the" => found |= clue::AFTER_THE,
                _ => {}
            }
        }
        if word.word == u32::from(b'(')
            && tokens
                .get(at + 1)
                .is_some_and(|t| t.word == u32::from(b')'))
        {
            found |= clue::BRACKETS;
        }
    }
    if let Some(next) = tokens.get(at + 1).filter(|t| !t.has(flag::BLOCK)) {
        let after = known[at + 1];
        if after & class::SAY != 0 && next.shape == Shape::Lower {
            found |= clue::BEFORE_SAY;
        }
        if next.shape == Shape::Lower && next.text(text) == "who"
            || next.word == u32::from(b',')
                && tokens
                    .get(at + 2)
                    .is_some_and(|t| t.shape == Shape::Lower && t.text(text) == "who")
        {
            found |= clue::BEFORE_WHO;
        }
        if after & (class::COMPANY | class::ORG_WORD) != 0 && next.is_capital() {
            found |= clue::BEFORE_ORG;
        }
        if after & class::FAMILY != 0 && next.is_capital() {
            found |= clue::BEFORE_FAMILY;
        }
    }
    found
}
