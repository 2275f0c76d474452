//! The few titles that stand first in a filtered list: those in which a word starts so, then those that hold it as it stands,
//! then the rest; newest first, and only these few are scored.

use rayon::prelude::*;

use super::letters::{REACH, Starts, is_word};
use super::narrow::{Cancelled, Texts, behind, find_byte};
use super::words::{cut, paste};
use super::{Columns, RowSet};
use crate::model::ArticleNo;
use crate::text::Cancel;
use crate::text::fuzzy::{Matcher, Pattern};

/// How many titles are ranked.
pub(super) const RANKED: usize = 200;
/// How many of the newest matches are looked at for a word that stands inside another.
const LOOKED_AT: usize = 16_384;
/// How many of the newest titles are asked for word starts before all are.
const ASKED_FIRST: usize = 65_536;
/// How many titles are compared before it is known whether more are needed: mostly enough.
const FIRST_BATCH: usize = 512;
/// How many are compared between two looks at the cancel flag.
const BATCH: usize = 8_192;
/// How many titles are fetched from memory together.
const FETCHED_AT_ONCE: usize = 64;

/// What the best titles are measured by.
pub(super) struct Wanted<'a> {
    pub(super) words: &'a [String],
    pub(super) pattern: &'a Pattern,
    pub(super) matcher: &'a Matcher,
}

/// How well a title holds the words; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// Each at the start of a word.
    Start,
    /// Each as it stands.
    Inside,
    /// With other letters between.
    Scattered,
}

/// Titles found so far, newest first in each tier.
pub(super) struct Best<'a> {
    columns: &'a Columns,
    wanted: &'a Wanted<'a>,
    cancel: &'a Cancel,
    tiers: [Vec<u32>; 3],
}

impl<'a> Best<'a> {
    pub(super) fn new(columns: &'a Columns, wanted: &'a Wanted<'a>, cancel: &'a Cancel) -> Self {
        Self {
            columns,
            wanted,
            cancel,
            tiers: Default::default(),
        }
    }

    /// The best of a set of `count` matches with their scores, best first.
    pub(super) fn find(
        mut self,
        set: &RowSet,
        count: usize,
    ) -> Result<Vec<(ArticleNo, i64)>, Cancelled> {
        if self.wanted.pattern.is_empty() {
            return Ok(Vec::new());
        }
        if count <= LOOKED_AT {
            let rows = self.columns.newest_of(set, count, count);
            self.look(rows.into_iter(), Tier::Start)?;
            return Ok(self.ranked());
        }
        let mut starts = self.look_for_starts(set, ASKED_FIRST)?;
        if starts.len() < RANKED {
            starts = self.look_for_starts(set, usize::MAX)?;
        }
        if starts.len() < RANKED {
            let newest = self.columns.iter_newest();
            let newest = newest.filter(|row| set.contains(*row));
            self.look(newest.take(LOOKED_AT), Tier::Inside)?;
        }
        self.tiers[0] = starts;
        Ok(self.ranked())
    }

    /// The best titles of a set in which every word starts a word, best first: what [`Self::find`] puts in front of the others.
    /// None where there are none among the newest, which is not to say that there are none at all.
    pub(super) fn starts(mut self, set: &RowSet) -> Result<Vec<(ArticleNo, i64)>, Cancelled> {
        let mut starts = self.look_for_starts(set, ASKED_FIRST)?;
        if (1..RANKED).contains(&starts.len()) {
            starts = self.look_for_starts(set, usize::MAX)?;
        }
        self.tiers[0] = starts;
        Ok(self.ranked())
    }

    /// Titles of a set that hold every word in any way, best first, of the newest that do; all of them where they are few.
    pub(super) fn newest(mut self, set: &RowSet) -> Result<Vec<(ArticleNo, i64)>, Cancelled> {
        let words = self.wanted.words;
        let may_hold = self.columns.may_hold(set, None, words);
        let rows = self.columns.newest_of(&may_hold, may_hold.len(), LOOKED_AT);
        let holding = self.holding(rows);
        self.look(holding.into_iter(), Tier::Inside)?;
        Ok(self.ranked())
    }

    /// The titles of a set in which every word starts a word, among the newest so many of all titles.
    fn look_for_starts(&mut self, set: &RowSet, newest: usize) -> Result<Vec<u32>, Cancelled> {
        let (columns, words) = (self.columns, self.wanted.words);
        let starts = Starts::of(words);
        if newest < columns.len() {
            let may_start = |row: &u32| {
                let place = columns.place(*row).filter(|_| set.contains(*row));
                place.is_some_and(|(part, at)| part.letters().may_start(at, starts))
            };
            let rows = columns.iter_newest().take(newest).filter(may_start);
            self.look(rows, Tier::Start)?;
        } else {
            let may_start = columns.may_hold(set, Some(starts), words);
            if columns.are_few(may_start.len()) {
                // As they lie in memory; only those that do are put in order.
                let rows: Vec<u32> = may_start.iter().collect();
                let tiers = self.measure(&rows).into_iter();
                let both = rows.into_iter().zip(tiers);
                let start = both.filter(|(_, tier)| *tier == Tier::Start);
                let mut rows: Vec<u32> = start.map(|(row, _)| row).collect();
                columns.sort_newest(&mut rows);
                rows.truncate(RANKED);
                return Ok(rows);
            }
            let newest = columns.iter_newest();
            self.look(newest.filter(|row| may_start.contains(*row)), Tier::Start)?;
        }
        let [starts, ..] = std::mem::take(&mut self.tiers);
        Ok(starts)
    }

