//! The live fuzzy filter over titles: what was typed, narrowed key by key, and what it gives.

use std::collections::HashSet;
use std::sync::Arc;

use super::best::{Best, RANKED, Wanted};
use super::narrow::{Cancelled, Narrowing, all};
use super::part::Part;
use super::words::{cut, paste};
use super::{Columns, RowSet};
use crate::model::ArticleNo;
use crate::text::Cancel;
use crate::text::fold::fold;
use crate::text::fuzzy::{Matcher, Pattern};

/// Most words of a filter that are looked at.
const WORDS: usize = 16;
/// Most characters of a word that are looked at.
const LETTERS: usize = 64;
/// So many titles are compared with a letter within a frame, and something to spare.
const COMPARED_AT_ONCE: usize = 100_000;

/// The filter. Keep one for each list that is filtered: it remembers the way to the last answer.
#[derive(Default)]
pub struct TitleFilter {
    matcher: Matcher,
    /// For each part, the words typed so far.
    parts: Vec<(u64, Vec<Narrowing>)>,
    /// What [`TitleFilter::begin`] was last asked for.
    begun: String,
}

/// What a filter gives: a few best titles first, then the rest, newest first.
#[derive(Clone, Debug, Default)]
pub struct Matches {
    /// Every article that matches.
    pub set: RowSet,
    /// How many there are.
    pub count: usize,
    /// The best, with their scores, best first.
    pub best: Vec<(ArticleNo, i64)>,
    /// Whether these are all.
    pub complete: bool,
}

impl TitleFilter {
    /// A filter to which nothing was typed yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Finds the titles that match what is typed now: every word, each fuzzy or with an operator (see [`Pattern`]).
    ///
    /// With `within`, only articles of that set. The first 255 bytes of a folded title are looked at.
    pub fn find(
        &mut self,
        columns: &Columns,
        typed: &str,
        within: Option<&RowSet>,
        cancel: &Cancel,
    ) -> Result<Matches, Cancelled> {
        self.all(columns, &Typed::parse(typed), within, cancel)
    }

    /// The same within a frame: where it takes longer to find all, those in which the words start words come first, or the newest
    /// where there are none, alone and not complete, and the next call for the same text has the rest.
    pub fn begin(
        &mut self,
        columns: &Columns,
        typed: &str,
        within: Option<&RowSet>,
        cancel: &Cancel,
    ) -> Result<Matches, Cancelled> {
        let parsed = Typed::parse(typed);
        let begun = self.begun == typed;
        typed.clone_into(&mut self.begun);
        let mut best = Vec::new();
        if !begun && self.takes_long(columns, &parsed) {
            let set = within.unwrap_or(&columns.alive);
            let wanted = self.wanted(&parsed);
            best = Best::new(columns, &wanted, cancel).starts(set)?;
            if best.is_empty() {
                best = Best::new(columns, &wanted, cancel).newest(set)?;
            }
        }
        if best.is_empty() {
            return self.all(columns, &parsed, within, cancel);
        }
        Ok(Matches {
            set: best.iter().map(|(no, _)| no.0).collect(),
            count: best.len(),
            best,
            complete: false,
        })
    }

    /// The best that match what is typed now, best first, as [`Self::find`] ranks them, without counting all.
    pub fn best(
        &mut self,
        columns: &Columns,
        typed: &str,
        cancel: &Cancel,
    ) -> Result<Vec<(ArticleNo, i64)>, Cancelled> {
        let typed = Typed::parse(typed);
        if self.takes_long(columns, &typed) {
            let wanted = self.wanted(&typed);
            let starts = Best::new(columns, &wanted, cancel).starts(&columns.alive)?;
            if starts.len() == RANKED {
                return Ok(starts);
            }
        }
        Ok(self.all(columns, &typed, None, cancel)?.best)
    }

    fn all(
        &mut self,
        columns: &Columns,
        typed: &Typed,
        within: Option<&RowSet>,
        cancel: &Cancel,
    ) -> Result<Matches, Cancelled> {
        let mut words = vec![0u64; (columns.rows() as usize).div_ceil(64)];
        self.forget(columns);
        for part in &columns.parts {
            let narrowings = self.narrowings(part.key);
            narrowings.resize_with(typed.words.len(), Narrowing::default);
            let mut rows = all(part.rows());
            for (narrowing, word) in narrowings.iter_mut().zip(&typed.words) {
                narrowing.set(part.as_ref(), word, cancel)?;
                if let Some(found) = narrowing.rows() {
                    and(&mut rows, found);
                }
            }
            and(&mut rows, &cut(&columns.alive, part.first(), part.rows()));
            if let Some(within) = within {
                and(&mut rows, &cut(within, part.first(), part.rows()));
            }
            if let Some(pattern) = &typed.pattern {
                check(part, pattern, &mut rows, cancel)?;
            }
            paste(&rows, part.first(), &mut words);
        }
        let set = RowSet::from_words(words);
        let count = set.len();
        let wanted = self.wanted(typed);
        let best = Best::new(columns, &wanted, cancel).find(&set, count)?;
        Ok(Matches {
            set,
            count,
            best,
            complete: true,
        })
    }

    /// What titles are measured by.
    fn wanted<'a>(&'a self, typed: &'a Typed) -> Wanted<'a> {
        Wanted {
            words: &typed.words,
            pattern: &typed.all,
            matcher: &self.matcher,
        }
    }

