//! Words and phrases of a query: a typed text in words, and what each of them may be in the index.

use std::collections::BTreeSet;

use tantivy::Term;
use tantivy::query::{
    Bm25Weight, BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::budget::LOOK;
use super::error::IndexError;
use super::expand::Expansion;
use super::patterns::Pattern;
use super::places::{Placed, PlacesQuery, Shape};
use super::plan::{Planner, Text, any};
use super::watched::Watched;
use super::words::{Kind, Words};
use crate::model::Scope;

/// Steps of a look at the places of the first words of a phrase in one document, which mostly tell ...
const PLACES: u64 = 8;
/// ... and at so many of the rest of them it is a step to see whether the document has them.
const WORDS: u64 = 4;

impl Planner<'_> {
    /// One word, or a phrase of several.
    pub(crate) fn words(&self, scope: Scope, text: &str, exact: bool) -> Result<Text, IndexError> {
        let places = slots(text);
        match places.as_slice() {
            [] => Ok(Box::new(EmptyQuery)),
            [(_, word, Kind::Last { .. })] => self.prefix(scope, word),
            [(_, word, Kind::Word)] if exact => {
                let forms = Expansion {
                    anywhere: self.expander().exact(word),
                    within: Vec::new(),
                };
                self.forms(scope, &forms)
            }
            [(_, word, Kind::Word)] => self.forms(scope, &self.expander().stemmed(word)),
            places => self.phrase(scope, places),
        }
    }

    fn phrase(&self, scope: Scope, places: &[(u32, String, Kind)]) -> Result<Text, IndexError> {
        let words: Vec<(u32, Vec<String>)> = places
            .iter()
            .map(|(position, word, kind)| match kind {
                Kind::Word => (*position, self.expander().exact(word)),
                _ => (*position, vec![word.clone()]),
            })
            .collect();
        let mut found = Vec::new();
        for (field, weight) in self.fields(scope) {
            if let Some(phrase) = self.phrase_in(field, &words)? {
                found.push(Box::new(BoostQuery::new(phrase, weight)) as Text);
            }
        }
        Ok(any(found))
    }

    /// Words that follow each other in a field, each in any of its forms; none where one of them does not stand in it.
    fn phrase_in(
        &self,
        field: Field,
        words: &[(u32, Vec<String>)],
    ) -> Result<Option<Text>, IndexError> {
        let documents = self.snapshot.documents();
        let length = self.snapshot.mean_length(field)?;
        let mut placed = Vec::with_capacity(words.len());
        for (offset, forms) in words {
            let mut known = Vec::new();
            let mut frequency = 0;
            for form in forms {
                let found = self.frequency(field, form)?;
                if found > 0 {
                    known.push(form.clone());
                }
                frequency += found;
            }
            if known.is_empty() {
                return Ok(None);
            }
            self.load.add(frequency);
            let frequency = frequency.min(documents);
            placed.push(Placed {
                forms: known,
                offset: *offset,
                worth: Some(Bm25Weight::for_one_term_without_explain(
                    frequency, documents, length,
                )),
            });
        }
        // Most words have one form, and for those the index library is the fastest.
        let single = placed.iter().map(|word| match word.forms.as_slice() {
            [form] => Some((word.offset as usize, Term::from_field_text(field, form))),
            _ => None,
        });
        let single: Option<Vec<(usize, Term)>> = single.collect();
        Ok(Some(match single {
            Some(mut terms) if terms.len() == 1 => Box::new(TermQuery::new(
                terms.remove(0).1,
                IndexRecordOption::WithFreqs,
            )),
            Some(terms) => Box::new(Watched {
                steps: PLACES + terms.len() as u64 / WORDS,
                query: Box::new(PhraseQuery::new_with_offset(terms)),
                budget: self.budget.clone(),
            }),
            None => Box::new(PlacesQuery {
                field,
                words: placed,
                shape: Shape::Phrase,
                budget: self.budget.clone(),
            }),
        }))
    }

    pub(crate) fn near(
        &self,
        scope: Scope,
        words: &[String],
        distance: u32,
    ) -> Result<Text, IndexError> {
        let mut near = Vec::new();
        let mut ranked = Vec::new();
        for (_, word, kind) in words.iter().flat_map(|word| slots(word)) {
            let expansion = match kind {
                Kind::Word => self.expander().stemmed(&word),
                _ => Expansion {
                    anywhere: vec![word],
                    within: Vec::new(),
                },
            };
            let forms = match (kind, expansion.anywhere.as_slice()) {
                // One character is the first of every pair that it begins.
                (Kind::Last { .. }, [first]) => {
                    ranked.push((Occur::Must, self.prefix(scope, first)?));
                    self.starting(scope, first)?
                }
                _ => {
                    ranked.push((Occur::Must, self.forms(scope, &expansion)?));
                    expansion.all().map(str::to_string).collect()
                }
            };
            near.push(Placed {
                forms,
                offset: 0,
                worth: None,
            });
        }
        if near.is_empty() {
            return Ok(Box::new(EmptyQuery));
        }
        let found = self.fields(scope).into_iter().map(|(field, _)| {
            Box::new(PlacesQuery {
                field,
                words: near.clone(),
                shape: Shape::Near(distance),
                budget: self.budget.clone(),
            }) as Text
        });
        ranked.push((Occur::Must, any(found.collect())));
        Ok(Box::new(BooleanQuery::new(ranked)))
    }

    /// The words of the index that start so.
    fn starting(&self, scope: Scope, start: &str) -> Result<Vec<String>, IndexError> {
        let mut found = BTreeSet::new();
        for (field, _) in self.fields(scope) {
            self.snapshot.each_starting(field, start, |word| {
                found.insert(word.to_owned());
                self.budget.take(LOOK)
            })?;
        }
        Ok(found.into_iter().collect())
    }

    pub(crate) fn prefix(&self, scope: Scope, start: &str) -> Result<Text, IndexError> {
        let mut places = slots(start);
        if places.last().is_some_and(|place| place.2 == Kind::Pair) {
            return self.phrase(scope, &places);
        }
        let Some((_, last, _)) = places.pop() else {
            return Ok(Box::new(EmptyQuery));
        };
        if places.is_empty() {
            return Ok(self.matched(scope, Pattern::prefix(&last)));
        }
        Ok(Box::new(BooleanQuery::new(vec![
            (Occur::Must, self.phrase(scope, &places)?),
            (Occur::Must, self.matched(scope, Pattern::prefix(&last))),
        ])))
    }
}

/// What is looked for of a typed text: its words with their positions. The last character of a run without spaces stands in the
/// pair before it too, and there the run may go on in the article.
pub(crate) fn slots(text: &str) -> Vec<(u32, String, Kind)> {
    let mut words = split(text);
    words.retain(|word| word.2 != Kind::Last { alone: false });
    words
}

/// The words of a typed text with their positions.
fn split(text: &str) -> Vec<(u32, String, Kind)> {
    let mut words = Words::new(text);
    let mut form = String::new();
    let mut found = Vec::new();
    while let Some(place) = words.next_into(&mut form) {
        found.push((place.position, form.clone(), place.kind));
    }
    found
}
