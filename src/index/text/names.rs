//! The names that a field has: found by a query, and offered for completion.

use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::TextIndex;
use super::error::{IndexError, guarded};
use super::matched::after_prefix;
use super::plan::{Text, any};
use super::schema::{WHOLE, name_key};
use crate::model::NameField;
use crate::text::fold::{alternates, fold};

/// Names looked at for one completion.
const MOST: usize = 50_000;

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

/// Articles whose names in this field are the value, or have its words, or start so where it ends with `*`; in any Latin spelling of
/// what was typed.
pub(crate) fn named(at: Field, field: NameField, value: &str) -> Text {
    let spellings = match field {
        NameField::Lang => vec![super::stems::primary(value).to_ascii_lowercase()],
        _ => {
            let mut spellings = alternates(value);
            spellings.insert(0, fold(value));
            spellings
        }
    };
    let found = spellings.iter().map(|folded| spelt(at, folded)).collect();
    Box::new(ConstScoreQuery::new(any(found), 0.0))
}

fn spelt(at: Field, folded: &str) -> Text {
    let term = |text: &str| -> Text {
        let term = Term::from_field_text(at, text);
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    };
    let (folded, open) = match folded.trim_end().strip_suffix('*') {
        Some(start) => (start, true),
        None => (folded, false),
    };
    let Some(key) = name_key(folded) else {
        return if open {
            Box::new(AllQuery)
        } else {
            Box::new(EmptyQuery)
        };
    };
    if open {
        let mut found = Vec::new();
        for start in [format!("{WHOLE}{key}"), key] {
            let range = tantivy::query::RangeQuery::new(
                std::ops::Bound::Included(Term::from_field_text(at, &start)),
                after_prefix(&start)
                    .and_then(|end| String::from_utf8(end).ok())
                    .map_or(std::ops::Bound::Unbounded, |end| {
                        std::ops::Bound::Excluded(Term::from_field_text(at, &end))
                    }),
            );
            found.push(Box::new(range) as Text);
        }
        any(found)
    } else if key.contains(' ') {
        let words = key
            .split(' ')
            .map(|word| (Occur::Must, term(word)))
            .collect();
        any(vec![
            term(&format!("{WHOLE}{key}")),
            Box::new(BooleanQuery::new(words)),
        ])
    } else {
        term(&key)
    }
}
