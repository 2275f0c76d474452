//! Makes the names of one article agree: what was recognised once is recognised everywhere in it.

use super::hash::join;
use super::junk::is_no_actor;
use super::lexicon::class;
use super::names::Name;
use super::page::{Page, PhraseMap, WordMap, WordSet, clue, with_room};
use super::token::{Shape, flag};
use crate::model::ActorKind;

/// For each kind, how much speaks for it.
type Votes = [f32; 4];

/// What the least sure name weighs in a vote.
const LEAST: f32 = 0.05;

/// Spreads names over an article. `outside` says for each token how sure the tagger was that no name stands there.
pub(crate) fn spread(page: &Page<'_>, outside: &[f32], names: &mut Vec<Name>) {
    let phrases: Vec<u64> = names
        .iter()
        .map(|name| text_hash(page, name.start, name.end))
        .collect();
    agree(page, &phrases, names);
    let mut full: PhraseMap<(ActorKind, usize)> = with_room(names.len());
    let mut parts: WordMap<Votes> = with_room(names.len());
    for (name, phrase) in names.iter().zip(&phrases) {
        full.insert(*phrase, (name.kind, name.len()));
        // "Le Pen" after "Marine Le Pen".
        if name.kind == ActorKind::Person && name.len() > 2 {
            let small = name.start + 1;
            if page.known[small] & class::PARTICLE != 0 && page.tokens[small].is_capital() {
                full.entry(text_hash(page, small, name.end))
                    .or_insert((name.kind, name.len() - 1));
            }
        }
        let last = name.end - 1;
        if name.kind == ActorKind::Person && name.len() >= 2 && page.tokens[last].is_capital() {
            parts.entry(page.tokens[last].word).or_default()[0] += name.sure;
        }
        if name.len() == 1 {
            parts.entry(page.tokens[name.start].word).or_default()[name.kind as usize] += name.sure;
        }
    }
    retype(page, &parts, names);
    retype_bodies(page, names);
    shouted(page, names);
    acronyms(page, outside, names);
    let mut covered = vec![false; page.tokens.len()];
    for name in names.iter() {
        covered[name.start..name.end].fill(true);
    }
    let longest = full.values().map(|(_, length)| *length).max().unwrap_or(0);
    let mut fresh = Vec::new();
    for run in &page.runs {
        let mut at = run.start as usize;
        while at < run.end as usize {
            match best_here(page, &full, longest, at, run.end as usize, &covered) {
                Some((kind, end)) if allowed(page, at, end, outside) => {
                    covered[at..end].fill(true);
                    fresh.push(Name {
                        start: at,
                        end,
                        kind,
                        sure: 0.7,
                    });
                    at = end;
                }
                _ => {
                    if let Some(kind) = single(page, at, &covered, &parts, outside) {
                        covered[at] = true;
                        fresh.push(Name {
                            start: at,
                            end: at + 1,
                            kind,
                            sure: 0.6,
                        });
                    }
                    at += 1;
                }
            }
        }
    }
    fresh.retain(|name| !is_no_actor(page, name));
    names.extend(fresh);
    names.sort_by_key(|name| name.start);
}

fn text_hash(page: &Page<'_>, start: usize, end: usize) -> u64 {
    page.tokens[start..end]
        .iter()
        .fold(0, |state, token| join(state, token.word))
}

/// The same words, whose hashes are given, are the same kind everywhere, by vote of the surer ones; a town that lists know may
/// be a club elsewhere in the article.
fn agree(page: &Page<'_>, phrases: &[u64], names: &mut [Name]) {
    let mut votes: PhraseMap<Votes> = with_room(names.len());
    for (name, phrase) in names.iter().zip(phrases) {
        // In a headline of capitals all words look alike.
        let weight = match page.tokens[name.start].has(flag::SHOUTED) {
            true => LEAST,
            false => (name.sure - 0.4).max(LEAST),
        };
        votes.entry(*phrase).or_default()[name.kind as usize] += weight;
    }
    for (name, phrase) in names.iter_mut().zip(phrases) {
        let seen = votes[phrase];
        let own = seen[name.kind as usize];
        let best = (0..4).fold(
            0,
            |best, kind| if seen[kind] > seen[best] { kind } else { best },
        );
        let lead = if page.in_name[name.start].hit > 0 {
            1.5
        } else {
            1.0
        };
        if seen[best] > own * lead && name.sure < 0.97 {
            name.kind = ActorKind::ALL[best];
        }
    }
}

