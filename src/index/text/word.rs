//! Words in all their forms, as a query of the index library: one pass over the postings of all of them.
//!
//! Forms are many to a word, two fields each, and some hold only in articles of one language. The library's own unions and
//! intersections ask a scorer for each of them document by document; here a stretch of documents is filled from whole blocks of
//! postings, of the rarest word first, and what another word has counts only where all before it stand.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, Term};

use super::budget::{Budget, Meter};
use super::snapshot::{Segment, Snapshot};
use super::stems::Language;

/// The most documents of a stretch ...
const WIDEST: u32 = 16_384;
/// ... and of one in which many documents count.
const WIDE: u32 = 4096;
/// A word that stands in one document of so many stands in few.
const FEW: u32 = 16;
/// The first stretch after a leap: whoever leaps is likely to leap again.
const NARROWEST: u32 = 64;

/// Steps of a stretch, without what is in it ...
const STRETCH: u64 = 4;
/// ... and so many hits in it are a step.
const HITS: u64 = 8;

/// A form of a word in a field.
#[derive(Clone)]
pub(crate) struct Form {
    /// What is looked for, and where.
    pub(crate) term: Term,
    /// What it is worth.
    pub(crate) worth: Bm25Weight,
    /// The language in whose articles alone it counts.
    pub(crate) only: Option<Language>,
}

/// Articles that have each of some words in any of its forms; the score is the sum of what each form is worth.
#[derive(Clone)]
pub(crate) struct WordsQuery {
    /// The forms of each word.
    pub(crate) words: Vec<Vec<Form>>,
    /// Where the languages of articles are known.
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) budget: Budget,
}

impl std::fmt::Debug for WordsQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let terms = self.words.iter().flatten().map(|form| &form.term);
        f.debug_list().entries(terms).finish()
    }
}

impl Query for WordsQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(WordsWeight {
            query: self.clone(),
            is_scored: matches!(scoring, EnableScoring::Enabled { .. }),
        }))
    }
}

struct WordsWeight {
    query: WordsQuery,
    is_scored: bool,
}

impl WordsWeight {
    fn open(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<Stretch>> {
        let Some(segment) = self.query.snapshot.segment_of(reader) else {
            return Ok(None);
        };
        let option = match self.is_scored {
            true => IndexRecordOption::WithFreqs,
            false => IndexRecordOption::Basic,
        };
        let mut words = Vec::with_capacity(self.query.words.len());
        for forms in &self.query.words {
            let mut postings = Vec::new();
            for form in forms {
                let field: Field = form.term.field();
                let index = reader.inverted_index(field)?;
                if let Some(block) = index.read_block_postings(&form.term, option)? {
                    postings.push(Postings {
                        place: Place { block, at: 0 },
                        norms: reader.get_fieldnorms_reader(field)?,
                        worth: form.worth.boost_by(boost),
                        only: form.only.map(|language| language.0),
                    });
                }
            }
            if postings.is_empty() {
                return Ok(None);
            }
            words.push(Word(postings));
        }
        words.sort_by_key(Word::documents);
        let Some(rarest) = words.first() else {
            return Ok(None);
        };
        let among = |documents: u32| rarest.documents() < reader.max_doc() / documents;
        let widest = match words.len() {
            // Room for a stretch is made and cleared anew for each search: a rare word needs little of it.
            1 if among(WIDE) => NARROWEST,
            1 if among(FEW) => WIDEST,
            2.. if among(NARROWEST) => NARROWEST,
            _ => WIDE,
        };
        Ok(Some(Stretch {
            segment: Arc::clone(segment),
            is_scored: self.is_scored,
            widest,
            words,
            had: Vec::new(),
            start: 0,
            width: 0,
            reach: NARROWEST,
            bits: vec![0; (widest / 64) as usize],
            scores: vec![0.0; widest as usize],
            doc: 0,
            meter: self.query.budget.meter(),
        }))
    }

    fn each(
        &self,
        reader: &SegmentReader,
        mut found: impl FnMut(DocId, Score),
    ) -> tantivy::Result<()> {
        let Some(mut stretch) = self.open(reader, 1.0)? else {
            return Ok(());
        };
        stretch.reach = stretch.widest;
        let mut from = 0;
        while stretch.fill(from) != TERMINATED {
            let used = (stretch.width as usize).div_ceil(64);
            for (at, word) in stretch.bits[..used].iter().enumerate() {
                let mut word = *word;
                while word != 0 {
                    let place = at as u32 * 64 + word.trailing_zeros();
                    found(stretch.start + place, stretch.scores[place as usize]);
                    word &= word - 1;
                }
            }
            from = stretch.end();
        }
        Ok(())
    }
}

impl WordsQuery {
    /// Calls with every document of a segment and its score, which is 0 unless it is asked for.
    pub(crate) fn each(
        &self,
        reader: &SegmentReader,
        is_scored: bool,
        found: impl FnMut(DocId, Score),
    ) -> tantivy::Result<()> {
        let query = self.clone();
        WordsWeight { query, is_scored }.each(reader, found)
    }
}

impl Weight for WordsWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.open(reader, boost)? {
            None => Box::new(EmptyScorer),
            Some(mut stretch) => {
                stretch.fill(0);
                Box::new(stretch)
            }
        })
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("words in any form", 1.0))
    }

    fn for_each(
        &self,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score),
    ) -> tantivy::Result<()> {
        self.each(reader, callback)
    }
}

