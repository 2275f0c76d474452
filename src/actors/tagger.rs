//! The trained tagger: a table of feature rows, and the best sequence of labels for a run.

use std::sync::{Arc, OnceLock};

use super::features::{RunView, features};
use super::hash::feature;
use super::lexicon::Lexicon;
use super::page::Page;

/// Labels: outside, then beginning and inside of person, organisation, place, other name.
pub const LABELS: usize = 9;
/// Width of a row in memory.
const WIDTH: usize = 16;
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

/// The tagger.
#[derive(Clone, Debug, Default)]
pub struct Tagger {
    keys: Vec<u32>,
    rows: Vec<[i8; WIDTH]>,
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
        self.keys.is_empty()
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
            keys: vec![0; slots],
            rows: vec![[0; WIDTH]; slots],
            maybe: vec![0; 1 << (MAYBE_BITS - 6)],
            scale: f32::from_le_bytes(*scale),
            steps,
        };
        let mut key = 0_u32;
        for (gap, row) in gaps.chunks_exact(GAP).zip(weights.chunks_exact(LABELS)) {
            key = key.wrapping_add(u32::from_le_bytes([gap[0], gap[1], gap[2], 0]));
            let mut at = key as usize & (slots - 1);
            while tagger.keys[at] != 0 {
                at = (at + 1) & (slots - 1);
            }
            tagger.keys[at] = key;
            let bit = key >> (32 - MAYBE_BITS);
            tagger.maybe[bit as usize >> 6] |= 1 << (bit & 63);
            for (to, from) in tagger.rows[at].iter_mut().zip(row) {
                *to = *from as i8;
            }
        }
        Some(tagger)
    }

    #[inline]
    fn row(&self, key: u32) -> Option<&[i8; WIDTH]> {
        let mask = self.keys.len().checked_sub(1)?;
        let mut at = key as usize & mask;
        loop {
            let found = self.keys[at];
            if found == key {
                return Some(&self.rows[at]);
            }
            if found == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
    }

    /// 1 where a feature may have a row, 0 where it has none.
    #[inline]
    fn maybe(&self, feature: u32) -> usize {
        let bit = feature >> (32 - MAYBE_BITS);
        let word = self.maybe.get(bit as usize >> 6).copied().unwrap_or(0);
        (word >> (bit & 63) & 1) as usize
    }

    /// Sums the rows of some features.
    fn score(&self, features: &[u32]) -> Scores {
        let mut sum = [0_i16; WIDTH];
        for row in features.iter().filter_map(|feature| self.row(*feature)) {
            for (total, weight) in sum.iter_mut().zip(row) {
                *total += i16::from(*weight);
            }
        }
        let mut scores = [0.0; LABELS];
        for (score, total) in scores.iter_mut().zip(sum) {
            *score = f32::from(total) * self.scale;
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
        for at in start..end {
            // Most features have no row: they are written over by the next without a branch.
            let (mut likely, mut count) = ([0_u32; MOST_FEATURES], 0);
            features(page, &view, at, &kind_of, |kind, a, b| {
                let feature = feature(kind, a, b);
                likely[count & (MOST_FEATURES - 1)] = feature;
                count += self.maybe(feature);
            });
            work.scores
                .push(self.score(&likely[..count.min(MOST_FEATURES)]));
        }
        best_path(&self.steps, work);
    }
}

/// Room that tagging reuses from run to run, and its answer.
#[derive(Clone, Debug, Default)]
pub struct Work {
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
