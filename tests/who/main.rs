//! Who is who in a library: what the reader decides, and whom parts of names mean by all articles.

use std::fs;

use dateline::ingest;
use dateline::library::{Library, LookError, Upto};
use dateline::model::{
    Act, ActorEdit, ActorKey, ActorKind, ActorPage, ActorsAt, Address, Change, Decision, View,
    Window,
};
use dateline::text::Cancel;

mod moved;
mod news;
mod order;
mod said;

use news::News;

fn page(library: &Library, name: &str) -> Option<ActorPage> {
    let address = Address::Actor { name: name.into() };
    match library.look(&address, Window::first(100), &Cancel::new()) {
        Ok(View::Actor(page)) => Some(*page),
        Err(LookError::NotFound { .. }) => None,
        other => panic!("not an actor: {other:?}"),
    }
}

/// The articles of an actor, in order of id, with a question mark after those where it is uncertain.
fn articles(library: &Library, name: &str) -> Vec<String> {
    let Some(page) = page(library, name) else {
        return Vec::new();
    };
    let mut ids: Vec<String> = page
        .articles
        .rows
        .iter()
        .map(|row| {
            let address = Address::Article { id: row.id.clone() };
            let look = library.look(&address, Window::first(1), &Cancel::new());
            let Ok(View::Article(article)) = look else {
                panic!("no article: {look:?}")
            };
            let mut here = article.actors.iter().filter(|here| here.no == page.row.no);
            let doubt = here.any(|here| here.uncertain);
            format!("{}{}", row.id, if doubt { "?" } else { "" })
        })
        .collect();
    ids.sort();
    ids
}

fn split(library: &Library, name: &str, alias: &str) -> Result<String, LookError> {
    let (name, alias) = (name.to_owned(), alias.to_owned());
    library.edit_actor(&ActorEdit::Split { name, alias }, 1)
}

const TEODOR: &str =
    "Prime Minister Teodor Brankovan met farmers. Brankovan said the harvest was good.";
const MARTA: &str = "The singer Marta Brankovan gave a concert. Ms. Brankovan said she was happy.";
const ALONE: &str =
    "Prime Minister Brankovan said the harvest was good. Farmers thanked Mr. Brankovan.";

#[test]
fn a_family_name_alone_goes_to_its_dominant_bearer_and_is_uncertain() {
    let news = News::new();
    news.write("a", TEODOR).write("b", ALONE);
    let library = news.open();
    assert_eq!(
        articles(&library, "Teodor Brankovan"),
        ["a"],
        "one is no majority"
    );
    assert_eq!(articles(&library, "Brankovan"), ["b?"]);
    assert!(page(&library, "Brankovan").is_some_and(|page| page.row.unresolved));
    drop(library);
    news.write("c", TEODOR).write("d", TEODOR);
    let library = news.open();
    let all = articles(&library, "Teodor Brankovan");
    assert_eq!(all, ["a", "b?", "c", "d"]);
    assert_eq!(
        articles(&library, "Brankovan"),
        all,
        "found by the part, too"
    );
    assert!(page(&library, "Teodor Brankovan").is_some_and(|page| !page.row.unresolved));
    drop(library);
    news.write("e", MARTA).write("f", MARTA);
    let library = news.open();
    assert_eq!(articles(&library, "Teodor Brankovan"), ["a", "c", "d"]);
    assert_eq!(articles(&library, "Marta Brankovan"), ["e", "f"]);
    let part = page(&library, "Brankovan");
    assert!(part.is_some_and(|page| page.row.articles > 0));
    drop(library);
    news.remove("e").remove("f");
    let library = news.open();
    assert_eq!(articles(&library, "Teodor Brankovan"), all);
}

