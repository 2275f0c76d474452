//! Searches that are saved, and those that are remembered; and the keys, which are searched too.

use super::super::key::typed;
use super::super::page::Body;
use super::super::{Msg, Question};
use super::{Bench, Effect, actor};
use crate::model::{
    ActorEdit, ActorKind, Address, ArticlesAt, ConcordanceAt, HitSort, OmniTarget, Proposal, Sort,
};

fn text(bench: &Bench) -> &str {
    let prompt = bench.app.prompt.as_ref().expect("still typing");
    prompt.text()
}

#[test]
fn earlier_searches_are_gone_through_and_what_was_typed_comes_back() {
    let mut bench = Bench::new((80, 24));
    bench.keys("/newest<enter>/<ctrl-u>peace");
    for (key, expected) in [
        ("<up>", "newest"),
        ("<ctrl-p>", "old"),
        ("<up>", "older"),
        ("<up>", "older"),
        ("<down>", "old"),
        ("<ctrl-n>", "newest"),
        ("<down>", "peace"),
    ] {
        bench.keys(key);
        assert_eq!(text(&bench), expected, "after {key}");
    }
    bench.keys("<down><down>");
    assert_eq!((text(&bench), bench.cursor()), ("peace", 2));
}

#[test]
fn a_search_is_told_once_it_is_accepted() {
    let mut bench = Bench::new((80, 24));
    let mut asked = Vec::new();
    for key in typed("/peace<enter>") {
        for effect in bench.app.update(Msg::Key(key)) {
            if let Effect::Ask {
                question: Question::Searched(query),
                ..
            } = effect
            {
                asked.push(query);
            }
        }
    }
    assert_eq!(asked, ["peace"]);
}

#[test]
fn the_search_on_screen_is_saved_under_a_name() {
    let mut bench = Bench::new((80, 24));
    bench.keys("w");
    assert!(bench.app.prompt.is_none(), "there is nothing to save");
    bench.keys("/peace<enter>wtalks<enter>");
    let saved = format!("{:?}", bench.effects);
    assert!(
        saved.contains("talks") && saved.contains("peace"),
        "{saved}"
    );
    assert_eq!(bench.app.said.as_deref(), Some("saved"));
    bench.keys("gq");
    assert_eq!(*bench.address(), Address::Saved);
}

#[test]
fn a_hit_in_context_opens_its_article_at_that_hit() {
    let mut bench = Bench::new((80, 24));
    bench.keys("gk");
    assert!(matches!(bench.address(), Address::Articles(_)));
    bench.keys("/peace<enter>gkS");
    let at = ConcordanceAt {
        query: "peace".into(),
        sort: HitSort::Right,
    };
    assert_eq!(*bench.address(), Address::Concordance(at));
    bench.keys("j<enter>");
    assert_eq!(*bench.address(), Address::Article { id: "a1".into() });
    let Body::Article(reader) = &bench.app.page().body else {
        panic!("no article")
    };
    assert_eq!((reader.lit.as_str(), reader.here), ("peace", Some(1)));
    bench.keys("J");
    assert_eq!(*bench.address(), Address::Article { id: "a2".into() });
    bench.keys("H/");
    assert_eq!(text(&bench), "peace ", "one goes on with the search");
}

#[test]
fn a_search_is_narrowed_by_what_is_typed_next_and_ranks_the_best_first() {
    let mut bench = Bench::new((80, 24));
    bench.keys("SS/peace<enter>/talks<enter>");
    let at = ArticlesAt {
        query: "peace talks".into(),
        sort: Sort::Relevance,
        ..ArticlesAt::default()
    };
    assert_eq!(*bench.address(), Address::Articles(at));
}

#[test]
fn what_is_looked_for_in_a_text_is_counted() {
    let mut bench = Bench::new((80, 24));
    bench.keys("<enter>/zzz<enter>");
    assert_eq!(bench.app.said.as_deref(), Some("zzz is not in this text"));
    let Body::Article(reader) = &bench.app.page().body else {
        panic!("no article")
    };
    let body = &reader.page.as_ref().expect("it is there").article.body;
    let word = body.split_whitespace().next().expect("a word").to_owned();
    bench.keys(&format!("/{word}<enter>"));
    let said = bench.app.said.unwrap_or_default();
    assert!(said.starts_with("match 1 of "), "{said}");
}

#[test]
fn tab_completes_values_from_the_library() {
    let mut bench = Bench::new((80, 24));
    bench.keys("/peace actor:An<tab>");
    assert_eq!(text(&bench), "peace actor:\"Ana Lima\"");
    bench.keys("<tab>");
    assert_eq!(text(&bench), "peace actor:Anatolia");
    bench.keys("<shift-tab>");
    assert_eq!(text(&bench), "peace actor:\"Ana Lima\"");
    bench.keys("<ctrl-u>actor:zz<tab>");
    assert_eq!(text(&bench), "actor:zz");
    assert!(bench.app.said.is_some(), "it says that there is none");
}

#[test]
fn what_is_opened_is_counted() {
    let mut bench = Bench::new((80, 24));
    let mut counted = Vec::new();
    for key in typed("<enter>") {
        for effect in bench.app.update(Msg::Key(key)) {
            if let Effect::Ask {
                question: Question::Visited(target),
                ..
            } = effect
            {
                counted.push(target);
            }
        }
    }
    assert_eq!(counted, [OmniTarget::Article("a0".into())]);
}

