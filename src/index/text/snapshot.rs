//! One state of the index as searches see it: segments with their columns and forms.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use tantivy::directory::{MmapDirectory, OwnedBytes};
use tantivy::schema::Field;
use tantivy::{Directory, Searcher, SegmentReader, Term};

use super::error::IndexError;
use super::forms::{Damaged, Forms};
use super::matched::after_prefix;
use super::numbers::Numbers;
use super::schema::Fields;
use super::stems::Language;
use crate::index::RowSet;
use crate::model::ArticleNo;

/// A state of the index between two commits.
pub(crate) struct Snapshot {
    pub(crate) searcher: Searcher,
    pub(crate) fields: Fields,
    pub(crate) segments: Vec<Arc<Segment>>,
    /// The highest article number that it covers.
    pub(crate) last: Option<ArticleNo>,
    languages: OnceLock<Vec<(Language, f32)>>,
    universe: OnceLock<RowSet>,
}

/// One segment of it.
pub(crate) struct Segment {
    /// Article and day by document.
    pub(crate) numbers: Numbers,
    forms: OnceLock<Option<Forms>>,
    /// The forms made anew, where those of the file turned out to be damaged.
    anew: OnceLock<Option<Forms>>,
    file: PathBuf,
}

impl Snapshot {
    /// The state that `searcher` sees; what `before` knows of the same segments is kept. What is derived from a segment lies in `folder`.
    pub(crate) fn new(
        (searcher, last): (Searcher, Option<ArticleNo>),
        fields: Fields,
        folder: Option<&MmapDirectory>,
        before: Option<&Self>,
    ) -> Result<Self, IndexError> {
        let segments = searcher
            .segment_readers()
            .iter()
            .map(|reader| {
                let file = PathBuf::from(reader.segment_id().uuid_string());
                let known = before
                    .and_then(|before| before.segments.iter().find(|segment| segment.file == file));
                if let Some(known) = known {
                    return Ok(Arc::clone(known));
                }
                Ok(Arc::new(Segment {
                    numbers: Numbers::of(reader, &fields, folder)?,
                    forms: OnceLock::new(),
                    anew: OnceLock::new(),
                    file,
                }))
            })
            .collect::<Result<_, IndexError>>()?;
        Ok(Self {
            searcher,
            fields,
            segments,
            last,
            languages: OnceLock::new(),
            universe: OnceLock::new(),
        })
    }

