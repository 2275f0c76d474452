//! Where the letters of short folded texts stand: the columns that answer "does `b` follow `a`?" for every row at once.
//!
//! For each of 28 classes (26 letters, digits, everything else but the space) two byte columns hold the first and the
//! last place in the text. `a…b` is in a text exactly when the first `a` lies before the last `b`, so the first two
//! letters of a fuzzy pattern are compared without looking at any text, and most later ones too.

use std::io;

use rayon::prelude::*;
use tantivy::directory::OwnedBytes;

use super::bytes::{Array, U32s, U64s};
use super::sections::{ColumnsError, Sections, Sink};

/// Classes of bytes.
pub(super) const CLASSES: usize = 28;
/// Bytes of a folded text that are looked at.
pub(super) const REACH: usize = 255;
const ABSENT: u8 = 255;
/// Pairs of letters of a word that are looked at: what more would tell is little.
const PAIRS: usize = 8;
/// Words of a set that one core takes at a time.
const ROWS_TOGETHER: usize = 1_024;

/// The class of a byte of folded text; the space has none.
#[inline]
pub(super) fn class(byte: u8) -> Option<usize> {
    match byte {
        b'a'..=b'z' => Some((byte - b'a') as usize),
        b'0'..=b'9' => Some(26),
        b' ' => None,
        _ => Some(27),
    }
}

/// Whether a class holds one letter only, so that its columns are exact.
#[inline]
pub(super) fn is_exact(class: usize) -> bool {
    class < 26
}

/// Whether a byte belongs to a word.
#[inline]
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// The part of a folded text that the columns know, cut between characters.
pub(super) fn reach(folded: &str) -> &str {
    if folded.len() <= REACH {
        return folded;
    }
    let end = (0..=REACH).rev().find(|at| folded.is_char_boundary(*at));
    &folded[..end.unwrap_or(0)]
}

/// What the columns know of words that start with certain letters.
#[derive(Clone, Copy, Default)]
pub(super) struct Starts {
    bits: u64,
    initials: u32,
}

impl Starts {
    /// Of words that start with each of these.
    pub(super) fn of(words: &[String]) -> Self {
        words.iter().fold(Self::default(), |all, word| {
            let initial = word.bytes().next().and_then(class);
            Self {
                // Without a first letter nothing is known of the word.
                bits: all.bits | initial.map_or(0, |_| start_bits(word.as_bytes())),
                initials: all.initials | initial.map_or(0, |initial| 1 << initial),
            }
        })
    }

    #[inline]
    fn fits(self, bits: u64, initials: u32) -> bool {
        bits & self.bits == self.bits && initials & self.initials == self.initials
    }
}

/// The bits of [`Letters::starts`] that a text has when a word in it starts with these bytes.
fn start_bits(bytes: &[u8]) -> u64 {
    let bit = |prefix: &[u8]| {
        let joined = prefix
            .iter()
            .fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte));
        1u64 << (joined.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58)
    };
    let two = bytes.get(..2).map_or(0, bit);
    two | bytes.get(..3).map_or(0, bit)
}

/// Collects the columns row by row.
pub(super) struct LettersBuilder {
    first: Vec<Vec<u8>>,
    last: Vec<Vec<u8>>,
    starts: Vec<u64>,
    initials: Vec<u32>,
}

impl Default for LettersBuilder {
    fn default() -> Self {
        Self {
            first: vec![Vec::new(); CLASSES],
            last: vec![Vec::new(); CLASSES],
            starts: Vec::new(),
            initials: Vec::new(),
        }
    }
}

impl LettersBuilder {
    /// Adds a row; `folded` has passed [`reach`].
    pub(super) fn push(&mut self, folded: &str) {
        let mut first = [ABSENT; CLASSES];
        let mut last = [0u8; CLASSES];
        let (mut starts, mut initials, mut before) = (0u64, 0u32, b' ');
        let bytes = folded.as_bytes();
        for (at, &byte) in bytes.iter().enumerate().take(REACH) {
            if let Some(class) = class(byte) {
                if first[class] == ABSENT {
                    first[class] = at as u8;
                }
                last[class] = at as u8;
                if !is_word(before) {
                    initials |= 1 << class;
                    starts |= start_bits(&bytes[at..]);
                }
            }
            before = byte;
        }
        for (column, at) in self.first.iter_mut().zip(first) {
            column.push(at);
        }
        for (column, at) in self.last.iter_mut().zip(last) {
            column.push(at);
        }
        self.starts.push(starts);
        self.initials.push(initials);
    }

    /// Writes the sections `id` to `id + 3`.
    pub(super) fn write(&self, id: u32, sink: &mut dyn Sink) -> io::Result<()> {
        for (id, columns) in [(id, &self.first), (id + 1, &self.last)] {
            sink.begin(id)?;
            for column in columns {
                sink.put(column)?;
            }
        }
        sink.begin(id + 2)?;
        for starts in &self.starts {
            sink.put(&starts.to_le_bytes())?;
        }
        sink.begin(id + 3)?;
        for initials in &self.initials {
            sink.put(&initials.to_le_bytes())?;
        }
        Ok(())
    }
}

/// The columns.
#[derive(Clone)]
pub(super) struct Letters {
    rows: usize,
    first: OwnedBytes,
    last: OwnedBytes,
    starts: U64s,
    initials: U32s,
}