    /// Whether it takes longer than a frame to find all.
    fn takes_long(&self, columns: &Columns, typed: &Typed) -> bool {
        // What operators ask for is not known from how words start.
        typed.pattern.is_none() && self.to_compare(columns, &typed.words) > COMPARED_AT_ONCE
    }

    /// How many times a title must be compared with a letter to narrow to these words, at most.
    fn to_compare(&self, columns: &Columns, words: &[String]) -> usize {
        let costs = columns.parts.iter().map(|part| {
            let known = self.parts.iter().find(|(key, _)| *key == part.key);
            let new = words.iter().enumerate().map(|(at, word)| {
                let narrowing = known.and_then(|(_, narrowings)| narrowings.get(at));
                narrowing.map_or_else(|| Narrowing::default().steps(word), |it| it.steps(word))
            });
            new.sum::<usize>() * part.rows()
        });
        costs.sum()
    }

    /// Drops what is known of parts that are gone.
    fn forget(&mut self, columns: &Columns) {
        self.parts
            .retain(|(key, _)| columns.parts.iter().any(|part| part.key == *key));
    }

    fn narrowings(&mut self, key: u64) -> &mut Vec<Narrowing> {
        let at = match self.parts.iter().position(|(known, _)| *known == key) {
            Some(at) => at,
            None => {
                self.parts.push((key, Vec::new()));
                self.parts.len() - 1
            }
        };
        &mut self.parts[at].1
    }
}

impl Matches {
    /// A window of the list: the best, then the rest, newest first.
    pub fn window(&self, columns: &Columns, from: usize, limit: usize) -> Vec<ArticleNo> {
        let best = self.best.iter().map(|(no, _)| *no);
        let mut rows: Vec<ArticleNo> = best.skip(from).take(limit).collect();
        if rows.len() < limit {
            let skip = from.saturating_sub(self.best.len());
            let rest = self.rest(columns).skip(skip).take(limit - rows.len());
            rows.extend(rest);
        }
        rows
    }

    /// The place of an article in the list.
    pub fn position(&self, columns: &Columns, no: ArticleNo) -> Option<usize> {
        if !self.set.contains(no.0) {
            return None;
        }
        let best = self.best.iter().position(|(best, _)| *best == no);
        best.or_else(|| {
            let at = self.rest(columns).position(|row| row == no)?;
            Some(self.best.len() + at)
        })
    }

    fn rest<'a>(&'a self, columns: &'a Columns) -> impl Iterator<Item = ArticleNo> + 'a {
        let best: HashSet<u32> = self.best.iter().map(|(no, _)| no.0).collect();
        columns
            .iter_newest()
            .filter(move |row| self.set.contains(*row) && !best.contains(row))
            .map(ArticleNo)
    }
}

/// What was typed, taken apart.
pub(super) struct Typed {
    /// Folded words whose letters a match has in this order.
    pub(super) words: Vec<String>,
    /// What more a match must be, where operators were typed.
    pub(super) pattern: Option<Pattern>,
    /// All of it, for scores.
    pub(super) all: Pattern,
}

impl Typed {
    pub(super) fn parse(typed: &str) -> Self {
        let mut words = Vec::new();
        let mut operators = Vec::new();
        let shown: Vec<&str> = typed.split_whitespace().take(WORDS).collect();
        for (at, &word) in shown.iter().enumerate() {
            let after_or = at > 0 && shown[at - 1].ends_with('|');
            let before_or = shown.get(at + 1).is_some_and(|next| next.starts_with('|'));
            let one_of = word.contains('|') || after_or || before_or;
            let plain = Pattern::parse(word).only_word().map(str::to_owned);
            let plain = plain.filter(|_| !one_of);
            if plain.is_none() {
                operators.push(word);
                if one_of || word.starts_with('!') {
                    continue;
                }
            }
            let folded = plain.unwrap_or_else(|| fold(word.trim_matches(['\'', '^', '$'])));
            // Folding may leave a space ("№" and the like): each side is a word.
            for word in folded.split_whitespace() {
                words.push(word.chars().take(LETTERS).collect());
            }
        }
        let pattern = (!operators.is_empty()).then(|| Pattern::parse(&operators.join(" ")));
        Self {
            words,
            pattern,
            all: Pattern::parse(&shown.join(" ")),
        }
    }
}

fn and(rows: &mut [u64], other: &[u64]) {
    for (mine, theirs) in rows.iter_mut().zip(other) {
        *mine &= theirs;
    }
}

/// Keeps the rows whose folded titles the pattern matches.
fn check(
    part: &Arc<Part>,
    pattern: &Pattern,
    rows: &mut [u64],
    cancel: &Cancel,
) -> Result<(), Cancelled> {
    use super::narrow::Texts;
    use rayon::prelude::*;
    rows.par_chunks_mut(1024)
        .enumerate()
        .try_for_each(|(chunk, words)| {
            if cancel.is_cancelled() {
                return Err(Cancelled);
            }
            let mut scratch = Vec::new();
            let found: Vec<u32> = super::narrow::bits(words, chunk * 1024).collect();
            for row in found {
                let text = part.folded(row as usize, &mut scratch);
                if !std::str::from_utf8(text).is_ok_and(|text| pattern.matches(text)) {
                    let at = row as usize - chunk * 65_536;
                    words[at / 64] &= !(1 << (at % 64));
                }
            }
            Ok(())
        })
}
