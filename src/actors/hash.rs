//! The hashes that the shipped files and the recogniser share: changing one means making every file again.

/// Hashes bytes: eight at a time, one multiplication each, the same on every machine.
#[inline]
pub fn hash(bytes: &[u8]) -> u64 {
    let mut state = seed(bytes.len());
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0_u8; 8];
        word.copy_from_slice(chunk);
        state = step(state, u64::from_le_bytes(word));
    }
    let mut word = [0_u8; 8];
    let rest = chunks.remainder();
    word[..rest.len()].copy_from_slice(rest);
    finish(step(state, u64::from_le_bytes(word)))
}

/// The hash of the same bytes in small letters; nothing where some are no letters of the Latin alphabet or a full stop.
#[inline]
pub(crate) fn hash_small(bytes: &[u8]) -> Option<u64> {
    let mut state = seed(bytes.len());
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0_u8; 8];
        word.copy_from_slice(chunk);
        state = step(state, small(u64::from_le_bytes(word))?);
    }
    let rest = chunks.remainder().iter().rev();
    let word = rest.fold(0, |word, byte| word << 8 | u64::from(*byte));
    Some(finish(step(state, small(word)?)))
}

/// Eight bytes in small letters at once.
#[inline]
fn small(word: u64) -> Option<u64> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let dots = word ^ (0x2e * EACH);
    let dot = dots.wrapping_sub(EACH) & !dots & HIGH;
    if (word & HIGH) | dot != 0 {
        return None;
    }
    let past_z = word + (0x7f - u64::from(b'Z')) * EACH;
    let from_a = word + (0x80 - u64::from(b'A')) * EACH;
    Some(word | ((from_a ^ past_z) & HIGH) >> 2)
}

/// Adds one more word to the hash of a phrase.
#[inline]
pub fn join(phrase: u64, word: u32) -> u64 {
    step(phrase, u64::from(word) ^ 0x5bd1_e995)
}

/// The number of a feature: which kind it is, and up to two things it is about.
#[inline]
pub fn feature(kind: u32, a: u32, b: u32) -> u32 {
    let state = step(
        u64::from(kind) << 32 | u64::from(a),
        u64::from(b) ^ 0x2545_f491,
    );
    (state >> 32) as u32 ^ state as u32
}

/// The key of a group of features: which group it is, and what they are made of.
#[inline]
pub(crate) fn group<const N: usize>(kind: u64, of: [(u32, u32); N]) -> u64 {
    of.iter().fold(kind, |state, (a, b)| {
        step(state, u64::from(*a) << 32 | u64::from(*b) ^ 0x2545_f491)
    })
}

/// Where the hash of some bytes begins.
#[inline]
pub(super) fn seed(count: usize) -> u64 {
    0x9e37_79b9_7f4a_7c15 ^ count as u64
}

#[inline]
pub(super) fn step(state: u64, word: u64) -> u64 {
    let product = u128::from(state ^ word) * 0xa076_1d64_78bd_642f;
    (product as u64) ^ ((product >> 64) as u64)
}

#[inline]
pub(super) fn finish(state: u64) -> u64 {
    state ^ (state >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_hash_alike_however_they_are_read() {
        for word in [
            "",
            "a",
            "Z",
            "Word",
            "@[`{",
            "McArdle-O'Neil",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "12345678",
        ] {
            let plain = hash(word.to_ascii_lowercase().as_bytes());
            assert_eq!(hash_small(word.as_bytes()), Some(plain), "{word}");
        }
        assert_eq!(hash_small(b"U.S."), None);
        assert_eq!(hash_small("Z\u{fc}rich".as_bytes()), None);
    }
}
