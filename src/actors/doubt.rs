//! When part of a name says too little about who is meant, though one bearer of it is dominant in an archive.
//!
//! "Fox" may be a broadcaster, "Charles" somebody's first name, "Bolton" a club, and "Captain Archer" is not the economist
//! of that name. A guess that is wrong costs the reader more than a name that stands for itself.

use std::collections::{BTreeMap, BTreeSet};

use super::key::{self, PARTIAL};
use super::lexicon::{Lexicon, class};
use super::token::word_hash;
use crate::model::ActorKind;

/// For one article with the part alone there are more than so many with the full name.
const FULL: u32 = 1;
/// The same for a part that is a first name, too.
const FULL_OF_GIVEN: u32 = 20;
/// Of so many articles with the full name, at most one names a body or place by the same word.
const OTHERS: u32 = 10;

/// What an archive says for and against the bearers of parts of names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Doubts {
    /// In how many articles parts of names stand alone.
    alone: BTreeMap<String, u32>,
    /// In how many articles bodies and places are called by a word, or by a name that begins with it.
    others: BTreeMap<String, u32>,
    /// People everybody knows.
    known: BTreeSet<String>,
    /// The words of the roles that people are given.
    roles: BTreeMap<String, BTreeSet<String>>,
}

impl Doubts {
    /// Counts an actor in that some articles name by these names.
    pub(super) fn count<'n>(
        &mut self,
        key: &str,
        kind: ActorKind,
        names: impl IntoIterator<Item = &'n str>,
        articles: u32,
    ) {
        let (counts, word) = match kind {
            ActorKind::Person if key.starts_with(PARTIAL) => (&mut self.alone, key),
            ActorKind::Person => {
                if names.into_iter().any(key::is_person) {
                    self.known.insert(key.to_owned());
                }
                return;
            }
            _ => {
                let name = key.split_once(':').map_or(key, |(_, name)| name);
                let first = name.split(' ').next().unwrap_or(name);
                (&mut self.others, first)
            }
        };
        let count = counts.entry(word.to_owned()).or_default();
        *count = count.saturating_add(articles);
    }

    /// Counts in that articles give a person a role.
    pub(super) fn count_role(&mut self, key: &str, role: &str) {
        let words = key::words(role).into_iter().filter(|word| says_much(word));
        let words = words.map(spelt_out);
        let of = self.roles.entry(key.to_owned()).or_default();
        of.extend(words);
    }

    /// Whether something speaks against taking a part of a name for the dominant bearer of it, whom so many articles name. Where
    /// both are given roles, these tell.
    pub(super) fn speak_against(&self, part: &str, bearer: &str, articles: u32) -> bool {
        let Some(word) = part
            .strip_prefix(PARTIAL)
            .and_then(|p| p.strip_prefix("p:"))
        else {
            return false;
        };
        if let (Some(of_part), Some(of_bearer)) = (self.roles.get(part), self.roles.get(bearer)) {
            return of_part.is_disjoint(of_bearer);
        }
        if self.known.contains(bearer) {
            return false;
        }
        let count = |counts: &BTreeMap<String, u32>, of: &str| counts.get(of).copied().unwrap_or(0);
        let least = if is_given(word) { FULL_OF_GIVEN } else { FULL };
        articles <= count(&self.alone, part).saturating_mul(least)
            || count(&self.others, word).saturating_mul(OTHERS) > articles
    }
}

/// Whether a word of a role tells offices apart.
fn says_much(word: &str) -> bool {
    !matches!(
        word,
        "of" | "the" | "for" | "and" | "a" | "an" | "in" | "to" | "former" | "then" | "new" | "mr"
    )
}

/// "Sen." as "senator".
fn spelt_out(word: String) -> String {
    match word.as_str() {
        "sen" => "senator".to_owned(),
        "rep" => "representative".to_owned(),
        "gov" => "governor".to_owned(),
        "gen" => "general".to_owned(),
        "capt" => "captain".to_owned(),
        _ => word,
    }
}

fn is_given(word: &str) -> bool {
    let known = Lexicon::shipped().word(word_hash(word, &mut String::new()));
    known & class::GIVEN != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEARER: &str = "p:teodor brankovan";
    const PART: &str = "~p:brankovan";

    #[test]
    fn a_part_that_stands_alone_too_often_is_nobody_known() {
        let mut doubts = Doubts::default();
        doubts.count(PART, ActorKind::Person, ["Brankovan"], 3);
        assert!(doubts.speak_against(PART, BEARER, 3));
        assert!(!doubts.speak_against(PART, BEARER, 4));
    }

    #[test]
    fn a_first_name_says_less() {
        let mut doubts = Doubts::default();
        let part = "~p:charles";
        doubts.count(part, ActorKind::Person, ["Charles"], 1);
        assert!(doubts.speak_against(part, "p:teodor charles", 20));
        assert!(!doubts.speak_against(part, "p:teodor charles", 21));
    }

    #[test]
    fn what_a_body_or_a_town_is_called_is_no_sure_family_name() {
        let mut doubts = Doubts::default();
        doubts.count("o:brankovan steel", ActorKind::Organisation, [], 1);
        doubts.count("l:brankovan", ActorKind::Place, [], 1);
        assert!(doubts.speak_against(PART, BEARER, 11));
        assert!(!doubts.speak_against(PART, BEARER, 20));
    }

    #[test]
    fn a_leader_is_meant_by_a_name_that_bodies_have_too() {
        let mut doubts = Doubts::default();
        let (part, bearer) = ("~p:putin", "p:vladimir putin");
        doubts.count(bearer, ActorKind::Person, ["Vladimir Putin"], 2);
        doubts.count(part, ActorKind::Person, ["Putin"], 9);
        doubts.count("o:putin foundation", ActorKind::Organisation, [], 3);
        assert!(!doubts.speak_against(part, bearer, 2));
    }

    #[test]
    fn a_captain_is_no_economist() {
        let mut doubts = Doubts::default();
        doubts.count_role(BEARER, "chief economist of the bank");
        doubts.count_role(PART, "captain");
        assert!(doubts.speak_against(PART, BEARER, 50));
        doubts.count_role(BEARER, "former captain");
        assert!(!doubts.speak_against(PART, BEARER, 50));
    }

    #[test]
    fn one_role_is_one_bearer() {
        let mut doubts = Doubts::default();
        doubts.count(PART, ActorKind::Person, ["Brankovan"], 9);
        assert!(doubts.speak_against(PART, BEARER, 5));
        doubts.count_role(BEARER, "sen.");
        doubts.count_role(PART, "U.S. senator");
        assert!(!doubts.speak_against(PART, BEARER, 5));
    }
}
