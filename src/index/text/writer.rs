//! Adding and deleting articles, committing, merging.

use std::path::Path;

use tantivy::index::SegmentId;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{DocId, Index, IndexWriter, TantivyDocument};

use super::TextIndex;
use super::error::{IndexError, guarded};
use super::numbers;
use super::rows::RowsQuery;
use super::schema::VERSION;
use crate::index::RowSet;
use crate::model::{Article, ArticleNo};

/// How much the writer may take.
#[derive(Clone, Copy, Debug)]
pub struct WriterOptions {
    /// Threads that build segments.
    pub threads: usize,
    /// Bytes of memory for all of them; a segment is written when its part is full.
    pub heap: usize,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self {
            threads: 2,
            heap: 400 << 20,
        }
    }
}

/// Segments that may be set aside as too big to merge again.
const BIG: usize = 4;

/// The one writer of an index. What is added or deleted is found by searches after [`Writer::commit`].
pub struct Writer<'i> {
    index: &'i TextIndex,
    inner: IndexWriter<TantivyDocument>,
    doomed: RowSet,
}

impl<'i> Writer<'i> {
    pub(crate) fn new(index: &'i TextIndex, options: WriterOptions) -> Result<Self, IndexError> {
        guarded(|| {
            let threads = options.threads.clamp(1, 8);
            let each = (options.heap / threads).clamp(16 << 20, 2 << 30);
            let options = IndexWriterOptions::builder()
                .num_worker_threads(threads)
                .memory_budget_per_thread(each)
                .num_merge_threads(1)
                .build();
            let inner: IndexWriter = index.index.writer_with_options(options)?;
            inner.set_merge_policy(Box::new(LogMergePolicy::default()));
            Ok(Self {
                index,
                inner,
                doomed: RowSet::new(),
            })
        })
        .map_err(|error| error.at(&index.folder))
    }

    /// Adds an article. Numbers are never given twice, so nothing is replaced.
    pub fn add(&mut self, no: ArticleNo, article: &Article) -> Result<(), IndexError> {
        let document = self.index.fields.document(no, article);
        guarded(|| Ok(self.inner.add_document(document).map(|_| ())?))
            .map_err(|error| error.at(&self.index.folder))
    }

    /// Takes an article out.
    pub fn delete(&mut self, no: ArticleNo) {
        self.doomed.insert(no.0);
    }

    /// Makes everything so far searchable and durable. `last` is the highest number the index now covers: what lies above it is
    /// indexed again when the index is next opened.
    pub fn commit(&mut self, last: ArticleNo) -> Result<(), IndexError> {
        guarded(|| {
            if !self.doomed.is_empty() {
                let doomed = std::mem::take(&mut self.doomed);
                self.inner.delete_query(Box::new(RowsQuery::new(doomed)))?;
            }
            let mut prepared = self.inner.prepare_commit()?;
            prepared.set_payload(&payload(Some(last)));
            prepared.commit()?;
            Ok(())
        })
        .map_err(|error| error.at(&self.index.folder))?;
        self.index.reload()?;
        self.index.write_forms()
    }

    /// Merges segments into about two, where there are many: searches start faster; and removes files that earlier merges, ended
    /// or broken off, have left. Takes seconds to minutes; nothing else may be written meanwhile.
    pub fn tidy(&mut self) -> Result<(), IndexError> {
        guarded(|| self.merge()).map_err(|error| error.at(&self.index.folder))?;
        self.index.reload()?;
        self.index.write_forms()?;
        // Only now: while searches saw the segments that were merged, their files had to stay.
        guarded(|| Ok(self.inner.garbage_collect_files().wait().map(|_| ())?))
    }

    fn merge(&mut self) -> Result<(), IndexError> {
        let mut metas = self.inner.index().searchable_segment_metas()?;
        metas.sort_by_key(|meta| std::cmp::Reverse(meta.num_docs()));
        // A segment as big as all smaller ones together stays: a few new articles must not cost a rewrite of a million.
        let mut rest: DocId = metas.iter().map(|meta| meta.num_docs()).sum();
        let big = metas
            .iter()
            .take_while(|meta| {
                rest -= meta.num_docs();
                meta.num_docs() >= rest
            })
            .count();
        metas.drain(..big.min(BIG));
        if metas.len() <= 3 {
            return Ok(());
        }
        let mut halves: [(DocId, Vec<SegmentId>); 2] = Default::default();
        for meta in &metas {
            let lighter = usize::from(halves[0].0 > halves[1].0);
            halves[lighter].0 += meta.num_docs();
            halves[lighter].1.push(meta.id());
        }
        for (_, half) in halves.iter().filter(|half| half.1.len() > 1) {
            self.inner.merge(half).wait()?;
        }
        Ok(())
    }
}

/// What is noted with each commit: the version and the last number.
pub(crate) fn payload(last: Option<ArticleNo>) -> String {
    let last = last.map_or(0, |no| u64::from(no.0) + 1);
    format!("dateline {VERSION} {last}")
}

/// The last number that a payload tells of; an error if it is of another version.
pub(crate) fn read_payload(payload: Option<&str>) -> Result<Option<ArticleNo>, IndexError> {
    let Some(payload) = payload else {
        return Ok(None);
    };
    let mut parts = payload.split(' ');
    let ours = parts.next() == Some("dateline")
        && parts.next().and_then(|version| version.parse().ok()) == Some(VERSION);
    let covered: Option<u64> = parts.next().and_then(|last| last.parse().ok());
    match covered {
        Some(covered) if ours => Ok(covered
            .checked_sub(1)
            .and_then(|last| u32::try_from(last).ok())
            .map(ArticleNo)),
        _ => Err(IndexError::rebuild("it was written by another version")),
    }
}

/// Removes what was derived from segments that are gone.
pub(crate) fn sweep_forms(index: &Index, folder: &Path) -> Result<(), IndexError> {
    let kept: Vec<String> = index
        .searchable_segment_ids()?
        .iter()
        .map(|id| id.uuid_string())
        .flat_map(|id| [numbers::file_name(&id), id])
        .collect();
    for entry in std::fs::read_dir(folder)?.flatten() {
        let name = entry.file_name();
        if !kept.iter().any(|id| name.to_str() == Some(id)) {
            // A file that stays is only waste.
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(())
}
