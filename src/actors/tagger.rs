//! The trained tagger: a table of feature rows, and the best sequence of labels for a run.

use std::sync::{Arc, OnceLock};

use super::features::{RunView, Taker, features};
use super::hash::feature;
use super::lexicon::Lexicon;
use super::page::Page;

/// Labels: outside, then beginning and inside of person, organisation, place, other name.
pub const LABELS: usize = 9;
/// Width of a row in memory.
const WIDTH: usize = 16;
/// How many places of a row are added up at once: the labels and a few that say nothing.
const PLACES: usize = 12;
/// How many pairs of sums of groups are remembered.
const PAIRS: usize = 1 << 12;
/// Bytes of the gap between two keys in the file.
pub const GAP: usize = 3;
/// More than a token ever has.
const MOST_FEATURES: usize = 64;
/// How many upper bits of a key are looked at first.
const MAYBE_BITS: u32 = 21;
/// Marks the file and the features it was made for.
pub const MAGIC: &[u8; 8] = b"datelm06";

/// Score of each label for one token.
pub type Scores = [f32; LABELS];

/// A sum of rows, in the places of a row.
type Sum = [i16; PLACES];

/// The weights of the labels, then in the last four bytes the key: one look finds both.
type Row = [u8; WIDTH];

/// The bits that say which upper bits keys have.
type Maybe = [u64; 1 << (MAYBE_BITS - 6)];

/// The bits of a tagger without rows.
static NO_KEYS: Maybe = [0; 1 << (MAYBE_BITS - 6)];

/// The tagger.
#[derive(Clone, Debug, Default)]
pub struct Tagger {
    rows: Vec<Row>,
    /// A bit for the upper bits of each key: most features have no row, and this says so without a guess of a branch.
    maybe: Vec<u64>,
    scale: f32,
    steps: Steps,
}

/// What it costs to go from one label to the next.
#[derive(Clone, Copy, Debug, Default)]
struct Steps {
    /// `from` by `to`.
    on: [Scores; LABELS],
    /// `to` by `from`.
    back: [Scores; LABELS],
    /// From the start of a run.
    start: Scores,
}

static SHIPPED: &[u8] = include_bytes!("../../data/actors/tagger.bin");

impl Tagger {
    /// The tagger that ships with the program; one that finds nothing if the file is of another version.
    pub fn shipped() -> Arc<Self> {
        static READ: OnceLock<Arc<Tagger>> = OnceLock::new();
        READ.get_or_init(|| Arc::new(Self::read(SHIPPED).unwrap_or_default()))
            .clone()
    }

    /// Whether it has no weights.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Reads a file of weights: magic, count, scale, steps, then the gaps between all keys in order, then all rows.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (count, rest) = rest.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let (scale, mut rest) = rest.split_first_chunk::<4>()?;
        let mut steps = Steps::default();
        for step in steps.on.iter_mut().chain([&mut steps.start]).flatten() {
            let (value, after) = rest.split_first_chunk::<4>()?;
            *step = f32::from_le_bytes(*value);
            rest = after;
        }
        for (from, row) in steps.on.iter().enumerate() {
            for (to, step) in row.iter().enumerate() {
                steps.back[to][from] = *step;
            }
        }
        if rest.len() < count.checked_mul(GAP + LABELS)? {
            return None;
        }
        let (gaps, weights) = rest.split_at(count * GAP);
        let slots = (count * 2).next_power_of_two();
        let mut tagger = Self {
            rows: vec![[0; WIDTH]; slots],
            maybe: vec![0; NO_KEYS.len()],
            scale: f32::from_le_bytes(*scale),
            steps,
        };
        let mut key = 0_u32;
        for (gap, row) in gaps.chunks_exact(GAP).zip(weights.chunks_exact(LABELS)) {
            key = key.wrapping_add(u32::from_le_bytes([gap[0], gap[1], gap[2], 0]));
            let mut at = key as usize & (slots - 1);
            while key_of(&tagger.rows[at]) != 0 {
                at = (at + 1) & (slots - 1);
            }
            tagger.rows[at][..LABELS].copy_from_slice(row);
            tagger.rows[at][PLACES..].copy_from_slice(&key.to_le_bytes());
            let bit = key >> (32 - MAYBE_BITS);
            tagger.maybe[bit as usize >> 6] |= 1 << (bit & 63);
        }
        Some(tagger)
    }

    /// Adds the rows of some features to a sum; the places behind the labels add up to nothing of use.
    #[inline]
    fn add(&self, features: &[u32], mut sum: Sum) -> Sum {
        let mask = self.rows.len().wrapping_sub(1);
        for &feature in features {
            let mut at = feature as usize & mask;
            while let Some(row) = self.rows.get(at) {
                let key = key_of(row);
                if key == feature {
                    for (total, weight) in sum.iter_mut().zip(row) {
                        *total = total.wrapping_add(i16::from(*weight as i8));
                    }
                    break;
                }
                if key == 0 {
                    break;
                }
                at = (at + 1) & mask;
            }
        }
        sum
    }

    fn scores(&self, sum: &Sum) -> Scores {
        let mut scores = [0.0; LABELS];
        for (score, total) in scores.iter_mut().zip(sum) {
            *score = f32::from(*total) * self.scale;
        }
        scores
    }

    /// Labels and margins of one run.
    pub fn tag(
        &self,
        page: &Page<'_>,
        lexicon: &Lexicon,
        run: std::ops::Range<u32>,
        work: &mut Work,
    ) {
        let (start, end) = (run.start as usize, run.end as usize);
        let kind_of = |entity: u32| lexicon.known(entity) as u32;
        work.view.look(page, start, end, kind_of);
        work.scores.clear();
        if work.groups.is_empty() {
            work.groups = vec![Pair::default(); PAIRS];
        }
        let mut adder = Adder::new(self, &mut work.groups);
        for at in start..end {
            features(page, &work.view, at, &mut adder);
            work.scores.push(self.scores(&adder.finish()));
        }
        best_path(&self.steps, work);
    }
}