#[test]
fn whom_a_part_of_a_name_means_does_not_ask_for_the_order_of_files() {
    let pieces = [
        ("a", ALONE),
        ("b", TEODOR),
        ("c", TEODOR),
        ("d", TEODOR),
        ("e", TEODOR),
        ("f", MARTA),
        ("g", ALONE),
    ];
    let (at_once, one_by_one) = (News::new(), News::new());
    for (id, body) in pieces {
        at_once.write(id, body);
    }
    for (id, body) in pieces.iter().rev() {
        one_by_one.write(id, body);
        drop(one_by_one.open());
    }
    let (one, other) = (at_once.open(), one_by_one.open());
    for name in ["Teodor Brankovan", "Marta Brankovan", "Brankovan"] {
        assert_eq!(articles(&one, name), articles(&other, name), "{name}");
    }
    let all = articles(&one, "Teodor Brankovan");
    assert_eq!(all, ["a?", "b", "c", "d", "e", "g?"]);
}

#[test]
fn the_readers_word_wins_over_the_count() {
    let news = News::new();
    news.write("a", ALONE).write("b", TEODOR);
    let library = news.open();
    let apart = ActorEdit::Apart {
        name: "Brankovan".into(),
        other: "Teodor Brankovan".into(),
    };
    library.edit_actor(&apart, 1).expect("told apart");
    drop(library);
    news.write("c", TEODOR).write("d", TEODOR);
    let library = news.open();
    assert_eq!(articles(&library, "Teodor Brankovan"), ["b", "c", "d"]);
    let said = library.undo().expect("taken back");
    assert_eq!(said, "undone: Brankovan and Teodor Brankovan are two");
    assert_eq!(
        articles(&library, "Teodor Brankovan"),
        ["a?", "b", "c", "d"]
    );
}

#[test]
fn a_family_name_finds_its_usual_bearer_and_its_kind_the_part_itself() {
    let news = News::new();
    news.write("a", TEODOR)
        .write("b", TEODOR)
        .write("c", TEODOR);
    news.write("d", MARTA).write("e", ALONE);
    let library = news.open();
    assert_eq!(articles(&library, "Brankovan"), ["a", "b", "c"]);
    assert_eq!(articles(&library, "Brankovan (person)"), ["e?"]);
}

#[test]
fn a_short_form_goes_to_the_body_that_others_spell_out() {
    let news = News::new();
    let spelt = "The Harbour Pilots Union (HPU) called a strike. The HPU said it would last.";
    news.write("a", spelt).write("b", spelt);
    news.write("c", "The strike of the HPU went on, the HPU said.");
    let library = news.open();
    assert_eq!(articles(&library, "Harbour Pilots Union"), ["a", "b", "c?"]);
}

#[test]
fn a_name_that_hardly_anybody_takes_for_a_place_is_none_until_a_record_says_so() {
    let news = News::new();
    news.write(
        "a",
        "The town of Kela Vossari lies in the north. Soldiers marched into Kela Vossari.",
    );
    let library = news.open();
    assert_eq!(articles(&library, "Kela Vossari (place)"), ["a"]);
    drop(library);
    for id in ["b", "c", "d"] {
        news.write(id, "Prime Minister Kela Vossari met farmers.");
    }
    let library = news.open();
    assert_eq!(articles(&library, "Kela Vossari"), ["a?", "b", "c", "d"]);
    drop(library);
    let declared = r#"{"id":"e","title":"e","body":"It rained.","actors":[{"name":"Kela Vossari","kind":"place"}]}"#;
    fs::write(news.path().join("news/e.json"), declared).expect("a file");
    let library = news.open();
    assert_eq!(articles(&library, "Kela Vossari (person)"), ["b", "c", "d"]);
    assert_eq!(articles(&library, "Kela Vossari (place)"), ["a", "e"]);
    drop(library);
    news.remove("e");
    let library = news.open();
    assert_eq!(articles(&library, "Kela Vossari"), ["a?", "b", "c", "d"]);
}

