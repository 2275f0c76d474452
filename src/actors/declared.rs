//! Actors that the record itself names, found again in its text.

use std::borrow::Cow;

use super::corpus;
use super::hash::join;
use super::key;
use super::lexicon::{Lexicon, class};
use super::names::{Name, put};
use super::page::{Page, PhraseMap, PhraseSet};
use super::recogniser::Document;
use super::token::{Token, tokens};
use crate::model::{ActorKind, DeclaredActor};

/// Most tokens in a declared name that is looked for.
const LONGEST: usize = 12;

/// The declared actors as they are written in a text: a record that writes all names small has `usa` and `japan`.
pub(crate) fn spelt<'d>(
    lexicon: &Lexicon,
    declared: &'d [DeclaredActor],
) -> Cow<'d, [DeclaredActor]> {
    let is_small = |actor: &DeclaredActor| {
        let mut letters = actor.name.bytes().filter(u8::is_ascii_alphabetic);
        actor.kind != Some(ActorKind::Person) && letters.all(|byte| byte.is_ascii_lowercase())
    };
    if !declared.iter().any(is_small) {
        return Cow::Borrowed(declared);
    }
    let mut declared = declared.to_vec();
    for actor in declared.iter_mut().filter(|actor| is_small(actor)) {
        let written = [actor.name.to_ascii_uppercase(), in_title_case(&actor.name)];
        if let Some(entity) = written.iter().find_map(|name| key::find(lexicon, name)) {
            actor.name = lexicon.name(entity).to_owned();
        }
    }
    Cow::Owned(declared)
}

fn in_title_case(name: &str) -> String {
    let mut before = ' ';
    let upper = |c: char| {
        let begins = !before.is_alphanumeric();
        before = c;
        if begins { c.to_ascii_uppercase() } else { c }
    };
    name.chars().map(upper).collect()
}

/// Names that the reader's own dictionary adds to those that are known: they are found wherever they are written as names.
#[derive(Debug, Default)]
pub struct OwnNames {
    actors: Vec<DeclaredActor>,
    wanted: Wanted,
}

impl OwnNames {
    /// Makes them ready to be looked for.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let declared = |name| DeclaredActor {
            name,
            kind: None,
            role: None,
        };
        let actors: Vec<DeclaredActor> = names.into_iter().map(declared).collect();
        let wanted = Wanted {
            is_own: true,
            ..Wanted::new(&actors, |_, _| None)
        };
        Self { actors, wanted }
    }

    /// Puts those that stand in the text among the names.
    pub(crate) fn place(&self, page: &mut Page<'_>, lexicon: &Lexicon, names: &mut Vec<Name>) {
        self.wanted.place(page, lexicon, &self.actors, names);
    }
}

/// Puts the declared names that stand in the text among the names, in place of what was found there.
pub(crate) fn place(
    page: &mut Page<'_>,
    lexicon: &Lexicon,
    declared: &[DeclaredActor],
    names: &mut Vec<Name>,
) {
    if declared.is_empty() {
        return;
    }
    let kind = |actor: &DeclaredActor, tokens: &[Token]| {
        Some(kind(actor, lexicon, tokens)).filter(|_| actor.kind.is_some())
    };
    Wanted::new(declared, kind).place(page, lexicon, declared, names);
}

/// The declared names by the hashes of their words.
#[derive(Debug, Default)]
struct Wanted {
    names: PhraseMap<Meant>,
    /// What the names begin with, one word and more, each name whole as well.
    starts: PhraseSet,
    /// A bit for the first word of each, which words of the text seldom have.
    first: Vec<u64>,
    /// They are not of this article: they begin with a capital, and a longer name that was found goes before.
    is_own: bool,
}

/// A declared actor.
#[derive(Clone, Copy, Debug)]
struct Meant {
    number: usize,
    /// The kind that was declared with it.
    kind: Option<ActorKind>,
}

/// Where a name ends, and who it is.
type End = (usize, Meant);

impl Wanted {
    fn new(
        declared: &[DeclaredActor],
        kind: impl Fn(&DeclaredActor, &[Token]) -> Option<ActorKind>,
    ) -> Self {
        let mut wanted = Self {
            first: vec![0; (declared.len() / 4).next_power_of_two().max(16)],
            ..Self::default()
        };
        for (number, actor) in declared.iter().enumerate() {
            let found = tokens(&actor.name);
            if found.is_empty() || found.len() > LONGEST {
                continue;
            }
            let mut phrase = 0;
            for token in &found {
                phrase = join(phrase, token.word);
                wanted.starts.insert(phrase);
            }
            let (at, bit) = wanted.place_of(found[0].word);
            wanted.first[at] |= bit;
            let kind = kind(actor, &found);
            wanted.names.insert(phrase, Meant { number, kind });
        }
        wanted
    }

