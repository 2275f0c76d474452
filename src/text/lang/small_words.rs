//! Languages told by the short words that stand in every sentence of theirs: those that the trigrams do not know, and
//! English, which most of what is read is in and for which the trigrams would cost more than all else that reading does.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use xxhash_rust::xxh3::Xxh3Default;

use crate::text::words::words;

/// The short words of one language.
struct Table {
    tag: &'static str,
    /// Least share of a text's words, in hundredths, that must be among `words`.
    least: usize,
    words: &'static [&'static str],
}

const TABLES: [Table; 6] = [
    Table {
        tag: "en",
        least: 9,
        words: &[
            "the", "of", "and", "to", "that", "was", "with", "by", "which", "from", "have", "has",
            "were", "this", "are", "they", "who", "will", "would", "their", "been", "not", "its",
            "said",
        ],
    },
    Table {
        tag: "ha",
        least: 13,
        words: &[
            "da", "ya", "ta", "na", "yi", "ne", "ba", "kuma", "ke", "ce", "daga", "mai", "suka",
            "cewa", "aka", "sun", "cikin", "wani", "wannan", "bayan", "wanda", "zai", "domin",
            "kasar",
        ],
    },
    Table {
        tag: "so",
        least: 11,
        words: &[
            "oo", "ka", "ku", "ah", "ay", "ee", "ayaa", "uu", "iyo", "soo", "lagu", "ugu", "waxaa",
            "waxay", "badan", "laga", "sheegay", "markii", "waxa", "wuxuu", "inay", "inuu", "kale",
            "dadka",
        ],
    },
    Table {
        tag: "sw",
        least: 13,
        words: &[
            "ya", "wa", "na", "kwa", "katika", "za", "ni", "kuwa", "cha", "vya", "hiyo", "yake",
            "miaka", "wake", "zaidi", "kama", "nchini", "lakini", "baada", "kwamba", "kutoka",
            "mwaka", "kwenye", "wakati",
        ],
    },
    Table {
        tag: "yo",
        least: 16,
        words: &[
            "ni", "ti", "awon", "won", "pe", "naa", "si", "ko", "fun", "lati", "kan", "lo", "ati",
            "oun", "ninu", "gba", "lori", "yii", "yoo",
        ],
    },
    Table {
        tag: "pcm",
        least: 6,
        words: &[
            "di", "dey", "wey", "dem", "im", "dis", "dia", "tok", "pipo", "afta", "wit", "wetin",
            "sey", "bin", "sabi", "oga", "don", "na",
        ],
    },
];

/// Fewest different words of a table that must stand in the text.
const DIFFERENT: u32 = 4;
/// After so many words a text is told whose share is twice what is asked for.
const ENOUGH: usize = 60;

/// Most bytes of a word of the tables, so that one is compared as a number.
const LONGEST: usize = 8;

/// Where a word stands: the tables with it, and its place in each.
type Places = Vec<(usize, usize)>;

/// The words of all tables by their bytes.
static PLACES: LazyLock<HashMap<u64, Places, BuildHasherDefault<Xxh3Default>>> =
    LazyLock::new(|| {
        let mut places: HashMap<_, Places, _> = HashMap::default();
        for (at, table) in TABLES.iter().enumerate() {
            for (place, word) in table.words.iter().enumerate() {
                if let Some(key) = key(word) {
                    places.entry(key).or_default().push((at, place));
                }
            }
        }
        places
    });

/// A short ASCII word in lower case as a number; `None` for any other.
fn key(word: &str) -> Option<u64> {
    let mut bytes = [0; LONGEST];
    bytes
        .get_mut(..word.len())?
        .copy_from_slice(word.as_bytes());
    bytes.make_ascii_lowercase();
    bytes.is_ascii().then(|| u64::from_le_bytes(bytes))
}

/// Returns the language whose short words stand out.
pub(super) fn tag(text: &str) -> Option<&'static str> {
    let mut all = 0;
    let mut hits = [0usize; TABLES.len()];
    let mut seen = [0u32; TABLES.len()];
    for word in words(text) {
        all += 1;
        let places = key(word.text).and_then(|key| PLACES.get(&key));
        for &(at, place) in places.into_iter().flatten() {
            hits[at] += 1;
            seen[at] |= 1 << place;
        }
        if all == ENOUGH
            && let Some(tag) = most(all, 2, &hits, &seen)
        {
            return Some(tag);
        }
    }
    most(all, 1, &hits, &seen)
}

/// The language with the greatest share of `all` words, of those with `times` the share that is asked for.
fn most(all: usize, times: usize, hits: &[usize], seen: &[u32]) -> Option<&'static str> {
    let enough = |&(at, table): &(usize, &Table)| {
        hits[at] * 100 >= all * table.least * times && seen[at].count_ones() >= DIFFERENT
    };
    TABLES
        .iter()
        .enumerate()
        .filter(enough)
        .max_by_key(|&(at, table)| hits[at] * 100 / table.least)
        .map(|(_, table)| table.tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_tables_is_found() {
        for (at, table) in TABLES.iter().enumerate() {
            for word in table.words {
                let upper = key(&word.to_ascii_uppercase());
                let places = upper.and_then(|key| PLACES.get(&key));
                let found = places.is_some_and(|places| places.iter().any(|place| place.0 == at));
                assert!(found, "{word} of {}", table.tag);
            }
        }
    }
}
