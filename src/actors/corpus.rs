//! Who a part of a name or a short form most likely is, by all articles of an archive.
//!
//! An article that says only "Aliyev" goes to the archive's dominant Aliyev; one that says only "NAO" to the body
//! that other articles spell out. The order of articles does not matter.

use std::collections::BTreeMap;

use super::LocalActor;
use super::key::{self, PARTIAL};
use crate::model::ActorKind;

/// In how many articles each full name stands behind a part of a name.
type Counts = BTreeMap<String, BTreeMap<String, u32>>;

/// Full names by their parts and short forms, over many articles.
#[derive(Clone, Debug, Default)]
pub struct Bearers {
    parts: Counts,
}

/// Least share, in hundredths, of the articles with bearers of a family name that the dominant one must have.
const PERSON_SHARE: u32 = 80;
/// The same for the long form of a short one.
const BODY_SHARE: u32 = 70;
/// Least number of articles with the dominant bearer of a family name.
const PERSON_ARTICLES: u32 = 2;

impl Bearers {
    /// Counts the actors of an article in.
    pub fn add(&mut self, actors: &[LocalActor]) {
        for actor in actors {
            self.count(&actor.key, actor.kind, &actor.names, 1);
        }
    }

    /// Counts an actor in that some articles name, with how often it is written in which ways.
    pub fn count(&mut self, key: &str, kind: ActorKind, names: &[(String, u32)], articles: u32) {
        self.count_as(key, (key, kind), names, articles);
    }

    /// The same for an actor that is known to be another.
    pub fn count_as(
        &mut self,
        full: &str,
        (key, kind): (&str, ActorKind),
        names: &[(String, u32)],
        articles: u32,
    ) {
        for (part, by) in parts(key, kind, names, articles) {
            let of = self.parts.entry(part).or_default();
            let count = of.entry(full.to_owned()).or_default();
            *count = count.saturating_add(by);
        }
    }

    /// The key of the full name that a key stands for; nothing where it is full itself or nobody is dominant.
    pub fn full(&self, key: &str) -> Option<&str> {
        let (share, least) = if key.starts_with(PARTIAL) {
            (PERSON_SHARE, PERSON_ARTICLES)
        } else {
            (BODY_SHARE, 1)
        };
        let of = self.parts.get(key)?;
        let all: u32 = of.values().sum();
        // Of equals the first by name, so that no order of articles shows.
        let (full, most) = of.iter().rev().max_by_key(|(_, count)| **count)?;
        (*most >= least && most * 100 >= all * share).then_some(full.as_str())
    }
}

/// The parts and short forms by which an actor may be named elsewhere, each with how many articles stand behind it.
fn parts(own: &str, kind: ActorKind, names: &[(String, u32)], articles: u32) -> Vec<(String, u32)> {
    match kind {
        ActorKind::Person => {
            let Some(sounds) = own.strip_prefix("p:") else {
                return Vec::new();
            };
            let words: Vec<&str> = sounds.split(' ').collect();
            // "Pen", "Le Pen": the family name alone and with what stands before it.
            let family = (1..words.len()).rev().take(2);
            family
                .map(|at| (format!("{PARTIAL}p:{}", words[at..].concat()), articles))
                .collect()
        }
        ActorKind::Organisation if own.contains(' ') => names
            .iter()
            .filter(|(name, _)| is_short_form(name) && !key::is_known(name))
            .map(|(name, count)| (key::key(name, kind), articles.min(*count)))
            .filter(|(short, _)| short != own)
            .collect(),
        _ => Vec::new(),
    }
}

/// `NAO`, `BoE`.
fn is_short_form(name: &str) -> bool {
    (2..=8).contains(&name.len())
        && !name.contains(' ')
        && name.chars().filter(|c| c.is_uppercase()).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(name: &str, kind: ActorKind, forms: &[&str]) -> LocalActor {
        LocalActor {
            name: name.to_owned(),
            kind,
            key: key::key(name, kind),
            names: forms.iter().map(|form| ((*form).to_owned(), 1)).collect(),
            role: None,
            declared: false,
            uncertain: false,
        }
    }

    #[test]
    fn a_family_name_goes_to_its_dominant_bearer() {
        let mut bearers = Bearers::default();
        let teodor = actor("Teodor Brankovan", ActorKind::Person, &[]);
        let marta = actor("Marta Brankovan", ActorKind::Person, &[]);
        let alone = actor("Brankovan", ActorKind::Person, &[]);
        for _ in 0..4 {
            bearers.add(std::slice::from_ref(&teodor));
        }
        bearers.add(std::slice::from_ref(&marta));
        assert_eq!(bearers.full(&alone.key), Some(teodor.key.as_str()));
        bearers.add(std::slice::from_ref(&marta));
        assert_eq!(bearers.full(&alone.key), None);
        assert_eq!(bearers.full(&teodor.key), None);
    }

    #[test]
    fn counts_do_not_ask_for_the_order_of_articles() {
        let all = [
            actor("Teodor Brankovan", ActorKind::Person, &[]),
            actor("Marta Brankovan", ActorKind::Person, &[]),
            actor("National Audit Office", ActorKind::Organisation, &["NAO"]),
        ];
        let (mut one, mut other) = (Bearers::default(), Bearers::default());
        all.iter().for_each(|a| one.add(std::slice::from_ref(a)));
        all.iter()
            .rev()
            .for_each(|a| other.add(std::slice::from_ref(a)));
        assert_eq!(one.parts, other.parts);
    }

    #[test]
    fn a_short_form_of_a_known_body_stays_its_own() {
        let mut bearers = Bearers::default();
        let nurses = actor("Union of Nurses", ActorKind::Organisation, &["UN"]);
        bearers.add(std::slice::from_ref(&nurses));
        assert_eq!(bearers.full(&key::key("UN", ActorKind::Organisation)), None);
    }

    #[test]
    fn a_short_form_goes_to_what_others_spell_out() {
        let mut bearers = Bearers::default();
        let office = actor("National Audit Office", ActorKind::Organisation, &["NAO"]);
        bearers.add(std::slice::from_ref(&office));
        let alone = actor("NAO", ActorKind::Organisation, &["NAO"]);
        assert_eq!(bearers.full(&alone.key), Some(office.key.as_str()));
    }
}
