//! What is kept of one article in the columns, and the builder that collects rows in memory.

use std::io;

use jiff::civil;

use super::card::{Card, First};
use super::letters::{LettersBuilder, reach};
use super::names::{KINDS, Kind};
use super::sections::{Memory, Sections, Sink};
use crate::model::{ArticleNo, Date};
use crate::text::fold::fold_into;

pub(super) const DATE: u32 = 1;
pub(super) const CARDS: u32 = 2;
pub(super) const MONTH: u32 = 5;
pub(super) const ID: u32 = 6;
pub(super) const TITLE: u32 = 8;
pub(super) const FOLDED: u32 = 10;
pub(super) const LETTERS: u32 = 12;
/// Two sections a kind of name.
pub(super) const LISTS: u32 = 20;
/// Four sections a kind of name: the names first met in this part, as written and folded.
pub(super) const NAMES: u32 = 30;
pub(super) const ORDER: u32 = 50;
pub(super) const ALIVE: u32 = 51;

/// The date of an article without one; it sorts behind every date.
pub(super) const UNDATED: i64 = i64::MIN;
/// The offset of a day alone.
pub(super) const DAY_ALONE: i16 = i16::MIN;
/// The date was worked out from the text.
pub(super) const INFERRED: u8 = 1;

/// Most bytes of a title that the columns keep.
const TITLE_REACH: usize = 1024;

/// An article as the columns take it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its headline, or what a list shows in its place.
    pub title: &'a str,
    /// When it was published.
    pub date: Option<Date>,
    /// Words in the body.
    pub words: u32,
    /// Who published it.
    pub sources: &'a [String],
    /// Its language.
    pub lang: Option<&'a str>,
    /// Keywords of the publisher.
    pub tags: &'a [String],
    /// Bylines.
    pub authors: &'a [String],
}

/// Months since the year 0 of the day of a date, from 1; 0 where there is none.
pub(super) fn month_of(date: Option<Date>) -> u16 {
    let Some(day) = date.map(|date| date.civil()) else {
        return 0;
    };
    let month = i32::from(day.year()) * 12 + i32::from(day.month());
    u16::try_from(month.max(1)).unwrap_or(u16::MAX)
}

/// The first day of a month counted by [`month_of`].
pub(super) fn first_day(month: u16) -> civil::Date {
    let (year, month) = ((month.max(1) - 1) / 12, (month.max(1) - 1) % 12 + 1);
    civil::Date::new(year as i16, month as i8, 1).unwrap_or(civil::Date::ZERO)
}

/// Rows that are being collected.
pub(super) struct RowsBuilder {
    first: u32,
    dates: Vec<i64>,
    cards: Vec<Card>,
    months: Vec<u16>,
    ids: ArenaBuilder,
    titles: ArenaBuilder,
    folded: ArenaBuilder,
    letters: LettersBuilder,
    lists: [ListsBuilder; KINDS],
    pub(super) names: [NamesBuilder; KINDS],
    scratch: String,
}

/// Names first met in a part.
#[derive(Default)]
pub(super) struct NamesBuilder {
    written: ArenaBuilder,
    folded: ArenaBuilder,
}

impl NamesBuilder {
    pub(super) fn push(&mut self, written: &str, folded: &str) {
        self.written.push(written);
        self.folded.push(folded);
    }

    fn write(&self, id: u32, sink: &mut dyn Sink) -> io::Result<()> {
        self.written.write(id, sink)?;
        self.folded.write(id + 2, sink)
    }
}

impl RowsBuilder {
    /// Starts with the row `first`.
    pub(super) fn new(first: u32) -> Self {
        Self {
            first,
            dates: Vec::new(),
            cards: Vec::new(),
            months: Vec::new(),
            ids: ArenaBuilder::default(),
            titles: ArenaBuilder::default(),
            folded: ArenaBuilder::default(),
            letters: LettersBuilder::default(),
            lists: Default::default(),
            names: Default::default(),
            scratch: String::new(),
        }
    }

    /// The number the next row gets.
    pub(super) fn next(&self) -> u32 {
        self.first + self.dates.len() as u32
    }

    pub(super) fn is_empty(&self) -> bool {
        self.dates.is_empty()
    }

    /// Whether the part must be closed before more text would not fit its offsets.
    pub(super) fn is_full(&self) -> bool {
        let texts = [&self.ids, &self.titles, &self.folded];
        texts.iter().any(|texts| texts.text.len() > 1 << 30)
    }

