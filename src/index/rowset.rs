//! A set of articles by number: one bit an article, the common coin of searches, facets and filters.

use crate::model::ArticleNo;

/// A growable set of [`ArticleNo`].
#[derive(Clone, Debug, Default)]
pub struct RowSet {
    words: Vec<u64>,
}

impl PartialEq for RowSet {
    fn eq(&self, other: &Self) -> bool {
        let longer = self.words.len().max(other.words.len());
        (0..longer).all(|at| self.word(at) == other.word(at))
    }
}

impl Eq for RowSet {}

/// A set being made of numbers that mostly come near each other: those that share a word are put together before they are
/// written, because to change the same word of memory again and again is slow.
pub(crate) struct Gathered {
    set: RowSet,
    at: usize,
    bits: u64,
}

impl Gathered {
    /// A set with room for the numbers below `rows`.
    pub(crate) fn with_rows(rows: u32) -> Self {
        Self {
            set: RowSet::with_rows(rows),
            at: 0,
            bits: 0,
        }
    }

    /// Puts a number in.
    #[inline]
    pub(crate) fn insert(&mut self, row: u32) {
        let at = (row / 64) as usize;
        if at != self.at {
            self.write();
            (self.at, self.bits) = (at, 0);
        }
        self.bits |= 1 << (row % 64);
    }

    /// The set.
    pub(crate) fn finish(mut self) -> RowSet {
        self.write();
        self.set
    }

    fn write(&mut self) {
        if self.bits == 0 {
            return;
        }
        if self.at >= self.set.words.len() {
            self.set.words.resize(self.at + 1, 0);
        }
        self.set.words[self.at] |= self.bits;
    }
}

impl RowSet {
    /// The empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// The empty set with room for the numbers below `rows`.
    pub fn with_rows(rows: u32) -> Self {
        Self {
            words: vec![0; (rows as usize).div_ceil(64)],
        }
    }

    /// Every number below `rows`.
    pub fn all(rows: u32) -> Self {
        let mut words = vec![u64::MAX; (rows / 64) as usize];
        if !rows.is_multiple_of(64) {
            words.push((1 << (rows % 64)) - 1);
        }
        Self { words }
    }

    /// Adds a number.
    #[inline]
    pub fn insert(&mut self, row: u32) {
        let at = (row / 64) as usize;
        if at >= self.words.len() {
            self.words.resize(at + 1, 0);
        }
        self.words[at] |= 1 << (row % 64);
    }

    /// Takes a number out.
    pub fn remove(&mut self, row: u32) {
        if let Some(word) = self.words.get_mut((row / 64) as usize) {
            *word &= !(1 << (row % 64));
        }
    }

    /// Whether the number is in the set.
    #[inline]
    pub fn contains(&self, row: u32) -> bool {
        self.word((row / 64) as usize) & (1 << (row % 64)) != 0
    }

    /// How many numbers are in the set.
    pub fn len(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// Whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Keeps what is in both.
    pub fn and(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (mine, theirs) in self.words.iter_mut().zip(&other.words) {
            *mine &= theirs;
        }
    }

    /// Takes out every number from `rows` on.
    pub fn cut(&mut self, rows: u32) {
        self.words.truncate((rows as usize).div_ceil(64));
        if let Some(last) = self.words.get_mut((rows / 64) as usize) {
            *last &= (1 << (rows % 64)) - 1;
        }
    }

    /// Adds what is in the other.
    pub fn or(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (mine, theirs) in self.words.iter_mut().zip(&other.words) {
            *mine |= theirs;
        }
    }

    /// Takes out what is in the other.
    pub fn and_not(&mut self, other: &Self) {
        for (mine, theirs) in self.words.iter_mut().zip(&other.words) {
            *mine &= !theirs;
        }
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        // Most words of a small set are empty.
        let words = self
            .words
            .iter()
            .enumerate()
            .filter(|(_, word)| **word != 0);
        words.flat_map(|(at, &word)| {
            let base = at as u32 * 64;
            std::iter::successors(Some(word), |rest| {
                let rest = rest & (rest - 1);
                (rest != 0).then_some(rest)
            })
            .map(move |rest| base + rest.trailing_zeros())
        })
    }

    /// The numbers, ascending, as articles.
    pub fn articles(&self) -> impl Iterator<Item = ArticleNo> + '_ {
        self.iter().map(ArticleNo)
    }

    /// The bits, 64 numbers a word, lowest first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// A set from its bits, 64 numbers a word, lowest first.
    pub fn from_words(words: Vec<u64>) -> Self {
        Self { words }
    }

    #[inline]
    fn word(&self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or(0)
    }
}

impl FromIterator<u32> for RowSet {
    fn from_iter<I: IntoIterator<Item = u32>>(rows: I) -> Self {
        let mut set = Self::new();
        rows.into_iter().for_each(|row| set.insert(row));
        set
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{Gathered, RowSet};

    fn check(got: &RowSet, expected: &BTreeSet<u32>) {
        assert_eq!(
            got.iter().collect::<Vec<_>>(),
            expected.iter().copied().collect::<Vec<_>>()
        );
        assert_eq!(got.len(), expected.len());
        assert_eq!(got.is_empty(), expected.is_empty());
        assert!(expected.iter().all(|row| got.contains(*row)));
    }

    proptest! {
        #[test]
        fn it_behaves_as_a_set(a: BTreeSet<u16>, b: BTreeSet<u16>) {
            let a: BTreeSet<u32> = a.into_iter().map(u32::from).collect();
            let b: BTreeSet<u32> = b.into_iter().map(u32::from).collect();
            let (left, right): (RowSet, RowSet) =
                (a.iter().copied().collect(), b.iter().copied().collect());
            check(&left, &a);
            let mut both = left.clone();
            both.and(&right);
            check(&both, &a.intersection(&b).copied().collect());
            let mut any = left.clone();
            any.or(&right);
            check(&any, &a.union(&b).copied().collect());
            let mut rest = left;
            rest.and_not(&right);
            check(&rest, &a.difference(&b).copied().collect());
        }

        #[test]
        fn all_holds_every_number_below(rows in 0u32..500, cut in 0u32..500) {
            check(&RowSet::all(rows), &(0..rows).collect());
            let mut shorter = RowSet::all(rows);
            shorter.cut(cut);
            check(&shorter, &(0..rows.min(cut)).collect());
        }
    }

    #[test]
    fn a_set_is_the_same_however_it_is_made() {
        let rows = [3, 4, 67, 5, 66, 1_000, 3, 128, 63];
        let mut gathered = Gathered::with_rows(100);
        rows.iter().for_each(|row| gathered.insert(*row));
        assert_eq!(gathered.finish(), rows.into_iter().collect());
        assert_eq!(Gathered::with_rows(9).finish(), RowSet::new());
    }
}
