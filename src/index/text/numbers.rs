//! The numbers file of a segment: the article, the day and the language of each document, flat, so that a search over many hits reads them as
//! they lie. Derived from the columns of the segment, which are packed: opening those and unpacking each hit costs more than to find it.
//!
//! Magic, how many documents, the highest article number, the newest day, a checksum of these; the article numbers, 4 bytes each; how
//! many days before the newest, 2 bytes each; the languages, 1 byte each; a checksum of it all.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::columnar::ColumnValues;
use tantivy::directory::{MmapDirectory, OwnedBytes};
use tantivy::schema::IndexRecordOption;
use tantivy::{Directory, DocId, SegmentReader};
use xxhash_rust::xxh3::xxh3_64;

use super::schema::{DAY, Fields, NO};
use super::stems::Language;

const MAGIC: &[u8; 8] = b"numbers\x01";
const HEAD: usize = 20 + SUM;
const SUM: usize = 8;
/// Bytes of a document.
const EACH: usize = 4 + 2 + 1;
/// The day of a document that has none, or one centuries before the newest.
const NO_DAY: u16 = u16::MAX;
/// The language of a document that has none with a stemmer.
const NO_LANGUAGE: u8 = u8::MAX;
/// What the names of these files end with.
const ENDING: &str = "numbers";
/// Smaller segments have no file: their numbers are read from the columns when they are opened.
const LEAST: u32 = 5_000;

/// The numbers of one segment, usually mapped.
pub(crate) struct Numbers {
    bytes: OwnedBytes,
    docs: usize,
    highest: u32,
    newest: u32,
}

impl Numbers {
    /// Those of a segment: from its file in `folder`, else worked out, and written there if it lets us.
    pub(crate) fn of(
        reader: &SegmentReader,
        fields: &Fields,
        folder: Option<&MmapDirectory>,
    ) -> tantivy::Result<Self> {
        let file = PathBuf::from(file_name(&reader.segment_id().uuid_string()));
        let docs = reader.max_doc();
        let folder = folder.filter(|_| docs >= LEAST);
        let read = folder.and_then(|folder| folder.open_read(&file).ok());
        let read = read.and_then(|file| file.read_bytes().ok());
        if let Some(numbers) = read.and_then(|bytes| Self::open(bytes, docs)) {
            return Ok(numbers);
        }
        let bytes = build(reader, fields)?;
        if let Some(folder) = folder {
            // Only a cache: where it cannot be written, the numbers live in memory.
            let _ = folder.atomic_write(&file, &bytes);
        }
        let damaged = || tantivy::TantivyError::InternalError("numbers of a segment".into());
        Self::open(OwnedBytes::new(bytes), docs).ok_or_else(damaged)
    }

    fn open(bytes: OwnedBytes, docs: u32) -> Option<Self> {
        let (head, sum) = bytes.get(..HEAD)?.split_last_chunk::<SUM>()?;
        let (words, _) = head.strip_prefix(MAGIC)?.as_chunks();
        let &[count, highest, newest] = words else {
            return None;
        };
        let docs = docs as usize;
        let whole = xxh3_64(head) == u64::from_le_bytes(*sum)
            && u32::from_le_bytes(count) as usize == docs
            && bytes.len() == HEAD + EACH * docs + SUM;
        whole.then_some(Self {
            docs,
            highest: u32::from_le_bytes(highest),
            newest: u32::from_le_bytes(newest),
            bytes,
        })
    }

    /// The article of each document.
    #[inline]
    pub(crate) fn articles(&self) -> &[[u8; 4]] {
        let (articles, _) = self.bytes[HEAD..][..4 * self.docs].as_chunks();
        articles
    }

    /// The article that a document is.
    #[inline]
    pub(crate) fn article(&self, doc: DocId) -> u32 {
        u32::from_le_bytes(self.articles()[doc as usize])
    }

    /// The day of a document, as the index counts them.
    #[inline]
    pub(crate) fn day(&self, doc: DocId) -> Option<u32> {
        let (days, _) = self.bytes[HEAD + 4 * self.docs..].as_chunks();
        let before = u16::from_le_bytes(days[doc as usize]);
        (before != NO_DAY).then(|| self.newest.saturating_sub(before.into()))
    }

    /// The language of each document, by its number.
    #[inline]
    pub(crate) fn languages(&self) -> &[u8] {
        &self.bytes[HEAD + 6 * self.docs..][..self.docs]
    }

    /// The highest article number.
    pub(crate) fn highest(&self) -> u32 {
        self.highest
    }
}

