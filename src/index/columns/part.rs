//! A run of rows that never changes: in memory after a batch, in a mapped file once it was saved.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::bytes::{Arena, Array, Lists, U16s, U32s, U64s};
use super::card::{CARD, Card, Cards};
use super::letters::{Letters, REACH};
use super::names::{KINDS, Kind};
use super::narrow::Texts;
use super::rows::{
    ALIVE, CARDS, DATE, DAY_ALONE, FOLDED, ID, INFERRED, LETTERS, LISTS, MONTH, NAMES, ORDER,
    TITLE, UNDATED, put_all,
};
use super::sections::{ColumnsError, FileSink, Memory, Sections, Sink};
use crate::model::Date;

/// The rows.
pub(super) struct Part {
    /// Tells parts apart for as long as the program runs.
    pub(super) key: u64,
    first: u32,
    rows: usize,
    pub(super) dates: U64s,
    cards: Cards,
    pub(super) months: U16s,
    ids: Arena,
    titles: Arena,
    folded: Arena,
    letters: Letters,
    lists: [Lists; KINDS],
    names: [(Arena, Arena); KINDS],
}

impl Part {
    pub(super) fn read(sections: &Sections) -> Result<Self, ColumnsError> {
        static KEYS: AtomicU64 = AtomicU64::new(0);
        let rows = sections.head.rows as usize;
        let arena = |id| {
            Ok(Arena::new(
                sections.sized(id, (rows + 1) * 4)?,
                sections.get(id + 1)?,
            ))
        };
        let names = |kind: Kind| {
            let id = NAMES + kind as u32 * 4;
            let arena = |id| Ok(Arena::new(sections.get(id)?, sections.get(id + 1)?));
            Ok((arena(id)?, arena(id + 2)?))
        };
        let lists = |kind: Kind| {
            let id = LISTS + kind as u32 * 2;
            let offsets = sections.sized(id, (rows + 1) * 4)?;
            Ok(Lists::new(offsets, sections.get(id + 1)?))
        };
        let [source, lang, tag, author] = Kind::ALL;
        Ok(Self {
            key: KEYS.fetch_add(1, Ordering::Relaxed),
            first: sections.head.first,
            rows,
            dates: Array::new(sections.sized(DATE, rows * 8)?),
            cards: Array::new(sections.sized(CARDS, rows * CARD)?),
            months: Array::new(sections.sized(MONTH, rows * 2)?),
            ids: arena(ID)?,
            titles: arena(TITLE)?,
            folded: arena(FOLDED)?,
            letters: Letters::read(sections, LETTERS, rows)?,
            lists: [lists(source)?, lists(lang)?, lists(tag)?, lists(author)?],
            names: [names(source)?, names(lang)?, names(tag)?, names(author)?],
        })
    }

