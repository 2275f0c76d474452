//! Words and phrases of a query: a typed text in words, and what each of them may be in the index.

use tantivy::Term;
use tantivy::query::{Bm25Weight, BooleanQuery, BoostQuery, EmptyQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::error::IndexError;
use super::expand::Expansion;
use super::patterns::Pattern;
use super::places::{Placed, PlacesQuery, Shape};
use super::plan::{Planner, Text, any};
use super::words::{Kind, Words, without_signs};
use crate::model::{NearWord, Scope};

impl Planner<'_> {
    /// One word, or a phrase of several.
    pub(crate) fn words(&self, scope: Scope, text: &str, exact: bool) -> Result<Text, IndexError> {
        let places = match exact {
            true => slots(text),
            false => slots(&without_signs(text)),
        };
        match places.as_slice() {
            [] => Ok(Box::new(EmptyQuery)),
            [(_, word, Kind::Last { .. })] => self.prefix(scope, word),
            [(_, word, Kind::Word)] if exact => {
                self.forms(scope, &Expansion::of(self.expander().exact(word)))
            }
            [(_, word, _)] => self.forms(scope, &self.expander().stemmed(word)),
            places => self.phrase(scope, places),
        }
    }

    fn phrase(&self, scope: Scope, places: &[(u32, String, Kind)]) -> Result<Text, IndexError> {
        self.follow(scope, self.steps(places))
    }

    /// What stands at each place of a phrase.
    fn steps(&self, places: &[(u32, String, Kind)]) -> Vec<Step> {
        let expander = self.expander();
        let step = |(at, (offset, word, kind)): (usize, &(u32, String, Kind))| match kind {
            Kind::Word => Step::of(*offset, expander.exact(word)),
            Kind::Last { .. } if may_go_on(places, at) => self.starting(*offset, word),
            _ => Step::of(*offset, vec![word.clone()]),
        };
        places.iter().enumerate().map(step).collect()
    }

    fn follow(&self, scope: Scope, steps: Vec<Step>) -> Result<Text, IndexError> {
        let mut found = Vec::new();
        for (field, weight) in self.fields(scope) {
            if let Some(phrase) = self.phrase_in(field, &steps)? {
                found.push(Box::new(BoostQuery::new(phrase, weight)) as Text);
            }
        }
        Ok(any(found))
    }

    /// Words that follow each other in a field, each in any of its forms; none where one of them does not stand in it.
    fn phrase_in(&self, field: Field, steps: &[Step]) -> Result<Option<Text>, IndexError> {
        let documents = self.snapshot.documents();
        let length = self.snapshot.mean_length(field)?;
        let mut placed = Vec::with_capacity(steps.len());
        for step in steps {
            let (known, frequency) = match step.frequency {
                Some(frequency) => (step.forms.clone(), frequency),
                None => self.known(field, &step.forms)?,
            };
            if known.is_empty() {
                return Ok(None);
            }
            self.load.add(frequency);
            let frequency = frequency.min(documents);
            placed.push(Placed {
                forms: known,
                offset: step.offset,
                worth: Some(Bm25Weight::for_one_term_without_explain(
                    frequency, documents, length,
                )),
            });
        }
        Ok(Some(match placed.as_slice() {
            [Placed { forms, .. }] if forms.len() == 1 => {
                let term = Term::from_field_text(field, &forms[0]);
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            }
            _ => Box::new(PlacesQuery {
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
        words: &[NearWord],
        distance: u32,
    ) -> Result<Text, IndexError> {
        let mut near = Vec::new();
        let mut ranked = Vec::new();
        for (word, kind, exact) in near_slots(words) {
            let expansion = match kind {
                Kind::Word if exact => Expansion::of(self.expander().exact(&word)),
                Kind::Word => self.expander().stemmed(&word),
                _ => Expansion::of(vec![word]),
            };
            let forms = match (kind, expansion.anywhere.as_slice()) {
                // One character is the first of every pair that it begins.
                (Kind::Last { .. }, [first]) => {
                    ranked.push((Occur::Must, self.prefix(scope, first)?));
                    self.starting(0, first).forms
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

    /// The forms that stand in a field, and in how many documents.
    fn known(&self, field: Field, forms: &[String]) -> Result<(Vec<String>, u64), IndexError> {
        let mut known = Vec::new();
        let mut all = 0;
        for form in forms {
            let frequency = self.frequency(field, form)?;
            if frequency > 0 {
                known.push(form.clone());
            }
            all += frequency;
        }
        Ok((known, all))
    }

    /// Any word that starts so, as a part of a phrase.
    fn starting(&self, offset: u32, start: &str) -> Step {
        let starting = self.expander().starting(start);
        Step {
            offset,
            frequency: Some(starting.values().sum()),
            forms: starting.into_keys().collect(),
        }
    }

    pub(crate) fn prefix(&self, scope: Scope, start: &str) -> Result<Text, IndexError> {
        let mut places = slots(&without_signs(start));
        if places.last().is_some_and(|place| place.2 == Kind::Pair) {
            return self.phrase(scope, &places);
        }
        let Some((offset, last, _)) = places.pop() else {
            return Ok(Box::new(EmptyQuery));
        };
        if places.is_empty() {
            return Ok(self.matched(scope, Pattern::prefix(&last)));
        }
        // The first words stand right before the one that starts so.
        let mut steps = self.steps(&places);
        steps.push(self.starting(offset, &last));
        self.follow(scope, steps)
    }
}

/// What may stand at a place of a phrase.
struct Step {
    /// How far from the start.
    offset: u32,
    forms: Vec<String>,
    /// In how many documents any of the forms stands, where that is known already.
    frequency: Option<u64>,
}

impl Step {
    fn of(offset: u32, forms: Vec<String>) -> Self {
        Self {
            offset,
            forms,
            frequency: None,
        }
    }
}

/// Whether the run of a character that was typed alone may go on in the article: before a word of letters or digits it ends.
pub(crate) fn may_go_on(places: &[(u32, String, Kind)], at: usize) -> bool {
    places.get(at + 1).is_none_or(|next| next.2 != Kind::Word)
}

/// What is looked for of words that are to stand near each other; what is typed again asks for nothing more.
/// The words with their kinds, and whether this very form is asked for.
pub(crate) fn near_slots(words: &[NearWord]) -> Vec<(String, Kind, bool)> {
    let mut found = Vec::new();
    for NearWord { word, exact } in words {
        let places = match exact {
            true => slots(word),
            false => slots(&without_signs(word)),
        };
        for (_, word, kind) in places {
            let slot = (word, kind, *exact);
            if !found.contains(&slot) {
                found.push(slot);
            }
        }
    }
    found
}

/// What is looked for of a typed text: its words with their positions. The last character of a run without spaces stands in the
/// pair before it too, and there the run may go on in the article.
pub(crate) fn slots(text: &str) -> Vec<(u32, String, Kind)> {
    let mut words = split(text);
    words.retain(|word| !matches!(word.2, Kind::Parted | Kind::Last { alone: false }));
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
