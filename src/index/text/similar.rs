//! Articles alike in their words: the telling words of an article, and the articles that share most of them.

use std::collections::HashMap;

use tantivy::query::{EnableScoring, Query as _};

use super::TextIndex;
use super::error::{IndexError, guarded};
use super::plan::{TITLE_WEIGHT, any};
use super::terms::{FormQuery, Worth};
use super::words::{Kind, Words};
use crate::index::RowSet;
use crate::model::ArticleNo;
use crate::text::Cancel;

/// How many telling words an article is looked up by.
pub const KEY_TERMS: usize = 12;
/// A word of the title counts as so many in the body.
const TITLE_WORDS: u32 = 3;
/// Articles that the telling words may stand in, together: what a look for articles alike reads, whatever the size of the corpus.
const READ: u64 = 60_000;
/// Words that are used however common they are.
const LEAST_TERMS: usize = 3;
/// Only so much of a body is looked at for telling words.
const LONGEST: usize = 40_000;

/// A telling word and how telling it is.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyTerm {
    /// The word as indexed.
    pub word: String,
    /// Its weight; the weights of one article compare with each other only.
    pub weight: f32,
}

impl TextIndex {
    /// The most telling words of an article, most telling first: often in it, seldom elsewhere.
    pub fn key_terms(&self, title: &str, body: &str) -> Result<Vec<KeyTerm>, IndexError> {
        guarded(|| {
            let snapshot = self.snapshot();
            let mut counts = HashMap::new();
            count(title, TITLE_WORDS, &mut counts);
            count(&body[..body.floor_char_boundary(LONGEST)], 1, &mut counts);
            let documents = snapshot.documents().max(1) as f32;
            let mut terms = Vec::with_capacity(counts.len());
            for (word, count) in counts {
                let frequency = snapshot.frequency(snapshot.fields.body, &word)?;
                // A word that no other article has finds nothing.
                if frequency < 2 || frequency as f32 > documents * 0.2 + 5.0 {
                    continue;
                }
                let rarity = (documents / frequency as f32).ln().max(0.1);
                let weight = (1.0 + (count as f32).ln()) * rarity;
                terms.push((KeyTerm { word, weight }, frequency));
            }
            terms.sort_unstable_by(|(a, _), (b, _)| {
                b.weight.total_cmp(&a.weight).then(a.word.cmp(&b.word))
            });
            let (mut kept, mut read) = (Vec::new(), 0);
            for (term, frequency) in terms {
                if kept.len() >= LEAST_TERMS && read + frequency > READ {
                    continue;
                }
                read += frequency;
                kept.push(term);
                if kept.len() == KEY_TERMS {
                    break;
                }
            }
            Ok(kept)
        })
    }

    /// The articles that share most of these words, best first, with their scores; `without` are left out.
    pub fn similar(
        &self,
        terms: &[KeyTerm],
        without: &RowSet,
        limit: usize,
        cancel: &Cancel,
    ) -> Result<Vec<(ArticleNo, f32)>, IndexError> {
        guarded(|| {
            let snapshot = self.snapshot();
            let fields = snapshot.fields;
            let documents = snapshot.documents();
            let most = terms
                .iter()
                .map(|term| term.weight)
                .fold(f32::MIN_POSITIVE, f32::max);
            let mut words = Vec::with_capacity(terms.len() * 2);
            for (field, weight) in [(fields.title, TITLE_WEIGHT), (fields.body, 1.0)] {
                let mean_length = snapshot.mean_length(field)?;
                for KeyTerm { word, weight: own } in terms.iter().take(KEY_TERMS * 2) {
                    let frequency = snapshot.frequency(fields.body, word)?.max(1);
                    let worth = Worth {
                        documents,
                        frequency,
                        mean_length,
                    };
                    words.push(FormQuery::boxed(field, word, worth, weight * own / most));
                }
            }
            let scoring = EnableScoring::enabled_from_searcher(&snapshot.searcher);
            let weight = any(words).weight(scoring)?;
            let mut best: Vec<(ArticleNo, f32)> = Vec::new();
            if limit == 0 {
                return Ok(best);
            }
            for (segment, reader) in snapshot.parts() {
                if cancel.is_cancelled() {
                    return Err(IndexError::Cancelled);
                }
                let floor = |best: &[(ArticleNo, f32)]| match best.get(limit - 1) {
                    Some(worst) => worst.1,
                    None => f32::MIN,
                };
                let mut collect = |doc, score| {
                    let no = segment.numbers.article(doc);
                    let gone = reader
                        .alive_bitset()
                        .is_some_and(|alive| !alive.is_alive(doc));
                    if !gone && !without.contains(no) {
                        let at = best.partition_point(|better| better.1 >= score);
                        best.insert(at, (ArticleNo(no), score));
                        best.truncate(limit);
                    }
                    floor(&best)
                };
                weight.for_each_pruning(f32::MIN, reader, &mut collect)?;
            }
            Ok(best)
        })
    }
}

fn count(text: &str, worth: u32, counts: &mut HashMap<String, u32>) {
    let mut words = Words::new(text);
    let mut form = String::new();
    while let Some(place) = words.next_into(&mut form) {
        let long = match place.kind {
            Kind::Word => form.chars().nth(2).is_some(),
            Kind::Pair => true,
            // Its parts are counted.
            Kind::Last { .. } | Kind::Parted => false,
        };
        if !long || form.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        match counts.get_mut(form.as_str()) {
            Some(count) => *count += worth,
            None => {
                counts.insert(form.clone(), worth);
            }
        }
    }
}
