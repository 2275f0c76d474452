//! Keeps the text index and the columns in step with the store: while a load goes on, and after one that was cut off.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Arc, MutexGuard};

use crate::index::columns::{Columns, ColumnsWriter, Entry};
use crate::index::text::{TextIndex, Writer, WriterOptions};
use crate::model::{Article, ArticleNo, first_words};
use crate::store::{Committed, StoreError};

use super::seen::Seen;
use super::{Library, LoadError, lock};

/// Articles after which the first commit of the text index comes; each later one waits four times as many.
const FIRST_COMMIT: u64 = 5_000;

/// The file of article columns in a library's folder.
pub(super) const COLUMNS: &str = "articles.columns";

/// Writes what is derived from the store.
pub(super) struct Derive<'l> {
    library: &'l Library,
    _alone: MutexGuard<'l, ()>,
    text: &'l TextIndex,
    writer: Writer<'l>,
    columns: ColumnsWriter,
    last: Option<ArticleNo>,
    waiting: u64,
    next_commit: u64,
    changed: bool,
    /// Whether the text index was committed after the last change.
    settled: bool,
}

impl<'l> Derive<'l> {
    /// Begins, and first makes up for whatever the store has and the index or the columns lack.
    pub(super) fn begin(library: &'l Library) -> Result<Self, LoadError> {
        let alone = lock(&library.deriving);
        let text = library.index()?;
        let writer = text.writer(WriterOptions::default())?;
        let mut derive = Self {
            library,
            _alone: alone,
            text,
            writer,
            columns: ColumnsWriter::from(Arc::clone(&library.seen().columns)),
            last: text.last(),
            waiting: 0,
            next_commit: FIRST_COMMIT,
            changed: false,
            settled: true,
        };
        derive.catch_up()?;
        Ok(derive)
    }

    /// Takes what a batch committed.
    pub(super) fn take(
        &mut self,
        fresh: &[(ArticleNo, Article, u32)],
        done: &Committed,
    ) -> Result<(), LoadError> {
        for (no, article, words) in fresh {
            self.writer.add(*no, article)?;
            self.columns
                .add(*no, &entry(article, &article.headline(), *words));
        }
        for &gone in &done.removed {
            self.writer.delete(gone);
            self.columns.remove(gone);
        }
        if !fresh.is_empty() || !done.removed.is_empty() {
            self.change();
        }
        self.last = done.last.or(self.last);
        self.waiting += fresh.len() as u64;
        if self.waiting >= self.next_commit {
            self.commit_text()?;
            self.next_commit *= 4;
        }
        self.show(done.generation)
    }

    /// Makes searchable what has been taken so far.
    pub(super) fn settle(&mut self) -> Result<(), LoadError> {
        if !self.settled {
            self.commit_text()?;
        }
        Ok(())
    }

    /// Ends: everything is searchable and on disk.
    pub(super) fn finish(&mut self) -> Result<(), LoadError> {
        if !self.changed {
            return Ok(());
        }
        self.settle()?;
        let generation = self.library.store()?.generation();
        self.columns.save(&columns_file(self.library), generation)?;
        self.show(generation)?;
        self.changed = false;
        Ok(())
    }

    /// Merges the index into few parts, which makes the next start faster. Takes long; nothing waits for it.
    pub(super) fn tidy(&mut self) -> Result<(), LoadError> {
        self.writer.tidy()?;
        Ok(())
    }

    fn change(&mut self) {
        self.changed = true;
        self.settled = false;
    }

    fn commit_text(&mut self) -> Result<(), LoadError> {
        self.waiting = 0;
        self.settled = true;
        if let Some(last) = self.last {
            self.writer.commit(last)?;
        }
        Ok(())
    }

    fn show(&mut self, generation: u64) -> Result<(), LoadError> {
        let columns = self.columns.publish()?;
        self.library.show(Seen {
            generation,
            columns,
            ..Seen::clone(&self.library.seen())
        });
        self.library.announce();
        Ok(())
    }