/// The postings of all forms of a word.
struct Word(Vec<Postings>);

impl Word {
    /// How many documents have it at most.
    fn documents(&self) -> u32 {
        let all = self.0.iter().map(|form| form.place.block.doc_freq());
        all.fold(0, u32::saturating_add)
    }

    /// The first document from `from` on.
    fn seek(&mut self, from: DocId) -> DocId {
        let firsts = self.0.iter_mut().map(|form| form.place.seek(from));
        firsts.min().unwrap_or(TERMINATED)
    }
}

/// The postings of one form.
struct Postings {
    place: Place,
    norms: FieldNormReader,
    worth: Bm25Weight,
    only: Option<u8>,
}

/// A place in postings, which are read on from block to block.
struct Place {
    block: BlockSegmentPostings,
    /// The place in the block.
    at: usize,
}

impl Place {
    /// The first document from `from` on.
    fn seek(&mut self, from: DocId) -> DocId {
        match self.block.docs().get(self.at) {
            Some(&doc) if doc < from => self.at = self.block.seek(from),
            _ => {}
        }
        let doc = self.block.docs().get(self.at);
        doc.copied().unwrap_or(TERMINATED)
    }

    /// Calls with every stretch of documents before `end` and how often each has the form, and leaves them behind.
    #[inline]
    fn take(&mut self, end: DocId, mut taken: impl FnMut(&[DocId], &[u32])) {
        loop {
            let docs = self.block.docs().get(self.at..).unwrap_or_default();
            let Some(last) = docs.last() else {
                return;
            };
            let count = match *last < end {
                true => docs.len(),
                false => docs.partition_point(|doc| *doc < end),
            };
            let counts = self.block.freqs().get(self.at..self.at + count);
            taken(&docs[..count], counts.unwrap_or_default());
            if count < docs.len() {
                self.at += count;
                return;
            }
            self.block.advance();
            self.at = 0;
        }
    }
}

/// A stretch of documents, filled from the postings of all forms.
struct Stretch {
    segment: Arc<Segment>,
    is_scored: bool,
    /// The rarest first.
    words: Vec<Word>,
    start: DocId,
    width: u32,
    /// How wide the next stretch will be.
    reach: u32,
    /// How wide one may be: where the rarest word stands in few documents, what the others have around them is not looked at.
    widest: u32,
    bits: Vec<u64>,
    /// The documents that have the words before the one that is being looked at.
    had: Vec<u64>,
    scores: Vec<Score>,
    doc: DocId,
    meter: Meter,
}

impl Stretch {
    fn end(&self) -> DocId {
        self.start + self.width
    }

    /// Fills the stretch that begins with the first document from `from` on. Returns that document.
    fn fill(&mut self, mut from: DocId) -> DocId {
        self.doc = loop {
            from = self.leap(from);
            if from == TERMINATED || !self.meter.take(STRETCH) {
                self.begin(TERMINATED, 0);
                break TERMINATED;
            }
            self.begin(from, self.reach);
            self.reach = (self.reach * 4).min(self.widest);
            self.gather();
            // None is left where all were of other languages, or had not every word.
            match self.next(from) {
                Some(doc) => break doc,
                None => from = self.end(),
            }
        };
        self.doc
    }

    /// The first document from `from` on that may have every word.
    fn leap(&mut self, mut from: DocId) -> DocId {
        loop {
            let firsts = self.words.iter_mut().map(|word| word.seek(from));
            let last = firsts.max().unwrap_or(TERMINATED);
            if last == from || last == TERMINATED || self.words.len() == 1 {
                return last;
            }
            if !self.meter.take(self.words.len() as u64) {
                return TERMINATED;
            }
            // A word that stands later may stand in none of the documents of the rarest before.
            from = self.words[0].seek(last);
            if from == last {
                return last;
            }
        }
    }

