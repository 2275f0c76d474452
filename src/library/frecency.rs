//! What was opened often and lately stands higher in the omnibox.
//!
//! The weight of a thing is the sum over its openings of 2^(-age / 14 days) (kept by `store`); its row scores
//! 16 * log2(1 + weight) more, 64 at most. Opened once just now that is 16, three times 32; once a fortnight ago 9.

use std::collections::HashMap;

use crate::model::OmniTarget;

use super::{Library, LookError};

/// Score for a weight of 1.
const SCALE: f64 = 16.0;
/// The most that openings can add: less than a good match of letters.
const MOST: f64 = 64.0;
/// Weights below this add nothing worth a look.
const FADED: f64 = 0.04;
/// Things that are proposed because of their weight, though others match better.
const PROPOSED: usize = 200;

/// What openings add to scores at one moment.
pub(super) struct Weights {
    by_kind: HashMap<&'static str, HashMap<String, f64>>,
}

impl Weights {
    /// The weights at a moment, in seconds since 1970.
    pub(super) fn at(library: &Library, now: i64) -> Result<Self, LookError> {
        let mut by_kind: HashMap<&'static str, HashMap<String, f64>> = HashMap::new();
        for visit in library.mark_book().visits()? {
            let weight = visit.weight_at(now);
            let kind = KINDS.into_iter().find(|kind| *kind == visit.kind);
            if let Some(kind) = kind.filter(|_| weight >= FADED) {
                by_kind
                    .entry(kind)
                    .or_default()
                    .insert(visit.name.clone(), weight);
            }
        }
        Ok(Self { by_kind })
    }

    /// What is added to the score of a thing.
    pub(super) fn bonus(&self, target: &OmniTarget) -> i64 {
        let weight = key(target).and_then(|(kind, name)| self.by_kind.get(kind)?.get(name));
        weight.map_or(0, |weight| {
            (SCALE * (1.0 + weight).log2()).min(MOST).round() as i64
        })
    }

    /// The names of a kind that weigh most, heaviest first.
    pub(super) fn heaviest(&self, kind: &'static str) -> Vec<&str> {
        let mut all: Vec<(&str, f64)> = self
            .by_kind
            .get(kind)
            .into_iter()
            .flatten()
            .map(|(name, weight)| (name.as_str(), *weight))
            .collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        all.truncate(PROPOSED);
        all.into_iter().map(|(name, _)| name).collect()
    }
}

/// The kind of articles by id.
pub(super) const ARTICLE: &str = "article";
/// The kind of actors by name.
pub(super) const ACTOR: &str = "actor";
const KINDS: [&str; 5] = [ARTICLE, ACTOR, "source", "tag", "search"];

/// Under which kind and name a thing is kept; commands are not.
fn key(target: &OmniTarget) -> Option<(&'static str, &str)> {
    Some(match target {
        OmniTarget::Article(id) => (ARTICLE, id),
        OmniTarget::Actor(name) => (ACTOR, name),
        OmniTarget::Source(name) => ("source", name),
        OmniTarget::Tag(name) => ("tag", name),
        OmniTarget::Saved(search) => ("search", &search.name),
        OmniTarget::Command(_) => return None,
    })
}

impl Library {
    /// Counts an opening at a moment (seconds since 1970).
    pub fn visited(&self, target: &OmniTarget, at: i64) -> Result<(), LookError> {
        let mut target = target.clone();
        // An actor is the same by whatever name it was opened.
        if let OmniTarget::Actor(name) = &mut target {
            let seen = self.seen();
            if let Some(no) = seen.actor_named(name) {
                seen.actors.name(no).clone_into(name);
            }
        }
        if let Some((kind, name)) = key(&target) {
            self.mark_book().visit(kind, name, at)?;
        }
        Ok(())
    }
}
