//! A query of the index library that looks at its documents one by one, so that it ends when the search is to end.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED};

use super::budget::{Budget, Meter};

/// Finds what another query finds. The library goes from one hit to the next without a look up, however far that is; here it is
/// asked for each document that may be one.
#[derive(Debug)]
pub(crate) struct Watched {
    pub(crate) query: Box<dyn Query>,
    /// The steps of a look at one document.
    pub(crate) steps: u64,
    pub(crate) budget: Budget,
}

impl Clone for Watched {
    fn clone(&self) -> Self {
        Self {
            query: self.query.box_clone(),
            steps: self.steps,
            budget: self.budget.clone(),
        }
    }
}

impl Query for Watched {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(WatchedWeight {
            weight: self.query.weight(scoring)?,
            steps: self.steps,
            budget: self.budget.clone(),
        }))
    }
}

struct WatchedWeight {
    weight: Box<dyn Weight>,
    steps: u64,
    budget: Budget,
}

impl Weight for WatchedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let (first, scorer) = self.weight.scorer_danger(reader, 0, boost)?;
        let mut documents = Documents {
            scorer,
            steps: self.steps,
            meter: self.budget.meter(),
            doc: 0,
        };
        if let SeekDangerResult::SeekLowerBound(next) = first {
            documents.settle(next);
        }
        Ok(Box::new(documents))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(reader, doc)
    }
}

struct Documents {
    scorer: Box<dyn Scorer>,
    steps: u64,
    meter: Meter,
    doc: DocId,
}

impl Documents {
    /// Moves to the first hit at or after `target`.
    fn settle(&mut self, mut target: DocId) -> DocId {
        self.doc = loop {
            if target >= TERMINATED || !self.meter.take(self.steps) {
                break TERMINATED;
            }
            match self.scorer.seek_danger(target) {
                SeekDangerResult::Found => break target,
                SeekDangerResult::SeekLowerBound(next) => target = next.max(target + 1),
            }
        };
        self.doc
    }
}

impl DocSet for Documents {
    fn advance(&mut self) -> DocId {
        match self.doc {
            TERMINATED => TERMINATED,
            doc => self.settle(doc + 1),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.doc {
            return self.doc;
        }
        self.settle(target)
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }

    fn cost(&self) -> u64 {
        self.scorer.cost()
    }
}

impl Scorer for Documents {
    fn score(&mut self) -> Score {
        self.scorer.score()
    }
}