    /// Looks at titles, newest first, until there are enough of the tiers as good as `until`.
    fn look(&mut self, mut rows: impl Iterator<Item = u32>, until: Tier) -> Result<(), Cancelled> {
        let mut batch = FIRST_BATCH;
        let enough = |tiers: &[Vec<u32>; 3]| {
            let good = tiers[..=until as usize].iter().map(Vec::len);
            good.sum::<usize>() >= RANKED
        };
        while !enough(&self.tiers) {
            if self.cancel.is_cancelled() {
                return Err(Cancelled);
            }
            let some: Vec<u32> = rows.by_ref().take(batch).collect();
            if some.is_empty() {
                break;
            }
            for (row, tier) in some.iter().zip(self.measure(&some)) {
                let kept = &mut self.tiers[tier as usize];
                if kept.len() < RANKED {
                    kept.push(*row);
                }
            }
            batch = BATCH;
        }
        Ok(())
    }

    /// The tier of each of these.
    fn measure(&self, rows: &[u32]) -> Vec<Tier> {
        let chunks = rows.par_chunks(FETCHED_AT_ONCE);
        let tiers = chunks.flat_map_iter(|chunk| {
            let place = |row: &u32| self.columns.place(*row);
            let text = |row| place(row).map_or(&[][..], |(part, at)| part.cased(at));
            let texts: Vec<&[u8]> = chunk.iter().map(text).collect();
            // All are fetched first: one by one, each would be waited for.
            let touched = texts.iter().filter_map(|text| text.first());
            std::hint::black_box(touched.fold(0, |sum, byte| sum ^ byte));
            texts.into_iter().map(|text| tier(text, self.wanted.words))
        });
        tiers.collect()
    }

    /// Those of some titles that have the letters of every word in their order.
    fn holding(&self, rows: Vec<u32>) -> Vec<u32> {
        let holds = |row: &u32| {
            let place = self.columns.place(*row);
            place.is_some_and(|(part, at)| holds(part.cased(at), self.wanted.words))
        };
        rows.into_par_iter()
            .with_min_len(FETCHED_AT_ONCE)
            .filter(holds)
            .collect()
    }

    fn ranked(self) -> Vec<(ArticleNo, i64)> {
        let (mut ranked, mut scratch) = (Vec::with_capacity(RANKED), Vec::new());
        for rows in self.tiers {
            let from = ranked.len();
            for row in rows.into_iter().take(RANKED - from) {
                let Some((part, at)) = self.columns.place(row) else {
                    continue;
                };
                let folded = part.folded(at, &mut scratch);
                let folded = std::str::from_utf8(folded).unwrap_or("");
                let (title, wanted) = (part.title(at), self.wanted);
                let score = wanted.pattern.score(wanted.matcher, title, folded);
                ranked.push((ArticleNo(row), score.unwrap_or(0)));
            }
            // Stable: equal scores stay newest first.
            ranked[from..].sort_by_key(|(_, score)| std::cmp::Reverse(*score));
        }
        ranked
    }
}

impl Columns {
    /// The articles of a set whose titles may have the letters of these words in their order, and words which start so.
    fn may_hold(&self, set: &RowSet, starts: Option<Starts>, words: &[String]) -> RowSet {
        let mut found = vec![0u64; set.words().len()];
        for part in &self.parts {
            let (letters, mut rows) = (part.letters(), cut(set, part.first(), part.rows()));
            if let Some(starts) = starts {
                letters.keep_starts(starts, &mut rows);
            }
            for word in words {
                letters.keep_word(word, &mut rows);
            }
            paste(&rows, part.first(), &mut found);
        }
        RowSet::from_words(found)
    }

    /// Whether so many articles are put in order faster than they are picked from all.
    fn are_few(&self, count: usize) -> bool {
        count.saturating_mul(24) < self.len()
    }

    /// The newest `wanted` articles of a set of `count`, newest first.
    fn newest_of(&self, set: &RowSet, count: usize, wanted: usize) -> Vec<u32> {
        if self.are_few(count) {
            let mut rows: Vec<u32> = set.iter().collect();
            self.sort_newest(&mut rows);
            rows.truncate(wanted);
            return rows;
        }
        let newest = self.order.iter().filter(|row| set.contains(*row));
        newest.take(wanted).collect()
    }
}

/// How well a text that is folded but for the case of ASCII letters holds these folded words.
pub(super) fn tier(text: &[u8], words: &[String]) -> Tier {
    let text = &text[..text.len().min(REACH)];
    let worst = words.iter().map(|word| {
        let word = word.as_bytes();
        let mut inside = Tier::Scattered;
        let mut from = 0;
        while let Some(at) = find(text, from, word) {
            if at == 0 || !is_word(text[at - 1]) {
                return Tier::Start;
            }
            (inside, from) = (Tier::Inside, at + 1);
        }
        inside
    });
    worst.max().unwrap_or(Tier::Scattered)
}

/// Whether a text that is folded but for the case of ASCII letters has the letters of each of these words in their order.
fn holds(text: &[u8], words: &[String]) -> bool {
    let text = &text[..text.len().min(REACH)];
    let mut buffer = [0u8; 4];
    words.iter().all(|word| {
        let mut letters = word.chars();
        let end = letters.try_fold(0, |at, letter| {
            behind(text, at, letter.encode_utf8(&mut buffer).as_bytes())
        });
        end.is_some()
    })
}

/// Where a folded word stands next in a text that is folded but for the case of ASCII letters.
fn find(text: &[u8], mut from: usize, word: &[u8]) -> Option<usize> {
    let (first, rest) = word.split_first()?;
    loop {
        let at = from + find_byte(text.get(from..)?, *first)?;
        let here = text.get(at + 1..at + word.len())?;
        if here.eq_ignore_ascii_case(rest) {
            return Some(at);
        }
        from = at + 1;
    }
}