#[test]
fn a_name_is_split_off_for_good_and_can_be_put_back() {
    let news = News::new();
    news.write("a", TEODOR).write("b", TEODOR);
    news.write("c", "Prime Minister T. Brankovan met farmers.");
    let library = news.open();
    let merge = ActorEdit::Merge {
        name: "T. Brankovan".into(),
        into: "Teodor Brankovan".into(),
    };
    let before = articles(&library, "Teodor Brankovan");
    if before.len() < 3 {
        library.edit_actor(&merge, 1).expect("merged");
    }
    let before = articles(&library, "Teodor Brankovan");
    assert_eq!(before.len(), 3);
    split(&library, "Teodor Brankovan", "T. Brankovan").expect("split");
    let seen = |library: &Library| {
        assert_eq!(articles(library, "Teodor Brankovan"), ["a", "b"]);
        let own = page(library, "T. Brankovan").expect("an actor of its own");
        assert_eq!(own.row.name, "T. Brankovan");
        assert_eq!((own.row.articles, own.mentions.len()), (1, 1));
        assert_eq!(own.names, [("T. Brankovan".to_owned(), 1)]);
        let rest = page(library, "Teodor Brankovan").expect("the rest");
        assert!(rest.names.iter().all(|(name, _)| name != "T. Brankovan"));
        assert!(!rest.row.aliases.iter().any(|name| name == "T. Brankovan"));
    };
    seen(&library);
    let decided = library.decisions().expect("decisions");
    drop(library);
    // A library made anew from its sources follows the same decisions.
    fs::remove_dir_all(news.path().join("cache")).expect("the library goes");
    let library = news.open();
    seen(&library);
    drop(library);
    let library = news.open();
    seen(&library);
    library.undo().expect("taken back");
    assert_eq!(articles(&library, "Teodor Brankovan"), before);
    for decision in decided {
        library.take_decision(decision, 2).expect("taken over");
    }
    library.curate().expect("seen");
    seen(&library);
}

#[test]
fn names_of_a_dictionary_are_one_actor_with_dated_codes() {
    let news = News::new();
    news.write("a", "Prime Minister Teodor Brankovan met farmers.");
    news.write("b", "The writer Mihai Vasilescu read from his book.");
    let library = news.open();
    let text = "MIHAI_VASILESCU_\n+TEODOR_BRANKOVAN_\n+OLD_FOX_\n\t[ROUELI <20100101]\n\t[ROUGOV >20240101]\n";
    let (dictionary, bad) = ingest::dictionary::parse(text);
    assert_eq!(bad, []);
    let add = |library: &Library| {
        let added = library.add_dictionary(dictionary.clone(), 1);
        library.curate().expect("seen");
        added.expect("added")
    };
    assert!(add(&library));
    assert!(!add(&library), "a second time it is not new");
    let seen = |library: &Library| {
        for name in ["Mihai Vasilescu", "Teodor Brankovan", "Old Fox"] {
            assert_eq!(articles(library, name), ["a", "b"], "{name}");
        }
        let page = page(library, "Teodor Brankovan").expect("an actor");
        let words: Vec<String> = page.offices.iter().map(|o| o.in_words()).collect();
        let expected = ["ROUGOV, from 2024-01-01", "ROUELI, until 2010-01-01, ended"];
        assert_eq!(words, expected);
        assert!(page.roles.iter().all(|role| !role.role.contains("ROU")));
    };
    seen(&library);
    drop(library);
    fs::remove_dir_all(news.path().join("cache")).expect("the library goes");
    let library = news.open();
    seen(&library);
    assert_eq!(library.dictionary().expect("kept").to_string(), text);
    library.undo().expect("taken back");
    assert_eq!(articles(&library, "Teodor Brankovan"), ["a"]);
    assert!(page(&library, "Mihai Vasilescu").is_some_and(|page| page.offices.is_empty()));
}

#[test]
fn the_readers_word_wins_over_the_dictionary() {
    let news = News::new();
    news.write("a", "Prime Minister Teodor Brankovan met farmers.");
    news.write("b", "The writer Mihai Vasilescu read from his book.");
    let library = news.open();
    let apart = ActorEdit::Apart {
        name: "Teodor Brankovan".into(),
        other: "Mihai Vasilescu".into(),
    };
    library.edit_actor(&apart, 1).expect("told apart");
    let (dictionary, _) = ingest::dictionary::parse("MIHAI_VASILESCU_\n+TEODOR_BRANKOVAN_\n");
    library.add_dictionary(dictionary, 2).expect("added");
    library.curate().expect("seen");
    assert_eq!(articles(&library, "Teodor Brankovan"), ["a"]);
}

