//! The names that a field has, for completion.

use super::TextIndex;
use super::error::{IndexError, guarded};
use super::matched::after_prefix;
use super::schema::{WHOLE, name_key};
use crate::model::NameField;
use crate::text::fold::fold;

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
