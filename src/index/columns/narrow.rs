//! One fuzzy word over all rows, letter by letter: each typed letter narrows what the one before left, Backspace goes back.

use super::letters::{Letters, REACH, class, is_exact};
use crate::text::Cancel;

/// Rows of folded texts with their letter columns.
pub(super) trait Texts: Sync {
    /// The letter columns.
    fn letters(&self) -> &Letters;
    /// The folded text of a row, as far as the columns know it; `scratch` may be used to make it.
    fn folded<'a>(&'a self, row: usize, scratch: &'a mut Vec<u8>) -> &'a [u8];
    /// The place behind the next `letter`, one of `a` to `z`, in the folded text of a row, from byte `at` on.
    fn behind(&self, row: usize, at: u8, letter: u8) -> Option<u8>;
}

/// The work was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// Rows from which on the second core is worth its start.
const TWO_THREADS: usize = 200_000;
/// Rows between two looks at the cancel flag.
const STRIDE: usize = 16_384;

/// The rows that one word matches, with the way there.
#[derive(Default)]
pub(super) struct Narrowing {
    typed: Vec<char>,
    levels: Vec<Level>,
}

struct Level {
    /// The rows that match so far.
    set: Vec<u64>,
    /// How far into the text the letters before `pending` reach.
    reached: Reached,
    /// The class of the last letter, where its place has not been looked for yet.
    pending: Option<usize>,
}

enum Reached {
    /// Nothing was looked for.
    Start,
    /// To behind the first letter of this class.
    First(usize),
    /// A byte a row.
    Dense(Vec<u8>),
    /// Few rows, ascending.
    Sparse(Vec<(u32, u8)>),
}

impl Narrowing {
    /// Narrows to the rows that have the characters of `word` in this order, from what the last call knew.
    pub(super) fn set<T: Texts>(
        &mut self,
        texts: &T,
        word: &str,
        cancel: &Cancel,
    ) -> Result<(), Cancelled> {
        let common = word
            .chars()
            .zip(&self.typed)
            .take_while(|(new, old)| new == *old)
            .count();
        self.levels.truncate(common);
        self.typed.truncate(common);
        for letter in word.chars().skip(common) {
            let level = step(texts, self.levels.last(), letter, cancel)?;
            self.levels.push(level);
            self.typed.push(letter);
        }
        Ok(())
    }

    /// The rows; `None` when nothing was typed, so that every row matches.
    pub(super) fn rows(&self) -> Option<&[u64]> {
        self.levels.last().map(|level| level.set.as_slice())
    }
}

fn step<T: Texts>(
    texts: &T,
    before: Option<&Level>,
    letter: char,
    cancel: &Cancel,
) -> Result<Level, Cancelled> {
    if cancel.is_cancelled() {
        return Err(Cancelled);
    }
    let letters = texts.letters();
    let mut buffer = [0u8; 4];
    let needle = letter.encode_utf8(&mut buffer).as_bytes();
    let Some(class) = needle.first().and_then(|byte| class(*byte)) else {
        return Ok(Level {
            set: before.map_or_else(|| all(letters.rows()), |level| level.set.clone()),
            reached: before.map_or(Reached::Start, |level| level.reached.share()),
            pending: before.and_then(|level| level.pending),
        });
    };
    let mut set = before.map_or_else(|| all(letters.rows()), |level| level.set.clone());
    let pending = before.and_then(|level| level.pending);
    match pending {
        Some(last) => letters.keep_followed(last, class, &mut set),
        None => letters.keep_present(class, &mut set),
    }
    let untouched = before.is_none_or(|level| matches!(level.reached, Reached::Start));
    let exact = is_exact(class);
    if untouched && exact {
        return Ok(Level {
            set,
            reached: pending.map_or(Reached::Start, Reached::First),
            pending: Some(class),
        });
    }
    let search = Search {
        texts,
        reached: before.map_or(&Reached::Start, |level| &level.reached),
        pending,
        class,
        needle,
    };
    let kept = search.run(&set, cancel)?;
    Ok(Level::of(letters.rows(), kept, exact.then_some(class)))
}

impl Level {
    fn of(rows: usize, kept: Vec<(u32, u8)>, pending: Option<usize>) -> Self {
        let mut set = vec![0u64; rows.div_ceil(64)];
        for (row, _) in &kept {
            set[*row as usize / 64] |= 1 << (row % 64);
        }
        let reached = if kept.len() * 8 < rows {
            Reached::Sparse(kept)
        } else {
            let mut dense = vec![0; rows];
            for (row, at) in kept {
                dense[row as usize] = at;
            }
            Reached::Dense(dense)
        };
        Self {
            set,
            reached,
            pending,
        }
    }
}

