//! The names that a field has: found by a query, and offered for completion.

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{AllQuery, ConstScoreQuery, EmptyQuery, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::TextIndex;
use super::budget::Budget;
use super::error::{IndexError, guarded};
use super::matched::after_prefix;
use super::plan::{Text, any};
use super::schema::{WHOLE, name_key, name_words};
use super::snapshot::Snapshot;
use super::stems::primary;
use crate::model::NameField;
use crate::text::fold::{alternates, fold};

/// Names looked at for one completion.
const MOST: usize = 50_000;
/// Steps of looking at a name.
const NAME: u64 = 2;

impl TextIndex {
    /// The names of a field that start so once folded, with the number of articles of each, most first. The names are folded too;
    /// there are none for actors.
    pub fn names(
        &self,
        field: NameField,
        start: &str,
        limit: usize,
    ) -> Result<Vec<(String, u32)>, IndexError> {
        guarded(|| {
            let snapshot = self.snapshot();
            let Some(at) = self.fields.of_name(field) else {
                return Ok(Vec::new());
            };
            let key = name_key(&fold(start)).unwrap_or_default();
            let start = match field {
                NameField::Lang => key,
                _ => format!("{WHOLE}{key}"),
            };
            let mut counts: std::collections::HashMap<String, u32> = Default::default();
            for reader in snapshot.searcher.segment_readers() {
                let index = reader.inverted_index(at)?;
                let mut terms = index.terms().range().ge(start.as_bytes());
                if let Some(end) = after_prefix(&start) {
                    terms = terms.lt(end);
                }
                let mut terms = terms.into_stream()?;
                while terms.advance() && counts.len() < MOST {
                    let name = std::str::from_utf8(terms.key()).unwrap_or_default();
                    let name = name.strip_prefix(WHOLE).unwrap_or(name);
                    *counts.entry(name.to_string()).or_default() += terms.value().doc_freq;
                }
            }
            let mut names: Vec<(String, u32)> = counts.into_iter().collect();
            names.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            names.truncate(limit);
            Ok(names)
        })
    }
}

/// Looks for articles by the names of one field.
pub(crate) struct Names<'n> {
    pub(crate) snapshot: &'n Snapshot,
    pub(crate) budget: &'n Budget,
    pub(crate) at: Field,
}

impl Names<'_> {
    /// Articles of which a name is the value, or has its words one after the other, or starts so where it ends with `*`; in any
    /// Latin spelling of what was typed. A value behind `=` is the whole name.
    pub(crate) fn find(&self, field: NameField, value: &str) -> Result<Text, IndexError> {
        let found = match (field, value.strip_prefix(WHOLE)) {
            (NameField::Lang, whole) => {
                let tag = primary(whole.unwrap_or(value)).to_ascii_lowercase();
                vec![self.term(&tag)]
            }
            (_, Some(whole)) => {
                let key = name_key(&fold(whole)).unwrap_or_default();
                vec![self.term(&format!("{WHOLE}{key}"))]
            }
            (_, None) => {
                let mut spellings = alternates(value);
                spellings.insert(0, fold(value));
                let found = spellings.iter().map(|folded| self.spelt(folded));
                found.collect::<Result<_, _>>()?
            }
        };
        Ok(Box::new(ConstScoreQuery::new(any(found), 0.0)))
    }

    fn spelt(&self, folded: &str) -> Result<Text, IndexError> {
        let (folded, open) = match folded.trim_end().strip_suffix('*') {
            Some(start) => (start, true),
            None => (folded, false),
        };
        let Some(key) = name_key(folded) else {
            return Ok(match open {
                true => Box::new(AllQuery),
                false => Box::new(EmptyQuery),
            });
        };
        if open {
            let starts = [format!("{WHOLE}{key}"), key];
            return Ok(any(starts
                .iter()
                .map(|start| self.starting(start))
                .collect()));
        }
        let words: Vec<&str> = name_words(&key).collect();
        match words.as_slice() {
            [] | [_] => Ok(self.term(&key)),
            words => self.having(words),
        }
    }

    fn term(&self, text: &str) -> Text {
        let term = Term::from_field_text(self.at, text);
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    }

    fn starting(&self, start: &str) -> Text {
        let end = after_prefix(start).and_then(|end| String::from_utf8(end).ok());
        let end = end.map_or(Bound::Unbounded, |end| {
            Bound::Excluded(Term::from_field_text(self.at, &end))
        });
        let start = Bound::Included(Term::from_field_text(self.at, start));
        Box::new(RangeQuery::new(start, end))
    }

    /// The names in which these words follow each other. Two of them in two names of one article are no such name.
    fn having(&self, words: &[&str]) -> Result<Text, IndexError> {
        let mut names = BTreeSet::new();
        let whole = WHOLE.to_string();
        self.snapshot.each_starting(self.at, &whole, |name, _| {
            if words.iter().all(|word| name.contains(word)) && follow(words, name) {
                names.insert(name.to_owned());
            }
            self.budget.take(NAME)
        })?;
        Ok(any(names.iter().map(|name| self.term(name)).collect()))
    }
}

/// Whether words follow each other in a name.
fn follow(words: &[&str], name: &str) -> bool {
    let all: Vec<&str> = name_words(name).collect();
    all.windows(words.len()).any(|part| part == words)
}
