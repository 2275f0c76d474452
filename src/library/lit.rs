//! The hits of a query in texts: its words, and the mentions of the actors it asks for.

use std::collections::HashSet;
use std::ops::Range;

use crate::index::text::Highlighter;
use crate::model::{ActorNo, ArticleNo, Field, Leaf, NameField, Query};
use crate::store::Reader;

use super::seen::Seen;
use super::{Library, LookError};

/// Finds the hits of one query. Made once for a query, used for many articles.
#[derive(Default)]
pub(super) struct Lit {
    words: Highlighter,
    actors: HashSet<ActorNo>,
    seen: Seen,
}

/// Places in a headline and in a body, each in order, none touching the next.
pub(super) type Hits = (Vec<Range<usize>>, Vec<Range<usize>>);

impl Lit {
    /// What lights the hits of a query; without a text index only actors are lit.
    pub(super) fn of(library: &Library, seen: &Seen, query: &Query) -> Result<Self, LookError> {
        let words = match library.text().filter(|_| *query != Query::All) {
            Some(_) => library.ask_index(|text| text.highlighter(query))?,
            None => Highlighter::default(),
        };
        let mut actors = HashSet::new();
        add_actors(seen, query, &mut actors);
        Ok(Self {
            words,
            actors,
            seen: Seen::clone(seen),
        })
    }

    /// Whether nothing can be lit.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.actors.is_empty()
    }

    /// The hits in an article.
    pub(super) fn hits(
        &self,
        reader: &Reader,
        no: ArticleNo,
        (title, body): (&str, &str),
    ) -> Result<Hits, LookError> {
        let mut in_title = self.words.hits(Field::Title, title);
        let mut in_body = self.words.hits(Field::Body, body);
        if self.actors.is_empty() {
            return Ok((in_title, in_body));
        }
        for mention in self.seen.mentions(reader, no)?.unwrap_or_default() {
            let (hits, text) = match mention.field {
                Field::Title => (&mut in_title, title),
                Field::Body => (&mut in_body, body),
            };
            let place = mention.start as usize..mention.end as usize;
            if self.actors.contains(&mention.actor) && text.get(place.clone()).is_some() {
                hits.push(place);
            }
        }
        Ok((apart(in_title), apart(in_body)))
    }
}

/// The actors that a query asks for; those it leaves out are not lit.
fn add_actors(seen: &Seen, query: &Query, actors: &mut HashSet<ActorNo>) {
    match query {
        Query::Leaf(Leaf::Name {
            field: NameField::Actor | NameField::With,
            value,
        }) => actors.extend(seen.actors_asked_for(value)),
        Query::And(parts) | Query::Or(parts) => {
            parts.iter().for_each(|part| add_actors(seen, part, actors));
        }
        _ => {}
    }
}

/// Ranges in order, overlapping ones made one.
fn apart(mut hits: Vec<Range<usize>>) -> Vec<Range<usize>> {
    hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(hits.len());
    for hit in hits.into_iter().filter(|hit| hit.start < hit.end) {
        match apart.last_mut() {
            Some(last) if hit.start < last.end => last.end = last.end.max(hit.end),
            _ => apart.push(hit),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_hits_are_one() {
        assert_eq!(apart(vec![4..8, 0..2, 6..9, 9..9]), [0..2, 4..9]);
    }
}
