//! Where in a text the hits of a query stand.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::TextIndex;
use super::budget::Budget;
use super::error::{IndexError, guarded};
use super::expand::Expander;
use super::near::narrowest;
use super::patterns::Pattern;
use super::phrase::{may_go_on, near_slots, slots};
use super::snapshot::Snapshot;
use super::words::{Kind, Place, Words, without_signs};
use crate::model::{Field, Leaf, Query, Scope};
use crate::text::Cancel;

/// Finds the hits of one query in texts. Made once for a query, used for many texts.
#[derive(Default)]
pub struct Highlighter {
    slots: HashMap<Box<str>, Vec<Slot>>,
    /// By the first byte of a word, the lengths that occur in `slots`.
    lengths: Vec<u64>,
    /// By a character that is looked for wherever it stands in a run without spaces.
    firsts: HashMap<char, Vec<Slot>>,
    units: Vec<Unit>,
    patterns: Vec<(Scope, Pattern)>,
}

/// A word's part in a condition.
#[derive(Clone, Copy)]
struct Slot {
    unit: u32,
    slot: u32,
}

/// A condition that is lit where it holds.
struct Unit {
    scope: Scope,
    kind: Shape,
}

enum Shape {
    /// Any of its words.
    Single,
    /// Its words at these distances from the first.
    Phrase(Vec<u32>),
    /// All of its words within a distance.
    Near { words: usize, distance: u32 },
}

/// A word of the text that has a part in a condition.
#[derive(Clone, Copy)]
struct Event {
    position: u32,
    slot: u32,
    start: usize,
    end: usize,
}

impl TextIndex {
    /// Makes the highlighter of a query; conditions that must not hold are left out.
    pub fn highlighter(&self, query: &Query) -> Result<Highlighter, IndexError> {
        guarded(|| {
            let snapshot = self.snapshot();
            let mut made = Highlighter {
                lengths: vec![0; 256],
                ..Highlighter::default()
            };
            let budget = Budget::new(&Cancel::new());
            made.add(query, &self.expander(&snapshot, &budget))?;
            for form in made.slots.keys() {
                if let Some(first) = form.bytes().next() {
                    made.lengths[first as usize] |= 1 << form.len().min(63);
                }
            }
            Ok(made)
        })
    }

    pub(crate) fn expander<'s>(
        &'s self,
        snapshot: &'s Arc<Snapshot>,
        budget: &'s Budget,
    ) -> Expander<'s> {
        Expander {
            budget,
            snapshot,
            folder: self.forms.as_ref(),
        }
    }
}

