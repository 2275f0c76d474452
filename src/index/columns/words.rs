//! Bits of a run of rows cut out of, and put into, a set of articles.

use crate::index::RowSet;

/// The bits `first..first + rows` of a set, the first lowest.
pub(super) fn cut(set: &RowSet, first: u32, rows: usize) -> Vec<u64> {
    let words = set.words();
    let (skip, shift) = ((first / 64) as usize, first % 64);
    let word = |at: usize| words.get(at).copied().unwrap_or(0);
    let mut out: Vec<u64> = (0..rows.div_ceil(64))
        .map(|at| match shift {
            0 => word(skip + at),
            _ => word(skip + at) >> shift | word(skip + at + 1) << (64 - shift),
        })
        .collect();
    if let Some(last) = out.last_mut().filter(|_| !rows.is_multiple_of(64)) {
        *last &= (1 << (rows % 64)) - 1;
    }
    out
}

/// Adds the bits of a run of rows that starts at `first` to the words of a set, which has room for them.
pub(super) fn paste(bits: &[u64], first: u32, words: &mut [u64]) {
    let (skip, shift) = ((first / 64) as usize, first % 64);
    for (at, bits) in bits.iter().enumerate() {
        if let Some(word) = words.get_mut(skip + at) {
            *word |= bits << shift;
        }
        if shift > 0
            && let Some(word) = words.get_mut(skip + at + 1)
        {
            *word |= bits >> (64 - shift);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_cut_can_be_pasted(numbers: std::collections::BTreeSet<u8>, first in 0u32..200, rows in 0usize..200) {
            let set: RowSet = numbers.iter().map(|n| u32::from(*n)).collect();
            let bits = cut(&set, first, rows);
            let mut words = vec![0; 8];
            paste(&bits, first, &mut words);
            let range = first..first + rows as u32;
            let expected: RowSet = set.iter().filter(|n| range.contains(n)).collect();
            prop_assert_eq!(RowSet::from_words(words), expected);
        }
    }
}
