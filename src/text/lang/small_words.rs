//! Languages told by the short words that stand in every sentence of theirs: those that the trigrams do not know, and
//! English, which most of what is read is in and for which the trigrams would cost more than all else that reading does.

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
            "sey", "bin", "im", "sabi", "oga", "don", "na",
        ],
    },
];

/// Fewest different words of a table that must stand in the text.
const DIFFERENT: u32 = 4;

/// Returns the language whose short words stand out.
pub(super) fn tag(text: &str) -> Option<&'static str> {
    let mut all = 0;
    let mut hits = [0usize; TABLES.len()];
    let mut seen = [0u32; TABLES.len()];
    for word in words(text) {
        all += 1;
        if word.text.len() > 8 || !word.text.is_ascii() {
            continue;
        }
        let word = word.text.to_ascii_lowercase();
        for (at, table) in TABLES.iter().enumerate() {
            if let Some(place) = table.words.iter().position(|known| *known == word) {
                hits[at] += 1;
                seen[at] |= 1 << place;
            }
        }
    }
    TABLES
        .iter()
        .enumerate()
        .filter(|&(at, table)| {
            hits[at] * 100 >= all * table.least && seen[at].count_ones() >= DIFFERENT
        })
        .max_by_key(|&(at, table)| hits[at] * 100 / table.least)
        .map(|(_, table)| table.tag)
}
