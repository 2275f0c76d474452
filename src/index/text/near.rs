//! Words within a distance of each other in any order, as a query of the index library.

use super::budget::{Budget, Meter};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// Steps of reading the positions of a word in a document, without the positions themselves.
const POSITIONS: u64 = 6;

/// Documents in which one form of each word stands within a window. Scores nothing.
#[derive(Clone, Debug)]
pub(crate) struct NearQuery {
    pub(crate) field: Field,
    /// The forms of each word.
    pub(crate) words: Vec<Vec<String>>,
    /// The most words between the first and the last.
    pub(crate) distance: u32,
    pub(crate) budget: Budget,
}

impl Query for NearQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for NearQuery {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.field)?;
        let mut words = Vec::with_capacity(self.words.len());
        for forms in &self.words {
            let mut postings = Vec::new();
            for form in forms {
                let term = Term::from_field_text(self.field, form);
                let option = IndexRecordOption::WithFreqsAndPositions;
                postings.extend(index.read_postings(&term, option)?);
            }
            if postings.is_empty() {
                return Ok(Box::new(EmptyScorer));
            }
            words.push(postings);
        }
        let mut near = Near {
            words,
            distance: self.distance,
            doc: 0,
            places: Vec::new(),
            buffer: Vec::new(),
            meter: self.budget.meter(),
        };
        near.settle(0);
        Ok(Box::new(ConstScorer::new(near, 0.0)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("words near each other", 0.0))
    }
}

struct Near {
    words: Vec<Vec<SegmentPostings>>,
    distance: u32,
    doc: DocId,
    places: Vec<(u32, usize)>,
    buffer: Vec<u32>,
    meter: Meter,
}

impl Near {
    /// Moves to the first match at or after `from`.
    fn settle(&mut self, from: DocId) -> DocId {
        let mut target = from;
        self.doc = loop {
            let doc = self.meet(target);
            if doc == TERMINATED || self.stands(doc) {
                break doc;
            }
            target = doc + 1;
        };
        self.doc
    }

    /// The first document at or after `target` that has every word; none when the search is to end.
    fn meet(&mut self, mut target: DocId) -> DocId {
        'again: loop {
            for forms in &mut self.words {
                if !self.meter.take(forms.len() as u64) {
                    return TERMINATED;
                }
                let doc = first_at(forms, target);
                if doc > target {
                    if doc == TERMINATED {
                        return TERMINATED;
                    }
                    target = doc;
                    continue 'again;
                }
            }
            return target;
        }
    }

    fn stands(&mut self, doc: DocId) -> bool {
        self.places.clear();
        for (word, forms) in self.words.iter_mut().enumerate() {
            for form in forms.iter_mut().filter(|form| form.doc() == doc) {
                form.positions(&mut self.buffer);
                // What is too much is seen before the next document.
                self.meter.take(POSITIONS + self.buffer.len() as u64 / 4);
                self.places
                    .extend(self.buffer.iter().map(|place| (*place, word)));
            }
        }
        self.places.sort_unstable();
        within(&self.places, self.words.len(), self.distance)
    }
}

/// Whether a window of `distance` words between its ends holds every word; `places` are sorted.
pub(crate) fn within(places: &[(u32, usize)], words: usize, distance: u32) -> bool {
    narrowest(places, words, distance).is_some()
}

/// The first such window, as a range of `places`.
pub(crate) fn narrowest(
    places: &[(u32, usize)],
    words: usize,
    distance: u32,
) -> Option<std::ops::Range<usize>> {
    let mut counts = vec![0usize; words];
    let mut missing = words;
    let mut start = 0;
    for (end, (place, word)) in places.iter().enumerate() {
        counts[*word] += 1;
        missing -= usize::from(counts[*word] == 1);
        // Drop from the front what is too far away or stands again later.
        while start < end {
            let (first, word) = places[start];
            let far = place - first > distance.saturating_add(1);
            if !far && (missing > 0 || counts[word] == 1) {
                break;
            }
            counts[word] -= 1;
            missing += usize::from(counts[word] == 0);
            start += 1;
        }
        if missing == 0 {
            return Some(start..end + 1);
        }
    }
    None
}

fn first_at(forms: &mut [SegmentPostings], target: DocId) -> DocId {
    let seek = |form: &mut SegmentPostings| {
        if form.doc() < target {
            form.seek(target)
        } else {
            form.doc()
        }
    };
    forms.iter_mut().map(seek).min().unwrap_or(TERMINATED)
}

impl DocSet for Near {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            TERMINATED
        } else {
            self.settle(self.doc + 1)
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target > self.doc {
            self.settle(target.min(TERMINATED))
        } else {
            self.doc
        }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let sizes = self
            .words
            .iter()
            .map(|forms| forms.iter().map(DocSet::size_hint).sum());
        sizes.min().unwrap_or(0)
    }

    fn cost(&self) -> u64 {
        u64::from(self.size_hint()) * 10
    }
}

#[cfg(test)]
mod tests {
    use super::within;

    fn check(first: &[u32], second: &[u32], distance: u32, expected: bool) {
        let mut places: Vec<(u32, usize)> = first.iter().map(|place| (*place, 0)).collect();
        places.extend(second.iter().map(|place| (*place, 1)));
        places.sort_unstable();
        assert_eq!(
            within(&places, 2, distance),
            expected,
            "{first:?} {second:?} {distance}"
        );
    }

    #[test]
    fn the_words_between_are_counted() {
        check(&[3], &[4], 0, true);
        check(&[3], &[5], 0, false);
        check(&[3], &[5], 1, true);
        check(&[9], &[4], 4, true);
        check(&[9], &[4], 3, false);
        check(&[1, 50], &[20, 52], 1, true);
        check(&[], &[1], 9, false);
    }
}
