//! Where the names of the shipped dictionary stand in a text, as they are listed there or inflected.

use std::ops::Range;

use super::acronym;
use super::explained;
use super::hash::join;
use super::inflection;
use super::junk::is_whose_dollar;
use super::key;
use super::lexicon::{Hit, LONGEST, Lexicon, class, rule};
use super::page::{InName, Page};
use super::script::{counts, text, text_of};
use super::setting;
use super::token::{Shape, Token, flag, word_hash};

/// Fewest letters of an inflected name that is believed where every word has a capital.
const SURE: usize = 6;

/// Most letters that stand for words, and are not inflected.
const MOST_LETTERS: usize = 4;
/// Most words of a name that are inflected at once.
const INFLECTED: usize = 3;
/// Most phrases that are looked up for one place of a text, whatever it has.
const TRIES: usize = 1_000;

/// Finds the known names of a page from left to right, the longest first.
pub(super) fn find(page: &mut Page<'_>, lexicon: &Lexicon) {
    let mut at = 0;
    while at < page.tokens.len() {
        let hit = match page.may_begin(at) {
            true => page.longest(lexicon, at),
            false => None,
        };
        let Some(hit) = hit else {
            at += 1;
            continue;
        };
        page.hits.push((at as u32, hit));
        at += hit.length as usize;
    }
    setting::forget_unfounded(page, lexicon);
    explained::forget(page, lexicon);
    for (n, (at, hit)) in page.hits.iter().enumerate() {
        let number = (n + 1).min(usize::from(u16::MAX)) as u16;
        let at = *at as usize;
        let end = at + hit.length as usize;
        for i in at..end {
            page.in_name[i] = InName {
                hit: number,
                first: i == at,
                last: i + 1 == end,
            };
        }
    }
}

impl Page<'_> {
    /// The known actor whose name stands there in a form that the dictionary does not have.
    pub(crate) fn inflected(&self, tokens: Range<usize>) -> Option<u32> {
        let place = self.in_name.get(tokens.start).filter(|place| place.first)?;
        let (_, hit) = self.hits.get(usize::from(place.hit).checked_sub(1)?)?;
        (hit.trust >= 1 && hit.length as usize == tokens.len()).then_some(hit.entity)
    }

    /// A known actor's name in the form of the dictionary, where the text inflects it: "Владимир Путин" for "Владимира Путина".
    pub(crate) fn uninflected(&self, lexicon: &Lexicon, tokens: Range<usize>) -> Option<String> {
        let entity = self.inflected(tokens.clone())?;
        let mut words = Vec::with_capacity(tokens.len());
        let is_found = tokens.len() <= INFLECTED
            && self.undo_endings(lexicon, entity, tokens.clone(), 0, &mut words);
        let words = words.iter().zip(tokens);
        let inflected = words
            .clone()
            .any(|(word, at)| word != self.tokens[at].text(self.text));
        (is_found && inflected).then(|| {
            words
                .map(|(word, _)| word.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        })
    }

    /// Finds forms of some words that go on from a phrase and together name an actor; as they are before all others.
    fn undo_endings(
        &self,
        lexicon: &Lexicon,
        entity: u32,
        tokens: Range<usize>,
        phrase: u64,
        words: &mut Vec<String>,
    ) -> bool {
        let Some(token) = self.tokens.get(tokens.start).filter(|_| !tokens.is_empty()) else {
            let hit = lexicon.phrase(phrase, words.len() as u32);
            return hit.is_some_and(|hit| hit.entity == entity);
        };
        let word = token.text(self.text);
        let mut forms = vec![(word.to_owned(), token.word)];
        let mut scratch = String::new();
        if self.inflects(tokens.start) {
            inflection::readings(word, self.lang, |form| {
                forms.push((cased_like(form, word), word_hash(form, &mut scratch)));
            });
        }
        for (form, hash) in forms {
            words.push(form);
            let rest = tokens.start + 1..tokens.end;
            if self.undo_endings(lexicon, entity, rest, join(phrase, hash), words) {
                return true;
            }
            words.pop();
        }
        false
    }

    /// What else than itself a word may be where names are listed in one form: hashes as tokens carry them.
    pub(crate) fn forms(&self, at: usize) -> Vec<u32> {
        let mut found = Vec::new();
        if self.inflects(at) {
            let mut scratch = String::new();
            inflection::readings(self.tokens[at].text(self.text), self.lang, |form| {
                let word = word_hash(form, &mut scratch);
                // Several endings may lead to one form.
                if word != self.tokens[at].word && !found.contains(&word) {
                    found.push(word);
                }
            });
        }
        found
    }

    /// Whether a word may be an inflected form of another.
    pub(crate) fn inflects(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.shape == Shape::Mark || self.english && !token.has(flag::FOREIGN) {
            return false;
        }
        // "РИА" is no form of "РИ".
        let letters = || token.text(self.text).chars().count() <= MOST_LETTERS;
        !(token.shape == Shape::Upper && !token.has(flag::SHOUTED) && letters())
    }

    /// The longest known name that begins at a token where one may.
    fn longest(&self, lexicon: &Lexicon, at: usize) -> Option<Hit> {
        let token = &self.tokens[at];
        let most = self.known[at] >> class::PHRASE_SHIFT & 7;
        if most == 0 && !self.inflects(at) {
            return None;
        }
        let mut search = Search {
            page: self,
            lexicon,
            here: text_of(token.text(self.text), self.english),
            first: at,
            forms: Vec::new(),
            tries: TRIES,
            best: None,
        };
        search.go_on(0, at, most, 0);
        search.best.or_else(|| self.short_state(lexicon, at))
    }

    /// The state that "Pa." is short for where the same letters in capitals are somebody else's.
    fn short_state(&self, lexicon: &Lexicon, at: usize) -> Option<Hit> {
        let token = &self.tokens[at];
        let is_short = self.english && token.shape == Shape::Dotted;
        let entity = is_short
            .then(|| key::short_state(lexicon, token.text(self.text)))
            .flatten()?;
        Some(Hit {
            length: 1,
            entity,
            rule: rule::DOTTED,
            trust: 2,
            texts: text::ENGLISH,
        })
    }

    /// Whether a known name may begin at a token: one with a capital, or such as `al-Qaeda` and in scripts without capitals.
    #[inline]
    fn may_begin(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.shape {
            Shape::Mark => false,
            Shape::Lower => self.known[at] & class::PARTICLE != 0 || token.has(flag::FOREIGN),
            _ => true,
        }
    }

    fn fits(&self, lexicon: &Lexicon, at: usize, hit: &Hit) -> bool {
        let end = at + hit.length as usize;
        let covered = &self.tokens[at..end];
        // "US$50" names no state.
        if is_whose_dollar(self, end - 1) {
            return false;
        }
        match hit.rule {
            rule::UPPER if acronym::is_read_out(lexicon, self.text, covered, hit) => true,
            rule::UPPER => {
                covered.iter().all(|t| {
                    matches!(t.shape, Shape::Upper | Shape::Code | Shape::Mark)
                        || t.shape == Shape::Dotted && is_letters(t.text(self.text))
                }) && !(covered[0].has(flag::SHOUTED)
                    && self.known[at] >> class::CASE_SHIFT & 7 <= 2)
            }
            rule::DOTTED => covered.iter().all(|t| t.shape == Shape::Dotted),
            // "The states agreed" begins a sentence and names no state.
            rule::CAPITAL => {
                let is_the = covered.len() > 1 && covered[0].text(self.text) == "The";
                covered[usize::from(is_the)..].iter().any(Token::is_capital)
            }
            _ => true,
        }
    }
}