/// The name of the numbers file of a segment.
pub(crate) fn file_name(segment: &str) -> String {
    format!("{segment}.{ENDING}")
}

/// The names of the numbers files in a folder that are not what was written.
pub(crate) fn damaged(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == ENDING) {
            let bytes = std::fs::read(&path)?;
            let whole = bytes
                .split_last_chunk::<SUM>()
                .is_some_and(|(all, sum)| xxh3_64(all) == u64::from_le_bytes(*sum));
            let name = path.file_name().unwrap_or_default();
            names.extend((!whole).then(|| name.to_string_lossy().into_owned()));
        }
    }
    Ok(names)
}

fn build(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Vec<u8>> {
    let docs = reader.max_doc();
    let column = |name| -> tantivy::Result<Arc<dyn ColumnValues<u64>>> {
        reader.fast_fields().column_first_or_default::<u64>(name)
    };
    let (articles, days) = (column(NO)?, column(DAY)?);
    Ok(encode(
        (0..docs).map(|doc| articles.get_val(doc) as u32),
        (0..docs).map(|doc| days.get_val(doc) as u32),
        &languages(reader, fields)?,
    ))
}

fn languages(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Vec<u8>> {
    let mut languages = vec![NO_LANGUAGE; reader.max_doc() as usize];
    let index = reader.inverted_index(fields.lang)?;
    let mut tags = index.terms().stream()?;
    while tags.advance() {
        let tag = std::str::from_utf8(tags.key()).unwrap_or_default();
        let Some(language) = Language::of_tag(tag) else {
            continue;
        };
        let info = tags.value().clone();
        let mut block = index.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
        while !block.docs().is_empty() {
            for doc in block.docs() {
                languages[*doc as usize] = language.0;
            }
            block.advance();
        }
    }
    Ok(languages)
}

fn encode(
    articles: impl ExactSizeIterator<Item = u32> + Clone,
    days: impl Iterator<Item = u32> + Clone,
    languages: &[u8],
) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD + EACH * articles.len() + SUM);
    let newest = days.clone().max().unwrap_or(0);
    bytes.extend_from_slice(MAGIC);
    for number in [
        articles.len() as u32,
        articles.clone().max().unwrap_or(0),
        newest,
    ] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(&xxh3_64(&bytes).to_le_bytes());
    for article in articles {
        bytes.extend_from_slice(&article.to_le_bytes());
    }
    for day in days {
        let before = match day {
            0 => NO_DAY,
            day => u16::try_from(newest - day).unwrap_or(NO_DAY),
        };
        bytes.extend_from_slice(&before.to_le_bytes());
    }
    bytes.extend_from_slice(languages);
    bytes.extend_from_slice(&xxh3_64(&bytes).to_le_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(bytes: &[u8], docs: u32) -> Option<Numbers> {
        Numbers::open(OwnedBytes::new(bytes.to_vec()), docs)
    }

    #[test]
    fn each_document_has_its_article_and_day() {
        let bytes = encode(
            [4, 9, 2].into_iter(),
            [18_000, 0, 20_000].into_iter(),
            &[1, 2, 3],
        );
        let numbers = open(&bytes, 3).expect("it is whole");
        let articles = [0, 1, 2].map(|doc| numbers.article(doc));
        let days = [0, 1, 2].map(|doc| numbers.day(doc));
        assert_eq!(articles, [4, 9, 2]);
        assert_eq!(days, [Some(18_000), None, Some(20_000)]);
        assert_eq!(numbers.languages(), [1, 2, 3]);
        assert_eq!(numbers.highest(), 9);
    }

    #[test]
    fn a_file_of_another_segment_or_cut_short_is_none() {
        let bytes = encode([4, 9].into_iter(), [0, 0].into_iter(), &[0, 0]);
        assert!(open(&bytes, 3).is_none());
        assert!(open(&bytes[..bytes.len() - 1], 2).is_none());
        assert!(open(&[], 0).is_none());
    }

    #[test]
    fn what_was_changed_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut bytes = encode([4, 9].into_iter(), [0, 0].into_iter(), &[0, 0]);
        let write = |name: &str, bytes: &[u8]| {
            std::fs::write(folder.path().join(file_name(name)), bytes).expect("room");
        };
        write("whole", &bytes);
        bytes[HEAD] ^= 1;
        write("changed", &bytes);
        let names = damaged(folder.path()).expect("a folder");
        assert_eq!(names, [file_name("changed")]);
    }
}