/// A lone word that is the family name of somebody in the article is that person.
fn retype(page: &Page<'_>, parts: &WordMap<Votes>, names: &mut [Name]) {
    let families: WordSet = names
        .iter()
        .filter(|n| n.kind == ActorKind::Person && n.len() >= 2)
        .map(|n| page.tokens[n.end - 1].word)
        .collect();
    for name in names.iter_mut() {
        if name.len() == 1
            && name.kind != ActorKind::Person
            && families.contains(&page.tokens[name.start].word)
        {
            let votes = parts[&page.tokens[name.start].word];
            // Where all is in capitals the tagger is sure of little.
            let shouted = page.tokens[name.start].has(flag::SHOUTED);
            let place_hit = page.in_name[name.start].hit > 0;
            if name.sure < 0.9
                || shouted && !place_hit
                || votes[0] > votes[name.kind as usize] && !place_hit
            {
                name.kind = ActorKind::Person;
            }
        }
    }
}

/// A word of a headline in capitals that is the family name of somebody with a full name below, and no common word, is that
/// person.
fn shouted(page: &Page<'_>, names: &mut Vec<Name>) {
    if !page.tokens.iter().any(|token| token.has(flag::SHOUTED)) {
        return;
    }
    let is_full = |name: &&Name| {
        let last = name.end - 1;
        name.kind == ActorKind::Person
            && name.len() > 1
            && !page.tokens[last].has(flag::SHOUTED)
            && !matches!(page.known[last] >> class::CASE_SHIFT & 7, 1..=3)
            && page.known[last] & (class::ORG_WORD | class::COMPANY) == 0
    };
    let families: WordSet = names
        .iter()
        .filter(is_full)
        .map(|name| page.tokens[name.end - 1].word)
        .collect();
    if families.is_empty() {
        return;
    }
    let mut fresh = Vec::new();
    for (at, token) in page.tokens.iter().enumerate() {
        let is_family = token.has(flag::SHOUTED)
            && token.shape == Shape::Upper
            && families.contains(&token.word)
            && page.in_name[at].hit == 0;
        let is_free = || {
            let next = names.partition_point(|name| name.end <= at);
            names.get(next).is_none_or(|name| name.start > at)
        };
        if is_family && is_free() {
            fresh.push(Name {
                start: at,
                end: at + 1,
                kind: ActorKind::Person,
                sure: 0.6,
            });
        }
    }
    names.extend(fresh);
    names.sort_by_key(|name| name.start);
}

/// A lone word that begins the name of a body in the article, and is nobody's family name there, is that body.
fn retype_bodies(page: &Page<'_>, names: &mut [Name]) {
    let word = |at: usize| page.tokens[at].word;
    let mut first: WordSet = WordSet::default();
    let mut families: WordSet = WordSet::default();
    for name in names.iter().filter(|n| n.len() > 1) {
        if name.kind == ActorKind::Person {
            families.insert(word(name.end - 1));
        } else if name.kind == ActorKind::Organisation && page.in_name[name.start].hit == 0 {
            let known = page.known[name.start];
            let general = class::ORG_WORD | class::NATIONALITY | class::ROLE | class::PLACE_WORD;
            let common = matches!(known >> class::CASE_SHIFT & 7, 1 | 2);
            if known & general == 0 && !common {
                first.insert(word(name.start));
            }
        }
    }
    let clue = |at: usize, of: u16| {
        let seen = page.seen.get(&word(at));
        seen.is_some_and(|seen| seen.clues & of != 0)
    };
    let stands_in = |at: usize| clue(at, clue::AFTER_IN);
    // "Mr. Obama" is nobody's administration.
    let is_titled = |at: usize| clue(at, clue::AFTER_HONORIFIC | clue::AFTER_ROLE);
    for name in names.iter_mut().filter(|n| n.len() == 1) {
        if name.kind == ActorKind::Person && is_titled(name.start) {
            continue;
        }
        if name.kind == ActorKind::Place && (name.sure > 0.85 || stands_in(name.start)) {
            continue;
        }
        if first.contains(&word(name.start))
            && !families.contains(&word(name.start))
            && page.in_name[name.start].hit == 0
        {
            name.kind = ActorKind::Organisation;
        }
    }
}

