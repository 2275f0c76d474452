//! The omnibox: articles by title, actors by any name, sources, tags and saved searches, in one list.

use std::collections::HashSet;

use crate::index::columns::Kind;
use crate::index::columns::actors::worth;
use crate::model::{ActorNo, ArticleNo, OmniRow, OmniTarget};
use crate::text::Cancel;
use crate::text::fold::fold;
use crate::text::fuzzy::{Matcher, Pattern};

use super::frecency::{self, Weights};
use super::seen::Seen;
use super::{Library, LookError, lock};

/// Rows a kind of thing gives at most, before all kinds are mixed.
const EACH: usize = 30;
/// What a saved search weighs more: the reader has named it.
const SAVED_BONUS: i64 = 14;

/// Finds what fits the text: `@` before it asks for actors alone, `#` for tags and sources alone.
pub(super) fn find(
    library: &Library,
    text: &str,
    limit: usize,
    now: i64,
    cancel: &Cancel,
) -> Result<Vec<OmniRow>, LookError> {
    let seen = library.seen();
    let weights = Weights::at(library, now)?;
    let (first, rest) = (text.chars().next(), text.get(1..).unwrap_or_default());
    let rest = rest.trim_start();
    let mut rows = match first {
        Some('@') => {
            let mut rows = actors(library, &seen, rest, limit, cancel)?;
            rows.extend(opened_actors(&seen, rest, &weights));
            rows
        }
        Some('#') => names(&seen, rest, limit, &weights),
        _ => {
            let mut rows = actors(library, &seen, text, EACH, cancel)?;
            rows.extend(opened_actors(&seen, text, &weights));
            rows.extend(articles(library, &seen, text, EACH, cancel)?);
            rows.extend(opened_articles(library, &seen, text, &weights)?);
            if !text.trim().is_empty() {
                rows.extend(names(&seen, text, EACH / 3, &weights));
            }
            rows.extend(saved(library, text)?);
            rows
        }
    };
    let mut met = HashSet::new();
    rows.retain(|row| met.insert(row.target.clone()));
    for row in &mut rows {
        row.score += weights.bonus(&row.target);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.score));
    rows.truncate(limit);
    Ok(rows)
}

fn articles(
    library: &Library,
    seen: &Seen,
    typed: &str,
    limit: usize,
    cancel: &Cancel,
) -> Result<Vec<OmniRow>, LookError> {
    let best = lock(&library.omnibox_titles).best(&seen.columns, typed, cancel)?;
    let fuzzy = Fuzzy::new(typed);
    let row = |(no, score): (ArticleNo, i64)| article_row(seen, no, score, &fuzzy);
    if fuzzy.pattern.is_empty() {
        return Ok(seen
            .columns
            .newest(0, limit)
            .into_iter()
            .filter_map(|no| row((no, 0)))
            .collect());
    }
    Ok(best.into_iter().take(limit).filter_map(row).collect())
}

fn article_row(seen: &Seen, no: ArticleNo, score: i64, fuzzy: &Fuzzy) -> Option<OmniRow> {
    let row = seen.row(no)?;
    let date = row
        .date
        .map(|date| date.civil().to_string())
        .unwrap_or_default();
    let detail = [date, row.source].join(" ").trim().to_owned();
    Some(OmniRow {
        target: OmniTarget::Article(row.id),
        lit: fuzzy.lit(&row.title),
        text: row.title,
        detail,
        score,
    })
}

/// Articles that were opened and fit, though there may be many that fit better.
fn opened_articles(
    library: &Library,
    seen: &Seen,
    typed: &str,
    weights: &Weights,
) -> Result<Vec<OmniRow>, LookError> {
    let (fuzzy, reader) = (Fuzzy::new(typed), library.reader()?);
    let mut rows = Vec::new();
    for id in weights.heaviest(frecency::ARTICLE) {
        let Some(no) = reader.by_id(id)? else {
            continue;
        };
        let Some(title) = seen.columns.row(no).map(|row| row.title) else {
            continue;
        };
        let score = fuzzy.score(title);
        rows.extend(score.and_then(|score| article_row(seen, no, score, &fuzzy)));
    }
    Ok(rows)
}

