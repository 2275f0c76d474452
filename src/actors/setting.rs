//! Which states an article speaks of, for names that several states give to their own, as "Senate", and for letters that
//! mean a body only where its people are spoken of, as "PA".

use std::cell::OnceCell;

use super::lexicon::{Hit, Known, Lexicon, rule};
use super::names::Name;
use super::page::{Page, PlainMap};
use crate::model::ActorKind;

/// Names that the dictionary knows as those of one state, each with that state and others that have one of that name.
const SHARED: &[(&str, &str, &[&str])] = &[
    (
        "Senate",
        "United States",
        &[
            "Argentina",
            "Australia",
            "Belgium",
            "Bolivia",
            "Brazil",
            "Canada",
            "Chile",
            "Colombia",
            "Czech Republic",
            "France",
            "Haiti",
            "Ireland",
            "Italy",
            "Kazakhstan",
            "Kenya",
            "Mexico",
            "Netherlands",
            "Nigeria",
            "Pakistan",
            "Paraguay",
            "Philippines",
            "Poland",
            "Romania",
            "Spain",
            "Thailand",
            "Uruguay",
            "Zimbabwe",
        ],
    ),
    (
        "Congress",
        "United States",
        &[
            "Argentina",
            "Bolivia",
            "Brazil",
            "Chile",
            "Colombia",
            "Ecuador",
            "Guatemala",
            "Honduras",
            "India",
            "Mexico",
            "Paraguay",
            "Peru",
            "Philippines",
            "Spain",
        ],
    ),
    (
        "House of Representatives",
        "United States",
        &[
            "Australia",
            "Belgium",
            "Colombia",
            "Cyprus",
            "Egypt",
            "Indonesia",
            "Japan",
            "Libya",
            "Morocco",
            "Nepal",
            "Netherlands",
            "New Zealand",
            "Nigeria",
            "Philippines",
            "Thailand",
            "Yemen",
        ],
    ),
    (
        "Labor Party",
        "United Kingdom",
        &[
            "Australia",
            "Brazil",
            "Israel",
            "Netherlands",
            "New Zealand",
            "Norway",
        ],
    ),
];

/// Letters of a body, and the state or people that an article names where they mean it.
const NEEDS: &[(&str, &str)] = &[("PA", "Palestine"), ("P.A.", "Palestine")];

/// What an article is about, looked up when first asked for.
pub(super) struct Setting<'p, 'a> {
    page: &'p Page<'a>,
    lexicon: &'p Lexicon,
    states: OnceCell<Vec<(&'static str, u32)>>,
}

impl<'p, 'a> Setting<'p, 'a> {
    pub(super) fn of(page: &'p Page<'a>, lexicon: &'p Lexicon) -> Self {
        Self {
            page,
            lexicon,
            states: OnceCell::new(),
        }
    }

    /// Whether a name means another here than in the dictionary, and which is not known: that of a chamber, and the article is
    /// set in another state that has one; or letters whose state the article does not name.
    pub(super) fn is_elsewhere(&self, name: &Name) -> bool {
        let text = self.page.text_of(name.start..name.end);
        let shared = SHARED.iter().find(|(shared, ..)| *shared == text);
        let is_foreign = shared.is_some_and(|(_, home, states)| {
            let state = self.foreign_state(home);
            state.is_some_and(|state| states.contains(&state))
        });
        is_foreign || name.kind != ActorKind::Place && !is_founded(self.page, self.lexicon, text)
    }

    /// The state that is named most, with its people and places, where that is more than twice as often as the one at home.
    fn foreign_state(&self, home: &str) -> Option<&'static str> {
        let named = self.states.get_or_init(|| self.count());
        let is_home = |state: &str| state == home;
        let at_home = named.iter().find(|(state, _)| is_home(state));
        let at_home = at_home.map_or(0, |(_, count)| *count);
        let others = named.iter().filter(|(state, _)| !is_home(state));
        let (state, count) = others.max_by_key(|&&(state, count)| (count, state))?;
        (*count >= 2 && *count > 2 * at_home).then_some(*state)
    }