/// A word in capitals that nothing explains is a body where the tagger was in doubt, it comes again, and it stands
/// alone; and where it is the initials of a longer name.
fn acronyms(page: &Page<'_>, outside: &[f32], names: &mut Vec<Name>) {
    let mut fresh = Vec::new();
    for run in page.runs.iter().filter(|run| run.len() == 1) {
        let at = run.start as usize;
        let token = &page.tokens[at];
        let fits = token.shape == Shape::Upper
            && (3..=6).contains(&(token.end - token.start))
            && !token.has(flag::SHOUTED | flag::HEADLINE)
            && page.in_name[at].hit == 0
            && matches!(page.known[at] >> class::CASE_SHIFT & 7, 0 | 5);
        if !fits {
            continue;
        }
        let seen = page.seen.get(&token.word).copied().unwrap_or_default();
        let made = seen.clues & clue::INITIALS != 0;
        let again = seen.capital > 1;
        let free = names.partition_point(|name| name.end <= at);
        let free = names.get(free).is_none_or(|name| name.start > at);
        if free && (made && outside[at] < 6.0 || again && outside[at] < 1.5) {
            fresh.push(Name {
                start: at,
                end: at + 1,
                kind: ActorKind::Organisation,
                sure: 0.6,
            });
        }
    }
    fresh.retain(|name| !is_no_actor(page, name));
    names.extend(fresh);
    names.sort_by_key(|name| name.start);
}

fn best_here(
    page: &Page<'_>,
    full: &PhraseMap<(ActorKind, usize)>,
    longest: usize,
    at: usize,
    stop: usize,
    covered: &[bool],
) -> Option<(ActorKind, usize)> {
    let mut state = 0;
    let mut best = None;
    for end in at + 1..=stop.min(at + longest) {
        if covered[end - 1] {
            break;
        }
        state = join(state, page.tokens[end - 1].word);
        if end - at >= 2
            && let Some((kind, _)) = full.get(&state)
        {
            best = Some((*kind, end));
        }
    }
    best
}

/// Whether words may be a name: they start with a capital, and the tagger does not surely say that they are none.
fn allowed(page: &Page<'_>, start: usize, end: usize, outside: &[f32]) -> bool {
    page.tokens[start].is_capital() && (start..end).all(|at| outside[at] < 12.0)
}

/// A lone capital that is the name, or part of the name, of somebody in the article.
fn single(
    page: &Page<'_>,
    at: usize,
    covered: &[bool],
    parts: &WordMap<Votes>,
    outside: &[f32],
) -> Option<ActorKind> {
    let token = &page.tokens[at];
    if covered[at] || !token.is_capital() || token.shape == Shape::Initial {
        return None;
    }
    let votes = parts.get(&token.word)?;
    let best = (0..4).fold(0, |best, kind| {
        if votes[kind] > votes[best] {
            kind
        } else {
            best
        }
    });
    let beside = |n: usize| {
        page.tokens
            .get(n)
            .is_some_and(|t| t.is_capital() && !t.has(flag::SHOUTED | flag::HEADLINE))
            && !covered.get(n).copied().unwrap_or(true)
    };
    let joined_before = at > 0 && !token.has(flag::BLOCK) && beside(at - 1);
    let joined_after = beside(at + 1) && !page.tokens[at + 1].has(flag::BLOCK);
    let alone = !(joined_before || joined_after);
    let common = page.known[at] >> class::CASE_SHIFT & 7;
    let lower = page.seen.get(&token.word).map_or(0, |seen| seen.lower);
    let easy = outside[at] < if votes[best] > 1.5 { 6.0 } else { 3.0 };
    (alone && easy && lower == 0 && !(matches!(common, 1 | 2) && votes[best] < 0.9))
        .then_some(ActorKind::ALL[best])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::lexicon::Lexicon;

    /// The kinds of the first and the last word of a text after a vote between a body and a little less sure place.
    fn vote(text: &str) -> [ActorKind; 2] {
        let page = Page::new(text, &Lexicon::shipped(), None);
        let name = |start: usize, kind, sure| Name {
            start,
            end: start + 1,
            kind,
            sure,
        };
        let mut names = [
            name(0, ActorKind::Organisation, 0.8),
            name(page.tokens.len() - 1, ActorKind::Place, 0.75),
        ];
        let phrases = names
            .iter()
            .map(|name| text_hash(&page, name.start, name.end));
        let phrases: Vec<u64> = phrases.collect();
        agree(&page, &phrases, &mut names);
        names.map(|name| name.kind)
    }

    #[test]
    fn a_word_of_no_list_is_one_thing_and_a_town_may_be_its_club() {
        use ActorKind::{Organisation, Place};
        assert_eq!(vote("Zenotech left Zenotech"), [Organisation, Organisation]);
        assert_eq!(vote("Lyon left Lyon"), [Organisation, Place]);
    }

    #[test]
    fn a_headline_of_capitals_has_little_say() {
        let text = "ZENOTECH LEAVES TOWN TODAY\n\nHe left Zenotech";
        assert_eq!(vote(text), [ActorKind::Place, ActorKind::Place]);
    }
}
