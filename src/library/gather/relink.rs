//! Brings the columns to whom names mean by the articles there are now.

use std::sync::Arc;

use crate::index::RowSet;
use crate::model::{ActorNo, ArticleNo};

use super::{FEW, Gather, SAVED};
use crate::library::LoadError;
use crate::library::bearers::{self, LINKS};
use crate::library::kinds;

impl Gather<'_> {
    /// Lets parts of names stand for whom they mean by the articles there are now. Only articles with a part that means
    /// somebody else by now are gathered again.
    pub(super) fn relink(&mut self) -> Result<(), LoadError> {
        let library = self.library;
        let reader = library.reader()?;
        let found = bearers::find(&*library.own()?, &reader)?;
        let kinds = self.undeclared(&found.kinds)?;
        let newer = found.with(&kinds);
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

    /// Those links between kinds of which no record declares the first to be of its kind.
    fn undeclared(
        &mut self,
        found: &[(ActorNo, ActorNo)],
    ) -> Result<Vec<(ActorNo, ActorNo)>, LoadError> {
        let reader = self.library.reader()?;
        let kind = |no: ActorNo| reader.actor(no).map(|actor| actor.map(|actor| actor.kind));
        let mut published = None;
        let mut sure = Vec::new();
        for &(one, usual) in found {
            if self.declared.contains(&one) {
                continue;
            }
            // What was linked before was looked at then; of what came since it is known.
            let was_linked = match self.links.full(one) {
                Some(full) => kind(full)? != kind(one)?,
                None => false,
            };
            if !was_linked && !self.knows_declared {
                if published.is_none() {
                    published = Some(self.writer.publish(&self.library.seen().columns)?);
                }
                let shown = self.curation.root(one);
                if let Some(published) = &published
                    && kinds::is_declared(one, shown, (published, &reader))?
                {
                    continue;
                }
            }
            sure.push((one, usual));
        }
        Ok(sure)
    }
}