#[test]
fn a_town_among_the_names_of_a_state_stays_a_town() {
    let news = News::new();
    news.write("a", "Farmers came to Kabul from all over Afghanistan.");
    let library = news.open();
    let text = "AFGHANISTAN_ [AFG]\n+KABUL_\n";
    let (dictionary, _) = ingest::dictionary::parse(text);
    library.add_dictionary(dictionary, 1).expect("added");
    library.curate().expect("seen");
    let page = page(&library, "Kabul").expect("a town");
    assert_eq!(page.row.name, "Kabul");
    assert!(page.offices.is_empty());
}

#[test]
fn only_a_name_of_the_actor_is_split_off_and_never_its_last() {
    let news = News::new();
    news.write("a", "Prime Minister Teodor Brankovan met farmers.");
    let library = news.open();
    assert!(matches!(
        split(&library, "Teodor Brankovan", "Marta Brankovan"),
        Err(LookError::NotFound { .. })
    ));
    assert!(matches!(
        split(&library, "Teodor Brankovan", "Teodor Brankovan"),
        Err(LookError::OnlyName(_))
    ));
}

#[test]
fn a_name_in_capitals_gives_way_to_one_in_small_letters() {
    let news = News::new();
    news.write("a", "TEODOR BRANKOVAN SPOKE IN LILLE TODAY");
    let shouted = news.open();
    let name = |library: &Library, asked| page(library, asked).map(|page| page.row.name);
    let first = name(&shouted, "Teodor Brankovan");
    assert_eq!(first.as_deref(), Some("TEODOR BRANKOVAN"));
    shouted.close();
    drop(shouted);
    news.write("b", "On Monday Teodor Brankovan spoke in Ghent.");
    let library = news.open();
    let then = name(&library, "TEODOR BRANKOVAN");
    assert_eq!(then.as_deref(), Some("Teodor Brankovan"));
    assert_eq!(articles(&library, "Teodor Brankovan"), ["a", "b"]);
}

#[test]
fn a_word_in_capitals_gives_way_where_it_is_mostly_written_otherwise() {
    let news = News::new();
    let calm = "On Monday Mr. Haddad spoke. Mr. Haddad left.";
    news.write(
        "a",
        "On Monday Mr. HADDAD spoke. A spokesman of HADRAVIA said so.",
    )
    .write("b", calm)
    .write("c", calm);
    let library = news.open();
    let name = |asked| page(&library, asked).map(|page| page.row.name);
    assert_eq!(name("haddad").as_deref(), Some("Haddad"));
    assert_eq!(name("hadravia").as_deref(), Some("HADRAVIA"));
}

#[test]
fn what_is_decided_and_marked_beside_a_writer_is_seen() {
    let news = News::new();
    news.write("a", "On Monday Teodor Brankovan spoke.")
        .write("b", "On Monday Marta Haddad spoke.");
    let first = news.open();
    let second = Library::open(&news.options()).expect("a second reader");
    let star = Change {
        ids: vec!["a".into()],
        act: Act::Star(true),
    };
    second.change(&star, 1).expect("marks are kept");
    let merge = ActorEdit::Merge {
        name: "Marta Haddad".into(),
        into: "Teodor Brankovan".into(),
    };
    second.edit_actor(&merge, 2).expect("a decision is kept");
    assert_eq!(first.marks().len(), 1, "the first one sees the mark");
    drop(second);
    first.close();
    drop(first);
    let library = Library::open(&news.options()).expect("the library opens");
    let caught_up = library.catch_up(Upto::Actors, &mut |_| {});
    caught_up.expect("it is brought up to date");
    assert_eq!(articles(&library, "Teodor Brankovan"), ["a", "b"]);
}

#[test]
fn a_family_name_in_any_script_opens_its_commonest_bearer() {
    let news = News::new();
    news.write(
        "a",
        "Вчера президент России Владимир Путин выступил в Москве.",
    );
    let library = news.open();
    for asked in ["Путин", "putin", "Владимир Путин"] {
        assert_eq!(articles(&library, asked), ["a"], "{asked}");
    }
    assert_eq!(articles(&library, "Москва Путин"), [""; 0]);
}

