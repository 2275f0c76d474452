//! What is typed into a fuzzy list: words, all of which must match, with the operators that fzf made common.

use super::{Matcher, mask};
use crate::text::fold::{fold, fold_with_map};

/// What is added for a choice that has the capitals as typed.
const SAME_CASE: i64 = 40;

/// What is added for a choice that holds a word as it stands; keeps whole words above scattered letters.
const WHOLE: i64 = 20;

/// A typed pattern: `word` fuzzy, `'word` as it stands, `^word` at the start, `word$` at the end, `!word` not there,
/// `one|other` either.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// All must match; in each any one.
    groups: Vec<Vec<Atom>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Atom {
    place: Place,
    negated: bool,
    folded: String,
    /// The word as typed where it has capitals: they raise what has them too, and exclude nothing.
    capitals: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Scattered,
    Anywhere,
    Start,
    End,
    All,
}

impl Pattern {
    /// Reads a pattern; every text is one.
    pub fn parse(typed: &str) -> Self {
        let mut groups: Vec<Vec<Atom>> = Vec::new();
        let mut joined = false;
        for word in typed.split_whitespace() {
            let atoms: Vec<Atom> = word.split('|').filter_map(Atom::parse).collect();
            let join = joined || word.starts_with('|');
            joined = word.ends_with('|');
            match groups.last_mut() {
                Some(last) if join => last.extend(atoms),
                _ if atoms.is_empty() => {}
                _ => groups.push(atoms),
            }
        }
        Self { groups }
    }

    /// Whether everything matches.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The bits (see [`mask`]) without which a choice cannot match.
    pub fn mask(&self) -> u64 {
        self.groups
            .iter()
            .filter_map(|group| match group.as_slice() {
                [only] if !only.negated => Some(mask(&only.folded)),
                _ => None,
            })
            .fold(0, |all, one| all | one)
    }

