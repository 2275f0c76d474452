//! Family names, by-names and initials: who is meant by less than a full name.

use super::{check, read};
use crate::actors::{Input, Recogniser, key};
use crate::model::{ActorKind, Field};

/// The people of a text, each with whether a short name had to choose.
fn people(body: &str) -> Vec<(String, bool)> {
    let document = read("", body, &[]);
    let is_guessed = |at: usize| {
        let mut named = document.mentions.iter().filter(|m| m.actor == at);
        named.any(|mention| mention.confidence < 0.5)
    };
    let actors = document.actors.iter().enumerate();
    actors
        .filter(|(_, actor)| actor.kind == ActorKind::Person)
        .map(|(at, actor)| (actor.name.clone(), is_guessed(at)))
        .collect()
}

#[test]
fn whom_a_short_name_means_is_a_guess_and_who_is_named_in_full_is_none() {
    let document = read("", "Ana Lima and Bo Lima arrived. Lima smiled.", &[]);
    assert!(document.actors.iter().all(|actor| !actor.uncertain));
    let sure: Vec<bool> = document
        .mentions
        .iter()
        .map(|m| m.confidence > 0.5)
        .collect();
    assert_eq!(sure, [true, true, false]);
}

#[test]
fn family_names_of_several_words_go_to_their_bearer() {
    check(
        "Marine Le Pen spoke in Lille. Le Pen was cheered.",
        &["person Marine Le Pen x2", "place Lille x1"],
    );
    check(
        "Marco de la Rosa Vidal spoke in Lille. Mr De la Rosa Vidal was cheered.",
        &["person Marco de la Rosa Vidal x2", "place Lille x1"],
    );
}

#[test]
fn a_misspelt_family_name_goes_to_its_bearer() {
    let body = "Teodor Brankovan spoke in Lille. Mr Brankovam was cheered. Brankovan left.";
    assert_eq!(people(body), [("Teodor Brankovan".to_owned(), true)]);
    let body = "Marta Haddad-Brankov spoke in Lille. Ms Haddad-Brenkov was cheered.";
    assert_eq!(people(body), [("Marta Haddad-Brankov".to_owned(), true)]);
    let body = "Marta Brankovan spoke in Lille. Then Marta Brankovans was cheered.";
    assert_eq!(people(body), [("Marta Brankovan".to_owned(), true)]);
    let body = "Marta Brankovan spoke in Lille. Then Daniel Brankovam was cheered.";
    assert_eq!(people(body).len(), 2);
}

#[test]
fn the_end_of_a_longer_name_is_a_guess_at_its_bearer() {
    let body = "Umar Faruk Baba Brankovan spoke in Lille. Then Baba Brankovan was cheered.";
    assert_eq!(
        people(body),
        [("Umar Faruk Baba Brankovan".to_owned(), true)]
    );
}

#[test]
fn by_names_and_spellings_of_the_table_are_one_actor() {
    for (one, other) in [
        ("Angela Merkel", "Mutti"),
        ("Andrés Manuel López Obrador", "AMLO"),
        ("Abdrabbuh Mansur Hadi", "Abed Rabbo Mansour Hadi"),
    ] {
        let keys = [one, other].map(|name| {
            let body = format!("Yesterday {name} said that the talks went well.");
            let document = read("", &body, &[]);
            document.actors.into_iter().map(|actor| actor.key).next()
        });
        assert!(
            keys[0].is_some() && keys[0] == keys[1],
            "{one} {other}: {keys:?}"
        );
    }
    let named = people("Mutti met AMLO.").into_iter().map(|(name, _)| name);
    let whole = ["Angela Merkel", "Andrés Manuel López Obrador"];
    assert_eq!(named.collect::<Vec<_>>(), whole);
}

#[test]
fn a_headline_in_capitals_gives_nobody_the_name() {
    let body = "Teodor Brankovan left. Mr Brankovan was tired.";
    let document = read("TEODOR BRANKOVAN HAS LEFT", body, &[]);
    let names: Vec<&str> = document.actors.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["Teodor Brankovan"]);
}

#[test]
fn what_was_read_before_changes_nothing() {
    let recogniser = Recogniser::shipped();
    let bodies = [
        "The Senate met. Australia and Australians waited. Mutti and Mr Hadi spoke in Lille.",
        "The SENATE met. Hadi spoke. The National Audit Office (NAO) and Lille answered Mutti.",
        "Marine Le Pen spoke. Le Pen left Lille. Senate and NAO agreed.",
    ];
    let input = |body| Input {
        body,
        ..Input::default()
    };
    let alone = bodies.map(|body| Recogniser::shipped().read(&input(body)));
    for _ in 0..2 {
        assert_eq!(bodies.map(|body| recogniser.read(&input(body))), alone);
    }
}

/// Whom the last name of a text means, as the text reads it.
fn last(body: &str) -> String {
    let document = read("", body, &[]);
    let named = document.mentions.iter().rev().find(|m| !m.described);
    named.map_or_else(String::new, |m| document.actors[m.actor].name.clone())
}

#[test]
fn who_is_spelt_like_it_goes_before_who_sounds_like_it() {
    for (body, expected) in [
        (
            "Peter Davies met Gareth Davis. Davies said it was late.",
            "Peter Davies",
        ),
        (
            "Anna Smith met John Smyth. Smith said it was late.",
            "Anna Smith",
        ),
        (
            "President Xi Jinping spoke. Then Xie Yulong was tired. Xie said it was late.",
            "Xie Yulong",
        ),
        ("Frank Busch won. Then Bush said it was late.", "Bush"),
        (
            "Volodymyr Brankovskyy spoke. Then Brankovsky left.",
            "Volodymyr Brankovskyy",
        ),
    ] {
        assert_eq!(last(body), expected, "{body}");
    }
}

