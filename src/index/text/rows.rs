//! A set of article numbers as a query of the index library.

use std::sync::Arc;

use tantivy::columnar::ColumnValues;
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::schema::NO;
use crate::index::RowSet;

/// Documents whose article number is in a set. Scores nothing.
#[derive(Clone, Debug)]
pub(crate) struct RowsQuery(Arc<RowSet>);

impl RowsQuery {
    pub(crate) fn new(rows: RowSet) -> Self {
        Self(Arc::new(rows))
    }
}

impl Query for RowsQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for RowsQuery {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut rows = Rows {
            no: reader.fast_fields().column_first_or_default::<u64>(NO)?,
            rows: Arc::clone(&self.0),
            doc: 0,
            end: reader.max_doc(),
        };
        rows.settle(0);
        Ok(Box::new(ConstScorer::new(rows, 0.0)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("one of the articles", 0.0))
    }
}

struct Rows {
    no: Arc<dyn ColumnValues<u64>>,
    rows: Arc<RowSet>,
    doc: DocId,
    end: DocId,
}

impl Rows {
    fn settle(&mut self, from: DocId) -> DocId {
        let hit = |doc: &DocId| self.rows.contains(self.no.get_val(*doc) as u32);
        self.doc = (from..self.end).find(hit).unwrap_or(TERMINATED);
        self.doc
    }
}

impl DocSet for Rows {
    fn advance(&mut self) -> DocId {
        self.settle(self.doc.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target > self.doc {
            self.settle(target)
        } else {
            self.doc
        }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.end
    }
}
