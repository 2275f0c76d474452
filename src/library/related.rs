//! What belongs to an article, and why: what it cites, who cites it, copies, and pieces about the same matter.

use std::collections::HashSet;

use crate::index::RowSet;
use crate::model::{Article, ArticleNo, ArticleRow, Date, Related, RelatedKind, days_between};
use crate::store::{Cited, Reader};
use crate::text::Cancel;

use super::{Library, LookError};

/// Citing articles listed at most.
const CITED_BY: usize = 50;
/// Similar articles listed at most.
const SIMILAR: usize = 10;
/// Articles the index proposes, before actors and dates have their say.
const CANDIDATES: usize = 40;
/// Closeness below which two articles are not called similar.
const FLOOR: f32 = 0.12;

/// Everything related to an article: cited pieces and stubs in its own order, then cited by, then similar.
pub(super) fn of(
    library: &Library,
    reader: &Reader,
    no: ArticleNo,
    article: &Article,
    cancel: &Cancel,
) -> Result<Vec<Related>, LookError> {
    let mut related = Vec::new();
    let mut listed = HashSet::from([no]);
    for cited in reader.cited(no)? {
        related.push(cited_piece(library, reader, cited, &mut listed)?);
    }
    let citing: Vec<ArticleNo> = reader.cited_by(no)?.into_iter().take(CITED_BY).collect();
    for row in reader.rows(&citing)? {
        listed.insert(ArticleNo(row.no));
        related.push(from_row(
            library,
            row,
            RelatedKind::CitedBy,
            "names this article".to_owned(),
            1.0,
        ));
    }
    related.extend(similar(library, reader, no, article, &listed, cancel)?);
    Ok(related)
}

fn cited_piece(
    library: &Library,
    reader: &Reader,
    cited: Cited,
    listed: &mut HashSet<ArticleNo>,
) -> Result<Related, LookError> {
    let Cited { reference, target } = cited;
    let row = match target {
        Some(no) => reader.rows(&[no])?.pop(),
        None => None,
    };
    if let Some(row) = row {
        listed.insert(ArticleNo(row.no));
        let mut piece = from_row(library, row, RelatedKind::Cited, "cited".to_owned(), 1.0);
        piece.teaser = reference.teaser;
        return Ok(piece);
    }
    let title = reference
        .title
        .or_else(|| reference.url.clone())
        .or_else(|| reference.id.clone());
    Ok(Related {
        kind: RelatedKind::Stub,
        no: None,
        id: reference.id,
        title: title.unwrap_or_default(),
        teaser: reference.teaser,
        url: reference.url,
        date: None,
        reason: format!("cited, not in {}", library.name()),
        score: 1.0,
    })
}

fn from_row(
    library: &Library,
    row: ArticleRow,
    kind: RelatedKind,
    reason: String,
    score: f32,
) -> Related {
    let no = ArticleNo(row.no);
    // What has no headline is listed by its first words, as everywhere.
    let stand_in = || library.seen().row(no).map(|row| row.title);
    let title = Some(row.title).filter(|title| !title.is_empty());
    Related {
        kind,
        no: Some(no),
        id: Some(row.id),
        title: title.or_else(stand_in).unwrap_or_default(),
        teaser: None,
        url: None,
        date: row.date,
        reason,
        score,
    }
}

