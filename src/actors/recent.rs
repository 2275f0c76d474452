//! Words of late, and what the dictionary says of them: the same words come again and again.

use super::lexicon::Lexicon;

/// How many words are remembered.
const MOST: usize = 1 << 12;

/// Words by their hashes, each in the one place it may have.
#[derive(Debug, Default)]
pub(super) struct Recent {
    words: Vec<(u32, u32)>,
}

impl Recent {
    /// What the dictionary, always the same one, knows of a word.
    #[inline]
    pub(super) fn word(&mut self, lexicon: &Lexicon, word: u32) -> u32 {
        let place = word as usize & (MOST - 1);
        match self.words.get_mut(place) {
            Some((own, known)) => {
                if *own != word {
                    (*own, *known) = (word, lexicon.word(word));
                }
                *known
            }
            None => {
                self.words = vec![(0, lexicon.word(0)); MOST];
                lexicon.word(word)
            }
        }
    }
}
