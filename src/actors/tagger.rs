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
/// Bytes of a key at the front of a row.
const KEY: usize = 4;
/// How many sums of groups are remembered.
const GROUPS: usize = 1 << 13;
/// Bytes of the gap between two keys in the file.
pub const GAP: usize = 3;
/// More than a token ever has.
const MOST_FEATURES: usize = 256;
/// How many upper bits of a key are looked at first.
const MAYBE_BITS: u32 = 21;
/// Marks the file and the features it was made for.
pub const MAGIC: &[u8; 8] = b"datelm06";

/// Score of each label for one token.
pub type Scores = [f32; LABELS];

/// A sum of rows, in the places of a row.
type Sum = [i16; WIDTH];

/// The tagger.
#[derive(Clone, Debug, Default)]
pub struct Tagger {
    /// Four bytes of a key, then the weights of the labels: one look finds both.
    rows: Vec<[u8; WIDTH]>,
    /// A bit for the upper bits of each key: most features have no row, and this says so without a guess of a branch.
    maybe: Vec<u64>,
    scale: f32,
    /// `from` by `to`; the last row is the start of a run.
    steps: [[f32; LABELS]; LABELS + 1],
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
        let mut steps = [[0.0; LABELS]; LABELS + 1];
        for step in steps.iter_mut().flatten() {
            let (value, after) = rest.split_first_chunk::<4>()?;
            *step = f32::from_le_bytes(*value);
            rest = after;
        }
        if rest.len() < count.checked_mul(GAP + LABELS)? {
            return None;
        }
        let (gaps, weights) = rest.split_at(count * GAP);
        let slots = (count * 2).next_power_of_two();
        let mut tagger = Self {
            rows: vec![[0; WIDTH]; slots],
            maybe: vec![0; 1 << (MAYBE_BITS - 6)],
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
            tagger.rows[at][..KEY].copy_from_slice(&key.to_le_bytes());
            tagger.rows[at][KEY..KEY + LABELS].copy_from_slice(row);
            let bit = key >> (32 - MAYBE_BITS);
            tagger.maybe[bit as usize >> 6] |= 1 << (bit & 63);
        }
        Some(tagger)
    }

    #[inline]
    fn row(&self, key: u32) -> Option<&[u8; WIDTH]> {
        let mask = self.rows.len().checked_sub(1)?;
        let mut at = key as usize & mask;
        loop {
            let row = &self.rows[at];
            match key_of(row) {
                found if found == key => return Some(row),
                0 => return None,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// 1 where a feature may have a row, 0 where it has none.
    #[inline]
    fn maybe(&self, feature: u32) -> usize {
        let bit = feature >> (32 - MAYBE_BITS);
        let word = self.maybe.get(bit as usize >> 6).copied().unwrap_or(0);
        (word >> (bit & 63) & 1) as usize
    }

    /// Adds the rows of some features to a sum; the places of the key add up to nothing of use.
    #[inline]
    fn add(&self, features: &[u32], sum: &mut Sum) {
        for row in features.iter().filter_map(|feature| self.row(*feature)) {
            for (total, weight) in sum.iter_mut().zip(row) {
                *total = total.wrapping_add(i16::from(*weight as i8));
            }
        }
    }

    fn scores(&self, sum: &Sum) -> Scores {
        let mut scores = [0.0; LABELS];
        for (score, total) in scores.iter_mut().zip(&sum[KEY..]) {
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
        let view = RunView::new(page, start, end);
        let kind_of = |entity: u32| lexicon.known(entity) as u32;
        work.scores.clear();
        if work.groups.is_empty() {
            work.groups = vec![(0, [0; WIDTH]); GROUPS];
        }
        let mut adder = Adder::new(self, &mut work.groups);
        for at in start..end {
            features(page, &view, at, &kind_of, &mut adder);
            work.scores.push(self.scores(&adder.finish()));
        }
        best_path(&self.steps, work);
    }
}

#[inline]
fn key_of(row: &[u8; WIDTH]) -> u32 {
    u32::from_le_bytes([row[0], row[1], row[2], row[3]])
}

/// Sums the rows of a token's features.
struct Adder<'t> {
    tagger: &'t Tagger,
    groups: &'t mut [(u64, Sum)],
    likely: [u32; MOST_FEATURES],
    count: usize,
    sum: Sum,
}

impl<'t> Adder<'t> {
    fn new(tagger: &'t Tagger, groups: &'t mut [(u64, Sum)]) -> Self {
        Self {
            tagger,
            groups,
            likely: [0; MOST_FEATURES],
            count: 0,
            sum: [0; WIDTH],
        }
    }

    fn likely(&self) -> &[u32] {
        &self.likely[..self.count.min(MOST_FEATURES)]
    }

    /// The sum of all that was taken; what comes next begins another.
    fn finish(&mut self) -> Sum {
        let mut sum = std::mem::take(&mut self.sum);
        self.tagger.add(self.likely(), &mut sum);
        self.count = 0;
        sum
    }
}

impl Taker for Adder<'_> {
    #[inline]
    fn take(&mut self, kind: u32, a: u32, b: u32) {
        // Most features have no row: they are written over by the next without a branch.
        let feature = feature(kind, a, b);
        self.likely[self.count & (MOST_FEATURES - 1)] = feature;
        self.count += self.tagger.maybe(feature);
    }

    #[inline]
    fn take_group(&mut self, key: u64, make: impl FnOnce(&mut Self)) {
        let slot = key as usize & (GROUPS - 1);
        if self.groups[slot].0 != key {
            let before = self.count;
            make(self);
            let mut sum = [0; WIDTH];
            let made = before.min(MOST_FEATURES)..self.count.min(MOST_FEATURES);
            self.tagger.add(&self.likely[made], &mut sum);
            self.count = before;
            self.groups[slot] = (key, sum);
        }
        for (total, part) in self.sum.iter_mut().zip(&self.groups[slot].1) {
            *total = total.wrapping_add(*part);
        }
    }
}

/// Room that tagging reuses from run to run, and its answer.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Sums of groups of features by their keys: a corpus has the same words beside each other over and over.
    groups: Vec<(u64, Sum)>,
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
fn furthest(from: &Scores, steps: &[[f32; LABELS]]) -> Scores {
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
pub fn best_path(steps: &[[f32; LABELS]; LABELS + 1], work: &mut Work) {
    let count = work.scores.len();
    work.through.clear();
    work.labels.clear();
    let ahead = &mut work.ahead;
    ahead.clear();
    ahead.resize(count, [0.0; LABELS]);
    for (t, scores) in work.scores.iter().enumerate() {
        let mut here = match t.checked_sub(1) {
            None => steps[LABELS],
            Some(before) => furthest(&work.through[before], &steps[..LABELS]),
        };
        for (value, score) in here.iter_mut().zip(scores) {
            *value += score;
        }
        work.through.push(here);
    }
    if count > 1 {
        let mut back = [[0.0; LABELS]; LABELS];
        for (x, row) in steps[..LABELS].iter().enumerate() {
            for (y, step) in row.iter().enumerate() {
                back[y][x] = *step;
            }
        }
        for t in (0..count - 1).rev() {
            let mut after = work.scores[t + 1];
            for (value, further) in after.iter_mut().zip(&ahead[t + 1]) {
                *value += further;
            }
            ahead[t] = furthest(&after, &back);
        }
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