#[test]
fn an_honorific_tells_husband_and_wife_apart() {
    let body =
        "Bill Clinton and Mary Clinton came. Mary Clinton spoke. Mr. Clinton said it was late.";
    assert_eq!(last(body), "Bill Clinton");
    let body =
        "Bill Clinton and Mary Clinton came. Bill Clinton spoke. Mrs. Clinton said it was late.";
    assert_eq!(last(body), "Mary Clinton");
}

#[test]
fn first_names_that_look_like_particles_are_first_names() {
    let keys = [
        "Ben Nelson",
        "Bill Nelson",
        "Al Franken",
        "Mary Franken",
        "Nelson",
    ];
    let mut keys = keys.map(key::person_key);
    keys.sort();
    assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "{keys:?}");
    for (one, other) in [
        ("Bashar al-Assad", "Bashar Assad"),
        ("Al-Assad", "Assad"),
        ("Mohammed Ben Hadi", "Mohammed Hadi"),
    ] {
        assert_eq!(key::person_key(one), key::person_key(other));
    }
}

#[test]
fn father_and_son_are_two() {
    let body = "Stewart Bainum Jr. succeeds his father Stewart Bainum Sr. at the company.";
    assert_eq!(people(body).len(), 2, "{:?}", people(body));
    let body = "Elizabeth Lauten apologised. Queen Elizabeth II was in Lille.";
    assert_eq!(people(body).len(), 2, "{:?}", people(body));
}

#[test]
fn whom_a_text_calls_mister_is_no_administration() {
    check(
        "President Brankov came to Lille. Mr. Brankov said that the Brankov Administration would help.",
        &[
            "person Brankov x2",
            "place Lille x1",
            "organisation Brankov Administration x1",
        ],
    );
}

#[test]
fn a_part_of_a_name_is_found_by_its_sound_where_that_was_its_key() {
    let key = key::person_key("Pashinyan");
    assert!(key::is_sounded("~p:pasinian", &key), "{key}");
    assert!(key::may_be_sounded("~p:pasinian") && !key::may_be_sounded(&key));
    assert!(!key::is_sounded(
        "p:nikol pasinian",
        &key::person_key("Nikol Pashinyan")
    ));
}

#[test]
fn two_of_one_list_are_two() {
    let body = "The guests were George W. Bush, Bill Clinton, George Bush and Jimmy Carter.";
    assert_eq!(people(body).len(), 4);
    let body = "George W. Bush spoke in Lille. The guests heard George Bush and Jimmy Carter.";
    assert_eq!(people(body).len(), 2);
}

#[test]
fn what_a_headline_puts_beside_a_name_is_none_of_it() {
    let document = read(
        "Teodor Brankovan U-turns on tax",
        "Multi-billionaire Teodor Brankovan spoke. Teodor Brankovan was cheered.",
        &[],
    );
    let people: Vec<&str> = document.actors.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(people, ["Teodor Brankovan"]);
}

#[test]
fn a_headline_of_capitals_names_who_is_named_in_full_below() {
    let below = "Treasury Secretary James Baker said on Monday that the dollar was stable, and Finance Minister Kiichi Miyazawa agreed.";
    for title in [
        "TREASURY'S BAKER SAYS DOLLAR IS STABLE",
        "PAPER ASKS BAKER TO PROD TOKYO INTO CHANGES",
        "TRADE ROW FORCES BAKER TO ADOPT STOP-GAP BUDGET",
    ] {
        let document = read(title, below, &[]);
        let headline = document.mentions.iter().filter(|m| m.field == Field::Title);
        let named: Vec<&str> = headline
            .map(|mention| &*document.actors[mention.actor].name)
            .collect();
        assert!(named.contains(&"James Baker"), "{title}: {named:?}");
        assert!(document.actors.iter().all(|actor| actor.name != "BAKER"));
    }
}

#[test]
fn somebodys_family_name_behind_a_body_is_parted_from_it() {
    let text = "The Treasury's Baker said the dollar was stable. Treasury Secretary James Baker spoke in Paris.";
    assert_eq!(people(text), [("James Baker".to_owned(), false)]);
}

#[test]
fn other_initials_in_the_middle_are_other_people() {
    let found = people(
        "Jane Q. Marlow, the MP, spoke on Monday. Jane R. Marlow, a singer, sang. Jane Marlow left.",
    );
    let expected = [("Jane Q. Marlow", false), ("Jane R. Marlow", true)];
    assert_eq!(
        found,
        expected.map(|(name, unsure)| (name.to_owned(), unsure))
    );
    let found = people("Jane Marlow spoke on Monday. Jane Q. Marlow, the MP, agreed.");
    assert_eq!(found, [("Jane Marlow".to_owned(), false)]);
}

#[test]
fn a_common_name_is_not_that_of_a_known_person_with_an_initial() {
    let key_in = |text: &str| read("", text, &[]).actors[0].key.clone();
    let known = key_in("Congressman John R. Carter spoke on Monday.");
    assert_eq!(key_in("Rep. John Carter spoke on Monday."), known);
    let baker = key_in("John Carter, a baker, spoke on Monday.");
    assert_ne!(baker, known);
    assert_eq!(baker, key::person_key("John Carter"));
    let other = key_in("John Q. Carter, a baker, spoke on Monday.");
    assert_ne!(other, known);
    assert_ne!(other, baker);
    assert_eq!(other, key::person_key("John Q. Carter"));
}