    /// How often each state is named, with its people and places.
    fn count(&self) -> Vec<(&'static str, u32)> {
        let mut named: PlainMap<u32, u32> = PlainMap::default();
        for (_, hit) in &self.page.hits {
            let state = match self.lexicon.known(hit.entity) {
                Known::Body => None,
                _ => self.lexicon.country(hit.entity),
            };
            if let Some(state) = state {
                *named.entry(state).or_default() += 1;
            }
        }
        let named = named.into_iter();
        named
            .map(|(state, count)| (self.lexicon.name(state), count))
            .collect()
    }
}

/// Whether letters may mean the body that the dictionary knows by them: the article names what that needs.
fn is_founded(page: &Page<'_>, lexicon: &Lexicon, letters: &str) -> bool {
    let Some((_, state)) = NEEDS.iter().find(|(short, _)| *short == letters) else {
        return true;
    };
    page.hits.iter().any(|(_, hit)| {
        let of = lexicon.country(hit.entity);
        lexicon.name(hit.entity) == *state || of.is_some_and(|of| lexicon.name(of) == *state)
    })
}

/// Forgets letters that mean a body elsewhere and not in this article.
pub(super) fn forget_unfounded(page: &mut Page<'_>, lexicon: &Lexicon) {
    let stays = |&(at, hit): &(u32, Hit)| {
        let text = page.tokens[at as usize].text(page.text);
        hit.length > 1 || hit.rule != rule::UPPER || is_founded(page, lexicon, text)
    };
    // Nearly all articles keep them all.
    if !page.hits.iter().all(stays) {
        page.hits = page.hits.iter().copied().filter(stays).collect();
    }
}

#[cfg(test)]
mod tests {
    use crate::actors::{Input, Recogniser};

    fn actors(text: &str) -> Vec<String> {
        let document = Recogniser::shipped().read(&Input {
            body: text,
            ..Input::default()
        });
        document
            .actors
            .into_iter()
            .map(|actor| actor.name)
            .collect()
    }

    #[test]
    fn the_senate_of_an_article_from_elsewhere_is_not_the_american_one() {
        let text = "The Senate passed the bill. Australia and the Australian states agreed.";
        let named = actors(text);
        assert!(
            named.iter().any(|name| name == "Senate of Australia"),
            "{named:?}"
        );
        assert!(!named.iter().any(|name| name == "U.S. Senate"), "{named:?}");
    }

    #[test]
    fn the_senate_is_the_american_one_where_nothing_says_otherwise() {
        for text in [
            "The Senate passed the bill.",
            "The Senate spoke of Iraq, Iraqi oil and Iraqi towns.",
            "The Senate asked American firms about Australia and Canberra.",
        ] {
            let named = actors(text);
            assert!(named.iter().any(|name| name == "U.S. Senate"), "{named:?}");
        }
    }

    #[test]
    fn a_labor_party_elsewhere_is_not_the_british_one() {
        let named = actors("Australia voted. Australians chose the Labor Party in Queensland.");
        assert!(named.iter().any(|name| name == "Labor Party"), "{named:?}");
        let named = actors("Britain voted, and British towns chose the Labor Party.");
        assert!(named.iter().any(|name| name == "Labour Party"), "{named:?}");
    }

    #[test]
    fn letters_mean_a_body_only_where_its_people_are_named() {
        let authority = "Palestinian Authority".to_owned();
        let named = actors("Israel accused the PA of delay. Palestinian officials denied it.");
        assert!(named.contains(&authority), "{named:?}");
        for text in [
            "The minister told the PA that he would stay in London.",
            "A mine in Evans City, PA was closed. Robert Anselm, R-Pa., spoke.",
            "Robert Anselm lives in Evans City, Pa., and in Reno, Nev.",
        ] {
            assert!(!actors(text).contains(&authority), "{text}");
        }
    }

    #[test]
    fn a_short_form_behind_a_town_is_the_state() {
        let named =
            actors("He lived in Glenmora, La., in Evans City, Pa., and in Simms, PA; so he said.");
        let states = ["Louisiana", "Pennsylvania"];
        assert!(
            states
                .iter()
                .all(|state| named.iter().any(|name| name == state)),
            "{named:?}"
        );
        assert_eq!(named.len(), 5, "{named:?}");
        assert_eq!(actors("He lived in L.A. until May."), ["Los Angeles"]);
    }
}
