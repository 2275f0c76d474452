//! What the recogniser makes of short pieces of news, and that nothing makes it fall over.

use super::{Document, Input, LocalMention, Recogniser};
use crate::model::{ActorKind, DeclaredActor, Field};

mod bodies;
mod described;
mod families;
mod kinds;
mod roles;
mod scripts;
mod short_forms;

/// `kind name: forms x count; role` for each actor, and every mention cut out of its field.
fn read(title: &str, body: &str, declared: &[DeclaredActor]) -> Document {
    let document = Recogniser::shipped().read(&Input {
        title,
        body,
        declared,
        ..Input::default()
    });
    let mut last = (Field::Title, 0);
    for mention in &document.mentions {
        let field = if mention.field == Field::Title {
            title
        } else {
            body
        };
        assert!(
            field
                .get(mention.start as usize..mention.end as usize)
                .is_some_and(|text| !text.is_empty())
        );
        assert!(
            (mention.field, mention.start) >= last,
            "mentions are in order and do not overlap"
        );
        last = (mention.field, mention.end);
        assert!(mention.actor < document.actors.len());
        assert!((0.0..=1.0).contains(&mention.confidence));
    }
    document
}

fn check(body: &str, expected: &[&str]) {
    let document = read("", body, &[]);
    let mut found: Vec<String> = document
        .actors
        .iter()
        .enumerate()
        .map(|(n, actor)| {
            let times = document
                .mentions
                .iter()
                .filter(|m| m.actor == n && !m.described)
                .count();
            format!("{} {} x{times}", actor.kind.word(), actor.name)
        })
        .collect();
    found.sort();
    let mut expected: Vec<&str> = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn short_names_go_to_full_ones() {
    check(
        "The Azerbaijani president, Ilham Aliyev, met the Armenian prime minister, Nikol Pashinyan, in Brussels. Aliyev spoke first. Pashinyan listened.",
        &[
            "person Ilham Aliyev x2",
            "person Nikol Pashinyan x2",
            "place Brussels x1",
        ],
    );
}

#[test]
fn a_short_name_stays_with_its_main_bearer() {
    check(
        "Ilham Aliyev met ministers in Brussels. Aliyev spoke of gas. Mehriban Aliyev opened a school. Aliyev left in the evening.",
        &[
            "person Ilham Aliyev x3",
            "person Mehriban Aliyev x1",
            "place Brussels x1",
        ],
    );
}

#[test]
fn who_has_an_office_is_no_tower() {
    check(
        "Senator John Tower met Robert Anselm in the Trump Tower.",
        &[
            "person John Tower x1",
            "person Robert Anselm x1",
            "place Trump Tower x1",
        ],
    );
}

#[test]
fn declared_actors_count_in_any_script() {
    let declared = [DeclaredActor {
        name: "Նիկոլ Փաշինյան".to_owned(),
        kind: Some(ActorKind::Person),
        role: None,
    }];
    let document = read("", "Վարչապետ Նիկոլ Փաշինյան ելույթ ունեցավ։", &declared);
    assert_eq!(document.mentions.len(), 1);
    assert!(document.actors[document.mentions[0].actor].declared);
    let english = read("", "Nikol Pashinyan spoke.", &[]);
    assert_eq!(document.actors[0].key, english.actors[0].key);
}

#[test]
fn declared_names_without_capitals_are_those_that_are_known() {
    let declared = ["usa", "japan", "nowhere-at-all"].map(|name| DeclaredActor {
        name: name.into(),
        kind: Some(ActorKind::Place),
        role: None,
    });
    let document = read("", "Japan and the United States signed.", &declared);
    let mut names: Vec<&str> = document
        .actors
        .iter()
        .map(|actor| actor.name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["Japan", "United States", "nowhere-at-all"]);
    assert!(document.actors.iter().all(|actor| actor.declared));
}

#[test]
fn headlines_in_capitals_name_nobody_but_who_is_named() {
    check(
        "REAGAN DENIES IT\n\nPresident Ronald Reagan denied it on Monday.",
        &["person Ronald Reagan x2"],
    );
}

#[test]
fn an_agency_in_brackets_is_not_the_name_before_it() {
    check(
        "Shares of Microsoft Corp. (AP) fell. The Associated Press reported it. The AP was first.",
        &[
            "organisation Associated Press x3",
            "organisation Microsoft Corp. x1",
        ],
    );
}

#[test]
fn a_report_that_begins_with_its_agency_is_from_no_place_of_that_name() {
    check(
        "AP - Teodor Brankovan spoke on Monday.",
        &[
            "organisation Associated Press x1",
            "person Teodor Brankovan x1",
        ],
    );
}

#[test]
fn a_short_name_does_not_make_a_longer_one_somebody_else() {
    let body = "The Australian Senate sat on Monday. The Senate rose on Friday.";
    let document = read("", body, &[]);
    let bodies = document.actors.iter().map(|actor| actor.name.as_str());
    assert!(bodies.clone().any(|name| name == "Senate of Australia"));
    assert!(!bodies.clone().any(|name| name.contains("U.S.")));
}

#[test]
fn declared_actors_are_found_where_they_are_inflected() {
    let declared = [DeclaredActor {
        name: "Тимур Валиханов".to_owned(),
        kind: Some(ActorKind::Person),
        role: None,
    }];
    let document = read("", "Встреча с Тимуром Валихановым прошла вчера.", &declared);
    assert_eq!(document.mentions.len(), 1);
    assert_eq!(document.actors.len(), 1);
    assert!(document.actors[0].declared);
    assert_eq!(document.actors[0].name, "Тимур Валиханов");
}

#[test]
fn a_family_name_is_the_declared_person_who_has_it() {
    let declare = |names: &[&str]| -> Vec<DeclaredActor> {
        let actor = |name: &&str| DeclaredActor {
            name: (*name).to_owned(),
            kind: Some(ActorKind::Person),
            role: None,
        };
        names.iter().map(actor).collect()
    };
    let body = "Brankovan apologised to the villagers on Monday. Brankovan said it was late.";
    let one = read("", body, &declare(&["Teodor Brankovan"]));
    assert_eq!(one.actors.len(), 1);
    assert_eq!(one.actors[0].name, "Teodor Brankovan");
    let two = read("", body, &declare(&["Teodor Brankovan", "Marta Brankovan"]));
    assert_eq!(two.actors.len(), 3);
}

#[test]
fn a_day_in_a_dateline_is_nobody() {
    check(
        "TBILISI, Wednesday (26 January) - Lorries waited at the pass on Wednesday (26 January).",
        &["place Tbilisi x1"],
    );
}

#[test]
fn bad_input_is_survived() {
    let names = "Ilham Aliyev, Nikol Pashinyan, Charles Michel, ".repeat(300);
    let long = "a".repeat(200_000);
    let capital = "Ab".repeat(50_000);
    for text in [
        "",
        " ",
        "\n\n\n",
        ".",
        "'s",
        "-",
        "A",
        "IMF AGREES NEW LOAN WITH PAKISTAN AFTER TALKS IN ISLAMABAD",
        "the cat sat on the mat",
        &names,
        &long,
        &capital,
        "Владимир Путин и Ilham Əliyev в Брюсселе",
        "\u{0}\u{1b}[31mPutin\u{202e}",
        "习近平 会见 普京",
        "O'",
        "U.S.",
        "X-",
        "J. J. J.",
        "A.B.C.D.E.F.",
        "&&&&",
        "Mr.",
        "(AP) _",
        "’s’s’s",
        "\u{300}\u{301}",
        "ﬁﬂ ſ ß",
        "1,2,3,,4",
        "1.",
        "al-",
        "AL-Assad's-based",
        "IBM Wins Large Contract Today - Reuters",
        "A story.\n\nIBM Wins Large Contract Today - Reuters",
    ] {
        read(text, text, &[]);
        read(&text.to_uppercase(), &text.to_lowercase(), &[]);
    }
}

#[test]
fn many_declared_actors_are_fine() {
    let declared: Vec<DeclaredActor> = (0..10_000)
        .map(|n| DeclaredActor {
            name: format!("Person{n} Family{n}"),
            kind: None,
            role: None,
        })
        .collect();
    let document = read(
        "",
        "Person77 Family77 spoke to Person9999 Family9999.",
        &declared,
    );
    assert_eq!(document.mentions.len(), 2);
    assert_eq!(
        document.actors.iter().filter(|a| a.declared).count(),
        10_000
    );
}

#[test]
fn keys_join_spellings_and_scripts_but_not_namesakes() {
    use super::key::{name_key, person_key};
    for (a, b) in [
        ("Volodymyr Zelensky", "Володимир Зеленський"),
        ("Ilham Aliyev", "İlham Əliyev"),
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("President Joe Biden", "Joe Biden"),
        ("Donald J. Trump", "Donald Trump"),
        ("Viktor Orbán", "Viktor Orban"),
        ("Ararat Mirzoyan", "Արարատ Միրզոյան"),
    ] {
        assert_eq!(person_key(a), person_key(b), "{a} = {b}");
    }
    for (a, b) in [
        ("Ilham Aliyev", "Heydar Aliyev"),
        ("George W. Bush", "George H. W. Bush"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Aliyev", "Ilham Aliyev"),
    ] {
        assert_ne!(person_key(a), person_key(b), "{a} is not {b}");
    }
    assert_eq!(name_key("U.S."), name_key("the United States"));
    assert_eq!(name_key("Halvorsen Lines ASA"), name_key("Halvorsen Lines"));
    assert_eq!(
        name_key("NATO"),
        name_key("North Atlantic Treaty Organization")
    );
}

#[test]
fn company_endings_belong_to_names_and_tell_what_they_are() {
    check(
        "Nordfrakt ASA and Kestrel Holdings plc will merge, and Brandt & Sons Construction, Inc. said nothing.",
        &[
            "organisation Brandt & Sons Construction, Inc. x1",
            "organisation Kestrel Holdings plc x1",
            "organisation Nordfrakt ASA x1",
        ],
    );
}

#[test]
fn short_forms_of_states_are_places_and_end_sentences() {
    check(
        "Dana Whitlock lives in Fresno, Calif. Whitlock wrote to Robert Anselm, R-Nev., on Monday.",
        &[
            "person Dana Whitlock x2",
            "person Robert Anselm x1",
            "place California x1",
            "place Fresno x1",
            "place Nevada x1",
        ],
    );
}

#[test]
fn possessives_do_not_join_names() {
    check(
        "Prime Minister Ines Haddad-Lowe resigned. Haddad-Lowe's Civic Union was shocked, and so was London's Heathrow Airport.",
        &[
            "organisation Civic Union x1",
            "person Ines Haddad-Lowe x2",
            "place Heathrow Airport x1",
            "place London x1",
        ],
    );
}

#[test]
fn offices_and_honours_are_no_part_of_names() {
    check(
        "President-elect Donald J. Trump met reporters in New York on Monday.",
        &["person Donald J. Trump x1", "place New York x1"],
    );
    check(
        "Sen. Dana Whitlock met U.N. Secretary General Kofi Annan in The Hague before the G7 summit.",
        &[
            "organisation Group of Seven x1",
            "organisation United Nations x1",
            "person Dana Whitlock x1",
            "person Kofi Annan x1",
            "place The Hague x1",
        ],
    );
}

#[test]
fn a_party_and_a_state_are_no_part_of_a_name() {
    for tail in ["D IL", "R Mont", "D-IL", "R Ohio"] {
        let document = read(
            "",
            &format!(
                "Senators Robert Anselm {tail} and Dana Whitlock R ME announced today that the bill had passed."
            ),
            &[],
        );
        let people: Vec<&str> = document
            .actors
            .iter()
            .filter(|actor| actor.kind == ActorKind::Person)
            .map(|actor| actor.name.as_str())
            .collect();
        assert_eq!(people, ["Robert Anselm", "Dana Whitlock"], "{tail}");
    }
    check("Gerald R Ford spoke.", &["person Gerald R Ford x1"]);
}

#[test]
fn some_names_tell_by_their_form_what_they_are() {
    check(
        "She wrote about it on BuzzTrade. Then the Duchess of Cambridge came.",
        &[
            "organisation BuzzTrade x1",
            "person Duchess of Cambridge x1",
        ],
    );
}

#[test]
fn a_title_in_capitals_is_nobody() {
    let document = read(
        "STATEMENT OF SEN. ON THE BILL",
        "Sen. Whitlock spoke. SEN. said so.",
        &[],
    );
    assert!(
        document
            .actors
            .iter()
            .all(|actor| !actor.name.starts_with("S")),
        "{document:?}"
    );
}

#[test]
fn names_that_ran_together_are_parted() {
    let body = "Dana Whitlock Dana Whitlock Anselm Whitlock Announce Funds. The junior senator Dana Whitlock and Robert Anselm announced that the bill had passed.";
    let document = read("", body, &[]);
    let people = document
        .actors
        .iter()
        .filter(|actor| actor.kind == ActorKind::Person);
    for actor in people {
        let words = actor.names.iter().map(|(name, _)| name.split(' ').count());
        assert!(words.max() <= Some(2), "{actor:?}");
    }
}

#[test]
fn what_goes_on_for_too_long_is_no_name() {
    for text in [
        format!("{}Bank met in May.", "Bank of the ".repeat(2_000)),
        format!("{}O said it was late.", "O'".repeat(2_000)),
    ] {
        let document = read("", &text, &[]);
        let is_short = |mention: &LocalMention| mention.end - mention.start <= 200;
        assert!(document.mentions.iter().all(is_short));
        assert!(document.actors.iter().all(|actor| actor.name.len() <= 200));
    }
}
