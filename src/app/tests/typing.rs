//! What is typed and pasted: what Enter does before the answer has come, and what there is no room for.

use super::*;
use crate::model::{OmniRow, OmniTarget};

/// The newest question asked of a lane.
fn asked_of(lane: Lane, effects: Vec<Effect>) -> Option<Ticket> {
    effects.into_iter().rev().find_map(|effect| match effect {
        Effect::Ask {
            ticket, lane: of, ..
        } if of == lane => Some(ticket),
        _ => None,
    })
}

#[test]
fn enter_waits_for_the_answer_to_what_was_typed() {
    let row = |name: &str| actor(1, name, ActorKind::Person);
    let answer = |name: &str| {
        let list = ActorList {
            total: 1,
            offset: 0,
            rows: vec![row(name)],
        };
        Ok(Answer::View(Box::new(View::Actors(list))))
    };
    let press = |app: &mut App, written: &str| {
        let keys = typed(written);
        keys.into_iter()
            .flat_map(|key| app.update(Msg::Key(key)))
            .collect::<Vec<_>>()
    };
    let mut app = App::new(Setup::default());
    app.update(Msg::Resize(80, 24));
    let older = asked_of(Lane::Main, press(&mut app, "@a")).expect("a list is asked for");
    let newest = asked_of(Lane::Main, press(&mut app, "n")).expect("another is asked for");
    press(&mut app, "<enter>");
    app.update(Msg::Answer {
        ticket: older,
        result: answer("Aaron"),
    });
    assert!(matches!(app.page().address, Address::Actors(_)));
    app.update(Msg::Answer {
        ticket: newest,
        result: answer("Ana Lima"),
    });
    let expected = Address::Actor {
        name: "Ana Lima".into(),
    };
    assert_eq!(app.page().address, expected);

    let asked = asked_of(Lane::Omnibox, press(&mut app, ":x")).expect("the box asks");
    press(&mut app, "<enter>");
    assert!(app.omnibox.is_some(), "it stays open until it knows");
    let found = OmniRow {
        target: OmniTarget::Actor("Xu".into()),
        text: "Xu".into(),
        detail: String::new(),
        lit: Vec::new(),
        score: 9,
    };
    app.update(Msg::Answer {
        ticket: asked,
        result: Ok(Answer::Omnibox(vec![found])),
    });
    assert_eq!(app.page().address, Address::Actor { name: "Xu".into() });
}

#[test]
fn the_first_titles_are_shown_while_the_rest_is_counted() {
    let mut app = App::new(Setup::default());
    app.update(Msg::Resize(80, 24));
    let press = |app: &mut App, written: &str| {
        let keys = typed(written);
        keys.into_iter()
            .flat_map(|key| app.update(Msg::Key(key)))
            .collect::<Vec<_>>()
    };
    let asked = asked_of(Lane::Main, press(&mut app, "glFabc")).expect("a list is asked for");
    let answer = |total, exact| {
        let list = ArticleList {
            total,
            exact,
            rows: (0..2).map(row).collect(),
            ..ArticleList::default()
        };
        Ok(Answer::View(Box::new(View::Articles(list))))
    };
    let effects = app.update(Msg::Answer {
        ticket: asked,
        result: answer(2, false),
    });
    let Body::Articles(list) = &app.page().body else {
        panic!("a list of articles");
    };
    assert_eq!(list.rows.part.len(), 2, "what is known is shown");
    let again = asked_of(Lane::Main, effects).expect("the rest is asked for");
    let effects = app.update(Msg::Answer {
        ticket: again,
        result: answer(2, true),
    });
    assert_eq!(asked_of(Lane::Main, effects), None, "all is known");
}

#[test]
fn a_paste_that_is_too_long_says_so() {
    let mut app = App::new(Setup::default());
    app.update(Msg::Resize(80, 24));
    for key in typed("/") {
        app.update(Msg::Key(key));
    }
    app.update(Msg::Paste("talks\nin Yerevan".into()));
    let text = |app: &App| {
        app.prompt
            .as_ref()
            .map(|open| open.input.value().to_owned())
    };
    assert_eq!(text(&app).as_deref(), Some("talks in Yerevan"));
    assert!(app.said.is_none());
    app.update(Msg::Paste("x".repeat(5_000)));
    assert_eq!(text(&app).map(|text| text.len()), Some(4096));
    assert!(app.said.is_some_and(|said| said.contains("too long")));
}