impl Highlighter {
    /// Whether nothing can be lit.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.patterns.is_empty()
    }

    /// The byte ranges of the hits in a title or body, in order, none touching the next.
    pub fn hits(&self, field: Field, text: &str) -> Vec<Range<usize>> {
        let mut hits = Vec::new();
        let mut events: Vec<Vec<Event>> = vec![Vec::new(); self.units.len()];
        let mut memory: HashMap<String, bool> = HashMap::new();
        let mut words = Words::new(text);
        let mut form = String::new();
        while let Some(place) = words.next_into(&mut form) {
            if self.may_have(&form)
                && let Some(slots) = self.slots.get(form.as_str())
            {
                for slot in slots {
                    let Place {
                        position,
                        start,
                        end,
                        ..
                    } = place;
                    let event = Event {
                        position,
                        slot: slot.slot,
                        start,
                        end,
                    };
                    events[slot.unit as usize].push(event);
                }
            }
            // A pair matches by its first character.
            let first = text[place.start..].chars().next().map_or(0, char::len_utf8);
            let end = match place.kind {
                Kind::Pair => place.start + first,
                _ => place.end,
            };
            if place.kind != Kind::Word
                && !self.firsts.is_empty()
                && let Some(slots) = form.chars().next().and_then(|c| self.firsts.get(&c))
            {
                for slot in slots {
                    events[slot.unit as usize].push(Event {
                        position: place.position,
                        slot: slot.slot,
                        start: place.start,
                        end,
                    });
                }
            }
            if self.matches(field, &form, &mut memory) {
                hits.push(place.start..end);
            }
        }
        for (unit, events) in self.units.iter().zip(&events) {
            if looks_at(unit.scope, field) {
                unit.light(events, &mut hits);
            }
        }
        joined(hits)
    }

    #[inline]
    fn may_have(&self, form: &str) -> bool {
        let first = form.as_bytes().first().copied().unwrap_or(0);
        let lengths = self.lengths.get(first as usize).copied().unwrap_or(0);
        lengths & (1 << form.len().min(63)) != 0
    }

    fn matches(&self, field: Field, form: &str, memory: &mut HashMap<String, bool>) -> bool {
        let mut patterns = self
            .patterns
            .iter()
            .filter(|(scope, _)| looks_at(*scope, field));
        let Some(first) = patterns.next() else {
            return false;
        };
        if let Some(known) = memory.get(form) {
            return *known;
        }
        let found = first.1.matches(form) || patterns.any(|(_, pattern)| pattern.matches(form));
        memory.insert(form.to_string(), found);
        found
    }

    fn add(&mut self, query: &Query, expander: &Expander<'_>) -> Result<(), IndexError> {
        match query {
            Query::All | Query::Not(_) => Ok(()),
            Query::And(parts) | Query::Or(parts) => {
                parts.iter().try_for_each(|part| self.add(part, expander))
            }
            Query::Leaf(leaf) => self.add_leaf(leaf, expander),
        }
    }

    fn add_leaf(&mut self, leaf: &Leaf, expander: &Expander<'_>) -> Result<(), IndexError> {
        match leaf {
            Leaf::Word { scope, word, exact } => self.add_words(*scope, word, *exact, expander),
            Leaf::Phrase { scope, text } => self.add_words(*scope, text, true, expander),
            Leaf::Near {
                scope,
                words,
                distance,
            } => {
                let words = near_slots(words);
                let kind = Shape::Near {
                    words: words.len(),
                    distance: *distance,
                };
                let unit = self.add_unit(*scope, kind);
                for (slot, (word, kind, exact)) in (0..).zip(words) {
                    match (kind, word.chars().next()) {
                        (Kind::Word, _) if exact => expander
                            .exact(&word)
                            .iter()
                            .for_each(|form| self.add_form(unit, slot, form)),
                        (Kind::Word, _) => expander
                            .stemmed(&word)
                            .all()
                            .for_each(|form| self.add_form(unit, slot, form)),
                        (Kind::Last { .. }, Some(first)) => {
                            let here = Slot { unit, slot };
                            self.firsts.entry(first).or_default().push(here);
                        }
                        _ => self.add_form(unit, slot, &word),
                    }
                }
            }
            Leaf::Prefix { scope, start } => {
                let places = slots(&without_signs(start));
                match places.as_slice() {
                    [] => {}
                    [.., (_, _, Kind::Pair)] => self.add_words(*scope, start, true, expander),
                    [(_, only, _)] => self.patterns.push((*scope, Pattern::prefix(only))),
                    [before @ .., (_, last, _)] => {
                        let unit = self.add_phrase(*scope, &places, before.len(), expander);
                        let slot = before.len() as u32;
                        for form in expander.starting(last).keys() {
                            self.add_form(unit, slot, form);
                        }
                    }
                }
            }
            Leaf::Fuzzy {
                scope,
                word,
                distance,
            } => {
                self.patterns
                    .push((*scope, Pattern::fuzzy(word, *distance)));
            }
            Leaf::Regex { scope, pattern } => {
                self.patterns.push((*scope, Pattern::regex(pattern)?));
            }
            Leaf::Name { .. } | Leaf::Date { .. } | Leaf::Is(_) => {}
        }
        Ok(())
    }

    fn add_words(&mut self, scope: Scope, text: &str, exact: bool, expander: &Expander<'_>) {
        let places = match exact {
            true => slots(text),
            false => slots(&without_signs(text)),
        };
        match places.as_slice() {
            [] => {}
            [(_, word, Kind::Last { .. })] => {
                self.patterns.push((scope, Pattern::prefix(word)));
            }
            [(_, word, _)] => {
                let unit = self.add_unit(scope, Shape::Single);
                if exact {
                    expander
                        .exact(word)
                        .iter()
                        .for_each(|form| self.add_form(unit, 0, form));
                } else {
                    expander
                        .stemmed(word)
                        .all()
                        .for_each(|form| self.add_form(unit, 0, form));
                }
            }
            places => {
                self.add_phrase(scope, places, places.len(), expander);
            }
        }
    }

    /// Words that follow each other, of which the first `known` are looked for as they stand.
    fn add_phrase(
        &mut self,
        scope: Scope,
        places: &[(u32, String, Kind)],
        known: usize,
        expander: &Expander<'_>,
    ) -> u32 {
        let first = places.first().map_or(0, |place| place.0);
        let distances = places.iter().map(|place| place.0 - first).collect();
        let unit = self.add_unit(scope, Shape::Phrase(distances));
        for (at, (_, word, kind)) in places[..known].iter().enumerate() {
            let slot = at as u32;
            match (kind, word.chars().next()) {
                (Kind::Word, _) => expander
                    .exact(word)
                    .iter()
                    .for_each(|form| self.add_form(unit, slot, form)),
                (Kind::Last { .. }, Some(c)) if may_go_on(places, at) => {
                    self.firsts.entry(c).or_default().push(Slot { unit, slot });
                }
                _ => self.add_form(unit, slot, word),
            }
        }
        unit
    }

    fn add_unit(&mut self, scope: Scope, kind: Shape) -> u32 {
        self.units.push(Unit { scope, kind });
        self.units.len() as u32 - 1
    }

    fn add_form(&mut self, unit: u32, slot: u32, form: &str) {
        self.slots
            .entry(form.into())
            .or_default()
            .push(Slot { unit, slot });
    }
}