#[inline]
fn key_of(row: &Row) -> u32 {
    row.last_chunk().map_or(0, |key| u32::from_le_bytes(*key))
}

/// The sum of a group of features that are always the same for the same key.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    key: u64,
    sum: Sum,
}

/// The two groups that were summed last of those that share a place, in one line of the cache.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Pair([Group; 2]);

/// Sums the rows of a token's features.
struct Adder<'t> {
    tagger: &'t Tagger,
    maybe: &'t Maybe,
    groups: &'t mut [Pair],
    likely: [u32; MOST_FEATURES],
    count: usize,
    sum: Sum,
}

impl<'t> Adder<'t> {
    fn new(tagger: &'t Tagger, groups: &'t mut [Pair]) -> Self {
        Self {
            tagger,
            maybe: tagger.maybe.as_slice().try_into().unwrap_or(&NO_KEYS),
            groups,
            likely: [0; MOST_FEATURES],
            count: 0,
            sum: Sum::default(),
        }
    }

    fn likely(&self) -> &[u32] {
        &self.likely[..self.count.min(MOST_FEATURES)]
    }

    /// The sum of all that was taken; what comes next begins another.
    fn finish(&mut self) -> Sum {
        let sum = self.tagger.add(self.likely(), self.sum);
        self.sum = Sum::default();
        self.count = 0;
        sum
    }

    /// Makes the sum of a group anew.
    #[inline(never)]
    fn remake(&mut self, key: u64, make: impl FnOnce(&mut Self)) -> Sum {
        let before = self.count;
        make(self);
        let made = before.min(MOST_FEATURES)..self.count.min(MOST_FEATURES);
        self.count = before;
        let sum = self.tagger.add(&self.likely[made], Sum::default());
        let Pair(known) = &mut self.groups[key as usize & (PAIRS - 1)];
        *known = [Group { key, sum }, known[0]];
        sum
    }
}

impl Taker for Adder<'_> {
    #[inline]
    fn take(&mut self, kind: u32, a: u32, b: u32) {
        // Most features have no row: they are written over by the next without a branch.
        let feature = feature(kind, a, b);
        self.likely[self.count & (MOST_FEATURES - 1)] = feature;
        let bit = feature >> (32 - MAYBE_BITS);
        self.count += (self.maybe[bit as usize >> 6] >> (bit & 63) & 1) as usize;
    }

    #[inline]
    fn take_group(&mut self, key: u64, make: impl FnOnce(&mut Self)) {
        let Pair(known) = &self.groups[key as usize & (PAIRS - 1)];
        let sum = match known.iter().find(|known| known.key == key) {
            Some(known) => known.sum,
            None => self.remake(key, make),
        };
        for (total, part) in self.sum.iter_mut().zip(sum) {
            *total = total.wrapping_add(part);
        }
    }
}

/// Room that tagging reuses from run to run, and its answer.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Sums of groups of features by their keys: a corpus has the same words beside each other over and over.
    groups: Vec<Pair>,
    view: RunView,
    ahead: Vec<Scores>,
    /// Scores of each token.
    pub scores: Vec<Scores>,
    /// Best score of a path through each label of each token.
    pub through: Vec<Scores>,
    /// The best label of each token.
    pub labels: Vec<u8>,
}

/// The best way to each label, by a step from any of some labels.
#[inline]
fn furthest(from: &Scores, steps: &[Scores; LABELS]) -> Scores {
    let mut best = [f32::MIN; LABELS];
    for (value, row) in from.iter().zip(steps) {
        // Written so that all labels are compared at once.
        for (best, step) in best.iter_mut().zip(row) {
            let arrive = value + step;
            *best = if arrive > *best { arrive } else { *best };
        }
    }
    best
}

/// Finds the best labels, and for each label of each token the score of the best path through it.
fn best_path(steps: &Steps, work: &mut Work) {
    let count = work.scores.len();
    work.through.clear();
    work.labels.clear();
    let ahead = &mut work.ahead;
    ahead.clear();
    ahead.resize(count, [0.0; LABELS]);
    for (t, scores) in work.scores.iter().enumerate() {
        let mut here = match t.checked_sub(1) {
            None => steps.start,
            Some(before) => furthest(&work.through[before], &steps.on),
        };
        for (value, score) in here.iter_mut().zip(scores) {
            *value += score;
        }
        work.through.push(here);
    }
    for t in (0..count.saturating_sub(1)).rev() {
        let mut after = work.scores[t + 1];
        for (value, further) in after.iter_mut().zip(&ahead[t + 1]) {
            *value += further;
        }
        ahead[t] = furthest(&after, &steps.back);
    }
    for (through, ahead) in work.through.iter_mut().zip(ahead.iter()) {
        let mut best = 0;
        for y in 0..LABELS {
            through[y] += ahead[y];
            if through[y] > through[best] {
                best = y;
            }
        }
        work.labels.push(best as u8);
    }
}
