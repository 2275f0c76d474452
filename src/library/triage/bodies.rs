//! Bodies that may be one by how their names are made: letters and what they may stand for, a hyphen more, "and" or "&".

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Pair;
use crate::actors::key;
use crate::model::{ActorNo, is_in_capitals};

/// Fewest letters that are taken for the beginnings of words: two may stand for anything.
const LETTERS: usize = 3;
/// What letters stand for is in so many times the articles of whatever else they may stand for.
const TIMES: u32 = 5;

const INITIALS: &str = "the letters that one goes by are the initials of the other";
const SPELT: &str = "the names differ only in a hyphen, an \"and\" or the like";

/// A body with its names, its own first, and in how many articles it is named.
pub(super) struct Body<'n> {
    pub(super) no: ActorNo,
    pub(super) names: Vec<&'n str>,
    pub(super) articles: u32,
}

/// The pairs that may be one.
pub(super) fn pairs(bodies: &[Body<'_>]) -> Vec<Pair> {
    let mut found = spelt_alike(bodies);
    found.extend(initials(bodies));
    found
}

/// Those whose own names are the same but for how words are joined.
fn spelt_alike(bodies: &[Body<'_>]) -> Vec<Pair> {
    let mut same: BTreeMap<String, Vec<ActorNo>> = BTreeMap::new();
    for body in bodies {
        let mut words = key::name_key_plain(body.names[0]);
        words.retain(|word| word != "and");
        let joined = words.concat();
        if joined.chars().count() > LETTERS {
            same.entry(joined).or_default().push(body.no);
        }
    }
    let mut found = Vec::new();
    for of in same.into_values() {
        let pairs = of.iter().enumerate();
        for (place, one) in pairs {
            found.extend(of[place + 1..].iter().map(|other| (*one, *other, SPELT)));
        }
    }
    found
}

/// Those that go by letters, with the only one whose name begins its words so.
fn initials(bodies: &[Body<'_>]) -> Vec<Pair> {
    let mut short: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, body) in bodies.iter().enumerate() {
        let letters: BTreeSet<String> = body.names.iter().filter_map(|n| letters(n)).collect();
        for letters in letters {
            short.entry(letters).or_default().push(place);
        }
    }
    let mut full: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, body) in bodies.iter().enumerate() {
        for initials in beginnings(body.names[0]) {
            if short.contains_key(&initials) {
                full.entry(initials).or_default().push(place);
            }
        }
    }
    let mut found = Vec::new();
    for (letters, full) in full {
        for &place in &short[&letters] {
            let one = &bodies[place];
            let others = full.iter().map(|&place| &bodies[place]);
            let mut others: Vec<&Body<'_>> = others.filter(|other| other.no != one.no).collect();
            // Who is spelt out in other words is another: letters may stand for both.
            let spelt = one.names.iter().copied();
            let spelt: Vec<&str> = spelt
                .filter(|name| beginnings(name).contains(&letters))
                .collect();
            let is_same = |other: &Body<'_>| {
                let says = |name: &&str| says_the_same(name, other.names[0]);
                spelt.is_empty() || spelt.iter().any(says)
            };
            others.retain(|other| is_same(other));
            others.sort_by_key(|other| (std::cmp::Reverse(other.articles), other.no));
            let only = match others.as_slice() {
                [only] => only,
                [most, next, ..] if most.articles >= next.articles.saturating_mul(TIMES) => most,
                _ => continue,
            };
            found.push((one.no, only.no, INITIALS));
        }
    }
    found
}

/// Whether all words of one name stand in the other.
fn says_the_same(one: &str, other: &str) -> bool {
    let (one, other) = (key::words(one), key::words(other));
    let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
    within(&one, &other) || within(&other, &one)
}

/// The letters of a name that is nothing else: `IBM`, `F.D.A.`
pub(super) fn letters(name: &str) -> Option<String> {
    let is_word = name.contains(' ') || !is_in_capitals(name);
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let enough = (LETTERS..=8).contains(&letters.chars().count());
    (!is_word && enough).then(|| letters.to_lowercase())
}