fn actors(
    library: &Library,
    seen: &Seen,
    typed: &str,
    limit: usize,
    cancel: &Cancel,
) -> Result<Vec<OmniRow>, LookError> {
    let found = lock(&library.omnibox_names).find(&seen.actors, typed, None, cancel);
    let found = found?;
    let fuzzy = Fuzzy::new(typed);
    if found.best.is_empty() {
        let found = found.window(&seen.actors, 0, limit).into_iter();
        return Ok(found.map(|no| actor_row(seen, no, 0, &fuzzy)).collect());
    }
    let best = found.best.iter().take(limit);
    let rows = best.map(|best| actor_row(seen, best.no, best.score, &fuzzy));
    Ok(rows.collect())
}

/// How many articles a row stands for.
fn count(articles: u32) -> String {
    match articles {
        1 => "1 article".to_owned(),
        more => format!("{more} articles"),
    }
}

fn actor_row(seen: &Seen, no: ActorNo, score: i64, fuzzy: &Fuzzy) -> OmniRow {
    let name = seen.actors.name(no).to_owned();
    let stats = seen.actors.stats(no, &seen.columns);
    let kind = seen.actors.kind(no).word();
    let detail = format!("{kind}, {}", count(stats.articles));
    OmniRow {
        target: OmniTarget::Actor(seen.handle(no)),
        lit: fuzzy.lit(&name),
        text: name,
        detail,
        score,
    }
}

/// Actors that were opened and fit, though there may be many that fit better.
fn opened_actors(seen: &Seen, typed: &str, weights: &Weights) -> Vec<OmniRow> {
    let fuzzy = Fuzzy::new(typed);
    let row = |name: &str| {
        let (score, no) = (fuzzy.score(name)?, seen.actor_named(name)?);
        let mut others = seen.actors.aliases(no).into_iter();
        if others.any(|name| fuzzy.pattern.refuses(&fold(name))) {
            return None;
        }
        let score = score + worth(&seen.actors, no, true);
        Some(actor_row(seen, no, score, &fuzzy))
    };
    let opened = weights.heaviest(frecency::ACTOR);
    opened.into_iter().filter_map(row).collect()
}

/// Saved searches whose name or query fits.
fn saved(library: &Library, typed: &str) -> Result<Vec<OmniRow>, LookError> {
    let fuzzy = Fuzzy::new(typed);
    let rows = library.saved()?.into_iter().filter_map(|search| {
        let score = fuzzy.score(&search.name).max(fuzzy.score(&search.query))?;
        Some(OmniRow {
            text: search.name.clone(),
            detail: format!("saved, {}", search.query),
            lit: fuzzy.lit(&search.name),
            score: score + SAVED_BONUS,
            target: OmniTarget::Saved(search),
        })
    });
    Ok(rows.collect())
}

fn names(seen: &Seen, typed: &str, limit: usize, weights: &Weights) -> Vec<OmniRow> {
    let all = seen.columns.alive();
    let fuzzy = Fuzzy::new(typed);
    let mut rows = Vec::new();
    for (kind, what) in [(Kind::Source, "source"), (Kind::Tag, "tag")] {
        for (name, articles) in seen.columns.facet(kind, all, usize::MAX) {
            let Some(score) = fuzzy.score(&name) else {
                continue;
            };
            let lit = fuzzy.lit(&name);
            let target = if kind == Kind::Source {
                OmniTarget::Source(name.clone())
            } else {
                OmniTarget::Tag(name.clone())
            };
            rows.push(OmniRow {
                target,
                text: name,
                detail: format!("{what}, {}", count(articles)),
                lit,
                score,
            });
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.score + weights.bonus(&row.target)));
    rows.truncate(limit);
    rows
}

/// What is typed, to be compared with names.
struct Fuzzy {
    pattern: Pattern,
    matcher: Matcher,
}

impl Fuzzy {
    fn new(typed: &str) -> Self {
        Self {
            pattern: Pattern::parse(typed),
            matcher: Matcher::new(),
        }
    }

    fn score(&self, name: &str) -> Option<i64> {
        self.pattern.score(&self.matcher, name, &fold(name))
    }

    fn lit(&self, name: &str) -> Vec<u32> {
        self.pattern.lit(&self.matcher, name).unwrap_or_default()
    }
}