    /// The segments with their readers.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&Segment, &SegmentReader)> {
        self.segments
            .iter()
            .map(Arc::as_ref)
            .zip(self.searcher.segment_readers())
    }

    /// Where a segment stands among all.
    pub(crate) fn place_of(&self, reader: &SegmentReader) -> Option<usize> {
        let id = reader.segment_id();
        let mut all = self.searcher.segment_readers().iter();
        all.position(|other| other.segment_id() == id)
    }

    /// A segment by its reader.
    pub(crate) fn segment_of(&self, reader: &SegmentReader) -> Option<&Arc<Segment>> {
        self.segments.get(self.place_of(reader)?)
    }

    /// Reads the forms of a segment from their file, else works them out, and writes them if `folder` lets us. Where the file
    /// turns out to be damaged, `read` is called again, with forms made anew.
    pub(crate) fn read_forms(
        &self,
        at: usize,
        folder: Option<&MmapDirectory>,
        mut read: impl FnMut(&Forms) -> Result<(), Damaged>,
    ) {
        let Some(forms) = self.forms(at, folder) else {
            return;
        };
        if read(forms).is_err() {
            let anew = &self.segments[at].anew;
            let anew = anew.get_or_init(|| self.make_forms(at, folder));
            // Made from the index itself, which says so where it is damaged, too.
            let _ = anew.as_ref().map(read);
        }
    }

    /// The forms of a segment as they were found or made at first.
    pub(crate) fn forms(&self, at: usize, folder: Option<&MmapDirectory>) -> Option<&Forms> {
        let segment = self.segments.get(at)?;
        let find = || {
            let read = folder.and_then(|folder| folder.open_read(&segment.file).ok());
            let read = read.and_then(|file| file.read_bytes().ok());
            let read = read.and_then(Forms::open);
            read.or_else(|| self.make_forms(at, folder))
        };
        segment.forms.get_or_init(find).as_ref()
    }

    fn make_forms(&self, at: usize, folder: Option<&MmapDirectory>) -> Option<Forms> {
        let bytes = Forms::build(self.searcher.segment_reader(at as u32), &self.fields).ok()?;
        if let Some(folder) = folder {
            // Only a cache: where it cannot be written, the forms live in memory.
            let _ = folder.atomic_write(&self.segments.get(at)?.file, &bytes);
        }
        Forms::open(OwnedBytes::new(bytes))
    }

    /// Calls with the forms of every segment.
    pub(crate) fn each_forms(
        &self,
        folder: Option<&MmapDirectory>,
        mut read: impl FnMut(&Forms) -> Result<(), Damaged>,
    ) {
        for at in 0..self.segments.len() {
            self.read_forms(at, folder, &mut read);
        }
    }

    /// The languages with stemmers, and the share of articles that each has.
    pub(crate) fn languages(&self) -> &[(Language, f32)] {
        self.languages.get_or_init(|| {
            let mut counts: std::collections::BTreeMap<Language, u32> = Default::default();
            let mut all = 0;
            for reader in self.searcher.segment_readers() {
                all += reader.max_doc();
                let Ok(index) = reader.inverted_index(self.fields.lang) else {
                    continue;
                };
                let Ok(mut tags) = index.terms().stream() else {
                    continue;
                };
                while tags.advance() {
                    let tag = std::str::from_utf8(tags.key()).unwrap_or_default();
                    if let Some(language) = Language::of_tag(tag) {
                        *counts.entry(language).or_default() += tags.value().doc_freq;
                    }
                }
            }
            let all = all.max(1) as f32;
            counts
                .into_iter()
                .map(|(language, count)| (language, count as f32 / all))
                .collect()
        })
    }

    /// Every article in the index.
    pub(crate) fn universe(&self) -> &RowSet {
        self.universe.get_or_init(|| {
            let mut rows = RowSet::new();
            for (segment, reader) in self.parts() {
                reader
                    .doc_ids_alive()
                    .for_each(|doc| rows.insert(segment.numbers.article(doc)));
            }
            rows
        })
    }

    /// Documents, deleted ones included: what statistics are over.
    pub(crate) fn documents(&self) -> u64 {
        self.searcher
            .segment_readers()
            .iter()
            .map(|reader| u64::from(reader.max_doc()))
            .sum()
    }

    /// How many documents have the word in the field.
    pub(crate) fn frequency(&self, field: Field, word: &str) -> Result<u64, IndexError> {
        Ok(self
            .searcher
            .doc_freq(&Term::from_field_text(field, word))?)
    }

    /// Calls with the words of a field that start so and the documents that have them, those of each segment in order, for as
    /// long as it answers true.
    pub(crate) fn each_starting(
        &self,
        field: Field,
        start: &str,
        mut found: impl FnMut(&str, u64) -> bool,
    ) -> Result<(), IndexError> {
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(field)?;
            let mut terms = index.terms().range().ge(start.as_bytes());
            if let Some(end) = after_prefix(start) {
                terms = terms.lt(end);
            }
            let mut terms = terms.into_stream()?;
            while terms.advance() {
                let documents = u64::from(terms.value().doc_freq);
                if !std::str::from_utf8(terms.key()).is_ok_and(|word| found(word, documents)) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The mean number of words in the field.
    pub(crate) fn mean_length(&self, field: Field) -> Result<f32, IndexError> {
        let mut words = 0;
        for reader in self.searcher.segment_readers() {
            words += reader.inverted_index(field)?.total_num_tokens();
        }
        Ok((words as f32 / self.documents().max(1) as f32).max(1.0))
    }
}
