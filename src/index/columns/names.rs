//! Dictionaries of the names that articles carry (sources, languages, tags, authors) and the sets of articles that have one.

use std::collections::HashMap;

use super::Columns;
use super::rows::RowsBuilder;
use crate::index::RowSet;
use crate::text::fold::{alternates, fold};

/// A kind of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A publisher.
    Source,
    /// A language tag.
    Lang,
    /// A keyword of the publisher.
    Tag,
    /// A byline.
    Author,
}

/// How many kinds there are.
pub(super) const KINDS: usize = 4;

impl Kind {
    /// Every kind.
    pub const ALL: [Self; KINDS] = [Self::Source, Self::Lang, Self::Tag, Self::Author];
}

/// The numbers of the names met so far, for a writer.
#[derive(Default)]
pub(super) struct Numbers {
    known: [HashMap<String, u32>; KINDS],
}

impl Numbers {
    pub(super) fn load(columns: &Columns) -> Self {
        let mut numbers = Self::default();
        for kind in Kind::ALL {
            let known = &mut numbers.known[kind as usize];
            for (no, written, _) in columns.names(kind) {
                known.insert(written.to_owned(), no);
            }
        }
        numbers
    }

    /// The number of a name; a new one is noted in the part that is being built.
    pub(super) fn of(&mut self, kind: Kind, written: &str, rows: &mut RowsBuilder) -> u32 {
        let known = &mut self.known[kind as usize];
        if let Some(no) = known.get(written) {
            return *no;
        }
        let no = known.len() as u32;
        rows.names[kind as usize].push(written, &fold(written));
        known.insert(written.to_owned(), no);
        no
    }
}

/// The words of a folded name.
fn split(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

impl Columns {
    /// The names of a kind: number, as written, folded.
    pub(super) fn names(&self, kind: Kind) -> impl Iterator<Item = (u32, &str, &str)> {
        let parts = self.parts.iter();
        let texts = parts.flat_map(move |part| part.names(kind));
        texts
            .enumerate()
            .map(|(no, (written, folded))| (no as u32, written, folded))
    }

    /// A name by its number; empty where there is none.
    pub(super) fn name(&self, kind: Kind, no: u32) -> &str {
        let mut no = no as usize;
        for part in &self.parts {
            let count = part.name_count(kind);
            if no < count {
                return part.name(kind, no);
            }
            no -= count;
        }
        ""
    }

    /// How many names of a kind there are, counting those of removed articles.
    pub(super) fn name_count(&self, kind: Kind) -> usize {
        self.parts.iter().map(|part| part.name_count(kind)).sum()
    }

    /// The articles that have the name, whatever its case, accents and script; `*` at the end takes every name that starts so.
    pub fn with_name(&self, kind: Kind, value: &str) -> RowSet {
        let (start, open) = match value.strip_suffix('*') {
            Some(start) => (fold(start.trim_start()), true),
            None => (fold(value.trim()), false),
        };
        let wanted: Vec<bool> = self
            .names(kind)
            .map(|(_, _, folded)| match open {
                true => folded.starts_with(&start),
                // `lang:zh` takes `zh-Hant` too.
                false if kind == Kind::Lang => folded
                    .strip_prefix(start.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_'])),
                false => folded == start,
            })
            .collect();
        self.with_any(kind, &wanted)
    }

    /// The articles that have this very name.
    pub fn with_written_name(&self, kind: Kind, name: &str) -> RowSet {
        let all = self.names(kind);
        let wanted: Vec<bool> = all.map(|(_, written, _)| written == name).collect();
        self.with_any(kind, &wanted)
    }

    /// The articles that have this whole name, whatever its case, accents and script.
    pub fn with_folded_name(&self, kind: Kind, name: &str) -> RowSet {
        let name = fold(name.trim());
        let all = self.names(kind);
        let wanted: Vec<bool> = all.map(|(_, _, folded)| folded == name).collect();
        self.with_any(kind, &wanted)
    }

    /// The articles that have a name of which another Latin spelling than its folded one is the value, or has its words one after
    /// the other: "Güneş" for `gunes`. `*` at the end takes what starts so.
    pub fn with_other_spelling(&self, kind: Kind, value: &str) -> RowSet {
        let folded = fold(value.trim());
        let (wanted, open) = match folded.strip_suffix('*') {
            Some(start) => (start, true),
            None => (folded.as_str(), false),
        };
        let words: Vec<&str> = split(wanted).collect();
        let fits = |spelling: &String| match open {
            true => spelling.starts_with(wanted) || split(spelling).any(|w| w.starts_with(wanted)),
            false => {
                let all: Vec<&str> = split(spelling).collect();
                !words.is_empty() && all.windows(words.len()).any(|part| part == words)
            }
        };
        let spelt = |written: &str| !wanted.is_empty() && alternates(written).iter().any(fits);
        let all = self.names(kind);
        let wanted: Vec<bool> = all.map(|(_, written, _)| spelt(written)).collect();
        self.with_any(kind, &wanted)
    }

    fn with_any(&self, kind: Kind, wanted: &[bool]) -> RowSet {
        let mut found = RowSet::with_rows(self.rows());
        if !wanted.contains(&true) {
            return found;
        }
        for part in &self.parts {
            let lists = part.lists(kind);
            for row in 0..part.rows() {
                let has = |no: u32| wanted.get(no as usize).copied().unwrap_or(false);
                if lists.get(row).any(has) {
                    found.insert(part.first() + row as u32);
                }
            }
        }
        found.and(&self.alive);
        found
    }

    /// Every name of a kind with the number of its articles, most first; names without articles are left out.
    pub fn name_counts(&self, kind: Kind) -> Vec<(String, u32)> {
        let counts = self.name_totals(kind);
        let mut names: Vec<(u32, u32)> = (0u32..)
            .zip(counts.iter().copied())
            .filter(|(_, count)| *count > 0)
            .collect();
        names.sort_by_key(|(no, count)| (std::cmp::Reverse(*count), *no));
        names
            .into_iter()
            .map(|(no, count)| (self.name(kind, no).to_owned(), count))
            .collect()
    }
}