impl Reached {
    fn share(&self) -> Self {
        match self {
            Self::Start => Self::Start,
            Self::First(class) => Self::First(*class),
            Self::Dense(rows) => Self::Dense(rows.clone()),
            Self::Sparse(rows) => Self::Sparse(rows.clone()),
        }
    }
}

/// The search for one letter behind what was reached.
struct Search<'a, T> {
    texts: &'a T,
    reached: &'a Reached,
    pending: Option<usize>,
    class: usize,
    needle: &'a [u8],
}

impl<T: Texts> Search<'_, T> {
    /// The rows of `set` that match, with how far they are matched.
    fn run(&self, set: &[u64], cancel: &Cancel) -> Result<Vec<(u32, u8)>, Cancelled> {
        if let Reached::Sparse(rows) = self.reached {
            let kept = rows
                .iter()
                .filter(|(row, _)| set[*row as usize / 64] >> (row % 64) & 1 != 0);
            return self.check(kept.copied(), cancel);
        }
        if self.texts.letters().rows() < TWO_THREADS {
            return self.check(self.candidates(set, 0), cancel);
        }
        let half = set.len() / 2;
        let (low, high) = set.split_at(half);
        let (low, high) = rayon::join(
            || self.check(self.candidates(low, 0), cancel),
            || self.check(self.candidates(high, half), cancel),
        );
        let mut kept = low?;
        kept.extend(high?);
        Ok(kept)
    }

    fn candidates<'s>(
        &'s self,
        words: &'s [u64],
        from: usize,
    ) -> impl Iterator<Item = (u32, u8)> + 's {
        let first = match self.reached {
            Reached::First(class) => self.texts.letters().first(*class),
            _ => &[],
        };
        bits(words, from).map(move |row| {
            let at = match self.reached {
                Reached::First(_) => first[row as usize].saturating_add(1),
                Reached::Dense(dense) => dense[row as usize],
                _ => 0,
            };
            (row, at)
        })
    }

    fn check(
        &self,
        rows: impl Iterator<Item = (u32, u8)>,
        cancel: &Cancel,
    ) -> Result<Vec<(u32, u8)>, Cancelled> {
        let letters = self.texts.letters();
        let first = self.pending.map(|class| letters.first(class));
        let last = is_exact(self.class).then(|| letters.last(self.class));
        let mut scratch = Vec::new();
        let mut kept = Vec::new();
        for (count, (row, mut at)) in rows.enumerate() {
            if count % STRIDE == STRIDE - 1 && cancel.is_cancelled() {
                return Err(Cancelled);
            }
            let index = row as usize;
            if let (Some(first), Some(class)) = (first, self.pending) {
                if last.is_some_and(|last| last[index] <= at) {
                    continue;
                }
                if first[index] >= at {
                    at = first[index] + 1;
                } else {
                    let letter = b'a' + class as u8;
                    match self.texts.behind(index, at, letter) {
                        Some(behind) => at = behind,
                        None => continue,
                    }
                }
            }
            if let Some(last) = last {
                if last[index] >= at {
                    kept.push((row, at));
                }
                continue;
            }
            let text = self.texts.folded(index, &mut scratch);
            let rest = text.get(at as usize..).unwrap_or(&[]);
            if let Some(found) = memchr::memmem::find(rest, self.needle) {
                kept.push((row, at + (found + self.needle.len()) as u8));
            }
        }
        Ok(kept)
    }
}

/// The place behind the first byte found in a text from `at` on, where that is within reach.
pub(super) fn behind(text: &[u8], at: u8, find: impl FnOnce(&[u8]) -> Option<usize>) -> Option<u8> {
    let end = text.len().min(REACH);
    let found = find(text.get(usize::from(at)..end)?)?;
    u8::try_from(usize::from(at) + found + 1).ok()
}

/// The numbers of the bits that are set; `from` counts the words before.
pub(super) fn bits(words: &[u64], from: usize) -> impl Iterator<Item = u32> + '_ {
    words.iter().enumerate().flat_map(move |(at, &word)| {
        let base = ((from + at) * 64) as u32;
        std::iter::successors((word != 0).then_some(word), |rest| {
            let rest = rest & (rest - 1);
            (rest != 0).then_some(rest)
        })
        .map(move |rest| base + rest.trailing_zeros())
    })
}

/// The bits of every row.
pub(super) fn all(rows: usize) -> Vec<u64> {
    let mut words = vec![u64::MAX; rows / 64];
    if !rows.is_multiple_of(64) {
        words.push((1 << (rows % 64)) - 1);
    }
    words
}
