//! Words by pattern: a prefix, an edit distance, a regular expression; bounded in steps.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy_fst::{Automaton, Regex};

use super::budget::Budget;
use super::error::IndexError;
use super::forms::{fold_cheap, spellings};
use super::words::lower;
use crate::text::regex::prepared;

/// Steps of following a letter through a dictionary and an automaton.
const LETTER: u64 = 2;

/// What a word is matched against. Cheap to clone.
#[derive(Clone)]
pub(crate) enum Pattern {
    /// Words that start so, or a spelling of which does; the start as typed, and its own spellings.
    Prefix(Vec<String>),
    /// Words within an edit distance.
    Fuzzy(Arc<Fuzzy>),
    /// Words that match as a whole.
    Regex(Arc<Regex>),
}

pub(crate) struct Fuzzy {
    word: DFA,
    folded: DFA,
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pattern")
    }
}

impl Pattern {
    pub(crate) fn prefix(start: &str) -> Self {
        Self::Prefix(starts(start))
    }

    pub(crate) fn fuzzy(word: &str, distance: u8) -> Self {
        static BUILDERS: OnceLock<[LevenshteinAutomatonBuilder; 2]> = OnceLock::new();
        let builders = BUILDERS
            .get_or_init(|| [1, 2].map(|edits| LevenshteinAutomatonBuilder::new(edits, true)));
        let builder = &builders[usize::from(distance.clamp(1, 2)) - 1];
        let word = lower(word);
        let folded = fold_cheap(&word).unwrap_or_else(|| word.clone());
        Self::Fuzzy(Arc::new(Fuzzy {
            word: builder.build_dfa(&word),
            folded: builder.build_dfa(&folded),
        }))
    }

    /// # Errors
    /// [`IndexError::Query`] with what is wrong with it, or that it is too large.
    pub(crate) fn regex(pattern: &str) -> Result<Self, IndexError> {
        let pattern =
            prepared(pattern).map_err(|refused| IndexError::Query(refused.to_string()))?;
        match Regex::new(&pattern) {
            Ok(regex) => Ok(Self::Regex(Arc::new(regex))),
            // What else there is to say against it was said.
            Err(_) => Err(IndexError::Query(
                "the pattern is too large; expected fewer or smaller repetitions".to_owned(),
            )),
        }
    }

    /// Whether a word in lower case matches, by itself or by one of its spellings.
    pub(crate) fn matches(&self, word: &str) -> bool {
        self.matches_folded(word)
            || matches!(self, Self::Fuzzy(fuzzy) if accepts(&Edits(&fuzzy.word), word))
            || spellings(word).iter().any(|key| self.matches_folded(key))
    }

    /// Whether a folded form matches.
    pub(crate) fn matches_folded(&self, folded: &str) -> bool {
        match self {
            Self::Prefix(starts) => starts
                .iter()
                .any(|start| folded.starts_with(start.as_str())),
            Self::Fuzzy(fuzzy) => accepts(&Edits(&fuzzy.folded), folded),
            Self::Regex(regex) => accepts(regex.as_ref(), folded),
        }
    }
}

/// The start of a word as it may stand in the index.
pub(crate) fn starts(typed: &str) -> Vec<String> {
    let start = lower(typed);
    let mut starts = spellings(&start);
    starts.insert(0, start);
    starts
}

/// The automaton of a fuzzy pattern for words as they stand.
pub(crate) struct Edits<'a>(pub(crate) &'a DFA);

impl Fuzzy {
    pub(crate) fn automata(&self) -> [Edits<'_>; 2] {
        [Edits(&self.word), Edits(&self.folded)]
    }
}

impl Automaton for Edits<'_> {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}

/// An automaton that stops matching when the search is to end.
pub(crate) struct Bounded<'a, A> {
    inner: A,
    budget: &'a Budget,
    letters: AtomicU64,
    is_over: AtomicBool,
}