/// Whether a word with full stops is letters in capitals: `U.N.`, but not `Pa.`
pub(super) fn is_letters(word: &str) -> bool {
    !word.bytes().any(|b| b.is_ascii_lowercase())
}

/// A form of a word with capitals where the word has them, parts between hyphens each by itself.
fn cased_like(form: &str, word: &str) -> String {
    let parts = form.split('-').zip(word.split('-'));
    let cased = parts.map(|(form, word)| {
        let mut rest = form.chars();
        match rest.next() {
            Some(first) if word.starts_with(char::is_uppercase) => {
                first.to_uppercase().chain(rest).collect()
            }
            _ => form.to_owned(),
        }
    });
    cased.collect::<Vec<String>>().join("-")
}

/// Looks for the longest known name that begins at a token, by the words as they stand and by what they may be in the
/// dictionary.
struct Search<'p, 'a> {
    page: &'p Page<'a>,
    lexicon: &'p Lexicon,
    /// The kind of text, as a bit of [`super::script::text`].
    here: u32,
    first: usize,
    /// What else the words from the first on may be, as far as somebody asked.
    forms: Vec<Vec<u32>>,
    /// Phrases that may still be looked up.
    tries: usize,
    best: Option<Hit>,
}

impl Search<'_, '_> {
    /// Goes on from a phrase that ends before a token and has some inflected words; `most` tokens may follow.
    fn go_on(&mut self, phrase: u64, at: usize, most: u32, inflected: usize) {
        let Some(token) = self.page.tokens.get(at) else {
            return;
        };
        if at > self.first && token.has(flag::BLOCK) {
            return;
        }
        self.word(phrase, (at, token.word), most.min(LONGEST), inflected);
        if inflected == INFLECTED || !self.page.inflects(at) {
            return;
        }
        let place = at - self.first;
        while self.forms.len() <= place {
            let next = self.first + self.forms.len();
            self.forms.push(self.page.forms(next));
        }
        for n in 0..self.forms[place].len() {
            let word = self.forms[place][n];
            let most = match at == self.first {
                true => self.lexicon.word(word) >> class::PHRASE_SHIFT & 7,
                false => most,
            };
            self.word(phrase, (at, word), most.min(LONGEST), inflected + 1);
        }
    }

    fn word(&mut self, phrase: u64, (at, word): (usize, u32), most: u32, inflected: usize) {
        if most == 0 || self.tries == 0 {
            return;
        }
        self.tries -= 1;
        let phrase = join(phrase, word);
        let length = (at + 1 - self.first) as u32;
        // "Самое" begins a sentence more often than Samoa does.
        let token = &self.page.tokens[at];
        let doubtful = at == self.first
            && word != token.word
            && token.has(flag::SENTENCE)
            && token.text(self.page.text).chars().count() < SURE;
        if self.best.is_none_or(|best| best.length < length)
            && !doubtful
            && let Some(hit) = self.lexicon.phrase(phrase, length)
            && counts(hit.texts, self.here)
            && self.page.fits(self.lexicon, self.first, &hit)
        {
            self.best = Some(hit);
        }
        if most > 1 {
            self.go_on(phrase, at + 1, most - 1, inflected);
        }
    }
}
