//! Full text: which articles have these words, best first. tantivy lives here and in no other place.
//!
//! Words are indexed as they stand, in lower case; nothing is folded or stemmed while articles come in. Beside each segment lies
//! a file, derived from its dictionary, that says which words share a folded form or a stem; a query's word is widened to those
//! before it is searched for, so `выборы`, `выборов` and `vybory` meet, and a quoted word stays exact at no cost.

mod budget;
mod context;
mod directory;
mod error;
mod expand;
mod filters;
mod forms;
mod highlight;
mod matched;
mod names;
mod near;
mod numbers;
mod patterns;
mod phrase;
mod places;
mod plan;
mod rows;
mod schema;
mod search;
mod similar;
mod snapshot;
mod stems;
mod terms;
mod word;
mod words;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use tantivy::directory::MmapDirectory;
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy};

pub use context::{InContext, in_context, snippet};
pub use error::{IndexError, is_guarded};
pub use filters::Filters;
pub use highlight::Highlighter;
pub use search::{Hits, SearchOptions};
pub use similar::{KEY_TERMS, KeyTerm};
pub use writer::{Writer, WriterOptions};

use crate::model::ArticleNo;
use directory::Folder;
use error::guarded;
use schema::Fields;
use snapshot::Snapshot;

const FORMS: &str = "forms";

/// The text index of one library. Cheap to share; searches see what was there at the last commit or [`TextIndex::reload`].
pub struct TextIndex {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    folder: PathBuf,
    forms: Option<MmapDirectory>,
    snapshot: RwLock<Arc<Snapshot>>,
}

impl TextIndex {
    /// Makes a new index in a folder, which is made too and must hold no index yet.
    pub fn create(folder: &Path) -> Result<Self, IndexError> {
        guarded(|| {
            std::fs::create_dir_all(folder.join(FORMS))?;
            let (schema, fields) = schema::schema();
            let settings = IndexSettings {
                docstore_compression: tantivy::store::Compressor::None,
                docstore_compress_dedicated_thread: false,
                ..IndexSettings::default()
            };
            let directory = Folder::open(folder)?;
            let index = Index::create(directory, schema, settings)?;
            Self::over(index, fields, folder)
        })
    }

    /// Opens the index in a folder.
    ///
    /// # Errors
    /// [`IndexError::Rebuild`] if there is none, or it is damaged, or of another version; [`IndexError::Unreadable`] if that cannot
    /// be seen.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        guarded(|| {
            let (schema, fields) = schema::schema();
            let directory = Folder::open(folder)?;
            let index = Index::open(directory).map_err(IndexError::rebuild)?;
            if index.schema() != schema {
                return Err(IndexError::rebuild("it was written by another version"));
            }
            if let Some(file) = directory::missing(&index, folder)?.first() {
                return Err(IndexError::rebuild(format!("its file {file} is gone")));
            }
            Self::over(index, fields, folder).map_err(|error| match error {
                IndexError::Rebuild { .. } => error,
                other => IndexError::rebuild(other),
            })
        })
    }

    /// Reads every file of the index in `folder` and compares it with the checksum at its end. Returns the names of those that
    /// are damaged, or gone.
    pub fn damaged(folder: &Path) -> Result<Vec<String>, IndexError> {
        guarded(|| {
            let directory = Folder::open(folder)?;
            let index = Index::open(directory).map_err(IndexError::rebuild)?;
            let found = index.validate_checksum().map_err(IndexError::rebuild)?;
            let mut names: Vec<String> = found
                .iter()
                .map(|file| file.to_string_lossy().into_owned())
                .collect();
            names.extend(directory::missing(&index, folder)?);
            names.extend(numbers::damaged(&folder.join(FORMS)).unwrap_or_default());
            names.sort_unstable();
            names.dedup();
            Ok(names)
        })
    }

    fn over(mut index: Index, fields: Fields, folder: &Path) -> Result<Self, IndexError> {
        index.set_tokenizers(schema::tokenizers());
        let reader: IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let forms = MmapDirectory::open(folder.join(FORMS)).ok();
        let last = last(&index)?;
        let snapshot = Snapshot::new((reader.searcher(), last), fields, forms.as_ref(), None)?;
        Ok(Self {
            forms,
            index,
            reader,
            fields,
            folder: folder.to_path_buf(),
            snapshot: RwLock::new(Arc::new(snapshot)),
        })
    }

    /// The highest article number that the index covers, `None` when it covers nothing yet.
    pub fn last(&self) -> Option<ArticleNo> {
        self.snapshot().last
    }

    /// How many articles are in it.
    pub fn articles(&self) -> u64 {
        self.snapshot().searcher.num_docs()
    }

    /// The writer. There is one at a time, over all programs.
    pub fn writer(&self, options: WriterOptions) -> Result<Writer<'_>, IndexError> {
        Writer::new(self, options)
    }

    /// Lets searches see what was committed since, by this or another program.
    pub fn reload(&self) -> Result<(), IndexError> {
        guarded(|| {
            self.reader.reload()?;
            let before = self.snapshot();
            let state = (self.reader.searcher(), last(&self.index)?);
            let folder = self.forms.as_ref();
            let snapshot = Snapshot::new(state, self.fields, folder, Some(&before))?;
            let mut current = self
                .snapshot
                .write()
                .unwrap_or_else(|held| held.into_inner());
            *current = Arc::new(snapshot);
            Ok(())
        })
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(
            &self
                .snapshot
                .read()
                .unwrap_or_else(|held| held.into_inner()),
        )
    }

    /// Works out the forms of new segments now rather than in the first search.
    fn write_forms(&self) -> Result<(), IndexError> {
        guarded(|| {
            let snapshot = self.snapshot();
            for at in 0..snapshot.segments.len() {
                snapshot.forms(at, self.forms.as_ref());
            }
            if self.forms.is_some() {
                writer::sweep_forms(&self.index, &self.folder.join(FORMS))?;
            }
            Ok(())
        })
    }
}

/// The highest article number that an index covers.
fn last(index: &Index) -> Result<Option<ArticleNo>, IndexError> {
    let metas = index.load_metas().map_err(IndexError::rebuild)?;
    writer::read_payload(metas.payload.as_deref())
}

#[cfg(test)]
mod tests;
