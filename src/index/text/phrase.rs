//! Words and phrases of a query: a typed text in words, and what each of them may be in the index.

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::error::IndexError;
use super::expand::Expansion;
use super::near::NearQuery;
use super::patterns::Pattern;
use super::plan::{Planner, Text, any};
use super::watched::Watched;
use super::words::{Kind, Words};
use crate::model::Scope;

/// A phrase whose words have several spellings is tried in at most so many combinations.
const MOST_SPELLINGS: usize = 64;
/// Steps of a look at the places of the words of a phrase in one document.
const PLACES: u64 = 8;

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
            places => Ok(self.phrase(scope, places)),
        }
    }

    fn phrase(&self, scope: Scope, places: &[(u32, String, Kind)]) -> Text {
        let mut spellings: Vec<Vec<(usize, String)>> = vec![Vec::new()];
        for (position, word, kind) in places {
            let forms = match kind {
                Kind::Word => self.expander().exact(word),
                _ => vec![word.clone()],
            };
            let mut known = 0;
            let forms = forms.into_iter().filter(|form| {
                let frequency = self.frequency_in(scope, form);
                known += frequency;
                frequency > 0
            });
            let forms: Vec<String> = forms.take(4).collect();
            self.load.add(known);
            if forms.is_empty() {
                return Box::new(EmptyQuery);
            }
            let room = MOST_SPELLINGS / spellings.len().max(1);
            let mut longer = Vec::new();
            for form in forms.iter().take(room.max(1)) {
                for spelling in &spellings {
                    let mut spelling = spelling.clone();
                    spelling.push((*position as usize, form.clone()));
                    longer.push(spelling);
                }
            }
            spellings = longer;
        }
        let mut found = Vec::new();
        for (field, weight) in self.fields(scope) {
            for spelling in &spellings {
                let terms: Vec<(usize, Term)> = spelling
                    .iter()
                    .map(|(at, form)| (*at, Term::from_field_text(field, form)))
                    .collect();
                let phrase: Text = match terms.as_slice() {
                    [(_, term)] => {
                        Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs))
                    }
                    _ => Box::new(Watched {
                        steps: PLACES,
                        query: Box::new(PhraseQuery::new_with_offset(terms)),
                        budget: self.budget.clone(),
                    }),
                };
                found.push(Box::new(BoostQuery::new(phrase, weight)) as Text);
            }
        }
        any(found)
    }

    /// How many documents have a form in one of the fields, at most.
    fn frequency_in(&self, scope: Scope, form: &str) -> u64 {
        let fields = self.fields(scope);
        let each = fields
            .iter()
            .map(|(field, _)| self.frequency(*field, form).unwrap_or(0));
        each.sum()
    }

    pub(crate) fn near(
        &self,
        scope: Scope,
        words: &[String],
        distance: u32,
    ) -> Result<Text, IndexError> {
        let mut forms: Vec<Vec<String>> = Vec::new();
        let mut ranked = Vec::new();
        for (_, word, kind) in words.iter().flat_map(|word| slots(word)) {
            let expansion = match kind {
                Kind::Word => self.expander().stemmed(&word),
                _ => Expansion {
                    anywhere: vec![word],
                    within: Vec::new(),
                },
            };
            ranked.push((Occur::Must, self.forms(scope, &expansion)?));
            forms.push(expansion.all().map(str::to_string).collect());
        }
        if forms.is_empty() {
            return Ok(Box::new(EmptyQuery));
        }
        let found = self.fields(scope).into_iter().map(|(field, _)| {
            Box::new(NearQuery {
                field,
                words: forms.clone(),
                distance,
                budget: self.budget.clone(),
            }) as Text
        });
        ranked.push((Occur::Must, any(found.collect())));
        Ok(Box::new(BooleanQuery::new(ranked)))
    }

    pub(crate) fn prefix(&self, scope: Scope, start: &str) -> Result<Text, IndexError> {
        let mut places = slots(start);
        if places.last().is_some_and(|place| place.2 == Kind::Pair) {
            return Ok(self.phrase(scope, &places));
        }
        let Some((_, last, _)) = places.pop() else {
            return Ok(Box::new(EmptyQuery));
        };
        if places.is_empty() {
            return Ok(self.matched(scope, Pattern::prefix(&last)));
        }
        Ok(Box::new(BooleanQuery::new(vec![
            (Occur::Must, self.phrase(scope, &places)),
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
