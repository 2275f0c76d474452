//! Which names of bodies in one article are one body: short forms, letters, parties and their members.

use super::acronym::is_initials;
use super::cluster::{Cluster, Facts};
use super::whose;
use crate::model::{ActorKind, is_shouted};

/// The body that a name goes to, and whether that is a choice between several.
pub(super) fn find_body(clusters: &[Cluster], fact: &Facts<'_>) -> Option<(usize, bool)> {
    let bodies = || {
        clusters
            .iter()
            .enumerate()
            .filter(|(_, c)| matches!(c.kind, ActorKind::Organisation | ActorKind::Group))
    };
    let short = match fact.may_be_letters {
        true => fact.spoken.words.concat(),
        false => String::new(),
    };
    // What the article says letters stand for goes before what they are known for.
    let given = fact
        .may_be_letters
        .then(|| only(bodies().filter(|(_, c)| c.acronym.as_deref() == Some(short.as_str()))));
    if let Some(given) = given.flatten() {
        return Some(given);
    }
    if let Some(entity) = fact.entity
        && let Some((c, _)) = bodies().find(|(_, c)| c.entity == Some(entity))
    {
        return Some((c, false));
    }
    if fact.upper {
        let made = bodies()
            .filter(|(_, c)| c.spoken.words.len() > 1 && is_initials(&c.spoken.words, &short));
        let party = || {
            let party = fact.spelt_out?;
            only(bodies().filter(|(_, c)| is_party(&c.spoken.words, party)))
        };
        let found = only(made).or_else(party);
        // A word of a headline in capitals need not be letters: "ROBESON" of Robeson Industries.
        let is_general = || whose::base(&short).is_some();
        if found.is_some() || !fact.shouted || fact.entity.is_some() || is_general() {
            return found;
        }
    }
    let start = bodies().filter(|(_, c)| {
        c.spoken.words.len() > fact.spoken.words.len()
            && c.spoken.words.starts_with(&fact.spoken.words)
            && (fact.entity.is_none() || is_party_of(&fact.spoken.words, &c.spoken.words))
            && !is_small(&fact.spoken.words)
            && !(fact.shouted && is_of_several(c, fact.spoken.words.len()))
    });
    let end = bodies().filter(|(_, c)| {
        c.spoken.words.len() > fact.spoken.words.len()
            && c.spoken.words.ends_with(&fact.spoken.words)
            && !(fact.entity.is_some()
                && c.entity.is_some()
                && is_of(&c.spoken.words, &fact.spoken.words))
    });
    let party = bodies().filter(|(_, c)| are_members(&fact.spoken.words, &c.spoken.words));
    only(start).or_else(|| only(end)).or_else(|| only(party))
}

/// The one body there is, without a choice.
fn only<'c>(mut bodies: impl Iterator<Item = (usize, &'c Cluster)>) -> Option<(usize, bool)> {
    let (one, _) = bodies.next()?;
    bodies.next().is_none().then_some((one, false))
}

/// Whether letters stand for other words here than elsewhere: "EC" for an Election Commission rather than the European one.
pub(super) fn stand_for_other(here: &[String], elsewhere: &[String]) -> bool {
    let start = |word: &str| word.chars().take(3).collect::<String>();
    let other = |word: &&String| {
        let first = word.chars().next();
        let rival = elsewhere
            .iter()
            .any(|meant| meant.chars().next() == first && !here.contains(meant));
        rival && !elsewhere.iter().any(|meant| start(meant) == start(word))
    };
    here.len() > 1 && elsewhere.len() > 1 && here.iter().any(|word| other(&word))
}

/// Whether a name says at its end whose or of what it is: "Council of the European Union".
fn is_of(name: &[String], whose: &[String]) -> bool {
    let before = name.strip_suffix(whose).and_then(<[String]>::last);
    before.is_some_and(|word| matches!(word.as_str(), "of" | "the" | "for"))
}

/// Whether a name is that of a party, or of its members, given what the letters that stand for it mean.
pub(super) fn is_party(words: &[String], party: &[String]) -> bool {
    is_party_of(words, party) && party.starts_with(words) || are_members(words, party)
}

/// "Social Democrats" are the Social Democratic Party.
fn are_members(members: &[String], party: &[String]) -> bool {
    fn stem(word: &str) -> &str {
        let word = word.strip_suffix('s').unwrap_or(word);
        word.strip_suffix("ic").unwrap_or(word)
    }
    let count = members.len();
    members.last().is_some_and(|word| word.ends_with('s'))
        && matches!(
            party.get(count).map(String::as_str),
            Some("party" | "union")
        )
        && members.iter().zip(party).all(|(a, b)| stem(a) == stem(b))
}

/// Whether a name is that of a party whose longer name says of where; keys may leave out the word at their end.
fn is_party_of(short: &[String], long: &[String]) -> bool {
    let word = |at: usize| long.get(at).map(String::as_str);
    let end = short.len();
    match word(end) {
        Some("party") => word(end + 1) == Some("of"),
        Some("of") => short.last().is_some_and(|last| last == "party"),
        _ => false,
    }
}

/// Whether a name seems to be of several bodies that begins with so many words of one: "Acme Corp and Kestrel", or words of a
/// headline.
fn is_of_several(body: &Cluster, words: usize) -> bool {
    let next = body.spoken.words.get(words).map(String::as_str);
    let ends = matches!(
        next,
        Some("and" | "co" | "cos" | "corp" | "corps" | "inc" | "incs" | "ltd" | "ltds")
    );
    ends || is_shouted(&body.name)
}

/// A lone general word says too little at the start of a name ("National").
fn is_small(words: &[String]) -> bool {
    words.len() == 1
        && matches!(
            words[0].as_str(),
            "national"
                | "international"
                | "united"
                | "american"
                | "european"
                | "federal"
                | "general"
                | "new"
                | "world"
                | "central"
                | "state"
        )
}