fn proposal(names: [&str; 2]) -> Proposal {
    let row = |name: &str| {
        let no = name.bytes().map(u32::from).sum();
        actor(no, name, ActorKind::Person)
    };
    Proposal {
        actor: row(names[0]),
        into: row(names[1]),
        reason: "spelt alike",
        contexts: [None, None],
    }
}

#[test]
fn proposals_are_answered_one_by_one_and_their_names_change_places() {
    let mut bench = Bench::new((80, 24));
    let pairs = [
        ["A. Lima", "Ana Lima"],
        ["B. Li", "Bo Li"],
        ["C. Ny", "Cy Ny"],
    ];
    bench.proposals = pairs.map(proposal).to_vec();
    bench.keys("gmhsynny");
    let merge = |name: &str, into: &str| ActorEdit::Merge {
        name: name.into(),
        into: into.into(),
    };
    let apart = |name: &str, other: &str| ActorEdit::Apart {
        name: name.into(),
        other: other.into(),
    };
    let expected = [
        merge("Bo Li", "B. Li"),
        apart("C. Ny", "Cy Ny"),
        apart("A. Lima", "Ana Lima"),
    ];
    assert_eq!(
        bench.edits, expected,
        "and nothing is left for the last answer"
    );
}

#[test]
fn the_cursor_stands_on_the_pair_whose_answer_was_taken_back() {
    let pairs = [
        ["A. Lima", "Ana Lima"],
        ["B. Li", "Bo Li"],
        ["C. Ny", "Cy Ny"],
        ["D. Um", "Di Um"],
    ];
    for (keys, expected) in [
        ("gmyu", "A. Lima"),
        ("gmhnu", "B. Li"),
        ("gmhsyu", "B. Li"),
        ("gmhhhyu", "D. Um"),
        ("gmyhnu", "C. Ny"),
        ("gmyhnuu", "A. Lima"),
        ("gmyhhuhhnu", "C. Ny"),
        // Nothing was answered here: one stays where one is.
        ("gmhu", "B. Li"),
    ] {
        let mut bench = Bench::new((80, 24));
        bench.proposals = pairs.map(proposal).to_vec();
        bench.keys(keys);
        let Body::Triage(triage) = &bench.app.page().body else {
            panic!("no proposals after {keys}");
        };
        let under = triage.rows.selected().map(|row| row.actor.name.as_str());
        assert_eq!(under, Some(expected), "after {keys}");
    }
}

#[test]
fn the_copied_command_opens_the_same_corpus() {
    let mut bench = Bench::new((80, 24));
    bench.app.setup.opened = vec![("--corpus", "/news/a b.json".into())];
    bench.keys("/peace<enter>yc");
    let command = "dateline --corpus='/news/a b.json' search peace";
    assert!(bench.effects.contains(&Effect::Copy(command.into())));
}

#[test]
fn the_help_is_searched_and_shown_whole_again() {
    let rows = |bench: &Bench| match &bench.app.page().body {
        Body::Help(help) => help.rows.part.iter().map(|row| row.id).collect::<Vec<_>>(),
        other => panic!("no help: {other:?}"),
    };
    for key in ["/", "F", "f", "?"] {
        let mut bench = Bench::new((80, 24));
        bench.keys("?");
        let all = rows(&bench);
        bench.keys(key).keys("citation<enter>");
        assert_eq!(*bench.address(), Address::Help);
        let expected = ["articles.citation", "reader.citation"];
        assert_eq!(rows(&bench), expected, "after {key}");
        bench.keys("<esc>");
        assert_eq!(rows(&bench), all);
        bench.keys(key).keys("list.half<esc>");
        assert_eq!(rows(&bench), all, "given up after {key}");
    }
    let mut bench = Bench::new((80, 24));
    bench.keys("?/ctrl-x");
    assert_eq!(rows(&bench), ["load.stop"], "keys are found too");
    bench.keys("<ctrl-u>ldstop");
    assert!(rows(&bench).contains(&"load.stop"), "a few letters do");
}

#[test]
fn a_search_that_fails_leaves_no_other_rows_on_screen() {
    let mut bench = Bench::new((80, 24));
    let rows = |bench: &Bench| match &bench.app.page().body {
        Body::Articles(list) => list.rows.total,
        _ => panic!("no list"),
    };
    assert!(rows(&bench) > 0);
    let fail = |bench: &mut Bench, typed: &str| {
        let mut asked = None;
        for key in typed.chars() {
            let key = super::super::key::Key::char(key);
            for effect in bench.app.update(Msg::Key(key)) {
                if let Effect::Ask {
                    ticket,
                    question: Question::Look { .. },
                    ..
                } = effect
                {
                    asked = Some(ticket);
                }
            }
        }
        let result = Err("it cannot be searched".to_owned());
        if let Some(ticket) = asked {
            bench.app.update(Msg::Answer { ticket, result });
        }
        rows(bench)
    };
    assert_eq!(fail(&mut bench, "/peace"), 0);
}