    /// Makes a stretch of one document, if it has the words; else says which may be the next that has, and no stretch is left.
    fn look_at(&mut self, target: DocId) -> Option<DocId> {
        let firsts = self.words.iter_mut().map(|word| word.seek(target));
        let last = match self.meter.take(STRETCH) {
            true => firsts.max().unwrap_or(TERMINATED),
            false => TERMINATED,
        };
        let is_there = last == target && target != TERMINATED;
        self.begin(target, is_there.into());
        (self.doc, self.reach) = (target, NARROWEST);
        if !is_there {
            return Some(last);
        }
        self.gather();
        (self.bits[0] & 1 == 0).then_some(target + 1)
    }

    /// Begins a stretch in which nothing was found yet.
    fn begin(&mut self, start: DocId, width: u32) {
        let used = (self.width as usize).div_ceil(64);
        if self.words.len() == 1 {
            // What was found is all that was scored.
            for (word, scores) in self.bits[..used].iter().zip(self.scores.chunks_mut(64)) {
                if *word != 0 {
                    scores.fill(0.0);
                }
            }
        } else {
            self.scores[..self.width as usize].fill(0.0);
        }
        self.bits[..used].fill(0);
        (self.start, self.width) = (start, width);
    }

    /// Fills the stretch from the postings.
    fn gather(&mut self) {
        let (start, end) = (self.start, self.end());
        let used = (self.width as usize).div_ceil(64);
        let languages = self.segment.numbers.languages();
        for (at, word) in self.words.iter_mut().enumerate() {
            let is_first = at == 0;
            if !is_first {
                if self.bits[..used].iter().all(|word| *word == 0) {
                    return;
                }
                self.had.clear();
                self.had.extend_from_slice(&self.bits[..used]);
                self.bits[..used].fill(0);
            }
            let (bits, scores, had) = (&mut self.bits, &mut self.scores, &self.had);
            for form in &mut word.0 {
                form.place.seek(start);
                let mut met = 0;
                let Postings {
                    place,
                    norms,
                    worth,
                    only,
                } = form;
                let mut mark = |doc: DocId| {
                    let place = (doc - start) as usize;
                    let (word, bit) = (place / 64, 1 << (place % 64));
                    let counts = (is_first || had[word] & bit != 0)
                        && only.is_none_or(|only| languages[doc as usize] == only);
                    if counts {
                        bits[word] |= bit;
                    }
                    counts.then_some(place)
                };
                place.take(end, |docs, counts| {
                    met += docs.len() as u64;
                    if !self.is_scored {
                        for doc in docs {
                            mark(*doc);
                        }
                        return;
                    }
                    for (&doc, &count) in docs.iter().zip(counts) {
                        if let Some(place) = mark(doc) {
                            scores[place] += worth.score(norms.fieldnorm_id(doc), count);
                        }
                    }
                });
                if !self.meter.take(1 + met / HITS) {
                    // Of a stretch that is not filled to its end nothing counts.
                    bits[..used].fill(0);
                    return;
                }
            }
        }
    }

    /// The first document of the stretch from `from` on, which is not before it.
    fn next(&self, from: DocId) -> Option<DocId> {
        let place = from - self.start;
        if place >= self.width {
            return None;
        }
        let mut at = (place / 64) as usize;
        let mut word = self.bits[at] & (u64::MAX << (place % 64));
        while word == 0 {
            at += 1;
            if at * 64 >= self.width as usize {
                return None;
            }
            word = self.bits[at];
        }
        Some(self.start + at as u32 * 64 + word.trailing_zeros())
    }
}

impl DocSet for Stretch {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        match self.next(self.doc + 1) {
            Some(doc) => {
                self.doc = doc;
                doc
            }
            None => self.fill(self.end()),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.doc {
            return self.doc;
        }
        if target < self.end() {
            if let Some(doc) = self.next(target) {
                self.doc = doc;
                return doc;
            }
            return self.fill(self.end());
        }
        self.reach = NARROWEST;
        self.fill(target)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        // The next one asked for is likely to be near again.
        if target < self.end() || target.saturating_sub(self.doc) < NARROWEST {
            let doc = self.seek(target);
            return match doc == target && target != TERMINATED {
                true => SeekDangerResult::Found,
                false => SeekDangerResult::SeekLowerBound(doc),
            };
        }
        match self.look_at(target) {
            None => SeekDangerResult::Found,
            Some(later) => SeekDangerResult::SeekLowerBound(later),
        }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let rarest = self.words.first().map_or(0, Word::documents);
        rarest.min(self.segment.numbers.articles().len() as u32)
    }
}

impl Scorer for Stretch {
    fn score(&mut self) -> Score {
        self.scores[(self.doc - self.start) as usize]
    }
}
