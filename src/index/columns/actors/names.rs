//! The names of actors: one row a name, the rows of an actor together, its own name first.

use std::collections::BTreeMap;
use std::io;

use tantivy::directory::OwnedBytes;
use xxhash_rust::xxh3::xxh3_64;

use crate::index::columns::bytes::{Arena, Array, U32s};
use crate::index::columns::letters::{Letters, LettersBuilder, reach};
use crate::index::columns::narrow::Texts;
use crate::index::columns::rows::{ArenaBuilder, put_all};
use crate::index::columns::sections::{ColumnsError, Memory, Sections, Sink};
use crate::model::ActorKind;
use crate::text::fold::{alternates, fold};

const SPANS: u32 = 1;
const KIND: u32 = 2;
const OWNER: u32 = 3;
const HASH: u32 = 4;
const WRITTEN: u32 = 5;
const FOLDED: u32 = 7;
/// Letters take four sections.
const LETTERS: u32 = 9;
const BY_HASH: u32 = 13;
/// The kind of a number that no actor has.
const NOBODY: u8 = u8::MAX;

/// An actor as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) kind: ActorKind,
    /// Its own name first.
    pub(super) names: Vec<String>,
}

/// The names of all actors.
#[derive(Clone)]
pub(super) struct Names {
    /// Where the names of each actor start; one more than there are numbers.
    spans: U32s,
    kinds: OwnedBytes,
    owners: U32s,
    hashes: U32s,
    /// The rows in order of their hashes.
    by_hash: U32s,
    written: Arena,
    folded: Arena,
    letters: Letters,
}

impl Default for Names {
    fn default() -> Self {
        Builder::default()
            .finish()
            .expect("names in memory are whole")
    }
}

impl Names {
    pub(super) fn read(sections: &Sections) -> Result<Self, ColumnsError> {
        let slots = sections.head.rows as usize;
        let owners = U32s::new(sections.get(OWNER)?);
        let rows = owners.len();
        Ok(Self {
            spans: Array::new(sections.sized(SPANS, (slots + 1) * 4)?),
            kinds: sections.sized(KIND, slots)?,
            owners,
            hashes: Array::new(sections.sized(HASH, rows * 4)?),
            by_hash: Array::new(sections.sized(BY_HASH, rows * 4)?),
            written: Arena::new(
                sections.sized(WRITTEN, (rows + 1) * 4)?,
                sections.get(WRITTEN + 1)?,
            ),
            folded: Arena::new(
                sections.sized(FOLDED, (rows + 1) * 4)?,
                sections.get(FOLDED + 1)?,
            ),
            letters: Letters::read(sections, LETTERS, rows)?,
        })
    }

    pub(super) fn write(&self, sink: &mut dyn Sink) -> io::Result<()> {
        for (id, bytes) in [
            (SPANS, self.spans.raw().as_flattened()),
            (KIND, self.kinds.as_slice()),
            (OWNER, self.owners.raw().as_flattened()),
            (HASH, self.hashes.raw().as_flattened()),
            (BY_HASH, self.by_hash.raw().as_flattened()),
        ] {
            sink.begin(id)?;
            sink.put(bytes)?;
        }
        Arena::join(&[&self.written], WRITTEN, sink)?;
        Arena::join(&[&self.folded], FOLDED, sink)?;
        Letters::join(&[&self.letters], LETTERS, sink)
    }

    /// The same names with some actors changed, added or (`None`) taken out.
    pub(super) fn changed(
        &self,
        changes: &BTreeMap<u32, Option<Record>>,
    ) -> Result<Self, ColumnsError> {
        let last = changes.keys().next_back().map_or(0, |no| *no as usize + 1);
        let mut builder = Builder::default();
        for no in 0..self.slots().max(last) as u32 {
            match changes.get(&no) {
                Some(Some(record)) => builder.push(record),
                Some(None) => builder.push_nobody(),
                None => builder.copy(self, no),
            }
        }
        builder.finish()
    }

    /// The number after the greatest.
    pub(super) fn slots(&self) -> usize {
        self.kinds.len()
    }

