//! The forms file of a segment: which words of its dictionary share a folded form or a stem. Derived from the dictionary.
//!
//! Records `kind text 0 word` in byte order, 16 to a block, where the word of a stem follows its language and a word whose accents
//! are heard has two; in a block each record is told as what it shares with the one before.
//! After them a table of where each block starts and its checksum. At the end a guide: how the first record of every 32nd block
//! begins, and a checksum of that stretch of the table. Opening reads no more than the guide, and a look no more than one stretch.

use std::collections::BTreeSet;
use std::ops::Range;

use tantivy::SegmentReader;
use tantivy::directory::OwnedBytes;
use xxhash_rust::xxh3::xxh3_64;

use super::schema::Fields;
use super::stems::Language;
use super::words::{PARTED, is_spaceless, may_be_accented, plain};
use crate::text::fold::fold;

const MAGIC: &[u8; 8] = b"forms\0\0\x06";
const BLOCK: usize = 16;
/// Blocks of a stretch.
const STRETCH: usize = 32;
/// Bytes of a record in the guide; a shorter one is filled up with zeros.
const BEGINNING: usize = 28;
/// Bytes of a stretch in the guide: the beginning of its first record and the checksum of its table.
const GUIDE: usize = BEGINNING + 4;
const FOLDED: u8 = 1;
const STEM: u8 = 2;
const LONGEST_RECORD: usize = 250;
/// Bytes of a block in the table: its start and its checksum.
const ENTRY: usize = 8;

/// A block is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damaged;

/// The forms of one segment, usually mapped.
pub(crate) struct Forms {
    bytes: OwnedBytes,
    /// Where the table stands.
    table: Range<usize>,
    /// Where the guide stands.
    guide: Range<usize>,
}

impl Forms {
    /// Works the forms out from the dictionary of a segment.
    pub(crate) fn build(segment: &SegmentReader, fields: &Fields) -> tantivy::Result<Vec<u8>> {
        let languages = languages_of(segment, fields)?;
        let mut records = Records::default();
        for field in [fields.title, fields.body] {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().stream()?;
            while terms.advance() {
                if let Ok(word) = std::str::from_utf8(terms.key()) {
                    records.add_word(word, &languages);
                }
            }
        }
        Ok(records.encode())
    }

    /// Reads a forms file; `None` when it is not one or its guide is damaged. All else is checked as it is read.
    pub(crate) fn open(bytes: OwnedBytes) -> Option<Self> {
        let all = bytes.as_slice();
        let end = all.len().checked_sub(8)?;
        if end < 12 || &all[..8] != MAGIC {
            return None;
        }
        let count = u32::from_le_bytes(all[8..12].try_into().ok()?) as usize;
        let guide = end.checked_sub(count.div_ceil(STRETCH).checked_mul(GUIDE)?)?;
        let table = guide.checked_sub(count.checked_mul(ENTRY)?)?;
        let sum = u64::from_le_bytes(all[end..].try_into().ok()?);
        if xxh3_64(&all[guide..end]) != sum {
            return None;
        }
        Some(Self {
            bytes,
            table: table..guide,
            guide: guide..end,
        })
    }

    /// Calls with every word of this folded form.
    pub(crate) fn folded(&self, text: &str, mut found: impl FnMut(&str)) -> Result<(), Damaged> {
        self.scan(&key(FOLDED, text), |word, _| {
            found(word);
            true
        })
    }

    /// Calls with every word of this folded stem, and the language whose stem it is.
    pub(crate) fn stemmed(
        &self,
        text: &str,
        mut found: impl FnMut(Language, &str),
    ) -> Result<(), Damaged> {
        self.scan(&key(STEM, text), |record, _| {
            if let Some((language, word)) = record.split_at_checked(1) {
                found(Language(language.as_bytes()[0]), word);
            }
            true
        })
    }

    /// Calls with every folded form that starts so, and its word, until told to stop with `false`.
    pub(crate) fn each_folded(
        &self,
        start: &str,
        mut found: impl FnMut(&str, &str) -> bool,
    ) -> Result<(), Damaged> {
        let mut prefix = key(FOLDED, start);
        // Not the end of the text, but any after it.
        prefix.pop();
        self.scan(&prefix, |_, record| {
            match std::str::from_utf8(&record[1..])
                .ok()
                .and_then(|record| record.split_once('\0'))
            {
                Some((folded, word)) => found(folded, word),
                None => true,
            }
        })
    }

