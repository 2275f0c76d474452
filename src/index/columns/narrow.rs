//! One fuzzy word over all rows, letter by letter: each typed letter narrows what the one before left, Backspace goes back.

use super::letters::{Letters, REACH, class, is_exact, pack};
use crate::text::Cancel;

/// Rows of folded texts with their letter columns.
pub(super) trait Texts: Sync {
    /// The letter columns.
    fn letters(&self) -> &Letters;
    /// The folded text of a row, as far as the columns know it; `scratch` may be used to make it.
    fn folded<'a>(&'a self, row: usize, scratch: &'a mut Vec<u8>) -> &'a [u8];
    /// The same but for the case of ASCII letters, which nothing is copied for.
    fn cased(&self, row: usize) -> &[u8];
}

/// The work was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// Rows that are compared at once: as many as a word of a set has bits.
const BLOCK: usize = 64;
/// Blocks that one core takes at a time; the cancel flag is looked at in between.
const STRETCH: usize = 256;

/// So many letters are followed by the columns alone.
const BY_COLUMNS: usize = 2;

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

/// How far the texts are matched, each letter at its first place behind the one before.
#[derive(Clone)]
enum Reached {
    /// Nothing was looked for.
    Start,
    /// To behind the first letter of this class.
    First(usize),
    /// A byte a row: at least so far, at most so far. A text is only read where what lies between decides.
    Between(Vec<u8>, Vec<u8>),
}

impl Narrowing {
    /// Narrows to the rows that have the characters of `word` in this order, from what the last call knew.
    pub(super) fn set<T: Texts>(
        &mut self,
        texts: &T,
        word: &str,
        cancel: &Cancel,
    ) -> Result<(), Cancelled> {
        let common = self.common(word);
        self.levels.truncate(common);
        self.typed.truncate(common);
        for letter in word.chars().skip(common) {
            let level = self.step(texts, letter, cancel)?;
            self.levels.push(level);
            self.typed.push(letter);
        }
        Ok(())
    }

    /// How many letters of `word` the columns alone do not decide and the last call did not either.
    pub(super) fn steps(&self, word: &str) -> usize {
        let letters = word.chars().count();
        letters.saturating_sub(self.common(word).max(BY_COLUMNS))
    }

    /// How many characters the last word has in common with this one, from the first.
    fn common(&self, word: &str) -> usize {
        let pairs = word.chars().zip(&self.typed);
        pairs.take_while(|(new, old)| new == *old).count()
    }

    /// The rows; `None` when nothing was typed, so that every row matches.
    pub(super) fn rows(&self) -> Option<&[u64]> {
        self.levels.last().map(|level| level.set.as_slice())
    }

    fn step<T: Texts>(&self, texts: &T, letter: char, cancel: &Cancel) -> Result<Level, Cancelled> {
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
        let letters = texts.letters();
        let before = self.levels.last();
        let mut set = before.map_or_else(|| all(letters.rows()), |level| level.set.clone());
        let pending = before.and_then(|level| level.pending);
        let reached = before.map_or(&Reached::Start, |level| &level.reached);
        let mut buffer = [0u8; 4];
        let needle = letter.encode_utf8(&mut buffer).as_bytes();
        let Some(class) = needle.first().and_then(|byte| class(*byte)) else {
            return Ok(Level {
                set,
                reached: reached.clone(),
                pending,
            });
        };
        match pending {
            Some(last) => letters.keep_followed(last, class, &mut set),
            None => letters.keep_present(class, &mut set),
        }
        let exact = is_exact(class);
        if exact && matches!(reached, Reached::Start) {
            return Ok(Level {
                set,
                reached: pending.map_or(Reached::Start, Reached::First),
                pending: Some(class),
            });
        }
        let search = Search {
            texts,
            typed: &self.typed,
            reached,
            pending,
            class,
            needle,
        };
        let (least, most) = search.run(&mut set, cancel)?;
        Ok(Level {
            set,
            reached: Reached::Between(least, most),
            pending: exact.then_some(class),
        })
    }
}

/// The search for one letter behind what was reached.
struct Search<'a, T> {
    texts: &'a T,
    /// The letters before.
    typed: &'a [char],
    reached: &'a Reached,
    pending: Option<usize>,
    class: usize,
    needle: &'a [u8],
}

/// A byte for each row of a block.
type Bytes = [u8; BLOCK];