    /// The folded word, where the pattern is one fuzzy word without operators.
    pub fn only_word(&self) -> Option<&str> {
        match self.groups.as_slice() {
            [group] => match group.as_slice() {
                [atom] if atom.place == Place::Scattered && !atom.negated => Some(&atom.folded),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a choice matches, without scoring it.
    pub fn matches(&self, folded: &str) -> bool {
        self.groups
            .iter()
            .all(|group| group.iter().any(|atom| atom.matches(folded)))
    }

    /// Whether a choice has what must not be there; what goes by several names must have it in none of them.
    pub fn refuses(&self, folded: &str) -> bool {
        self.groups.iter().any(|group| {
            let is_refusal = group.iter().all(|atom| atom.negated);
            is_refusal && !group.iter().any(|atom| atom.matches(folded))
        })
    }

    /// Whether anything must not be there.
    pub fn may_refuse(&self) -> bool {
        let mut groups = self.groups.iter();
        groups.any(|group| group.iter().all(|atom| atom.negated))
    }

    /// Scores a choice, given as written and folded; greater is better, `None` is no match.
    pub fn score(&self, matcher: &Matcher, choice: &str, folded: &str) -> Option<i64> {
        let mut total = 0i64;
        for group in &self.groups {
            let best = group
                .iter()
                .filter_map(|atom| atom.score(matcher, choice, folded))
                .max()?;
            total = total.saturating_add(best);
        }
        Some(total)
    }

    /// Which characters of a choice (as written) match, sorted; `None` is no match.
    pub fn lit(&self, matcher: &Matcher, choice: &str) -> Option<Vec<u32>> {
        let (folded, map) = fold_with_map(choice);
        let mut lit = Vec::new();
        for group in &self.groups {
            let atom = group.iter().find(|atom| atom.matches(&folded))?;
            let places = atom.places(matcher, &folded);
            lit.extend(places.into_iter().filter_map(|at| map.get(at).copied()));
        }
        lit.sort_unstable();
        lit.dedup();
        Some(lit)
    }
}

impl Atom {
    fn parse(typed: &str) -> Option<Self> {
        let (negated, word) = match typed.strip_prefix('!') {
            Some(word) => (true, word),
            None => (false, typed),
        };
        let (start, word) = strip(word, word.strip_prefix('^'));
        let (exact, word) = strip(word, word.strip_prefix('\''));
        let (end, word) = match word.strip_suffix('$') {
            Some(word) if !word.is_empty() => (true, word),
            _ => (false, word),
        };
        let place = match (start, end) {
            (true, true) => Place::All,
            (true, false) => Place::Start,
            (false, true) => Place::End,
            (false, false) if exact || negated => Place::Anywhere,
            (false, false) => Place::Scattered,
        };
        let folded = fold(word);
        let capitals = word
            .chars()
            .any(char::is_uppercase)
            .then(|| word.to_owned());
        (!folded.is_empty()).then_some(Self {
            place,
            negated,
            folded,
            capitals,
        })
    }

    fn matches(&self, folded: &str) -> bool {
        self.stands(folded) != self.negated
    }

    fn stands(&self, folded: &str) -> bool {
        let word = self.folded.as_str();
        match self.place {
            Place::Scattered => super::is_subsequence(folded, word),
            Place::Anywhere => memchr::memmem::find(folded.as_bytes(), word.as_bytes()).is_some(),
            Place::Start => folded.starts_with(word),
            Place::End => folded.ends_with(word),
            Place::All => folded == word,
        }
    }

    fn score(&self, matcher: &Matcher, choice: &str, folded: &str) -> Option<i64> {
        if !self.matches(folded) {
            return None;
        }
        if self.negated {
            return Some(0);
        }
        let score = matcher.score(folded, &self.folded).unwrap_or(0);
        let whole = folded.contains(&self.folded);
        let same_case = self
            .capitals
            .as_ref()
            .is_some_and(|typed| choice.contains(typed.as_str()));
        let bonus = if whole { WHOLE } else { 0 } + if same_case { SAME_CASE } else { 0 };
        Some(score.saturating_add(bonus))
    }

    /// Character places in the folded choice, which matches.
    fn places(&self, matcher: &Matcher, folded: &str) -> Vec<usize> {
        if self.negated {
            return Vec::new();
        }
        let byte = match self.place {
            Place::Scattered => match matcher.indices(folded, &self.folded) {
                Some((_, places)) => return places,
                None => return Vec::new(),
            },
            Place::Anywhere => folded.find(&self.folded).unwrap_or(0),
            Place::Start | Place::All => 0,
            Place::End => folded.len().saturating_sub(self.folded.len()),
        };
        let first = folded[..byte].chars().count();
        (first..first + self.folded.chars().count()).collect()
    }
}

fn strip<'a>(word: &'a str, stripped: Option<&'a str>) -> (bool, &'a str) {
    (stripped.is_some(), stripped.unwrap_or(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(typed: &str, choice: &str, expected: bool) {
        let pattern = Pattern::parse(typed);
        let matcher = Matcher::new();
        let folded = fold(choice);
        assert_eq!(pattern.matches(&folded), expected, "{typed} in {choice}");
        assert_eq!(pattern.score(&matcher, choice, &folded).is_some(), expected);
        assert_eq!(pattern.lit(&matcher, choice).is_some(), expected);
        if expected {
            assert_eq!(mask(&folded) & pattern.mask(), pattern.mask());
        }
    }

    #[test]
    fn operators() {
        check("", "anything", true);
        check("pshnyn", "Nikol Pashinyan", true);
        check("'pshnyn", "Nikol Pashinyan", false);
        check("'shin pasin", "Nikol Paşinyan", true);
        check("^nik yan$", "Nikol Pashinyan", true);
        check("^yan", "Nikol Pashinyan", false);
        check("!aliyev nik", "Nikol Pashinyan", true);
        check("!aliyev", "İlham Əliyev", false);
        check("^brussels$", "Brussels", true);
        check("ghent|brus", "Brussels", true);
        check("ghent | brus", "Brussels", true);
        check("ghent | paris", "Brussels", false);
        check("! ^ ' $ |", "x$", true);
    }

    #[test]
    fn capitals_raise_and_exclude_nothing() {
        let matcher = Matcher::new();
        let pattern = Pattern::parse("US");
        let country = pattern.score(&matcher, "US", "us");
        let pronoun = pattern.score(&matcher, "us", "us");
        assert!(country > pronoun && pronoun.is_some());
    }

    #[test]
    fn lit_places_are_in_the_text_as_written() {
        let matcher = Matcher::new();
        assert_eq!(
            Pattern::parse("'shin").lit(&matcher, "Paşinyan"),
            Some(vec![2, 3, 4])
        );
    }

    proptest! {
        #[test]
        fn anything_typed_is_a_pattern(typed in any::<String>(), choice in any::<String>()) {
            let pattern = Pattern::parse(&typed);
            let matcher = Matcher::new();
            let folded = fold(&choice);
            let scored = pattern.score(&matcher, &choice, &folded).is_some();
            prop_assert_eq!(scored, pattern.matches(&folded));
            prop_assert_eq!(pattern.lit(&matcher, &choice).is_some(), scored);
        }
    }
}
