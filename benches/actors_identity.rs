//! Scores of identity: which names are one actor, inside an article and across articles, and which spellings meet.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::hash::Hash;
use std::path::Path;

use dateline::actors::corpus::Bearers;
use dateline::actors::key::{PARTIAL, key};
use dateline::actors::{Document, Recogniser};
use dateline::model::{ActorKind, Field};
use serde_json::Value;

use super::actors_gold::{GoldDocument, KINDS, Outcome, Tally};

/// One gold name and the actor that the recogniser made of it.
struct Linked<'a> {
    kind: &'a str,
    entity: &'a str,
    words: usize,
    actor: Option<usize>,
}

/// Pairs inside articles, short names of people, and pairs across articles.
#[derive(Debug, Default)]
pub(crate) struct Identity {
    /// Names that were found, of all.
    pub found: (usize, usize),
    /// Pairs of names in an article.
    pub inside: Tally,
    /// Short names of people that went to the right full one, of all.
    pub short: (usize, usize),
    /// Pairs of actors of different articles, by kind.
    pub across: [Tally; 3],
    /// The same without a look at kinds.
    pub across_all: Tally,
    /// Short names that went wrong, entities in several pieces and pieces of several entities, with how much they cost.
    pub errors: HashMap<String, usize>,
}

/// Compares the actors of documents with gold entities the way `score_actors.py link` and `xdoc` do.
pub(crate) fn identity(documents: &[GoldDocument], read: &[Document]) -> Identity {
    let mut result = Identity::default();
    let mut across: Vec<(usize, String, String)> = Vec::new();
    let mut bearers = Bearers::default();
    for document in read {
        bearers.add(&document.actors);
    }
    for (gold, read) in documents.iter().zip(read) {
        let linked = link(gold, read);
        result.found.1 += linked.len();
        let hit: Vec<(&str, usize)> = linked
            .iter()
            .filter_map(|l| Some((l.entity, l.actor?)))
            .collect();
        result.found.0 += hit.len();
        pairs(&hit, &mut result.inside);
        short_names(&linked, &mut result);
        blame(
            &hit,
            |n| read.actors[*n].name.clone(),
            "inside",
            &mut result.errors,
        );
        let mut seen = BTreeSet::new();
        for name in &linked {
            let Some(actor) = name.actor else { continue };
            let actor = &read.actors[actor].key;
            let actor = bearers.full(actor).unwrap_or(actor).to_owned();
            if seen.insert((name.entity, actor.clone())) {
                let kind = KINDS.iter().position(|k| *k == name.kind).unwrap_or(0);
                across.push((kind, name.entity.to_owned(), actor.clone()));
            }
        }
    }
    for (n, tally) in result.across.iter_mut().enumerate() {
        let of: Vec<(&str, &str)> = across
            .iter()
            .filter(|(kind, ..)| *kind == n)
            .map(|(_, entity, actor)| (entity.as_str(), actor.as_str()))
            .collect();
        pairs(&of, tally);
    }
    let all: Vec<(&str, &str)> = across
        .iter()
        .map(|(_, entity, actor)| (entity.as_str(), actor.as_str()))
        .collect();
    pairs(&all, &mut result.across_all);
    blame(&all, |key| (*key).to_owned(), "across", &mut result.errors);
    result
}

/// Counts the pairs that each entity loses by being in pieces, and that each answer loses by holding several.
fn blame<B: Eq + Hash + Copy>(
    of: &[(&str, B)],
    name: impl Fn(&B) -> String,
    place: &str,
    errors: &mut HashMap<String, usize>,
) {
    let (mut gold, mut found) = (HashMap::new(), HashMap::new());
    for (a, b) in of {
        let parts: &mut BTreeMap<String, usize> = gold.entry(*a).or_default();
        *parts.entry(name(b)).or_default() += 1;
        let parts: &mut BTreeMap<String, usize> = found.entry(*b).or_default();
        *parts.entry((*a).to_owned()).or_default() += 1;
    }
    let two = |n: usize| n * n.saturating_sub(1) / 2;
    let mut add = |what: &str, of: String, parts: BTreeMap<String, usize>| {
        let all = two(parts.values().sum()) - parts.values().copied().map(two).sum::<usize>();
        if all > 0 {
            *errors
                .entry(format!("{place} {what} {of}: {parts:?}"))
                .or_default() += all;
        }
    };
    gold.into_iter()
        .for_each(|(a, parts)| add("split", a.to_owned(), parts));
    found
        .into_iter()
        .for_each(|(b, parts)| add("mixed", name(&b), parts));
}

fn link<'a>(gold: &'a GoldDocument, read: &Document) -> Vec<Linked<'a>> {
    let names = gold.mentions.iter().filter(|m| m.is_name && !m.is_free);
    names
        .filter(|m| KINDS.contains(&m.kind.as_str()))
        .filter_map(|m| {
            let entity = m.entity.as_deref().filter(|e| *e != "NIL")?;
            let shared = |start: u32, end: u32| {
                (end as usize)
                    .min(m.end)
                    .saturating_sub((start as usize).max(m.start))
            };
            let mut best = (0, None);
            for found in read
                .mentions
                .iter()
                .filter(|f| f.field == Field::Body && !f.described)
            {
                let common = shared(found.start, found.end);
                if common > best.0 {
                    best = (common, Some(found.actor));
                }
            }
            let surface = gold.text.get(m.start..m.end).unwrap_or("");
            Some(Linked {
                kind: &m.kind,
                entity,
                words: surface.split_whitespace().count(),
                actor: best.1,
            })
        })
        .collect()
}