impl<'a, A> Bounded<'a, A> {
    pub(crate) fn new(inner: A, budget: &'a Budget) -> Self {
        Self {
            inner,
            budget,
            letters: AtomicU64::new(0),
            is_over: AtomicBool::new(false),
        }
    }
}

impl<A: Automaton> Automaton for Bounded<'_, A> {
    type State = A::State;

    fn start(&self) -> A::State {
        self.inner.start()
    }

    fn is_match(&self, state: &A::State) -> bool {
        self.inner.is_match(state)
    }

    fn can_match(&self, state: &A::State) -> bool {
        const BATCH: u64 = 128;
        let letters = self.letters.fetch_add(1, Ordering::Relaxed);
        if letters.is_multiple_of(BATCH) && !self.budget.take(BATCH * LETTER) {
            self.is_over.store(true, Ordering::Relaxed);
        }
        !self.is_over.load(Ordering::Relaxed) && self.inner.can_match(state)
    }

    fn accept(&self, state: &A::State, byte: u8) -> A::State {
        self.inner.accept(state, byte)
    }
}

fn accepts<A: Automaton>(automaton: &A, word: &str) -> bool {
    let mut state = automaton.start();
    for byte in word.bytes() {
        if !automaton.can_match(&state) {
            return false;
        }
        state = automaton.accept(&state, byte);
    }
    automaton.is_match(&state)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Cancel;

    fn check(pattern: &Pattern, word: &str, expected: bool) {
        assert_eq!(pattern.matches(word), expected, "{word}");
    }

    #[test]
    fn patterns_meet_words_in_any_script() {
        check(&Pattern::prefix("Pash"), "пашинян", true);
        check(&Pattern::prefix("Пашин"), "пашинян", true);
        check(&Pattern::prefix("Пашин"), "pashinyan", true);
        check(&Pattern::prefix("gunes"), "güneşli", true);
        check(&Pattern::prefix("güneş"), "gunesli", true);
        check(&Pattern::prefix("ash"), "pashinyan", false);
        check(&Pattern::fuzzy("pashinian", 1), "pashinyan", true);
        check(&Pattern::fuzzy("pashinian", 1), "пашинян", true);
        check(&Pattern::fuzzy("pashinian", 1), "pashin", false);
        let regex = Pattern::regex("^Pa.*an$").expect("a plain expression");
        check(&regex, "pashinyan", true);
        check(&regex, "pashinyana", false);
        for (typed, word, expected) in [
            (r"\w{3}yan", "zanyan", true),
            (r"\w{3}yan", "զանյան", true),
            (r"\w{3}yan", "пашинян", false),
            (r"\p{L}+x", "пашиx", true),
            (r"\p{L}+x", "pa4x", false),
            (r"[\p{L}4]+x", "pa4x", true),
            (r"\p{Cyrillic}+", "пашинян", true),
        ] {
            let regex = Pattern::regex(typed).expect("a small expression");
            check(&regex, word, expected);
        }
    }

    #[test]
    fn a_bounded_automaton_follows_no_letter_once_its_search_is_to_end() {
        let cancel = Cancel::new();
        let budget = Budget::new(&cancel);
        let pattern = Regex::new("a*").expect("a plain expression");
        let bounded = Bounded::new(&pattern, &budget);
        let state = bounded.start();
        assert!(bounded.can_match(&state));
        cancel.cancel();
        let refused = (0..1_000).skip_while(|_| bounded.can_match(&state)).count();
        assert!(refused > 800, "{refused} of the last letters");
        assert!(!bounded.can_match(&state));
    }

    #[test]
    fn hostile_expressions_are_refused_at_once() {
        for pattern in [
            "(a{1000}){1000}",
            "((\\w{100}){100}){100}",
            "[",
            "a{99999999999999999999}",
            "((((",
            r"\p{Lo}+x",
            r"[\p{M}x]+",
            r"\P{Assigned}",
            r"(.{0,50}){9}",
        ] {
            assert!(
                matches!(Pattern::regex(pattern), Err(IndexError::Query(_))),
                "{pattern}"
            );
        }
    }
}
