//! Documents with any word that matches a pattern, as a query of the index library.

use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::directory::MmapDirectory;
use tantivy::postings::TermInfo;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, InvertedIndexReader, Score, SegmentReader};
use tantivy_fst::Automaton;

use super::budget::{Budget, LOOK, Meter};
use super::patterns::{Bounded, Pattern};
use super::snapshot::Snapshot;

/// Steps of going on to the next word of a dictionary ...
const WORD: u64 = 4;
/// ... of opening the postings of one ...
const OPENING: u64 = 16;
/// ... and of a block of them.
const BLOCK: u64 = 8;

/// The words of a field that match a pattern; every document scores the same.
#[derive(Clone)]
pub(crate) struct MatchedQuery {
    pub(crate) field: Field,
    pub(crate) pattern: Pattern,
    pub(crate) budget: Budget,
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) folder: Option<MmapDirectory>,
}

impl std::fmt::Debug for MatchedQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Matched")
    }
}

impl Query for MatchedQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for MatchedQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.field)?;
        let mut meter = self.budget.meter();
        let words = self.words(reader, &index, &mut meter)?;
        if words.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        let mut documents = BitSet::with_max_value(reader.max_doc());
        for info in &words {
            if !meter.take(OPENING) {
                break;
            }
            let mut block =
                index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            loop {
                let docs = block.docs();
                if docs.is_empty() || !meter.take(BLOCK) {
                    break;
                }
                for doc in docs {
                    documents.insert(*doc);
                }
                block.advance();
            }
        }
        if self.budget.cancel().is_cancelled() {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(ConstScorer::new(
            BitSetDocSet::from(documents),
            boost,
        )))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("words by pattern", 1.0))
    }
}

impl MatchedQuery {
    fn words(
        &self,
        reader: &SegmentReader,
        index: &InvertedIndexReader,
        meter: &mut Meter,
    ) -> tantivy::Result<Vec<TermInfo>> {
        let mut words = Vec::new();
        match &self.pattern {
            Pattern::Prefix(starts) => {
                for start in starts {
                    let mut terms = index.terms().range().ge(start.as_bytes());
                    if let Some(end) = after_prefix(start) {
                        terms = terms.lt(end);
                    }
                    let mut terms = terms.into_stream()?;
                    while terms.advance() && meter.take(WORD) {
                        words.push(terms.value().clone());
                    }
                }
            }
            Pattern::Fuzzy(fuzzy) => {
                for automaton in fuzzy.automata() {
                    self.search(index, automaton, &mut words)?;
                }
            }
            Pattern::Regex(regex) => self.search(index, regex.as_ref(), &mut words)?,
        }
        // Words in other letters or with accents, by their spellings.
        if let Some(at) = self.snapshot.place_of(reader) {
            let all = [String::new()];
            let starts = match &self.pattern {
                Pattern::Prefix(starts) => starts.as_slice(),
                _ => &all,
            };
            let mut others = BTreeSet::new();
            self.snapshot.read_forms(at, self.folder.as_ref(), |forms| {
                starts.iter().try_for_each(|start| {
                    forms.each_folded(start, |folded, word| {
                        if self.pattern.matches_folded(folded) {
                            others.insert(word.to_string());
                        }
                        self.budget.take(folded.len() as u64)
                    })
                })
            });
            for word in others {
                if !meter.take(LOOK) {
                    break;
                }
                words.extend(index.terms().get(word.as_bytes())?);
            }
        }
        Ok(words)
    }

    fn search<A: Automaton>(
        &self,
        index: &InvertedIndexReader,
        automaton: A,
        words: &mut Vec<TermInfo>,
    ) -> tantivy::Result<()>
    where
        A::State: Clone,
    {
        let bounded = Bounded::new(automaton, &self.budget);
        let mut terms = index.terms().search(&bounded).into_stream()?;
        while terms.advance() {
            words.push(terms.value().clone());
        }
        Ok(())
    }
}

/// The first string after all that start with `prefix`.
pub(crate) fn after_prefix(prefix: &str) -> Option<Vec<u8>> {
    let mut end = prefix.as_bytes().to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return Some(end);
        }
    }
    None
}