    /// The numbers of actors.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        let kinds = (0u32..).zip(self.kinds.as_slice());
        kinds.filter(|(_, kind)| **kind != NOBODY).map(|(no, _)| no)
    }

    pub(super) fn kind(&self, no: u32) -> Option<ActorKind> {
        let kind = *self.kinds.get(no as usize)?;
        ActorKind::ALL.get(usize::from(kind)).copied()
    }

    /// The rows of an actor's names.
    pub(super) fn rows(&self, no: u32) -> std::ops::Range<usize> {
        let no = no as usize;
        if no >= self.slots() {
            return 0..0;
        }
        self.spans.get(no) as usize..(self.spans.get(no + 1) as usize).min(self.owners.len())
    }

    pub(super) fn owner(&self, row: usize) -> u32 {
        self.owners.get(row)
    }

    pub(super) fn name(&self, no: u32) -> &str {
        self.all(no).next().unwrap_or("")
    }

    /// Every name of an actor, its own first.
    pub(super) fn all(&self, no: u32) -> impl Iterator<Item = &str> {
        self.rows(no).map(|row| self.written.get(row))
    }

    pub(super) fn written(&self, row: usize) -> &str {
        self.written.get(row)
    }

    pub(super) fn folded_text(&self, row: usize) -> &str {
        self.folded.get(row)
    }

    /// The actors of which a name folds to this.
    pub(super) fn equal(&self, folded: &str) -> Vec<u32> {
        let hash = hash(folded);
        let hash_of = |row: &[u8; 4]| self.hashes.get(u32::from_le_bytes(*row) as usize);
        let rows = self.by_hash.raw();
        let from = rows.partition_point(|row| hash_of(row) < hash);
        rows[from..]
            .iter()
            .take_while(|row| hash_of(row) == hash)
            .map(|row| u32::from_le_bytes(*row) as usize)
            .filter(|row| self.folded.get(*row) == folded)
            .map(|row| self.owner(row))
            .collect()
    }

    /// The actors of which a name has this for another Latin spelling; `*` at the end takes what starts so.
    pub(super) fn spelt_otherwise(&self, folded: &str) -> Vec<u32> {
        let fits = |spelling: &String| match folded.strip_suffix('*') {
            Some(start) => spelling.starts_with(start),
            None => spelling == folded,
        };
        let rows = 0..self.owners.len();
        rows.filter(|row| alternates(self.written.get(*row)).iter().any(fits))
            .map(|row| self.owner(row))
            .collect()
    }

    /// The actors of which the last word of a folded name, and not all of it, is this.
    pub(super) fn ending(&self, word: &str) -> Vec<u32> {
        let ends = |name: &[u8]| {
            name.strip_suffix(word.as_bytes())
                .is_some_and(|front| front.ends_with(b" "))
        };
        (0..self.owners.len())
            .filter(|row| ends(self.folded.bytes(*row)))
            .map(|row| self.owner(row))
            .collect()
    }

    /// The actors of which a folded name starts so.
    pub(super) fn starting(&self, start: &str) -> Vec<u32> {
        (0..self.owners.len())
            .filter(|row| self.folded.bytes(*row).starts_with(start.as_bytes()))
            .map(|row| self.owner(row))
            .collect()
    }
}

impl Texts for Names {
    fn letters(&self) -> &Letters {
        &self.letters
    }

    fn folded<'a>(&'a self, row: usize, _: &'a mut Vec<u8>) -> &'a [u8] {
        reach(self.folded.get(row)).as_bytes()
    }

    fn cased(&self, row: usize) -> &[u8] {
        self.folded.bytes(row)
    }
}

fn hash(folded: &str) -> u32 {
    xxh3_64(folded.as_bytes()) as u32
}

#[derive(Default)]
struct Builder {
    spans: Vec<u32>,
    kinds: Vec<u8>,
    owners: Vec<u32>,
    hashes: Vec<u32>,
    written: ArenaBuilder,
    folded: ArenaBuilder,
    letters: LettersBuilder,
}

impl Builder {
    fn push(&mut self, record: &Record) {
        let kind = ActorKind::ALL.iter().position(|kind| *kind == record.kind);
        self.start(kind.unwrap_or(0) as u8);
        for name in &record.names {
            self.push_name(name, &fold(name));
        }
    }

    fn push_nobody(&mut self) {
        self.start(NOBODY);
    }

    fn copy(&mut self, names: &Names, no: u32) {
        self.start(names.kinds.get(no as usize).copied().unwrap_or(NOBODY));
        for row in names.rows(no) {
            self.push_name(names.written.get(row), names.folded.get(row));
        }
    }

    fn start(&mut self, kind: u8) {
        self.spans.push(self.owners.len() as u32);
        self.kinds.push(kind);
    }

    fn push_name(&mut self, written: &str, folded: &str) {
        self.owners.push((self.kinds.len() - 1) as u32);
        self.hashes.push(hash(folded));
        self.written.push(written);
        self.folded.push(folded);
        self.letters.push(reach(folded));
    }

    fn finish(mut self) -> Result<Names, ColumnsError> {
        self.spans.push(self.owners.len() as u32);
        let mut by_hash: Vec<u32> = (0..self.owners.len() as u32).collect();
        by_hash.sort_by_key(|row| self.hashes[*row as usize]);
        let mut sink = Memory::default();
        let slots = self.kinds.len() as u32;
        let write = |sink: &mut Memory| {
            put_all(sink, SPANS, self.spans.iter().map(|v| v.to_le_bytes()))?;
            put_all(sink, KIND, self.kinds.iter().map(|v| [*v]))?;
            put_all(sink, OWNER, self.owners.iter().map(|v| v.to_le_bytes()))?;
            put_all(sink, HASH, self.hashes.iter().map(|v| v.to_le_bytes()))?;
            put_all(sink, BY_HASH, by_hash.iter().map(|v| v.to_le_bytes()))?;
            self.written.write(WRITTEN, sink)?;
            self.folded.write(FOLDED, sink)?;
            self.letters.write(LETTERS, sink)
        };
        write(&mut sink).map_err(|error| ColumnsError::Io {
            path: "names in memory".into(),
            error,
        })?;
        Names::read(&sink.finish(slots, 0))
    }
}