/// Pairs that both sides put together, that the answer does, and that gold does.
fn pairs<A: Eq + Hash + Copy, B: Eq + Hash + Copy>(of: &[(A, B)], tally: &mut Tally) {
    let two = |n: &usize| n * n.saturating_sub(1) / 2;
    let (mut both, mut gold, mut found) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (a, b) in of {
        *both.entry((*a, *b)).or_insert(0) += 1;
        *gold.entry(*a).or_insert(0) += 1;
        *found.entry(*b).or_insert(0) += 1;
    }
    tally.right += both.values().map(two).sum::<usize>();
    tally.found += found.values().map(two).sum::<usize>();
    tally.wanted += gold.values().map(two).sum::<usize>();
}

/// A name shorter than the longest of its person is right with a longest one and with nobody else's full name.
fn short_names(linked: &[Linked<'_>], result: &mut Identity) {
    let mut people: BTreeMap<&str, Vec<&Linked<'_>>> = BTreeMap::new();
    let mut full: HashMap<usize, BTreeSet<&str>> = HashMap::new();
    for name in linked.iter().filter(|l| l.kind == KINDS[0]) {
        people.entry(name.entity).or_default().push(name);
        if let Some(actor) = name.actor.filter(|_| name.words >= 2) {
            full.entry(actor).or_default().insert(name.entity);
        }
    }
    for (entity, names) in people {
        let longest = names.iter().map(|n| n.words).max().unwrap_or(0);
        if longest < 2 {
            continue;
        }
        let top: BTreeSet<usize> = names
            .iter()
            .filter(|n| n.words == longest)
            .filter_map(|n| n.actor)
            .collect();
        for name in names.iter().filter(|n| n.words < longest) {
            let right = name.actor.is_some_and(|actor| {
                let others = full.get(&actor);
                top.contains(&actor) && others.is_none_or(|o| o.iter().all(|e| *e == entity))
            });
            result.short.0 += usize::from(right);
            result.short.1 += 1;
            if !right {
                *result
                    .errors
                    .entry(format!("short name of {entity}"))
                    .or_default() += 1;
            }
        }
    }
}

/// Reads lists of typed names without their text, and gives each a text of lines to stand in.
pub(crate) fn lists(
    path: &Path,
    recogniser: &Recogniser,
) -> Outcome<(Vec<GoldDocument>, Vec<Document>)> {
    let (mut documents, mut read) = (Vec::new(), Vec::new());
    for line in fs::read_to_string(path)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let mut gold = GoldDocument::default();
        let mut given = Vec::new();
        for mention in record["mentions"].as_array().into_iter().flatten() {
            let kind = match mention["type"].as_str() {
                Some("PER") => ActorKind::Person,
                Some("ORG") => ActorKind::Organisation,
                Some("LOC") => ActorKind::Place,
                _ => continue,
            };
            let surface = mention["surface"].as_str().unwrap_or("").replace('\n', " ");
            let start = gold.text.len();
            gold.text.push_str(&surface);
            given.push((start, gold.text.len(), kind));
            let entity = mention["entity"].as_str().map(str::to_owned);
            let cluster = || format!("E{}-{}", documents.len(), mention["cluster"]);
            gold.mentions.push(super::actors_gold::GoldMention {
                start,
                end: gold.text.len(),
                kind: mention["type"].as_str().unwrap_or("").to_owned(),
                entity: Some(entity.filter(|e| e != "NIL").unwrap_or_else(cluster)),
                is_name: true,
                is_free: false,
            });
            gold.text.push_str("\n\n");
        }
        read.push(recogniser.resolve(&gold.text, &given));
        documents.push(gold);
    }
    Ok((documents, read))
}

/// Of a list of spellings: those that meet their name, all; and names of others that meet it, all.
pub(crate) fn spellings(path: &Path, show: bool) -> Outcome<[usize; 4]> {
    let mut counts = [0; 4];
    for row in fs::read_to_string(path)?.lines().skip(1) {
        let mut cells = row.split('\t');
        let name = cells.next().unwrap_or("");
        let own = key(name, ActorKind::Person);
        for (n, cell) in cells.take(2).enumerate() {
            for other in cell.split('|').filter(|other| !other.trim().is_empty()) {
                let other_key = key(other, ActorKind::Person);
                let met = other_key == own && !own.starts_with(PARTIAL);
                counts[n * 2] += usize::from(met);
                counts[n * 2 + 1] += 1;
                if show && met == (n == 1) {
                    println!("    {name}: {other} ({own} {other_key})");
                }
            }
        }
    }
    Ok(counts)
}