    /// Puts those that stand in the text among the names, in place of what was found there.
    fn place(
        &self,
        page: &mut Page<'_>,
        lexicon: &Lexicon,
        declared: &[DeclaredActor],
        names: &mut Vec<Name>,
    ) {
        let mut fresh: Vec<Name> = Vec::new();
        let mut at = 0;
        while at < page.tokens.len() {
            let token = &page.tokens[at];
            let may_begin = self.may_begin_with(token.word) || page.inflects(at);
            let is_name = !self.is_own || token.is_capital() || !token.text(page.text).is_ascii();
            let hit = match may_begin && is_name {
                true => self.longest_here(page, at),
                false => None,
            };
            let is_part = |end: usize| {
                let holds = |name: &&Name| name.start <= at && end <= name.end;
                let longer = names.iter().find(holds);
                self.is_own && longer.is_some_and(|name| name.end - name.start > end - at)
            };
            let is_there = |end: usize| is_written_as_name(page, at, end) && !is_part(end);
            let Some((end, meant)) = hit.filter(|(end, _)| is_there(*end)) else {
                at += 1;
                continue;
            };
            let as_declared = tokens(&declared[meant.number].name);
            let words = page.tokens[at..end].iter().map(|token| token.word);
            if !words.eq(as_declared.iter().map(|token| token.word)) {
                let name = declared[meant.number].name.clone();
                page.declared.insert(at, name);
            }
            let tagged = names
                .iter()
                .find(|n| n.start == at && n.end == end)
                .map(|n| n.kind);
            let kind = meant
                .kind
                .or(tagged)
                .unwrap_or_else(|| guess(lexicon, page.text, &page.tokens[at..end]));
            fresh.push(Name {
                start: at,
                end,
                kind,
                sure: 1.0,
            });
            at = end;
        }
        put(names, fresh);
    }

    /// Where the bit of a first word is.
    fn place_of(&self, word: u32) -> (usize, u64) {
        ((word >> 6) as usize % self.first.len(), 1 << (word & 63))
    }

    /// Whether a name may begin with a word as it stands.
    fn may_begin_with(&self, word: u32) -> bool {
        let (at, bit) = self.place_of(word);
        self.first[at] & bit != 0
    }

    /// The longest name that begins at a token, in the form that was declared or an inflected one.
    fn longest_here(&self, page: &Page<'_>, at: usize) -> Option<End> {
        let mut best = None;
        self.go_on(page, 0, at, &mut best);
        best
    }

    /// Goes on from a phrase that ends before a token, as long as a name goes on so.
    fn go_on(&self, page: &Page<'_>, phrase: u64, at: usize, best: &mut Option<End>) {
        let Some(token) = page.tokens.get(at) else {
            return;
        };
        for word in std::iter::once(token.word).chain(page.forms(at)) {
            let phrase = join(phrase, word);
            if !self.starts.contains(&phrase) {
                continue;
            }
            if let Some(meant) = self.names.get(&phrase)
                && best.is_none_or(|(end, _)| end <= at)
            {
                *best = Some((at + 1, *meant));
            }
            self.go_on(page, phrase, at + 1, best);
        }
    }
}

/// A declared "Us" is not the word "us".
fn is_written_as_name(page: &Page<'_>, start: usize, end: usize) -> bool {
    let covered = &page.tokens[start..end];
    covered.iter().any(Token::is_capital)
        || !covered[0].text(page.text).is_ascii()
        || end - start > 1
}

/// The kind of a declared actor: what the record says, else what the name looks like.
pub(crate) fn kind(actor: &DeclaredActor, lexicon: &Lexicon, tokens: &[Token]) -> ActorKind {
    actor
        .kind
        .unwrap_or_else(|| guess(lexicon, &actor.name, tokens))
}

fn guess(lexicon: &Lexicon, text: &str, tokens: &[Token]) -> ActorKind {
    if let Some(entity) = key::whole_name(lexicon, text, tokens) {
        return lexicon.known(entity).kind();
    }
    let known: Vec<u32> = tokens.iter().map(|t| lexicon.word(t.word)).collect();
    let any = |bits: u32| known.iter().any(|k| k & bits != 0);
    if any(class::ORG_WORD | class::COMPANY) {
        ActorKind::Organisation
    } else if known
        .first()
        .is_some_and(|k| k & (class::GIVEN | class::HONORIFIC | class::RANK) != 0)
        || (2..=4).contains(&tokens.len()) && !any(class::PLACE_WORD)
    {
        ActorKind::Person
    } else if any(class::PLACE_WORD) {
        ActorKind::Place
    } else {
        ActorKind::Organisation
    }
}

/// The names of the declared actors that may be people.
pub(crate) fn people(declared: &[DeclaredActor]) -> Vec<&str> {
    let people = declared
        .iter()
        .filter(|actor| matches!(actor.kind, None | Some(ActorKind::Person)));
    people.map(|actor| actor.name.as_str()).collect()
}

/// The actor of an article that is but the family name of a declared person, where it is that of no other.
pub(crate) fn short(
    (own, own_key): (&str, &str),
    kind: ActorKind,
    people: &[&str],
    document: &Document,
) -> Option<usize> {
    if kind != ActorKind::Person {
        return None;
    }
    let actors = document.actors.iter();
    let at = actors
        .clone()
        .position(|actor| !actor.declared && corpus::is_family_of(&actor.key, own))?;
    let short = &document.actors[at].key;
    let has_it = |name: &str| corpus::is_family_of(short, name) && key::person_key(name) != own_key;
    let others = people.iter().copied();
    let mut named = others.chain(actors.map(|actor| actor.name.as_str()));
    (!named.any(has_it)).then_some(at)
}