impl Letters {
    pub(super) fn read(sections: &Sections, id: u32, rows: usize) -> Result<Self, ColumnsError> {
        Ok(Self {
            rows,
            first: sections.sized(id, rows * CLASSES)?,
            last: sections.sized(id + 1, rows * CLASSES)?,
            starts: Array::new(sections.sized(id + 2, rows * 8)?),
            initials: Array::new(sections.sized(id + 3, rows * 4)?),
        })
    }

    /// Writes several one after the other as one.
    pub(super) fn join(parts: &[&Self], id: u32, sink: &mut dyn Sink) -> io::Result<()> {
        sink.begin(id)?;
        for class in 0..CLASSES {
            parts
                .iter()
                .try_for_each(|part| sink.put(part.first(class)))?;
        }
        sink.begin(id + 1)?;
        for class in 0..CLASSES {
            parts
                .iter()
                .try_for_each(|part| sink.put(part.last(class)))?;
        }
        sink.begin(id + 2)?;
        parts
            .iter()
            .try_for_each(|part| sink.put(part.starts.raw().as_flattened()))?;
        sink.begin(id + 3)?;
        parts
            .iter()
            .try_for_each(|part| sink.put(part.initials.raw().as_flattened()))
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// First places of a class; 255 where it is absent.
    pub(super) fn first(&self, class: usize) -> &[u8] {
        &self.first[class * self.rows..(class + 1) * self.rows]
    }

    /// Last places of a class; 0 where it is absent.
    pub(super) fn last(&self, class: usize) -> &[u8] {
        &self.last[class * self.rows..(class + 1) * self.rows]
    }

    /// Whether words of the row may start so.
    #[inline]
    pub(super) fn may_start(&self, row: usize, wanted: Starts) -> bool {
        let starts = self
            .starts
            .raw()
            .get(row)
            .map_or(0, |raw| u64::from_le_bytes(*raw));
        wanted.fits(starts, self.initials.get(row))
    }

    /// Keeps in `set` the rows of which words may start so.
    pub(super) fn keep_starts(&self, wanted: Starts, set: &mut [u64]) {
        let (starts, initials) = (self.starts.raw(), self.initials.raw());
        let rows = set.par_iter_mut().with_min_len(ROWS_TOGETHER);
        let blocks = starts.par_chunks(64).zip(initials.par_chunks(64));
        rows.zip(blocks).for_each(|(word, (starts, initials))| {
            if *word == 0 {
                return;
            }
            let mut kept = 0u64;
            for (at, (starts, initials)) in starts.iter().zip(initials).enumerate() {
                let fits = wanted.fits(u64::from_le_bytes(*starts), u32::from_le_bytes(*initials));
                kept |= u64::from(fits) << at;
            }
            *word &= kept;
        });
    }

    /// Keeps in `set` the rows that may have the letters of a folded word in their order: each with the next one behind it.
    pub(super) fn keep_word(&self, word: &str, set: &mut [u64]) {
        let classes: Vec<usize> = word.bytes().filter_map(class).collect();
        for pair in classes.windows(2).take(PAIRS) {
            self.keep_followed(pair[0], pair[1], set);
        }
    }

    /// Keeps in `set` the rows that have the class.
    pub(super) fn keep_present(&self, class: usize, set: &mut [u64]) {
        keep(self.first(class), set, |at| at != ABSENT);
    }

    /// Keeps in `set` the rows in which the first of `class` lies before the last of `after`.
    pub(super) fn keep_followed(&self, class: usize, after: usize, set: &mut [u64]) {
        let (first, first_rest) = self.first(class).as_chunks::<64>();
        let (last, last_rest) = self.last(after).as_chunks::<64>();
        for (word, (first, last)) in set.iter_mut().zip(first.iter().zip(last)) {
            if *word != 0 {
                *word &= pack(std::array::from_fn(|at| u8::from(first[at] < last[at])));
            }
        }
        if let Some(word) = set.get_mut(first.len()) {
            let mut fits = [0u8; 64];
            for (fit, (first, last)) in fits.iter_mut().zip(first_rest.iter().zip(last_rest)) {
                *fit = u8::from(first < last);
            }
            *word &= pack(fits);
        }
    }
}

fn keep(column: &[u8], set: &mut [u64], fits: impl Fn(u8) -> bool) {
    let (blocks, rest) = column.as_chunks::<64>();
    for (word, block) in set.iter_mut().zip(blocks) {
        if *word != 0 {
            *word &= pack(block.map(|at| u8::from(fits(at))));
        }
    }
    if let Some(word) = set.get_mut(blocks.len()) {
        let mut last = [0u8; 64];
        for (fit, at) in last.iter_mut().zip(rest) {
            *fit = u8::from(fits(*at));
        }
        *word &= pack(last);
    }
}

/// 64 bytes that are 0 or 1 as 64 bits, the first lowest.
#[inline]
pub(super) fn pack(bytes: [u8; 64]) -> u64 {
    let (eights, _) = bytes.as_chunks::<8>();
    eights.iter().enumerate().fold(0, |word, (at, eight)| {
        // The product gathers the lowest bit of each byte in the highest byte.
        let bits = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        word | bits << (8 * at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_keep_their_order() {
        let mut bytes = [0u8; 64];
        for at in [0, 1, 7, 8, 33, 63] {
            bytes[at] = 1;
        }
        let expected = 1 | 1 << 1 | 1 << 7 | 1 << 8 | 1 << 33 | 1 << 63;
        assert_eq!(pack(bytes), expected);
    }
}
