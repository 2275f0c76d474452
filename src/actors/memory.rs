//! What was made of names in earlier articles: a corpus names the same actors over and over.
//!
//! Only what follows from the name as it is written is remembered, so that an article is read the same whatever was read before it.

use std::borrow::Cow;
use std::hash::{BuildHasher, BuildHasherDefault};
use std::ops::Range;
use std::sync::Arc;

use super::acronym::{self, is_letters};
use super::key::{self, Spoken};
use super::lexicon::{Known, Lexicon};
use super::names::Name;
use super::page::{Page, Plain, PlainMap};
use super::short::is_postal;
use super::token::{Shape, Token};
use crate::model::ActorKind;

/// Names that are remembered before all are forgotten; a name takes about 400 bytes.
const MOST: usize = 10_000;
/// The longest name that is remembered, in bytes.
const LONGEST: usize = 100;

/// What is remembered.
#[derive(Debug, Default)]
pub(super) struct Memory {
    names: PlainMap<u64, Remembered>,
    keys: PlainMap<(u32, ActorKind), Arc<str>>,
    declared: PlainMap<u64, Declared>,
}

/// A name as a record declares it, and its key.
#[derive(Debug)]
struct Declared {
    name: Box<str>,
    kind: ActorKind,
    key: Box<str>,
}

/// A name as it was written, and what was made of it.
#[derive(Debug)]
struct Remembered {
    text: Box<str>,
    kind: ActorKind,
    way: u64,
    heard: Heard,
}

/// What is the same wherever a name is written in the same way.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    /// The words that count, and how they sound.
    pub(super) spoken: Arc<Spoken>,
    /// The words on one line.
    pub(super) joined: Arc<str>,
    /// The known actor it is.
    pub(super) entity: Option<u32>,
    /// A word that may be letters which are read out.
    pub(super) may_be_letters: bool,
    /// The words that known letters stand for.
    pub(super) spelt_out: Option<Arc<[String]>>,
}

impl Memory {
    /// What a name says by itself.
    pub(super) fn heard(&mut self, page: &Page<'_>, lexicon: &Lexicon, name: &Name) -> Heard {
        let text = page.text_of(name.start..name.end);
        // Elsewhere it matters what the words around it are, or what the article declares.
        let alone = page.english && text.is_ascii() && !page.declared.contains_key(&name.start);
        if !alone || text.len() > LONGEST {
            return Heard::new(page, lexicon, name);
        }
        let way = way(&page.tokens[name.start..name.end]);
        let spot = BuildHasherDefault::<Plain>::default().hash_one((text, name.kind, way));
        if let Some(known) = self.names.get(&spot)
            && (known.kind, known.way, &*known.text) == (name.kind, way, text)
        {
            return known.heard.clone();
        }
        let heard = Heard::new(page, lexicon, name);
        if self.names.len() >= MOST {
            self.names.clear();
        }
        let kept = Remembered {
            text: text.into(),
            kind: name.kind,
            way,
            heard: heard.clone(),
        };
        self.names.insert(spot, kept);
        heard
    }

    /// The key of a name that a record declares.
    pub(super) fn declared_key(&mut self, name: &str, kind: ActorKind) -> String {
        let spot = BuildHasherDefault::<Plain>::default().hash_one((name, kind));
        if let Some(known) = self.declared.get(&spot)
            && (known.kind, &*known.name) == (kind, name)
        {
            return known.key.to_string();
        }
        let key = key::key(name, kind);
        if self.declared.len() >= MOST {
            self.declared.clear();
        }
        let kept = Declared {
            name: name.into(),
            kind,
            key: key.as_str().into(),
        };
        self.declared.insert(spot, kept);
        key
    }

    /// The key of a known actor.
    pub(super) fn key(&mut self, lexicon: &Lexicon, entity: u32, kind: ActorKind) -> String {
        let made = || key::key(lexicon.name(entity), kind).into();
        let key = self.keys.entry((entity, kind)).or_insert_with(made);
        key.to_string()
    }
}

