//! Actors that the record itself names, found again in its text.

use std::collections::HashMap;

use super::hash::join;
use super::key;
use super::lexicon::{Lexicon, class};
use super::names::Name;
use super::page::Page;
use super::token::{Token, tokens};
use crate::model::{ActorKind, DeclaredActor};

/// Most tokens in a declared name that is looked for.
const LONGEST: usize = 12;

/// Puts the declared names that stand in the text among the names, in place of what was found there.
pub(crate) fn place(
    page: &Page<'_>,
    lexicon: &Lexicon,
    declared: &[DeclaredActor],
    names: &mut Vec<Name>,
) {
    if declared.is_empty() {
        return;
    }
    let mut wanted: HashMap<u64, Option<ActorKind>> = HashMap::new();
    let mut first_words: HashMap<u32, usize> = HashMap::new();
    for actor in declared {
        let found = tokens(&actor.name);
        if found.is_empty() || found.len() > LONGEST {
            continue;
        }
        let longest = first_words.entry(found[0].word).or_default();
        *longest = found.len().max(*longest);
        wanted.insert(
            found.iter().fold(0, |state, t| join(state, t.word)),
            Some(kind(actor, lexicon, &found)).filter(|_| actor.kind.is_some()),
        );
    }
    let mut fresh: Vec<Name> = Vec::new();
    let mut at = 0;
    while at < page.tokens.len() {
        let hit = first_words
            .get(&page.tokens[at].word)
            .and_then(|longest| longest_here(page, &wanted, at, *longest));
        let Some((end, kind)) = hit.filter(|(end, _)| is_written_as_name(page, at, *end)) else {
            at += 1;
            continue;
        };
        let tagged = names
            .iter()
            .find(|n| n.start == at && n.end == end)
            .map(|n| n.kind);
        let kind = kind
            .or(tagged)
            .unwrap_or_else(|| guess(lexicon, &page.tokens[at..end]));
        fresh.push(Name {
            start: at,
            end,
            kind,
            sure: 1.0,
        });
        at = end;
    }
    names.retain(|name| {
        let near = fresh.partition_point(|f| f.end <= name.start);
        fresh.get(near).is_none_or(|f| f.start >= name.end)
    });
    names.extend(fresh);
    names.sort_by_key(|name| name.start);
}

fn longest_here(
    page: &Page<'_>,
    wanted: &HashMap<u64, Option<ActorKind>>,
    at: usize,
    longest: usize,
) -> Option<(usize, Option<ActorKind>)> {
    let mut state = 0;
    let mut best = None;
    for end in at + 1..=page.tokens.len().min(at + longest) {
        state = join(state, page.tokens[end - 1].word);
        if let Some(kind) = wanted.get(&state) {
            best = Some((end, *kind));
        }
    }
    best
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
    actor.kind.unwrap_or_else(|| guess(lexicon, tokens))
}

fn guess(lexicon: &Lexicon, tokens: &[Token]) -> ActorKind {
    if let Some(entity) = key::whole_name(lexicon, tokens) {
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