/// The first letters of the words of a name, with and without small words, the state and what a firm is.
fn beginnings(name: &str) -> BTreeSet<String> {
    const SMALL: [&str; 8] = ["of", "the", "for", "in", "on", "de", "to", "at"];
    const STATES: [&[&str]; 4] = [
        &["us"],
        &["uk"],
        &["united", "states"],
        &["united", "kingdom"],
    ];
    let mut found = BTreeSet::new();
    if letters(name).is_some() {
        return found;
    }
    let without_and = |mut words: Vec<String>| {
        words.retain(|word| word != "and");
        words
    };
    let whole = without_and(key::words(name));
    let plain = without_and(key::name_key_plain(name));
    let begins = |state: &&&[&str]| plain.iter().zip(**state).all(|(word, own)| word == own);
    let state = STATES.iter().find(begins).map_or(0, |state| state.len());
    let rest = plain.get(state..).unwrap_or_default();
    let is_small = |word: &&String| SMALL.contains(&word.as_str());
    // "U.S. Senate" has more letters than it has words.
    if rest.iter().filter(|word| !is_small(word)).count() < 2 {
        return found;
    }
    for words in [&whole, &plain, rest] {
        for keep_small in [false, true] {
            let said = words.iter().filter(|word| keep_small || !is_small(word));
            let letters: String = said.filter_map(|word| word.chars().next()).collect();
            if letters.chars().count() >= LETTERS {
                found.insert(letters);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bodies by their own names and articles; the pairs, letters in front.
    fn check(bodies: &[(&[&str], u32)], expected: &[(u32, u32)]) {
        let bodies: Vec<Body<'_>> = (0..)
            .zip(bodies)
            .map(|(no, (names, articles))| Body {
                no: ActorNo(no),
                names: names.to_vec(),
                articles: *articles,
            })
            .collect();
        let found: Vec<_> = pairs(&bodies).iter().map(|(a, b, _)| (a.0, b.0)).collect();
        let names: Vec<_> = bodies.iter().map(|body| &body.names).collect();
        assert_eq!(found, expected, "{names:?}");
    }

    #[test]
    fn letters_go_with_the_only_name_that_begins_so() {
        let one = |short, full| check(&[(&[short], 9), (&[full], 2)], &[(0, 1)]);
        one("FDA", "U.S. Food and Drug Administration");
        one("IBM", "International Business Machines Corp");
        one("F.D.A.", "Food and Drug Administration");
        check(&[(&["FDA"], 9), (&["Federal Reserve Board"], 2)], &[]);
        check(&[(&["GM"], 9), (&["General Motors"], 2)], &[]);
        check(&[(&["USS"], 9), (&["U.S. Senate"], 2)], &[]);
        check(&[(&["LAS"], 9), (&["Lima and Sons"], 2)], &[]);
    }

    #[test]
    fn of_several_names_none_is_meant_unless_one_is_by_far_the_most_frequent() {
        let (one, other): (&[&str], &[&str]) = (
            &["Central Bank of Armenia"],
            &["Commonwealth Bank of Australia"],
        );
        check(&[(&["CBA"], 9), (one, 4), (other, 4)], &[]);
        check(&[(&["CBA"], 9), (one, 4), (other, 20)], &[(0, 2)]);
    }

    #[test]
    fn who_is_spelt_out_is_nobody_else() {
        let own: &[&str] = &["Central Bank of Armenia", "CBA"];
        check(&[(own, 9), (&["Commonwealth Bank of Australia"], 4)], &[]);
        let own: &[&str] = &["Food and Drug Administration", "FDA"];
        check(
            &[(own, 9), (&["U.S. Food and Drug Administration"], 1)],
            &[(0, 1)],
        );
    }

    #[test]
    fn hyphens_and_ampersands_tell_nobody_apart() {
        let one = |one, other| check(&[(&[one], 9), (&[other], 2)], &[(0, 1)]);
        one("Standard & Poor's", "Standard and Poor's Corp");
        one("Agency for Co-operation", "Agency for Cooperation");
        check(
            &[(&["Brankovan Steel"], 9), (&["Brankovan Steels"], 2)],
            &[],
        );
    }
}