/// Pieces about the same matter: the index proposes by rare common words; shared actors and nearness in time raise
/// what they agree on.
fn similar(
    library: &Library,
    reader: &Reader,
    no: ArticleNo,
    article: &Article,
    listed: &HashSet<ArticleNo>,
    cancel: &Cancel,
) -> Result<Vec<Related>, LookError> {
    if library.text().is_none() {
        return Ok(Vec::new());
    }
    let proposed = library.ask_index(|text| {
        let terms = text.key_terms(&article.title, &article.body)?;
        text.similar(&terms, &RowSet::new(), CANDIDATES + 1, cancel)
    })?;
    // The article itself is the measure: it shares all of its own words.
    let own = proposed
        .iter()
        .find(|(found, _)| *found == no)
        .map(|(_, score)| *score);
    let best = proposed.first().map(|(_, score)| *score);
    let Some(full) = own.or(best).filter(|score| *score > 0.0) else {
        return Ok(Vec::new());
    };
    let numbers: Vec<ArticleNo> = proposed
        .iter()
        .map(|(found, _)| *found)
        .filter(|found| !listed.contains(found))
        .collect();
    let seen = library.seen();
    let here = seen.actors.of_article(no).unwrap_or_default();
    let mut pieces = Vec::with_capacity(numbers.len());
    for row in reader.rows(&numbers)? {
        let words = proposed
            .iter()
            .find(|(found, _)| found.0 == row.no)
            .map_or(0.0, |(_, score)| score / full);
        let there = seen
            .actors
            .of_article(ArticleNo(row.no))
            .unwrap_or_default();
        let shared = here
            .iter()
            .filter(|(actor, _)| there.iter().any(|(other, _)| other == actor))
            .count();
        let score = closeness(
            words.min(1.0),
            shared,
            here.len(),
            article.date.as_ref(),
            row.date.as_ref(),
        );
        if score >= FLOOR {
            let reason = reason(shared, article.date.as_ref(), row.date.as_ref());
            pieces.push(from_row(library, row, RelatedKind::Similar, reason, score));
        }
    }
    pieces.sort_by(|a, b| b.score.total_cmp(&a.score));
    pieces.truncate(SIMILAR);
    Ok(pieces)
}

/// Words weigh three quarters, actors a quarter; a piece far off in time counts down to three fifths.
fn closeness(
    words: f32,
    shared: usize,
    here: usize,
    date: Option<&Date>,
    other: Option<&Date>,
) -> f32 {
    let actors = if here == 0 {
        words
    } else {
        shared as f32 / here as f32
    };
    let near = match (date, other) {
        (Some(date), Some(other)) => {
            let days = days_between(date, other).unsigned_abs() as f32;
            0.6 + 0.4 * 0.5_f32.powf(days / 30.0)
        }
        _ => 0.8,
    };
    ((0.75 * words + 0.25 * actors) * near).clamp(0.0, 1.0)
}

fn reason(shared: usize, date: Option<&Date>, other: Option<&Date>) -> String {
    let actors = match shared {
        0 => "similar words".to_owned(),
        1 => "similar words, 1 actor in common".to_owned(),
        more => format!("similar words, {more} actors in common"),
    };
    let days = match (date, other) {
        (Some(date), Some(other)) => days_between(date, other),
        _ => return actors,
    };
    match days {
        0 => format!("{actors}, same day"),
        1 => format!("{actors}, the day after"),
        -1 => format!("{actors}, the day before"),
        days if days > 0 => format!("{actors}, {days} days after"),
        days => format!("{actors}, {} days before", days.unsigned_abs()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn reasons_name_actors_and_days() {
        let may = Date::day(date(2022, 5, 31));
        let earlier = Date::day(date(2022, 5, 23));
        assert_eq!(
            reason(3, Some(&may), Some(&earlier)),
            "similar words, 3 actors in common, 8 days before"
        );
        assert_eq!(reason(0, Some(&may), Some(&may)), "similar words, same day");
        assert_eq!(
            reason(1, None, Some(&may)),
            "similar words, 1 actor in common"
        );
    }

    #[test]
    fn nearer_in_time_and_more_actors_in_common_is_closer() {
        let may = Date::day(date(2022, 5, 31));
        let next = Date::day(date(2022, 6, 1));
        let later = Date::day(date(2023, 6, 1));
        let near = closeness(0.5, 2, 4, Some(&may), Some(&next));
        assert!(near > closeness(0.5, 2, 4, Some(&may), Some(&later)));
        assert!(near > closeness(0.5, 1, 4, Some(&may), Some(&next)));
    }
}