#[test]
fn what_was_decided_of_an_actor_elsewhere_is_not_taken_back_here() {
    let news = News::new();
    news.write("a", TEODOR);
    let library = news.open();
    let rename = ActorEdit::Rename {
        name: "Teodor Brankovan".into(),
        to: "The minister".into(),
    };
    library.edit_actor(&rename, 1).expect("renamed");
    let elsewhere = Decision::Alias {
        actor: ActorKey {
            kind: ActorKind::Person,
            key: "p:somebody elsewhere".into(),
        },
        name: "The PM".into(),
    };
    assert!(
        library
            .take_decision(elsewhere.clone(), 2)
            .expect("taken over")
    );
    let said = library.undo().expect("taken back");
    assert_eq!(said, "undone: Teodor Brankovan is shown as The minister");
    assert_eq!(
        library.undo().expect("nothing goes wrong"),
        "nothing to undo"
    );
    assert_eq!(library.decisions().expect("a read"), [elsewhere]);
}

/// The other names of an actor, as its page, its row in a list and its row in a filtered one have them.
fn aliases(library: &Library, name: &str) -> Vec<String> {
    let own = page(library, name).expect("an actor").row;
    for filter in ["", "brankovan"] {
        let at = ActorsAt {
            filter: filter.into(),
            ..ActorsAt::default()
        };
        let look = library.look(&Address::Actors(at), Window::first(100), &Cancel::new());
        let Ok(View::Actors(list)) = look else {
            panic!("no list: {look:?}")
        };
        let mut rows = list.rows.iter().filter(|row| row.no == own.no);
        let listed = rows.next().map(|row| &row.aliases);
        assert_eq!(listed, Some(&own.aliases));
    }
    own.aliases
}

#[test]
fn other_names_stand_by_how_often_they_are_used_whatever_came_first() {
    const LETTER: &str = "Prime Minister Teodor M. Brankovan met farmers.";
    const FULL: &str = "Prime Minister Teodor Brankovan met farmers.";
    const ALSO: &str =
        "Prime Minister Teodor M. Brankovan said so. Brankovan left. Brankovan came back.";
    let texts = [("a", FULL), ("b", LETTER), ("c", ALSO), ("d", ALSO)];
    let expected = ["Brankovan", "Teodor Brankovan"];
    let at_once = News::new();
    for (id, text) in texts {
        at_once.write(id, text);
    }
    assert_eq!(aliases(&at_once.open(), "Teodor Brankovan"), expected);
    for order in [[0, 1, 2, 3], [0, 3, 2, 1]] {
        let one_by_one = News::new();
        for (id, text) in order.map(|at| texts[at]) {
            one_by_one.write(id, text);
            drop(one_by_one.open());
        }
        let library = one_by_one.open();
        assert_eq!(aliases(&library, "Teodor Brankovan"), expected, "{order:?}");
    }
}

#[test]
fn a_name_in_latin_letters_finds_who_is_written_in_others() {
    let news = News::new();
    news.write(
        "a",
        "وصل باراك أوباما إلى بغداد أمس وقال إن السلام ممكن في المنطقة.",
    );
    news.write(
        "b",
        "قال باراك أوباما في باريس إن القطاع المالي قوي وإن العام جيد.",
    );
    let library = news.open();
    assert_eq!(articles(&library, "Barack Obama"), ["a", "b"]);
    assert!(page(&library, "Robert Anselm").is_none());
}

#[test]
fn who_stands_in_a_teaser_alone_is_an_actor_of_the_article() {
    let news = News::new();
    let text = "Haddad-Lowe opens a school\n\nThe prime minister, Ines Haddad-Lowe, opened a school in Lille on Monday. She said it was late.\n\nRelated articles\n\nOpinion: schools are for all\n\nIn the latest of a series of pieces on schools, Teodor Brankovan says that many children have none, and that dealing with this requires money.";
    fs::write(news.path().join("news").join("a.txt"), text).expect("a file");
    let library = news.open();
    let found = page(&library, "Teodor Brankovan").expect("the teaser names him");
    assert_eq!(found.articles.total, 1);
    assert!(found.said.is_empty());
}
