//! Names as the tagger leaves them: stretches of tokens with a kind.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::page::Page;
use super::tagger::{LABELS, Tagger, Work};
use super::token::{Shape, flag};
use crate::model::ActorKind;

/// Most tokens of a name.
const MOST_TOKENS: usize = 16;
/// Most bytes of a name.
const MOST_BYTES: u32 = 200;

/// How sure it is that no name stands where the tagger need not look.
const SURELY: f32 = 20.0;

/// A name in a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Name {
    /// First token.
    pub(crate) start: usize,
    /// Token after the last.
    pub(crate) end: usize,
    /// What it names.
    pub(crate) kind: ActorKind,
    /// How sure that is, 0 to 1.
    pub(crate) sure: f32,
}

impl Name {
    /// How many tokens it has.
    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }
}

/// Whether a name is longer than any is: what goes on for so long is none.
pub(crate) fn is_endless(page: &Page<'_>, name: &Name) -> bool {
    let (first, last) = (&page.tokens[name.start], &page.tokens[name.end - 1]);
    name.len() > MOST_TOKENS || last.end - first.start > MOST_BYTES
}

/// Puts names in the place of what they cover.
pub(crate) fn put(names: &mut Vec<Name>, fresh: Vec<Name>) {
    if fresh.is_empty() {
        return;
    }
    names.retain(|name| {
        let near = fresh.partition_point(|f| f.end <= name.start);
        fresh.get(near).is_none_or(|f| f.start >= name.end)
    });
    names.extend(fresh);
    names.sort_by_key(|name| name.start);
}

/// Parts names in two at a token that belongs to neither, where `joint` finds one in them.
pub(crate) fn part(names: &mut Vec<Name>, joint: impl Fn(&Name) -> Option<usize>) {
    let mut fresh = Vec::new();
    for name in names.iter_mut() {
        if let Some(at) = joint(name) {
            fresh.push(Name {
                start: at + 1,
                ..*name
            });
            name.end = at;
        }
    }
    names.extend(fresh);
    names.sort_by_key(|name| name.start);
}

/// What the tagger makes of all runs, in order; and for each token how sure it is that no name stands there.
pub(crate) fn find(
    page: &Page<'_>,
    tagger: &Tagger,
    lexicon: &Lexicon,
    work: &mut Work,
) -> (Vec<Name>, Vec<f32>) {
    let mut names = Vec::new();
    let mut outside = vec![9.0; page.tokens.len()];
    for run in &page.runs {
        if is_plain_start(page, run) {
            outside[run.start as usize] = SURELY;
            continue;
        }
        tagger.tag(page, lexicon, run.clone(), work);
        let first = run.start as usize;
        for (n, through) in work.through.iter().enumerate() {
            let other = best(through[1..].iter());
            outside[first + n] = through[0] - other;
        }
        let mut at = 0;
        while at < work.labels.len() {
            let start = at;
            let label = usize::from(work.labels[at]);
            at += 1;
            if label % 2 == 0 {
                continue;
            }
            while at < work.labels.len() && usize::from(work.labels[at]) == label + 1 {
                at += 1;
            }
            let kind = match label {
                1 => ActorKind::Person,
                3 => ActorKind::Organisation,
                5 => ActorKind::Place,
                _ => continue,
            };
            let margin = (start..at)
                .map(|n| margin(&work.through[n], usize::from(work.labels[n])))
                .fold(f32::MAX, f32::min);
            names.push(Name {
                start: first + start,
                end: first + at,
                kind,
                sure: 1.0 / (1.0 + (-margin).exp()),
            });
        }
    }
    (names, outside)
}

/// Whether a run is but the first word of a sentence, one that is hardly ever capitalised: "Then" is nobody's name.
fn is_plain_start(page: &Page<'_>, run: &Range<u32>) -> bool {
    let at = run.start as usize;
    let token = &page.tokens[at];
    run.len() == 1
        && token.shape == Shape::Title
        && token.has(flag::SENTENCE)
        && page.is_plain_word(at)
        && page
            .seen
            .get(&token.word)
            .is_none_or(|seen| seen.capital == 0)
}

/// How far a label is ahead of the best other one.
fn margin(through: &[f32; LABELS], label: usize) -> f32 {
    let others = through.iter().enumerate().filter(|(y, _)| *y != label);
    through[label] - best(others.map(|(_, score)| score))
}

/// The best of some scores, all of which are numbers.
fn best<'s>(scores: impl Iterator<Item = &'s f32>) -> f32 {
    scores.fold(
        f32::MIN,
        |best, score| {
            if *score > best { *score } else { best }
        },
    )
}