    /// Adds the row `no`, with empty rows for the numbers before it that were never given or are gone.
    ///
    /// `values` are the numbers of its names, by [`Kind`].
    pub(super) fn push(&mut self, no: ArticleNo, entry: &Entry<'_>, values: &[Vec<u32>; KINDS]) {
        while self.next() < no.0 {
            self.push_row(&Entry::default(), &Default::default());
        }
        self.push_row(entry, values);
    }

    fn push_row(&mut self, entry: &Entry<'_>, values: &[Vec<u32>; KINDS]) {
        let title = cut(entry.title, TITLE_REACH);
        self.scratch.clear();
        fold_into(title, &mut self.scratch);
        let folded = reach(&self.scratch);
        let date = entry.date;
        let inferred = date.is_some_and(|date| date.is_inferred());
        self.dates.push(date.map_or(UNDATED, |date| date.seconds()));
        let offset = date.and_then(|date| date.offset_minutes());
        self.cards.push(Card {
            words: entry.words,
            offset: offset.unwrap_or(DAY_ALONE),
            source: First::of(&values[Kind::Source as usize]),
            lang: First::of(&values[Kind::Lang as usize]),
            flags: if inferred { INFERRED } else { 0 },
        });
        self.months.push(month_of(date));
        self.ids.push(entry.id);
        self.titles.push(title);
        // Most titles fold to themselves in lower case: those are not kept twice.
        let lower = folded.len() == title.len()
            && folded
                .bytes()
                .eq(title.bytes().map(|byte| byte.to_ascii_lowercase()));
        self.folded.push(if lower { "" } else { folded });
        self.letters.push(folded);
        for (lists, values) in self.lists.iter_mut().zip(values) {
            lists.push(values);
        }
    }

    /// The rows as a part in memory.
    pub(super) fn finish(self) -> io::Result<Sections> {
        let mut sink = Memory::default();
        let rows = self.dates.len() as u32;
        put_all(&mut sink, DATE, self.dates.iter().map(|v| v.to_le_bytes()))?;
        put_all(&mut sink, CARDS, self.cards.iter().map(|v| v.to_bytes()))?;
        put_all(
            &mut sink,
            MONTH,
            self.months.iter().map(|v| v.to_le_bytes()),
        )?;
        self.ids.write(ID, &mut sink)?;
        self.titles.write(TITLE, &mut sink)?;
        self.folded.write(FOLDED, &mut sink)?;
        self.letters.write(LETTERS, &mut sink)?;
        for kind in Kind::ALL {
            self.lists[kind as usize].write(LISTS + kind as u32 * 2, &mut sink)?;
            self.names[kind as usize].write(NAMES + kind as u32 * 4, &mut sink)?;
        }
        Ok(sink.finish(rows, self.first))
    }
}

/// Writes a section value by value.
pub(super) fn put_all<const N: usize>(
    sink: &mut dyn Sink,
    id: u32,
    values: impl Iterator<Item = [u8; N]>,
) -> io::Result<()> {
    sink.begin(id)?;
    values.into_iter().try_for_each(|value| sink.put(&value))
}

fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

/// Texts that are being collected.
pub(super) struct ArenaBuilder {
    offsets: Vec<u32>,
    text: Vec<u8>,
}

impl Default for ArenaBuilder {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            text: Vec::new(),
        }
    }
}

impl ArenaBuilder {
    pub(super) fn push(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
        self.offsets.push(self.text.len() as u32);
    }

    pub(super) fn write(&self, id: u32, sink: &mut dyn Sink) -> io::Result<()> {
        put_all(sink, id, self.offsets.iter().map(|v| v.to_le_bytes()))?;
        sink.begin(id + 1)?;
        sink.put(&self.text)
    }
}

/// Lists that are being collected.
pub(super) struct ListsBuilder {
    offsets: Vec<u32>,
    values: Vec<u32>,
}

impl Default for ListsBuilder {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            values: Vec::new(),
        }
    }
}

impl ListsBuilder {
    /// Lists that were collected elsewhere: where each starts, with the end of the last, and all values.
    pub(super) fn of(offsets: Vec<u32>, values: Vec<u32>) -> Self {
        Self { offsets, values }
    }

    pub(super) fn push(&mut self, values: &[u32]) {
        self.values.extend_from_slice(values);
        self.offsets.push(self.values.len() as u32);
    }

    pub(super) fn write(&self, id: u32, sink: &mut dyn Sink) -> io::Result<()> {
        put_all(sink, id, self.offsets.iter().map(|v| v.to_le_bytes()))?;
        put_all(sink, id + 1, self.values.iter().map(|v| v.to_le_bytes()))
    }
}
