//! By which of its names an actor is shown: chosen from all that the articles give it, whatever order they came in.
//!
//! A body or place that the dictionary lists has its usual name. Others are shown by a name that leads to them by itself; of several,
//! by one that does not shout, then by the fullest that is not rare, then by the most frequent, then by the first by letter.

use std::cmp::Reverse;

use crate::actors::key::{self, Spoken};
use crate::actors::lexicon::Lexicon;
use crate::model::{ActorKind, is_in_capitals, is_shouted};
use crate::store::Actor;

/// A full name is not rare where one in so many mentions by such names has it.
const SHARE: u64 = 3;

/// How well a name tells who is meant, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Telling {
    /// The key says the same without a dictionary: "United Nations", but not "UN".
    Itself,
    /// It leads to the actor, if only by a dictionary.
    Known,
    /// It has all the words of the key in another order: "Ministry of Finance of France".
    Long,
    /// It says less.
    Short,
}

/// A name an actor goes by.
struct Name<'n> {
    text: &'n str,
    count: u64,
    telling: Telling,
    loud: bool,
    words: usize,
}

/// The name to show an actor by, of those that articles give it with how often the texts use each.
pub(super) fn shown<'n>(actor: &'n Actor, names: &'n [(String, u32)]) -> &'n str {
    // What it is shown by now counts where nobody has noted it as a name.
    let own = std::iter::once((actor.name.as_str(), 0));
    let all = names.iter().map(|(name, count)| (name.as_str(), *count));
    let mut all: Vec<(&str, u32)> = match names.iter().any(|(name, _)| *name == actor.name) {
        true => all.collect(),
        false => own.chain(all).collect(),
    };
    if all.len() == 1 {
        return all[0].0;
    }
    all.sort_unstable();
    let all = all.into_iter().map(|(text, count)| Name {
        text,
        count: count.into(),
        telling: telling(actor, text),
        loud: is_loud(text),
        words: words(actor.kind, text),
    });
    let mut all: Vec<Name<'_>> = all.collect();
    if let Some(listed) = all.iter().find_map(|name| listed(actor, name.text)) {
        if !is_in_capitals(listed) || listed.contains(' ') {
            return listed;
        }
        // Letters tell no more than what they stand for, where the dictionary lists a body by them: "SEC".
        let known = all.iter_mut().filter(|name| name.telling == Telling::Known);
        known.for_each(|name| name.telling = Telling::Itself);
    }
    let class = |name: &Name<'_>| (name.telling, name.loud);
    let best = all.iter().map(class).min();
    all.retain(|name| Some(class(name)) == best);
    let least = all
        .iter()
        .map(|name| name.count)
        .sum::<u64>()
        .div_ceil(SHARE);
    let fair = all.iter().filter(|name| name.count >= least);
    let most = fair.map(|name| name.words).max().unwrap_or(0);
    let is_full = |name: &Name<'_>| name.words == most && name.count >= least;
    let best = all.iter().min_by(|one, other| {
        let rank = |name: &Name<'n>| {
            (
                !is_full(name),
                Reverse(name.count),
                is_in_capitals(name.text),
            )
        };
        let by_letter = || one.text.cmp(other.text);
        rank(one).cmp(&rank(other)).then_with(by_letter)
    });
    best.map_or(&actor.name, |name| name.text)
}

/// The name by which the dictionary lists the body or place that a name leads to, where that is the actor.
fn listed(actor: &Actor, name: &str) -> Option<&'static str> {
    if actor.kind == ActorKind::Person {
        return None;
    }
    let lexicon = Lexicon::shipped();
    let listed = lexicon.name(key::find(&lexicon, name)?);
    (key::key(listed, actor.kind) == actor.key).then_some(listed)
}

fn telling(actor: &Actor, name: &str) -> Telling {
    let words = match actor.kind {
        ActorKind::Person => key::person_words(name),
        _ => key::name_key_plain(name),
    };
    let own = actor.key.trim_start_matches(key::PARTIAL);
    let leads = || key::key(name, actor.kind) == actor.key;
    if actor.kind == ActorKind::Person {
        let of_key = own.split(' ').count();
        // Letters may be known to stand for a person, but are no name to list one by: "AMLO".
        let is_name = words.len() >= of_key.min(2);
        return match (is_name && leads(), words.len() >= of_key) {
            (true, _) => Telling::Itself,
            (false, true) => Telling::Long,
            (false, false) => Telling::Short,
        };
    }
    let (_, of_key) = own.split_once(':').unwrap_or(("", own));
    let is_long = of_key
        .split(' ')
        .all(|word| words.iter().any(|own| own == word));
    if key::spoken_key(&Spoken::new(words), actor.kind) == own {
        Telling::Itself
    } else if leads() {
        Telling::Known
    } else if is_long {
        Telling::Long
    } else {
        Telling::Short
    }
}

