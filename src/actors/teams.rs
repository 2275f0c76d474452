//! Towns and parts of states that stand for their teams: "Alabama's new coach", "Chicago (3-1)".

use super::lexicon::{Known, Lexicon};
use super::names::Name;
use super::page::Page;
use super::token::{POSSESSIVE, Shape, flag};
use crate::model::ActorKind;

/// People of a team and around one.
const PEOPLE: &[&str] = &[
    "batsman",
    "captain",
    "coach",
    "coaches",
    "defender",
    "fans",
    "forward",
    "fullback",
    "goalie",
    "goalkeeper",
    "linebacker",
    "midfielder",
    "pitcher",
    "players",
    "quarterback",
    "receiver",
    "roster",
    "skipper",
    "striker",
    "supporters",
    "winger",
];
/// More words of reports on games.
const GAMES: &[&str] = &[
    "championship",
    "football",
    "halftime",
    "innings",
    "league",
    "playoff",
    "playoffs",
    "season",
    "semifinal",
    "touchdown",
    "touchdowns",
    "tournament",
];
/// Words of games that make an article a report on one.
const REPORT: usize = 4;
/// Behind these stands the place.
const PLACES: &[&str] = &[
    "across",
    "around",
    "downtown",
    "from",
    "in",
    "near",
    "of",
    "outside",
    "throughout",
    "to",
];

/// Makes bodies of places that are named as teams: twice in an article, or once in a report on games.
pub(super) fn teams(page: &Page<'_>, lexicon: &Lexicon, names: &mut [Name]) {
    let may_be = |name: &Name| {
        let hit = usize::from(page.in_name[name.start].hit).checked_sub(1);
        let known = hit.map(|hit| lexicon.known(page.hits[hit].1.entity));
        name.kind == ActorKind::Place && known != Some(Known::Country)
    };
    let text = |name: &Name| page.text_of(name.start..name.end);
    let cues: Vec<&str> = names
        .iter()
        .filter(|name| may_be(name) && is_team(page, name.end))
        .map(text)
        .collect();
    if cues.is_empty() {
        return;
    }
    let is_report = || {
        let words = page.tokens.iter().map(|token| token.text(page.text));
        let of_games = words.filter(|word| PEOPLE.contains(word) || GAMES.contains(word));
        of_games.take(REPORT).count() == REPORT
    };
    if cues.len() < 2 && !is_report() {
        return;
    }
    for name in names {
        if may_be(name) && cues.contains(&text(name)) && !is_where(page, name) {
            name.kind = ActorKind::Organisation;
        }
    }
}

/// Whether what stands behind a name is said of teams: "Alabama's new coach", "Alabama fans", "Alabama (3-1)".
fn is_team(page: &Page<'_>, end: usize) -> bool {
    let behind = page.tokens.get(end..).unwrap_or_default();
    let within = behind
        .iter()
        .take_while(|t| !t.has(flag::BLOCK | flag::SENTENCE));
    let mut next = within.take(4).copied().peekable();
    if next
        .peek()
        .is_some_and(|token| token.word == u32::from(b'('))
    {
        let record = next.nth(1).filter(|t| t.shape == Shape::Number);
        return record.is_some_and(|record| is_score(record.text(page.text)))
            && next
                .next()
                .is_some_and(|token| token.word == u32::from(b')'));
    }
    next.next_if(|token| token.word == POSSESSIVE);
    let mut words = next
        .take_while(|token| token.shape == Shape::Lower)
        .map(|token| token.text(page.text));
    words.next().is_some_and(|word| {
        PEOPLE.contains(&word) || words.next().is_some_and(|word| PEOPLE.contains(&word))
    })
}

/// `3-1`
fn is_score(text: &str) -> bool {
    let is_count = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text.len() <= 5
        && text
            .split_once('-')
            .is_some_and(|(won, lost)| is_count(won) && is_count(lost))
}

/// Whether a name stands where only the place can be meant.
fn is_where(page: &Page<'_>, name: &Name) -> bool {
    let first = &page.tokens[name.start];
    let before = name.start.checked_sub(1).map(|at| &page.tokens[at]);
    !first.has(flag::BLOCK) && before.is_some_and(|token| PLACES.contains(&token.text(page.text)))
        || first.shape == Shape::Upper
}

#[cfg(test)]
mod tests {
    use crate::actors::{Input, Recogniser};
    use crate::model::ActorKind;

    fn kinds(text: &str, name: &str) -> Vec<ActorKind> {
        let document = Recogniser::shipped().read(&Input {
            body: text,
            ..Input::default()
        });
        let named = document
            .mentions
            .iter()
            .filter(|mention| text.get(mention.start as usize..mention.end as usize) == Some(name));
        named.map(|mention| mention.kind).collect()
    }

    #[test]
    fn a_place_that_plays_is_a_team_and_where_it_lies_a_place() {
        let text = "Alabama's new coach promised titles. Alabama fans cheered. Many people in Alabama did not.";
        let (team, place) = (ActorKind::Organisation, ActorKind::Place);
        assert_eq!(kinds(text, "Alabama"), [team, team, place]);
    }

    #[test]
    fn one_coach_makes_no_team_of_a_town() {
        let text =
            "A Chicago coach station was closed. The mayor of Chicago said Chicago would pay.";
        let found = kinds(text, "Chicago");
        assert!(
            found.iter().all(|kind| *kind == ActorKind::Place),
            "{found:?}"
        );
    }

    #[test]
    fn a_state_stays_a_state() {
        let text = "Germany's coach and the Germany fans left. Germany has signed the treaty.";
        let found = kinds(text, "Germany");
        assert!(
            found.iter().all(|kind| *kind == ActorKind::Place),
            "{found:?}"
        );
    }
}