impl<T: Texts> Search<'_, T> {
    /// Keeps in `set` the rows that match; gives how far they are matched, at least and at most.
    fn run(&self, set: &mut [u64], cancel: &Cancel) -> Result<(Vec<u8>, Vec<u8>), Cancelled> {
        use rayon::prelude::*;
        let rows = set.len() * BLOCK;
        let (mut least, mut most) = (vec![0; rows], vec![0; rows]);
        set.par_chunks_mut(STRETCH)
            .zip(least.par_chunks_mut(STRETCH * BLOCK))
            .zip(most.par_chunks_mut(STRETCH * BLOCK))
            .enumerate()
            .try_for_each(|(at, ((set, least), most))| {
                if cancel.is_cancelled() {
                    return Err(Cancelled);
                }
                self.stretch(at * STRETCH, set, least, most);
                Ok(())
            })?;
        Ok((least, most))
    }

    fn stretch(&self, first: usize, set: &mut [u64], least: &mut [u8], most: &mut [u8]) {
        let (least, _) = least.as_chunks_mut::<BLOCK>();
        let (most, _) = most.as_chunks_mut::<BLOCK>();
        let bounds = least.iter_mut().zip(most);
        for (at, (word, (least, most))) in set.iter_mut().zip(bounds).enumerate() {
            if *word != 0 {
                self.block(first + at, word, least, most);
            }
        }
    }

    /// Decides a block of rows: by the columns alone, where they tell.
    fn block(&self, block: usize, word: &mut u64, least: &mut Bytes, most: &mut Bytes) {
        self.bounds(block, least, most);
        let (fits, open) = if is_exact(self.class) {
            let last = load(self.texts.letters().last(self.class), block);
            let fits = pack(std::array::from_fn(|at| u8::from(last[at] >= most[at])));
            let may = pack(std::array::from_fn(|at| u8::from(last[at] >= least[at])));
            (*word & fits, *word & may & !fits)
        } else {
            (0, *word)
        };
        *word = fits;
        let texts = |row: usize| self.texts.cased(block * BLOCK + row);
        // All are fetched first: one by one, each would be waited for.
        let touched = ones(open).fold(0, |sum, row| {
            let text = texts(row);
            let at = |at: usize| text.get(at).unwrap_or(&0);
            sum ^ at(0) ^ at(64) ^ at(usize::from(least[row]))
        });
        std::hint::black_box(touched);
        for row in ones(open) {
            if let Some(at) = self.search(texts(row), block * BLOCK + row) {
                *word |= 1 << row;
                (least[row], most[row]) = (at, at);
            }
        }
    }

    /// How far the letters before reach in each row of a block.
    fn bounds(&self, block: usize, least: &mut Bytes, most: &mut Bytes) {
        let letters = self.texts.letters();
        match self.reached {
            Reached::Start => {}
            Reached::First(class) => {
                let first = load(letters.first(*class), block);
                *least = first.map(|at| at.saturating_add(1));
                *most = *least;
            }
            Reached::Between(before, till) => {
                *least = load(before, block);
                *most = load(till, block);
            }
        }
        let Some(pending) = self.pending else {
            return;
        };
        let first = load(letters.first(pending), block);
        let last = load(letters.last(pending), block);
        for at in 0..BLOCK {
            // The first of its kind, where the letters before end in front of it; else any up to the last.
            let found = if first[at] >= most[at] {
                first[at]
            } else {
                last[at]
            };
            least[at] = first[at].max(least[at]).saturating_add(1);
            most[at] = found.saturating_add(1);
        }
    }

    /// How far a text is matched, if it is.
    fn search(&self, text: &[u8], row: usize) -> Option<u8> {
        let text = &text[..text.len().min(REACH)];
        let mut at = 0;
        let mut buffer = [0u8; 4];
        for letter in self.typed {
            at = behind(text, at, letter.encode_utf8(&mut buffer).as_bytes())?;
        }
        if is_exact(self.class) {
            return (self.texts.letters().last(self.class)[row] >= at).then_some(at);
        }
        behind(text, at, self.needle)
    }
}

/// The bytes of a block of rows; zero behind the last row.
#[inline]
fn load(column: &[u8], block: usize) -> Bytes {
    let from = block * BLOCK;
    if let Some(bytes) = column.get(from..).and_then(<[u8]>::first_chunk) {
        return *bytes;
    }
    let mut bytes = [0; BLOCK];
    let rest = column.get(from..).unwrap_or(&[]);
    bytes[..rest.len()].copy_from_slice(rest);
    bytes
}

/// The places of the bits that are set, lowest first.
fn ones(word: u64) -> impl Iterator<Item = usize> {
    let some = |word: u64| (word != 0).then_some(word);
    std::iter::successors(some(word), move |rest| some(rest & (rest - 1)))
        .map(|rest| rest.trailing_zeros() as usize)
}

/// The place behind the next character `needle`, a letter in either case, from byte `at` on.
pub(super) fn behind(text: &[u8], at: u8, needle: &[u8]) -> Option<u8> {
    let rest = text.get(usize::from(at)..)?;
    let found = match needle {
        [b' '] => return Some(at),
        [byte] => find_byte(rest, *byte)?,
        _ => memchr::memmem::find(rest, needle)?,
    };
    u8::try_from(usize::from(at) + found + needle.len()).ok()
}

/// The place of the first of a folded text's bytes, a letter in either case.
#[inline]
pub(super) fn find_byte(text: &[u8], byte: u8) -> Option<usize> {
    match byte {
        b'a'..=b'z' => find_letter(text, byte),
        _ => memchr::memchr(byte, text),
    }
}

/// The place of the first `letter`, in either case. The next one is mostly a few bytes away: eight bytes are compared at
/// once, in place, where the call of a search made for long texts costs more than it saves.
#[inline]
fn find_letter(text: &[u8], letter: u8) -> Option<usize> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = LOW << 7;
    const CASE: u64 = LOW << 5;
    let wanted = LOW * u64::from(letter);
    let (eights, rest) = text.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        let differs = (u64::from_le_bytes(*eight) | CASE) ^ wanted;
        // The lowest bit set stands in the first byte that is zero; those above it may be wrong.
        let zero = differs.wrapping_sub(LOW) & !differs & HIGH;
        if zero != 0 {
            return Some(at * 8 + (zero.trailing_zeros() / 8) as usize);
        }
    }
    let found = rest.iter().position(|byte| byte | 0x20 == letter)?;
    Some(eights.len() * 8 + found)
}

/// The numbers of the bits that are set; `from` counts the words before.
pub(super) fn bits(words: &[u64], from: usize) -> impl Iterator<Item = u32> + '_ {
    words.iter().enumerate().flat_map(move |(at, &word)| {
        let base = ((from + at) * 64) as u32;
        ones(word).map(move |bit| base + bit as u32)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_letter_is_found(text in "[a-cA-C!é ]{0,40}", letter in b'a'..=b'd') {
            let bytes = text.as_bytes();
            let expected = bytes.iter().position(|byte| byte.to_ascii_lowercase() == letter);
            prop_assert_eq!(find_letter(bytes, letter), expected);
        }
    }
}
