//! Keys that work everywhere, keys that do nothing, and the commands that the omnibox lists.

use super::super::omnibox;
use super::*;

fn titles(bench: &Bench, typed: &str) -> Vec<String> {
    let rows = omnibox::commands(&bench.app, typed);
    rows.into_iter().map(|row| row.text).collect()
}

#[test]
fn a_command_is_listed_once_and_where_it_works() {
    let mut bench = Bench::new((80, 24));
    let stars = |bench: &Bench| {
        let all = titles(bench, ">star or unstar").into_iter();
        all.filter(|title| title == "Star or unstar").count()
    };
    assert_eq!(stars(&bench), 1);
    let all = titles(&bench, ">");
    let mut once = all.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), all.len());
    assert!(all.contains(&"Go back".to_owned()));
    bench.keys("<enter>");
    assert_eq!(stars(&bench), 1);
    bench.keys("go");
    assert_eq!(stars(&bench), 0);
}

#[test]
fn the_command_of_a_view_is_copied_where_y_answers() {
    let mut bench = Bench::new((80, 24));
    let proposal = |one: &str, other: &str| Proposal {
        actor: actor(1, one, ActorKind::Person),
        into: actor(2, other, ActorKind::Person),
        reason: "",
        contexts: [None, None],
    };
    bench.proposals = vec![proposal("A", "B")];
    bench.keys("gmY");
    assert_eq!(bench.edits, []);
    let copied = Effect::Copy("dateline actors triage".into());
    assert!(bench.effects.contains(&copied), "{:?}", bench.effects);
    bench.keys("<ctrl-p>>copy the shell<enter>");
    let times = bench.effects.iter().filter(|effect| **effect == copied);
    assert_eq!((times.count(), bench.edits.len()), (2, 0));
}

#[test]
fn keys_that_do_nothing_say_so() {
    let mut bench = Bench::new((80, 24));
    for keys in ["e", "gs", "yj", "yb"] {
        bench.keys(keys);
        let said = format!("{keys} does nothing here; ? shows the keys");
        assert_eq!(bench.app.said, Some(said));
    }
}

#[test]
fn an_article_of_a_list_is_given_to_a_program() {
    let mut bench = Bench::new((120, 40));
    bench.keys("|sort<enter>");
    let given =
        |effect: &Effect| matches!(effect, Effect::Pipe { command, .. } if command == "sort");
    assert!(bench.effects.iter().any(given), "{:?}", bench.effects);
}

#[test]
fn the_load_report_is_a_key_away() {
    let mut bench = Bench::new((80, 24));
    bench.keys("!");
    assert_eq!(*bench.address(), Address::Report);
}
