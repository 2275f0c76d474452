//! Words whose places in a text fit together, each in any of its forms, as a query of the index library.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::budget::{Budget, Meter};
use super::near::within;

/// Steps of reading the places of a form in a document, without the places themselves ...
const READING: u64 = 2;
/// ... and so many places are a step, or ...
const PLACES: u64 = 16;
/// ... so many where they are put in order.
const SORTED: u64 = 4;

/// Documents in which each word stands in one of its forms, where it is to.
#[derive(Clone)]
pub(crate) struct PlacesQuery {
    pub(crate) field: Field,
    /// Two words or more, or one.
    pub(crate) words: Vec<Placed>,
    pub(crate) shape: Shape,
    pub(crate) budget: Budget,
}

/// A word with its place among the others.
#[derive(Clone)]
pub(crate) struct Placed {
    pub(crate) forms: Vec<String>,
    /// How far from the start, where the words follow each other.
    pub(crate) offset: u32,
    /// What the word is worth; nothing where others rank.
    pub(crate) worth: Option<Bm25Weight>,
}

/// How words are to stand.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// In any order, with at most so many words between the first and the last.
    Near(u32),
    /// Each at its offset.
    Phrase,
}

impl std::fmt::Debug for PlacesQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let forms = self.words.iter().map(|word| &word.forms);
        f.debug_list().entries(forms).finish()
    }
}

impl Query for PlacesQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for PlacesQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.field)?;
        let mut words = Vec::with_capacity(self.words.len());
        for word in &self.words {
            let mut forms = Vec::new();
            for form in &word.forms {
                let term = Term::from_field_text(self.field, form);
                let option = IndexRecordOption::WithFreqsAndPositions;
                forms.extend(index.read_postings(&term, option)?);
            }
            if forms.is_empty() {
                return Ok(Box::new(EmptyScorer));
            }
            words.push(Word {
                forms,
                offset: word.offset,
                worth: word.worth.as_ref().map(|worth| worth.boost_by(boost)),
            });
        }
        words.sort_by_key(Word::documents);
        let last = words.iter().map(|word| word.offset).max().unwrap_or(0);
        let mut documents = Documents {
            words,
            shape: self.shape,
            norms: reader.get_fieldnorms_reader(self.field)?,
            meter: self.budget.meter(),
            doc: 0,
            count: 0,
            last,
            near: Vec::new(),
            ends: Vec::new(),
            places: Vec::new(),
            both: Vec::new(),
            marks: Marks::default(),
        };
        documents.settle(0);
        Ok(Box::new(documents))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("words in their places", 0.0))
    }
}

/// A word of the query in a segment.
struct Word {
    forms: Vec<SegmentPostings>,
    offset: u32,
    worth: Option<Bm25Weight>,
}

impl Word {
    /// How many documents have it at most.
    fn documents(&self) -> u32 {
        let all = self.forms.iter().map(DocSet::size_hint);
        all.fold(0, u32::saturating_add)
    }

    /// The first document from `target` on.
    fn seek(&mut self, target: DocId) -> DocId {
        let firsts = self.forms.iter_mut().map(|form| match form.doc() {
            before if before < target => form.seek(target),
            doc => doc,
        });
        firsts.min().unwrap_or(TERMINATED)
    }

    /// The places of the word in a document, so many further on each; out of order where it has several forms.
    fn places(&mut self, doc: DocId, further: u32, places: &mut Vec<u32>) {
        places.clear();
        for form in self.forms.iter_mut().filter(|form| form.doc() == doc) {
            form.append_positions_with_offset(further, places);
        }
    }
}

struct Documents {
    /// The rarest first.
    words: Vec<Word>,
    shape: Shape,
    norms: FieldNormReader,
    meter: Meter,
    doc: DocId,
    /// How often the phrase stands there.
    count: u32,
    /// The offset of the last word.
    last: u32,
    near: Vec<(u32, usize)>,
    /// Where phrases end of which the words so far stand.
    ends: Vec<u32>,
    places: Vec<u32>,
    both: Vec<u32>,
    marks: Marks,
}