impl Unit {
    fn light(&self, events: &[Event], hits: &mut Vec<Range<usize>>) {
        match &self.kind {
            Shape::Single => hits.extend(events.iter().map(|event| event.start..event.end)),
            Shape::Phrase(distances) => {
                for first in events.iter().filter(|event| event.slot == 0) {
                    let mut end = first.end;
                    let stands = (1..).zip(&distances[1..]).all(|(slot, distance)| {
                        let found = at(events, first.position + distance, slot);
                        end = found.map_or(end, |event| event.end);
                        found.is_some()
                    });
                    if stands {
                        hits.push(first.start..end);
                    }
                }
            }
            Shape::Near { words, distance } => {
                let places: Vec<(u32, usize)> = events
                    .iter()
                    .map(|event| (event.position, event.slot as usize))
                    .collect();
                let mut from = 0;
                while let Some(window) = narrowest(&places[from..], *words, *distance) {
                    let window = from + window.start..from + window.end;
                    hits.extend(
                        events[window.clone()]
                            .iter()
                            .map(|event| event.start..event.end),
                    );
                    from = window.start + 1;
                }
            }
        }
    }
}

/// The event of a slot at a position; events are in order of position.
fn at(events: &[Event], position: u32, slot: u32) -> Option<&Event> {
    let from = events.partition_point(|event| event.position < position);
    let here = events[from..]
        .iter()
        .take_while(|event| event.position == position);
    here.into_iter().find(|event| event.slot == slot)
}

fn looks_at(scope: Scope, field: Field) -> bool {
    scope == Scope::Text || field == Field::Title
}

/// Ranges in order, overlapping ones made one.
fn joined(mut hits: Vec<Range<usize>>) -> Vec<Range<usize>> {
    hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(hits.len());
    for hit in hits {
        match joined.last_mut() {
            Some(last) if hit.start < last.end => last.end = last.end.max(hit.end),
            _ => joined.push(hit),
        }
    }
    joined
}
