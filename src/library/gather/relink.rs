//! Brings the columns to whom names mean by the articles there are now.

use std::sync::Arc;

use crate::index::RowSet;
use crate::model::ArticleNo;

use super::{FEW, Gather, SAVED};
use crate::library::LoadError;
use crate::library::bearers::{self, LINKS};

impl Gather<'_> {
    /// Lets parts of names stand for whom they mean by the articles there are now. Only articles with a part that means
    /// somebody else by now are gathered again.
    pub(super) fn relink(&mut self) -> Result<(), LoadError> {
        let library = self.library;
        let reader = library.reader()?;
        let newer = bearers::find(&*library.own()?, &reader)?;
        let changes = bearers::kept(&reader)?.changes(&newer);
        if changes.is_empty() {
            return Ok(());
        }
        let published = self.writer.publish(&library.seen().columns)?;
        let mut touched = RowSet::new();
        let mut renewed = Vec::new();
        for (part, older) in &changes {
            let before = older.map(|_| self.curation.root(*part));
            for no in std::iter::once(*part).chain(before) {
                touched.or(&published.articles(no));
                renewed.push(no);
            }
        }
        library.store()?.set_about(SAVED, "no")?;
        library.store()?.set_about(LINKS, &newer.to_word())?;
        self.curation = Arc::new(library.curation()?);
        if touched.len() * FEW > published.recognised() {
            return Ok(self.rebuild()?);
        }
        renewed.extend(changes.iter().map(|(part, _)| self.curation.root(*part)));
        renewed.sort_unstable();
        renewed.dedup();
        for no in renewed {
            self.renew(no)?;
        }
        for article in touched.iter().map(ArticleNo) {
            let counts = reader.counts_in(article)?;
            let names = |place: usize| match counts.get(place) {
                Some((no, _)) => reader.names_in(article, *no),
                None => Ok(Vec::new()),
            };
            self.set_article(article, &counts, names)?;
        }
        Ok(())
    }
}