    /// The number of the first row.
    pub(super) fn first(&self) -> u32 {
        self.first
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// The number after the last row.
    pub(super) fn end(&self) -> u32 {
        self.first.saturating_add(self.rows as u32)
    }

    pub(super) fn id(&self, row: usize) -> &str {
        self.ids.get(row)
    }

    pub(super) fn title(&self, row: usize) -> &str {
        self.titles.get(row)
    }

    pub(super) fn card(&self, row: usize) -> Card {
        let bytes = self.cards.raw().get(row).copied();
        Card::of_bytes(bytes.unwrap_or_default())
    }

    /// The sort key: seconds, with undated rows before every date.
    #[inline]
    pub(super) fn seconds(&self, row: usize) -> i64 {
        self.dates.get_signed(row)
    }

    pub(super) fn date(&self, row: usize) -> Option<Date> {
        let seconds = self.seconds(row);
        if seconds == UNDATED {
            return None;
        }
        let Card { offset, flags, .. } = self.card(row);
        Some(Date::from_parts(
            seconds,
            (offset != DAY_ALONE).then_some(offset),
            flags & INFERRED != 0,
        ))
    }

    pub(super) fn offset(&self, row: usize) -> i16 {
        self.card(row).offset
    }

    pub(super) fn lists(&self, kind: Kind) -> &Lists {
        &self.lists[kind as usize]
    }

    pub(super) fn name_count(&self, kind: Kind) -> usize {
        self.names[kind as usize].0.len()
    }

    pub(super) fn name(&self, kind: Kind, at: usize) -> &str {
        self.names[kind as usize].0.get(at)
    }

    /// The names first met here: as written, folded.
    pub(super) fn names(&self, kind: Kind) -> impl Iterator<Item = (&str, &str)> {
        let (written, folded) = &self.names[kind as usize];
        (0..written.len()).map(move |at| (written.get(at), folded.get(at)))
    }

    /// Joins parts that follow each other into one in memory.
    pub(super) fn join(parts: &[&Self]) -> Result<Self, ColumnsError> {
        let mut sink = Memory::default();
        let io = |error| ColumnsError::Io {
            path: "columns in memory".into(),
            error,
        };
        write(parts, &mut sink).map_err(io)?;
        let rows = parts.iter().map(|part| part.rows as u32).sum();
        let first = parts.first().map_or(1, |part| part.first);
        Self::read(&sink.finish(rows, first))
    }

    /// Writes parts that follow each other to a file, with the order and the living rows of all.
    pub(super) fn save(
        parts: &[&Self],
        order: &U32s,
        alive: &[u64],
        stamp: u64,
        path: &Path,
    ) -> io::Result<()> {
        let mut sink = FileSink::create(path)?;
        write(parts, &mut sink)?;
        sink.begin(ORDER)?;
        sink.put(order.raw().as_flattened())?;
        put_all(
            &mut sink,
            ALIVE,
            alive.iter().map(|word| word.to_le_bytes()),
        )?;
        let rows = parts.iter().map(|part| part.rows as u32).sum();
        sink.finish(stamp, rows, parts.first().map_or(1, |part| part.first))
    }
}

impl Texts for Part {
    fn letters(&self) -> &Letters {
        &self.letters
    }

    #[inline]
    fn folded<'a>(&'a self, row: usize, scratch: &'a mut Vec<u8>) -> &'a [u8] {
        let folded = self.folded.bytes(row);
        if !folded.is_empty() {
            return folded;
        }
        let title = self.titles.bytes(row);
        scratch.clear();
        scratch.extend_from_slice(&title[..title.len().min(REACH)]);
        scratch.make_ascii_lowercase();
        scratch
    }

    #[inline]
    fn cased(&self, row: usize) -> &[u8] {
        let folded = self.folded.bytes(row);
        if folded.is_empty() {
            // The title is its own folded text but for case.
            return self.titles.bytes(row);
        }
        folded
    }
}

fn write(parts: &[&Part], sink: &mut dyn Sink) -> io::Result<()> {
    put_flat(sink, DATE, parts, |part| part.dates.raw().as_flattened())?;
    put_flat(sink, CARDS, parts, |part| part.cards.raw().as_flattened())?;
    put_flat(sink, MONTH, parts, |part| part.months.raw().as_flattened())?;
    for (id, arena) in [
        (ID, (|part| &part.ids) as fn(&Part) -> &Arena),
        (TITLE, |part| &part.titles),
        (FOLDED, |part| &part.folded),
    ] {
        let arenas: Vec<&Arena> = parts.iter().map(|part| arena(part)).collect();
        Arena::join(&arenas, id, sink)?;
    }
    let letters: Vec<&Letters> = parts.iter().map(|part| &part.letters).collect();
    Letters::join(&letters, LETTERS, sink)?;
    for kind in Kind::ALL {
        let lists: Vec<&Lists> = parts.iter().map(|part| part.lists(kind)).collect();
        Lists::join(&lists, LISTS + kind as u32 * 2, sink)?;
        let names = parts.iter().map(|part| &part.names[kind as usize]);
        let (written, folded): (Vec<&Arena>, Vec<&Arena>) = names.map(|(w, f)| (w, f)).unzip();
        Arena::join(&written, NAMES + kind as u32 * 4, sink)?;
        Arena::join(&folded, NAMES + kind as u32 * 4 + 2, sink)?;
    }
    Ok(())
}

fn put_flat(
    sink: &mut dyn Sink,
    id: u32,
    parts: &[&Part],
    bytes: impl Fn(&Part) -> &[u8],
) -> io::Result<()> {
    sink.begin(id)?;
    parts.iter().try_for_each(|part| sink.put(bytes(part)))
}