/// How the tokens of a name are cut and cased, as a number: both may follow from what stands before it.
fn way(tokens: &[Token]) -> u64 {
    tokens.iter().fold(0, |way, token| {
        let end = u64::from(token.end - tokens[0].start);
        (way ^ end << 4 ^ token.shape as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

impl Heard {
    fn new(page: &Page<'_>, lexicon: &Lexicon, name: &Name) -> Self {
        let tokens = &page.tokens[name.start..name.end];
        let text = written(page, name);
        let words = match name.kind {
            ActorKind::Person => key::person_words(&text),
            _ => key::name_key_plain(&text),
        };
        let known = match (name.kind, &*text) {
            // A place of letters that are a body's elsewhere: "Evans City, PA".
            (ActorKind::Place, letters) if is_postal(letters) => {
                let known = key::known_name(lexicon, page.text, tokens, page.english);
                let is_body = known.is_some_and(|known| lexicon.known(known) == Known::Body);
                match is_body {
                    true => key::short_state(lexicon, &format!("{letters}.")),
                    false => known,
                }
            }
            // Europe as a body is the Union.
            (ActorKind::Organisation, "Europe" | "European") => {
                key::find(lexicon, "European Union")
            }
            _ => key::known_name(lexicon, page.text, tokens, page.english)
                .or_else(|| page.inflected(name.start..name.end)),
        };
        let entity = known.filter(|entity| {
            let known = lexicon.known(*entity);
            (known == Known::Person) == (name.kind == ActorKind::Person)
                && known != Known::Nationality
        });
        let letters = is_letters(tokens) && name.kind != ActorKind::Person;
        let spelt_out = entity.filter(|_| letters);
        let spoken = match name.kind {
            ActorKind::Person => Spoken::person(words, &text),
            _ => Spoken::silent(words),
        };
        let joined: Arc<str> = match (spoken.words.as_slice(), spoken.generation) {
            ([only], None) => only.as_str().into(),
            (words, None) => words.join(" ").into(),
            (words, Some(generation)) => format!("{} {generation}", words.join(" ")).into(),
        };
        let may_be_letters = match spoken.words.as_slice() {
            [word] if name.kind == ActorKind::Organisation => entity.is_none_or(|entity| {
                acronym::may_stand_for(word, &key::name_key_plain(lexicon.name(entity)))
            }),
            _ => false,
        };
        Self {
            may_be_letters,
            spelt_out: spelt_out.map(|e| key::name_key_plain(lexicon.name(e)).into()),
            joined,
            spoken: Arc::new(spoken),
            entity,
        }
    }
}

/// A name as it stands in the text, on one line; where that inflects a declared one, as it was declared.
pub(super) fn written<'p>(page: &'p Page<'_>, name: &Name) -> Cow<'p, str> {
    match page.declared.get(&name.start) {
        Some(declared) => Cow::Borrowed(declared),
        None => line(page, name.start..name.end),
    }
}

/// The text of some tokens with one space between the words.
pub(super) fn line<'p>(page: &Page<'p>, tokens: Range<usize>) -> Cow<'p, str> {
    let text = page.text_of(tokens.clone());
    let mut found = page.tokens.get(tokens).unwrap_or_default().windows(2);
    // Words have no spaces inside: what stands between them tells all.
    let is_line = found.all(|pair| {
        let gap = page
            .text
            .as_bytes()
            .get(pair[0].end as usize..pair[1].start as usize);
        let is_word = pair[0].shape != Shape::Mark && pair[1].shape != Shape::Mark;
        is_word && matches!(gap, Some([] | [b' ']))
    });
    match is_line {
        true => Cow::Borrowed(text),
        false => one_line(text),
    }
}

/// A name with one space between its words.
fn one_line(text: &str) -> Cow<'_, str> {
    let mut before = b'.';
    let is_plain = text.bytes().all(|byte| {
        let is_gap = byte == b' ' && before == b' ';
        before = byte;
        matches!(byte, b' '..=b'~') && !is_gap
    });
    if is_plain {
        return Cow::Borrowed(text.trim_ascii());
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    Cow::Owned(line)
}