/// Whether a name is written in capitals, as in headlines, or in small letters, as in some records.
fn is_loud(name: &str) -> bool {
    let small = || name.chars().any(char::is_lowercase) && !name.chars().any(char::is_uppercase);
    is_shouted(name) || small()
}

/// How much a name says, in words.
fn words(kind: ActorKind, name: &str) -> usize {
    match kind {
        ActorKind::Person => key::person_words(name).len(),
        _ => {
            let words = key::words(name);
            words.len() - usize::from(words.first().is_some_and(|word| word == "the"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorNo;

    fn check(kind: ActorKind, key: &str, names: &[(&str, u32)], expected: &str) {
        let mut names: Vec<(String, u32)> =
            names.iter().map(|(n, c)| ((*n).to_owned(), *c)).collect();
        for _ in 0..names.len() {
            names.rotate_left(1);
            let actor = Actor {
                no: ActorNo(1),
                key: key.to_owned(),
                kind,
                name: names[0].0.clone(),
                articles: 1,
            };
            assert_eq!(shown(&actor, &names), expected, "{names:?}");
        }
    }

    #[test]
    fn the_fullest_name_that_is_not_rare_is_shown() {
        let kind = ActorKind::Organisation;
        let key = "o:brankovan";
        let both = |full, short| [("Brankovan Inc", full), ("Brankovan", short)];
        check(kind, key, &both(1, 1), "Brankovan Inc");
        check(kind, key, &both(1, 2), "Brankovan Inc");
        check(kind, key, &both(1, 9), "Brankovan");
    }

    #[test]
    fn short_forms_are_not_shown_however_often_they_are_used() {
        let names = [("Teodor Brankovan", 1), ("Brankovan", 9), ("Teodor", 2)];
        let kind = ActorKind::Person;
        let key = key::key("Teodor Brankovan", kind);
        check(kind, &key, &names, "Teodor Brankovan");
        let names = [("HPU", 9), ("Harbour Pilots Union", 1)];
        let kind = ActorKind::Organisation;
        check(
            kind,
            "o:harbour pilots union",
            &names,
            "Harbour Pilots Union",
        );
    }

    #[test]
    fn the_usual_spelling_is_shown() {
        let kind = ActorKind::Person;
        let key = key::key("George Shultz", kind);
        let names = [
            ("George Schultz", 1),
            ("George P. Shultz", 3),
            ("George Shultz", 5),
        ];
        check(kind, &key, &names, "George Shultz");
    }

    #[test]
    fn the_dictionary_knows_the_name_of_a_state() {
        let names = [("UN", 90), ("U.N.", 50), ("United Nations", 0)];
        let kind = ActorKind::Organisation;
        check(kind, &key::key("UN", kind), &names, "United Nations");
        let names = [("ussr", 0), ("hong-kong", 0), ("USSR", 7)];
        let kind = ActorKind::Place;
        check(kind, &key::key("USSR", kind), &names, "Soviet Union");
    }

    #[test]
    fn letters_are_shown_where_hardly_anybody_spells_them_out() {
        let full = "Securities and Exchange Commission";
        let kind = ActorKind::Organisation;
        let key = key::key("SEC", kind);
        check(kind, &key, &[("SEC", 9), (full, 5)], full);
        check(kind, &key, &[("SEC", 9), (full, 1)], "SEC");
    }

    #[test]
    fn capitals_come_last() {
        let kind = ActorKind::Person;
        let names = [("ANA LIMA", 9), ("Ana Lima", 1)];
        check(kind, &key::key("Ana Lima", kind), &names, "Ana Lima");
        let names = [("ALLARD", 2), ("Allard", 2)];
        check(kind, &key::key("Allard", kind), &names, "Allard");
        let kind = ActorKind::Organisation;
        let names = [("UNIFOR", 9), ("Unifor", 2)];
        check(kind, &key::key("Unifor", kind), &names, "UNIFOR");
    }
}
