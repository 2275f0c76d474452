//! Articles that mean another actor than they are read to name, by the reader's word.

use std::collections::{BTreeMap, HashMap};

use crate::model::{ActorNo, ArticleNo, RoleSeen};
use crate::store::{Reader, StoreError};

use super::LookError;
use super::curated::Curation;
use super::seen::Seen;

/// Whom single articles mean, in the order it was decided.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Moves {
    by_article: HashMap<ArticleNo, Vec<Move>>,
}

/// One actor that stands for another in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Move {
    /// The actor as it was shown.
    pub(super) from: ActorNo,
    /// Whom the article means.
    pub(super) to: ActorNo,
}

impl Moves {
    pub(super) fn add(&mut self, article: ArticleNo, moved: Move) {
        self.by_article.entry(article).or_default().push(moved);
    }

    /// The moves of an article, in their order.
    pub(super) fn of(&self, article: ArticleNo) -> &[Move] {
        self.by_article.get(&article).map_or(&[], Vec::as_slice)
    }

    /// The articles with a move that is about an actor, in order.
    fn about(&self, concerns: impl Fn(ActorNo) -> bool) -> Vec<ArticleNo> {
        let about = |moved: &Move| concerns(moved.from) || concerns(moved.to);
        let all = self.by_article.iter();
        let mut found: Vec<ArticleNo> = all
            .filter(|(_, moves)| moves.iter().any(about))
            .map(|(article, _)| *article)
            .collect();
        found.sort_unstable();
        found
    }
}

/// Says that articles mean another.
pub(super) fn said(name: &str, to: &str, articles: usize) -> String {
    match articles {
        1 => format!("an article that names {name} means {to}"),
        more => format!("{more} articles that name {name} mean {to}"),
    }
}

/// What is added to the counts of an actor, or taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    To,
    Off,
}

/// One that an article is read to name, and that came to an actor or left it by a move.
struct Moved {
    article: ArticleNo,
    read: ActorNo,
    way: Way,
}

impl Seen {
    /// Those of some articles that name an actor; their ids.
    pub(super) fn articles_naming(
        &self,
        reader: &Reader,
        no: ActorNo,
        ids: &[String],
    ) -> Result<Vec<String>, LookError> {
        let mut naming = Vec::new();
        for id in ids {
            let article = reader.by_id(id)?.ok_or_else(|| LookError::NotFound {
                what: "article",
                name: id.clone(),
            })?;
            let here = self.actors_of(reader, article)?.unwrap_or_default();
            if here.iter().any(|here| here.no == no) {
                naming.push(id.clone());
            }
        }
        Ok(naming)
    }

    /// What came to an actor and left it by moves.
    fn moved(&self, reader: &Reader, no: ActorNo) -> Result<Vec<Moved>, StoreError> {
        let curation = self.curation.get(reader)?;
        let concerns = |other: ActorNo| other == no || curation.root(other) == no;
        let mut found = Vec::new();
        for article in curation.moves.about(concerns) {
            let counts = reader.counts_in(article)?;
            let read: Vec<ActorNo> = counts.into_iter().map(|(no, _)| no).collect();
            let before =
                curation.unmoved_in(&read, |place| reader.names_in(article, read[place]))?;
            let after = curation.moved_in(article, before.clone());
            for (read, (before, after)) in read.into_iter().zip(before.into_iter().zip(after)) {
                let way = match (before == Some(no), after == Some(no)) {
                    (false, true) => Way::To,
                    (true, false) => Way::Off,
                    _ => continue,
                };
                found.push(Moved { article, read, way });
            }
        }
        Ok(found)
    }

    /// Brings how often an actor goes by each name to the articles that were moved.
    pub(super) fn move_names(
        &self,
        reader: &Reader,
        no: ActorNo,
        counts: &mut BTreeMap<String, u32>,
    ) -> Result<(), StoreError> {
        for moved in self.moved(reader, no)? {
            for (name, here) in reader.names_in(moved.article, moved.read)? {
                match moved.way {
                    Way::To => *counts.entry(name).or_default() += here,
                    Way::Off => {
                        if let Some(count) = counts.get_mut(&name) {
                            *count = count.saturating_sub(here);
                        }
                    }
                }
            }
        }
        counts.retain(|_, count| *count > 0);
        Ok(())
    }

    /// Brings the roles of an actor to the articles that were moved. A role that other articles give as well keeps the dates
    /// of all.
    pub(super) fn move_roles(
        &self,
        reader: &Reader,
        no: ActorNo,
        roles: &mut Vec<RoleSeen>,
    ) -> Result<(), StoreError> {
        for moved in self.moved(reader, no)? {
            let here = reader.actors_of(moved.article)?.unwrap_or_default();
            let here = here.into_iter().find(|here| here.no == moved.read);
            let Some(role) = here.and_then(|here| here.role) else {
                continue;
            };
            match moved.way {
                Way::To => {
                    let date = self.row(moved.article).and_then(|row| row.date);
                    roles.push(RoleSeen {
                        role,
                        first: date,
                        last: date,
                        articles: 1,
                    });
                }
                Way::Off => {
                    if let Some(known) = roles.iter_mut().find(|known| known.role == role) {
                        known.articles = known.articles.saturating_sub(1);
                    }
                }
            }
        }
        roles.retain(|role| role.articles > 0);
        Ok(())
    }
}

impl Curation {
    /// The actors that stand for those of one article once the moves of that article are made.
    pub(super) fn moved_in(
        &self,
        article: ArticleNo,
        mut shown: Vec<Option<ActorNo>>,
    ) -> Vec<Option<ActorNo>> {
        for moved in self.moves.of(article) {
            let is_meant = |no: ActorNo| no == moved.from || no == self.root(moved.from);
            for shown in &mut shown {
                if shown.is_some_and(is_meant) {
                    *shown = self.shown(moved.to);
                }
            }
        }
        shown
    }
}
