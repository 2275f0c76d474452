//! One form of a word in one field, scored with what its whole word is worth.

use tantivy::query::{Bm25StatisticsProvider, EnableScoring, Query, TermQuery, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};

/// What BM25 needs to know of a word in a field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Worth {
    /// Documents in the index.
    pub(crate) documents: u64,
    /// Documents that have the word in any form.
    pub(crate) frequency: u64,
    /// The mean length of the field in words.
    pub(crate) mean_length: f32,
}

/// Documents with a term; the score is BM25 with a worth that all forms of a word share.
#[derive(Clone, Debug)]
pub(crate) struct FormQuery {
    term: Term,
    worth: Worth,
}

impl FormQuery {
    pub(crate) fn boxed(field: Field, form: &str, worth: Worth, boost: Score) -> Box<dyn Query> {
        let term = Term::from_field_text(field, form);
        let query = Box::new(Self { term, worth });
        Box::new(tantivy::query::BoostQuery::new(query, boost))
    }
}

impl Query for FormQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        match scoring {
            EnableScoring::Enabled { searcher, .. } => {
                TermQuery::new(self.term.clone(), IndexRecordOption::WithFreqs).weight(
                    EnableScoring::enabled_from_statistics_provider(&self.worth, searcher),
                )
            }
            disabled => {
                TermQuery::new(self.term.clone(), IndexRecordOption::Basic).weight(disabled)
            }
        }
    }
}

impl Bm25StatisticsProvider for Worth {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        Ok((self.mean_length * self.documents as f32) as u64)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents.max(1))
    }

    fn doc_freq(&self, _: &Term) -> tantivy::Result<u64> {
        Ok(self.frequency.min(self.documents))
    }
}