impl Documents {
    /// Moves to the first match at or after `target`.
    fn settle(&mut self, mut target: DocId) -> DocId {
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
            for word in &mut self.words {
                if !self.meter.take(word.forms.len() as u64) {
                    return TERMINATED;
                }
                let doc = word.seek(target);
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
        match self.shape {
            Shape::Near(distance) => self.is_near(doc, distance),
            Shape::Phrase => self.follow(doc),
        }
    }

    fn is_near(&mut self, doc: DocId, distance: u32) -> bool {
        self.near.clear();
        for (at, word) in self.words.iter_mut().enumerate() {
            word.places(doc, 0, &mut self.places);
            // What is too much is seen before the next document.
            self.meter.take(READING + self.places.len() as u64 / PLACES);
            self.near
                .extend(self.places.iter().map(|place| (*place, at)));
        }
        self.meter.take(self.near.len() as u64 / SORTED);
        self.near.sort_unstable();
        within(&self.near, self.words.len(), distance)
    }

    /// Whether the words follow each other.
    fn follow(&mut self, doc: DocId) -> bool {
        for (at, word) in self.words.iter_mut().enumerate() {
            // No place lies before the start of the text, however far from the start of the phrase the word is.
            word.places(doc, self.last - word.offset, &mut self.places);
            self.meter.take(READING + self.places.len() as u64 / PLACES);
            if at == 0 {
                std::mem::swap(&mut self.ends, &mut self.places);
            } else {
                self.marks.common(&self.ends, &self.places, &mut self.both);
                std::mem::swap(&mut self.ends, &mut self.both);
            }
            if self.ends.is_empty() {
                return false;
            }
        }
        self.count = self.ends.len() as u32;
        true
    }
}

/// Whether each place of a text is marked; none is.
#[derive(Default)]
struct Marks(Vec<bool>);

impl Marks {
    /// Leaves in `found` what `some` and `others` both have, once each. Common words have many places in every text, and which of two
    /// comes first is hard to guess: to mark them and to look is sooner done than to walk both in order.
    fn common(&mut self, some: &[u32], others: &[u32], found: &mut Vec<u32>) {
        let highest = some.iter().max().map_or(0, |place| *place as usize);
        if self.0.len() <= highest {
            self.0.resize(highest + 1, false);
        }
        found.clear();
        found.resize(others.len(), 0);
        let (marks, both) = (self.0.as_mut_slice(), found.as_mut_slice());
        for place in some {
            marks[*place as usize] = true;
        }
        let mut count = 0;
        for place in others {
            both[count] = *place;
            if let Some(mark) = marks.get_mut(*place as usize) {
                count += usize::from(std::mem::take(mark));
            }
        }
        for place in some {
            marks[*place as usize] = false;
        }
        found.truncate(count);
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
        self.words.first().map_or(0, Word::documents)
    }

    fn cost(&self) -> u64 {
        u64::from(self.size_hint()) * 10
    }
}

impl Scorer for Documents {
    fn score(&mut self) -> Score {
        let norm = self.norms.fieldnorm_id(self.doc);
        let worths = self.words.iter().filter_map(|word| word.worth.as_ref());
        worths.map(|worth| worth.score(norm, self.count)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marks: &mut Marks, some: &[u32], others: &[u32], expected: &[u32]) {
        let mut found = vec![1, 2];
        marks.common(some, others, &mut found);
        assert_eq!(found, expected, "{some:?} {others:?}");
    }

    #[test]
    fn what_both_have_is_found_once() {
        let mut marks = Marks::default();
        check(&mut marks, &[1, 4, 9], &[0, 4, 5, 9, 9], &[4, 9]);
        check(&mut marks, &[1, 4, 64, 128], &[], &[]);
        check(&mut marks, &[], &[1, 4, 9, 64, 1_000], &[]);
        check(&mut marks, &[700, 64], &[64, 128, 700, 900], &[64, 700]);
        check(&mut marks, &[7, 3], &[7, 3], &[7, 3]);
    }
}