    fn catch_up(&mut self) -> Result<(), LoadError> {
        let reader = self.library.reader()?;
        let generation = reader.generation()?;
        let newest = reader.last()?;
        let columns = self.columns.published();
        let gone = reader.gone_since(columns.stamp())?;
        let behind = catch_up_columns(self.library, &mut self.columns)?;
        gone.iter().for_each(|&no| self.writer.delete(no));
        if self.text.last() < newest {
            self.index_after(self.text.last())?;
            self.last = newest;
            self.change();
        }
        if behind || !gone.is_empty() {
            self.change();
        }
        if self.changed {
            self.show(generation)?;
        }
        Ok(())
    }

    fn index_after(&mut self, after: Option<ArticleNo>) -> Result<(), LoadError> {
        let mut fault = None;
        let (library, writer) = (self.library, &mut self.writer);
        let cancel = &library.watch.cancel;
        library
            .reader()?
            .each_whole_after(after, false, |no, whole| {
                let added = match library.go_past(no, whole) {
                    Ok(Some(whole)) => {
                        let added = writer.add(whole.no, &whole.article);
                        added.map_err(LoadError::from)
                    }
                    Ok(None) => Ok(()),
                    Err(error) => Err(error.into()),
                };
                match added {
                    Ok(()) if !cancel.is_cancelled() => ControlFlow::Continue(()),
                    Ok(()) => ControlFlow::Break(()),
                    Err(error) => {
                        fault = Some(error);
                        ControlFlow::Break(())
                    }
                }
            })?;
        fault.map_or(Ok(()), Err)
    }
}

/// Adds to the columns what the store has and they lack, and takes out what has gone. Returns whether there was anything.
pub(super) fn catch_up_columns(
    library: &Library,
    columns: &mut ColumnsWriter,
) -> Result<bool, StoreError> {
    let reader = library.reader()?;
    let gone = reader.gone_since(columns.published().stamp())?;
    gone.iter().for_each(|&no| columns.remove(no));
    let next = columns.next().0;
    let after = next.checked_sub(1).map(ArticleNo);
    let mut fault = None;
    let mut added = false;
    reader.each_after(after, |light| {
        let declared = match library.go_past(light.no, light.declared()) {
            Ok(declared) => declared.unwrap_or_default(),
            Err(error) => {
                fault = Some(error);
                return ControlFlow::Break(());
            }
        };
        let mut stand_in = None;
        if light.title.is_empty() {
            stand_in = reader
                .body(light.no)
                .ok()
                .flatten()
                .map(|body| first_words(&body));
        }
        let entry = Entry {
            id: &light.id,
            title: stand_in.as_deref().unwrap_or(&light.title),
            date: light.date,
            words: light.words,
            sources: &declared.sources,
            lang: light.lang,
            tags: &declared.tags,
            authors: &declared.authors,
        };
        added |= columns.add(light.no, &entry);
        ControlFlow::Continue(())
    })?;
    match fault {
        Some(fault) => Err(fault),
        None => Ok(added || !gone.is_empty()),
    }
}

/// Opens the columns of a library; those that are missing, damaged, older or ahead of the store are begun anew.
pub(super) fn open_columns(folder: &std::path::Path, generation: u64) -> Arc<Columns> {
    let opened = Columns::open(&folder.join(COLUMNS));
    opened
        .ok()
        .filter(|columns| columns.stamp() <= generation)
        .unwrap_or_default()
}

fn columns_file(library: &Library) -> PathBuf {
    library.place.dir.join(COLUMNS)
}

fn entry<'a>(article: &'a Article, title: &'a str, words: u32) -> Entry<'a> {
    Entry {
        id: &article.id,
        title,
        date: article.date,
        words,
        sources: &article.sources,
        lang: article.lang.as_deref(),
        tags: &article.tags,
        authors: &article.authors,
    }
}
