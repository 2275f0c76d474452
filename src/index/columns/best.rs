//! The few titles that stand first in a filtered list: those in which a word starts so, then those that hold it as it stands,
//! then the rest; newest first, and only these few are scored.

use super::letters::{class, is_word, start_bits};
use super::narrow::{Cancelled, Texts};
use super::words::{cut, paste};
use super::{Columns, RowSet};
use crate::model::ArticleNo;
use crate::text::Cancel;
use crate::text::fuzzy::{Matcher, Pattern};

/// How many titles are ranked.
const RANKED: usize = 200;
/// How many of the newest matches are looked at for a word that stands inside another.
const LOOKED_AT: usize = 16_384;
/// How many of them are looked at before the columns are asked where word starts may be at all.
const FIRST_LOOK: usize = 2_048;

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
    tiers: [Vec<u32>; 3],
    scratch: Vec<u8>,
}

impl<'a> Best<'a> {
    /// The best of a set of matches with their scores, best first.
    pub(super) fn find(
        columns: &'a Columns,
        set: &RowSet,
        count: usize,
        wanted: &Wanted<'_>,
        cancel: &Cancel,
    ) -> Result<Vec<(ArticleNo, i64)>, Cancelled> {
        if wanted.pattern.is_empty() {
            return Ok(Vec::new());
        }
        let mut best = Self {
            columns,
            tiers: Default::default(),
            scratch: Vec::new(),
        };
        if count <= LOOKED_AT {
            best.look(columns.newest_of(set, count), wanted);
        } else {
            best.look_through(set, wanted, cancel)?;
        }
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
        Ok(best.ranked(wanted))
    }

    fn look(&mut self, rows: impl IntoIterator<Item = u32>, wanted: &Wanted<'_>) {
        for row in rows {
            if self.tiers[0].len() >= RANKED {
                return;
            }
            let tier = self.tier(row, wanted.words);
            self.keep(row, tier);
        }
    }

    /// Looks at many matches: the newest first, then only where a word may start so, then some more of the newest.
    fn look_through(
        &mut self,
        set: &RowSet,
        wanted: &Wanted<'_>,
        cancel: &Cancel,
    ) -> Result<(), Cancelled> {
        let columns = self.columns;
        let mut newest = columns.iter_newest().filter(|row| set.contains(*row));
        self.look(newest.by_ref().take(FIRST_LOOK), wanted);
        if self.tiers[0].len() >= RANKED {
            return Ok(());
        }
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
        let before = self.tiers[Tier::Start as usize].clone();
        let starts = self.may_start(set, wanted.words);
        let may = starts.len();
        for (count, row) in columns.newest_of(&starts, may).into_iter().enumerate() {
            if count % 4_096 == 4_095 && cancel.is_cancelled() {
                return Err(Cancelled);
            }
            if self.tiers[0].len() >= RANKED {
                break;
            }
            let known = count < FIRST_LOOK && before.contains(&row);
            if !known && self.tier(row, wanted.words) == Tier::Start {
                self.keep(row, Tier::Start);
            }
        }
        if self.tiers[0].len() < RANKED {
            for row in newest.take(LOOKED_AT) {
                let tier = self.tier(row, wanted.words);
                // The starts were all found above.
                if tier != Tier::Start {
                    self.keep(row, tier);
                }
                if self.tiers[0].len() + self.tiers[1].len() >= RANKED {
                    break;
                }
            }
        }
        Ok(())
    }

    /// The matches in which every word may stand at the start of a word.
    fn may_start(&self, set: &RowSet, words: &[String]) -> RowSet {
        let mut found = vec![0u64; set.words().len()];
        for part in &self.columns.parts {
            let mut rows = cut(set, part.first(), part.rows());
            for word in words {
                if let Some(initial) = word.bytes().next().and_then(class) {
                    part.letters()
                        .keep_starts(start_bits(word.as_bytes()), initial, &mut rows);
                }
            }
            paste(&rows, part.first(), &mut found);
        }
        RowSet::from_words(found)
    }

    fn keep(&mut self, row: u32, tier: Tier) {
        let rows = &mut self.tiers[tier as usize];
        if rows.len() < RANKED {
            rows.push(row);
        }
    }

    fn tier(&mut self, row: u32, words: &[String]) -> Tier {
        let Some((part, at)) = self.columns.place(row) else {
            return Tier::Scattered;
        };
        tier(
            part.letters().may_start_words(at, words),
            part.folded(at, &mut self.scratch),
            words,
        )
    }

    fn ranked(mut self, wanted: &Wanted<'_>) -> Vec<(ArticleNo, i64)> {
        let mut ranked = Vec::with_capacity(RANKED);
        let tiers = std::mem::take(&mut self.tiers);
        for rows in tiers {
            let from = ranked.len();
            for row in rows.into_iter().take(RANKED - from) {
                let Some((part, at)) = self.columns.place(row) else {
                    continue;
                };
                let folded = part.folded(at, &mut self.scratch);
                let folded = std::str::from_utf8(folded).unwrap_or("");
                let title = part.title(at);
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
    /// The articles of a set of `count`, newest first.
    fn newest_of(&self, set: &RowSet, count: usize) -> Vec<u32> {
        if count.saturating_mul(24) < self.len() {
            let mut rows: Vec<u32> = set.iter().collect();
            self.sort_newest(&mut rows);
            return rows;
        }
        self.order.iter().filter(|row| set.contains(*row)).collect()
    }
}

/// How well a folded text holds the words, of which none can be at a word's start unless `may_start`.
pub(super) fn tier(may_start: bool, folded: &[u8], words: &[String]) -> Tier {
    let worst = words.iter().map(|word| {
        let word = word.as_bytes();
        let mut inside = Tier::Scattered;
        for at in memchr::memmem::find_iter(folded, word) {
            if at == 0 || !is_word(folded[at - 1]) {
                return Tier::Start;
            }
            inside = Tier::Inside;
            if !may_start {
                break;
            }
        }
        inside
    });
    worst.max().unwrap_or(Tier::Scattered)
}