    /// Calls with what follows `prefix` in each record that starts with it, and the record.
    fn scan(
        &self,
        prefix: &[u8],
        mut found: impl FnMut(&str, &[u8]) -> bool,
    ) -> Result<(), Damaged> {
        let count = self.table.len() / ENTRY;
        let (mut low, mut high) = self.around(prefix);
        while low < high {
            let middle = (low + high) / 2;
            let block = self.block(middle)?;
            let (_, first, _) = next(block).ok_or(Damaged)?;
            if first < prefix {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let mut record = Vec::new();
        for block in low.saturating_sub(1)..count {
            let mut rest = self.block(block)?;
            record.clear();
            while let Some((shared, suffix, after)) = next(rest) {
                rest = after;
                record.truncate(shared);
                record.extend_from_slice(suffix);
                if record.starts_with(prefix) {
                    let rest = std::str::from_utf8(&record[prefix.len()..]).unwrap_or_default();
                    if !found(rest, &record) {
                        return Ok(());
                    }
                } else if record.as_slice() > prefix {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The records of a block.
    fn block(&self, block: usize) -> Result<&[u8], Damaged> {
        let (start, sum) = self.entry(block).ok_or(Damaged)?;
        let end = match self.entry(block + 1) {
            Some((next, _)) => next,
            None => self.table.start,
        };
        let records = self.bytes.get(start..end).ok_or(Damaged)?;
        (xxh3_64(records) as u32 == sum)
            .then_some(records)
            .ok_or(Damaged)
    }

    /// Blocks among which the first stands that begins at a record or after it.
    fn around(&self, record: &[u8]) -> (usize, usize) {
        let (guide, _) = self.bytes[self.guide.clone()].as_chunks::<GUIDE>();
        let wanted = beginning(record);
        let begins = |stretch: &[u8; GUIDE]| stretch[..BEGINNING].cmp(&wanted);
        // Records that begin alike may stand on either side.
        let low = guide.partition_point(|stretch| begins(stretch).is_lt());
        let high = guide.partition_point(|stretch| begins(stretch).is_le());
        let count = self.table.len() / ENTRY;
        let low = low.saturating_sub(1) * STRETCH;
        (low.min(count), (high * STRETCH).min(count))
    }

    /// Where a block starts, and its checksum.
    fn entry(&self, block: usize) -> Option<(usize, u32)> {
        let table = self.bytes.get(self.table.clone())?;
        let stretch = table.chunks(STRETCH * ENTRY).nth(block / STRETCH)?;
        let guide = &self.bytes[self.guide.clone()][block / STRETCH * GUIDE..][..GUIDE];
        if guide[BEGINNING..] != sum_of(stretch) {
            return None;
        }
        let entry = stretch.get(block % STRETCH * ENTRY..)?;
        let (start, rest) = entry.split_first_chunk::<4>()?;
        let (sum, _) = rest.split_first_chunk::<4>()?;
        Some((
            u32::from_le_bytes(*start) as usize,
            u32::from_le_bytes(*sum),
        ))
    }
}

/// What the records of a text begin with.
fn key(kind: u8, text: &str) -> Vec<u8> {
    let mut key = vec![kind];
    key.extend_from_slice(text.as_bytes());
    key.push(0);
    key
}

/// How a record begins.
fn beginning(record: &[u8]) -> [u8; BEGINNING] {
    let mut beginning = [0; BEGINNING];
    let length = record.len().min(BEGINNING);
    beginning[..length].copy_from_slice(&record[..length]);
    beginning
}

/// The checksum of a stretch of the table.
fn sum_of(stretch: &[u8]) -> [u8; 4] {
    (xxh3_64(stretch) as u32).to_le_bytes()
}

/// The first record of the rest of a block: how much it shares with the one before, what follows, and the rest behind it.
fn next(block: &[u8]) -> Option<(usize, &[u8], &[u8])> {
    let ([shared, len], rest) = block.split_first_chunk::<2>()?;
    let (suffix, rest) = rest.split_at_checked(usize::from(*len))?;
    Some((usize::from(*shared), suffix, rest))
}

/// The languages of a segment's articles that have stemmers.
pub(crate) fn languages_of(
    segment: &SegmentReader,
    fields: &Fields,
) -> tantivy::Result<Vec<Language>> {
    let index = segment.inverted_index(fields.lang)?;
    let mut tags = index.terms().stream()?;
    let mut languages = BTreeSet::new();
    while tags.advance() {
        let tag = std::str::from_utf8(tags.key()).unwrap_or_default();
        languages.extend(Language::of_tag(tag));
    }
    Ok(languages.into_iter().collect())
}

/// Records being collected: one buffer, and where each stands in it.
#[derive(Default)]
struct Records {
    bytes: Vec<u8>,
    places: Vec<(u32, u32)>,
}

impl Records {
    fn add_word(&mut self, word: &str, languages: &[Language]) {
        let parted = word.strip_prefix(PARTED);
        for key in parted.map_or_else(|| spellings(word), |whole| keys(whole.to_owned())) {
            self.add(FOLDED, &key, &[], word);
        }
        for &language in languages {
            let Some(stem) = language.stem(parted.unwrap_or(word)) else {
                continue;
            };
            for key in keys(stem).iter().filter(|key| *key != word) {
                self.add(STEM, key, &[language.0], word);
            }
        }
    }

    fn add(&mut self, kind: u8, text: &str, language: &[u8], word: &str) {
        let start = self.bytes.len();
        if text.len() + word.len() + 3 > LONGEST_RECORD || start > u32::MAX as usize / 2 {
            return;
        }
        self.bytes.extend(key(kind, text));
        self.bytes.extend_from_slice(language);
        self.bytes.extend_from_slice(word.as_bytes());
        self.places.push((start as u32, self.bytes.len() as u32));
    }

    fn encode(mut self) -> Vec<u8> {
        let bytes = &self.bytes;
        let slice = |&(start, end): &(u32, u32)| &bytes[start as usize..end as usize];
        self.places.sort_unstable_by(|a, b| slice(a).cmp(slice(b)));
        self.places.dedup_by(|a, b| slice(a) == slice(b));
        let mut out = MAGIC.to_vec();
        let blocks = self.places.len().div_ceil(BLOCK);
        out.extend_from_slice(&(blocks as u32).to_le_bytes());
        let mut table = Vec::with_capacity(blocks * ENTRY);
        let mut beginnings = Vec::with_capacity(blocks.div_ceil(STRETCH));
        for (at, block) in self.places.chunks(BLOCK).enumerate() {
            if at % STRETCH == 0 {
                beginnings.push(beginning(slice(&block[0])));
            }
            let start = out.len();
            let mut last: &[u8] = &[];
            for place in block {
                let record = slice(place);
                let shared = last.iter().zip(record).take_while(|(a, b)| a == b).count();
                out.push(shared as u8);
                out.push((record.len() - shared) as u8);
                out.extend_from_slice(&record[shared..]);
                last = record;
            }
            table.extend_from_slice(&(start as u32).to_le_bytes());
            table.extend_from_slice(&(xxh3_64(&out[start..]) as u32).to_le_bytes());
        }
        out.extend_from_slice(&table);
        let guide = out.len();
        for (beginning, stretch) in beginnings.iter().zip(table.chunks(STRETCH * ENTRY)) {
            out.extend_from_slice(beginning);
            out.extend_from_slice(&sum_of(stretch));
        }
        let sum = xxh3_64(&out[guide..]);
        out.extend_from_slice(&sum.to_le_bytes());
        out
    }
}

/// The folded form of a word in lower case, where it differs from the word. A piece of a run without spaces has none: it is no
/// word, and what its letters sound like would meet the words of other scripts.
pub(crate) fn fold_cheap(word: &str) -> Option<String> {
    if word.is_ascii() || word.starts_with(is_spaceless) {
        return None;
    }
    let folded = fold(word);
    (folded != word && !folded.is_empty()).then_some(folded)
}

/// What a word in lower case is filed under besides itself: its folded form, and the folded form of its plain one, which differ
/// where an accent is heard: `güneş` is typed `gunesh` or `gunes`.
pub(crate) fn spellings(word: &str) -> Vec<String> {
    let mut spellings: Vec<String> = fold_cheap(word).into_iter().collect();
    if !may_be_accented(word) || word.starts_with(is_spaceless) {
        return spellings;
    }
    let plain = plain(word);
    if plain != word && !plain.is_empty() {
        let other = fold_cheap(&plain).unwrap_or(plain);
        if !spellings.contains(&other) {
            spellings.push(other);
        }
    }
    spellings
}

/// The spellings of a word, or the word itself where it has no others.
pub(crate) fn keys(word: String) -> Vec<String> {
    match spellings(&word) {
        none if none.is_empty() => vec![word],
        some => some,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(words: &[&str], languages: &[&str]) -> Forms {
        let languages: Vec<_> = languages
            .iter()
            .filter_map(|tag| Language::of_tag(tag))
            .collect();
        let mut records = Records::default();
        words
            .iter()
            .for_each(|word| records.add_word(word, &languages));
        Forms::open(OwnedBytes::new(records.encode())).expect("what was just encoded")
    }

    fn check(forms: &Forms, text: &str, expected: &[&str]) {
        let mut got = Vec::new();
        let read = forms.folded(text, |word| got.push(word.to_string()));
        assert_eq!(read, Ok(()));
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn words_are_found_by_stem_and_by_folded_form() {
        let forms = forms(
            &[
                "elections",
                "elected",
                "elect",
                "пашинян",
                "пашиняна",
                "erdoğan",
                "güneş",
            ],
            &["en", "ru"],
        );
        let english = Language::of_tag("en").expect("English");
        let mut found = Vec::new();
        let read = forms.stemmed("elect", |language, word| {
            found.push((language, word.to_string()));
        });
        assert_eq!(read, Ok(()));
        assert_eq!(
            found,
            ["elected", "elections"].map(|word| (english, word.to_string()))
        );
        check(&forms, "erdogan", &["erdoğan"]);
        check(&forms, "pashinyan", &["пашинян"]);
        check(&forms, "gunesh", &["güneş"]);
        check(&forms, "gunes", &["güneş"]);
        check(&forms, "pash", &[]);
    }

    #[test]
    fn many_words_are_all_found() {
        let words: Vec<String> = (0..500).map(|n| format!("é{n:03}")).collect();
        let refs: Vec<&str> = words.iter().map(String::as_str).collect();
        let forms = forms(&refs, &[]);
        let mut seen = 0;
        let read = forms.each_folded("e", |_, _| {
            seen += 1;
            true
        });
        assert_eq!(read, Ok(()));
        assert_eq!(seen, 500);
        check(&forms, "e123", &["é123"]);
    }

    #[test]
    fn words_that_begin_alike_over_many_stretches_are_all_found() {
        let long = "é".repeat(30);
        let words: Vec<String> = (0..3_000).map(|n| format!("{long}{n:04}")).collect();
        let refs: Vec<&str> = words.iter().map(String::as_str).collect();
        let forms = forms(&refs, &[]);
        for n in (0..3_000).step_by(97) {
            let folded = format!("{}{n:04}", "e".repeat(30));
            check(&forms, &folded, &[&words[n]]);
        }
        check(&forms, &"e".repeat(40), &[]);
        check(&forms, "a", &[]);
    }

    #[test]
    fn a_damaged_file_is_not_read() {
        let mut records = Records::default();
        for at in 0..600 {
            records.add_word(&format!("é{at:03}"), &[]);
        }
        let whole = records.encode();
        assert!(Forms::open(OwnedBytes::new(Vec::new())).is_none());
        for at in (0..whole.len()).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at] ^= 4;
            let read = Forms::open(OwnedBytes::new(bytes)).map(|forms| {
                let mut seen = 0;
                let read = forms.each_folded("e", |_, _| {
                    seen += 1;
                    true
                });
                read.map(|()| seen)
            });
            assert!(
                matches!(read, None | Some(Err(Damaged))),
                "byte {at}: {read:?}"
            );
        }
    }
}
