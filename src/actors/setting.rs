//! Which state an article is set in, for names that several states give to their own: "Senate", "Congress".

use std::cell::OnceCell;

use super::lexicon::{Known, Lexicon};
use super::names::Name;
use super::page::{Page, PlainMap};

/// Chambers that the dictionary knows as those of the United States, each with states that have one of that name.
const CHAMBERS: &[(&str, &[&str])] = &[
    (
        "Senate",
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
];

/// What an article is about, looked up when first asked for.
pub(super) struct Setting<'p, 'a> {
    page: &'p Page<'a>,
    lexicon: &'p Lexicon,
    state: OnceCell<Option<&'static str>>,
}

impl<'p, 'a> Setting<'p, 'a> {
    pub(super) fn of(page: &'p Page<'a>, lexicon: &'p Lexicon) -> Self {
        Self {
            page,
            lexicon,
            state: OnceCell::new(),
        }
    }

    /// Whether a name is that of a chamber, and the article is set in another state that has one: which it is then is not known.
    pub(super) fn is_elsewhere(&self, name: &Name) -> bool {
        let text = self.page.text_of(name.start..name.end);
        let chamber = CHAMBERS.iter().find(|(chamber, _)| *chamber == text);
        chamber.is_some_and(|(_, states)| {
            let state = self.state.get_or_init(|| self.foreign_state());
            state.is_some_and(|state| states.contains(&state))
        })
    }

    /// The state that is named most, with its people and places, where that is more than twice as often as the United States.
    fn foreign_state(&self) -> Option<&'static str> {
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
        let (american, others): (Vec<_>, Vec<_>) = named
            .into_iter()
            .map(|(state, count)| (self.lexicon.name(state), count))
            .partition(|(state, _)| *state == "United States");
        let american = american.first().map_or(0, |(_, count)| *count);
        let (state, count) = others
            .into_iter()
            .max_by_key(|&(state, count)| (count, state))?;
        (count >= 2 && count > 2 * american).then_some(state)
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
        assert!(named.iter().any(|name| name == "Senate"), "{named:?}");
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
}
