//! One article with everything its screen shows.

use std::ops::Range;

use crate::model::{ActorHere, Article, ArticleNo, ArticlePage, Mention, Query, View};
use crate::store::Reader;
use crate::text::Cancel;

use super::lit::Lit;
use super::{Library, LookError, queries, related};

/// Looks at the article with this id; hits of the query `lit` are marked in it.
pub(super) fn look(
    library: &Library,
    id: &str,
    lit: &str,
    cancel: &Cancel,
) -> Result<View, LookError> {
    let reader = library.reader()?;
    let _held = reader.hold()?;
    let not_found = || LookError::NotFound {
        what: "article",
        name: id.to_owned(),
    };
    let no = reader.by_id(id)?.ok_or_else(not_found)?;
    let article = reader.article(no)?.ok_or_else(not_found)?;
    let (title_hits, body_hits) = hits(library, &reader, lit, (no, &article))?;
    let mentions = library.seen().mentions(&reader, no)?;
    let recognised = mentions.is_some();
    let page = ArticlePage {
        no,
        marks: library.marks_of(&article.id),
        actors: actors_here(library, &reader, no, &article, mentions.as_deref())?,
        mentions: mentions.unwrap_or_default(),
        related: related::of(library, &reader, no, &article, cancel)?,
        title_hits,
        body_hits,
        origin: reader.origin(no)?.unwrap_or_default(),
        recognised,
        article,
    };
    Ok(View::Article(Box::new(page)))
}

type Ranges = Vec<(u32, u32)>;

/// A query that cannot be read lights nothing: the list it came from has said so already.
fn hits(
    library: &Library,
    reader: &Reader,
    lit: &str,
    (no, article): (ArticleNo, &Article),
) -> Result<(Ranges, Ranges), LookError> {
    let query = queries::parse(library, lit).unwrap_or(Query::All);
    if query == Query::All {
        return Ok((Vec::new(), Vec::new()));
    }
    let lit = Lit::of(library, &library.seen(), &query).unwrap_or_default();
    let (title, body) = lit.hits(reader, no, (&article.title, &article.body))?;
    Ok((ranges(&title), ranges(&body)))
}

fn ranges(hits: &[Range<usize>]) -> Ranges {
    let short = |place| u32::try_from(place).unwrap_or(u32::MAX);
    hits.iter()
        .map(|hit| (short(hit.start), short(hit.end)))
        .collect()
}

fn actors_here(
    library: &Library,
    reader: &Reader,
    no: ArticleNo,
    article: &Article,
    mentions: Option<&[Mention]>,
) -> Result<Vec<ActorHere>, LookError> {
    let seen = library.seen();
    let Some(named) = seen.actors_of(reader, no)? else {
        return Ok(Vec::new());
    };
    let curation = seen.curation.get(reader)?;
    let mut actors = Vec::with_capacity(named.len());
    for here in named {
        let Some(actor) = reader.actor(here.no)? else {
            continue;
        };
        let unresolved = seen.is_unresolved(reader, &actor)?;
        let first = seen.actors.stats(here.no, &seen.columns).first;
        let kind = mentions
            .and_then(|all| all.iter().find(|mention| mention.actor == here.no))
            .map_or(actor.kind, |mention| mention.kind);
        // Where a text leaves open what somebody is, others of its time may say it.
        let elsewhere = match (&here.role, &article.date) {
            (None, Some(date)) if !unresolved => seen.role_at(reader, here.no, date)?,
            _ => None,
        };
        actors.push(ActorHere {
            no: here.no,
            handle: seen.handle(here.no),
            name: curation.name(here.no).map_or(actor.name, str::to_owned),
            kind,
            role_elsewhere: elsewhere.is_some(),
            role: here.role.or(elsewhere),
            mentions: here.mentions,
            declared: here.declared,
            new: article.date.is_some() && first == Some(no),
            uncertain: here.uncertain || unresolved,
        });
    }
    actors.sort_by(|a, b| {
        b.mentions
            .cmp(&a.mentions)
            .then_with(|| a.name.cmp(&b.name))
    });
    Ok(actors)
}
