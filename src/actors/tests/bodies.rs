//! Names of bodies: letters that stand for them, parts of them, and longer ones.

use super::{check, read};
use crate::model::{ActorKind, DeclaredActor};

/// What tells in which language a short text is.
const ENGLISH: &str = "He said on the same day that it was late and that they would not go there.";

#[test]
fn acronyms_go_to_bodies() {
    check(
        "The Organization for Security and Co-operation in Europe sent monitors. The OSCE said they were safe.",
        &["organisation Organization for Security and Co-operation in Europe x2"],
    );
}

#[test]
fn letters_that_are_read_out_may_be_written_as_a_word() {
    check(
        "Nato and NATO are one. Opec ministers met in Vienna, and Unicef and Unesco regretted it in Guam.",
        &[
            "organisation North Atlantic Treaty Organization x2",
            "organisation Organization of the Petroleum Exporting Countries x1",
            "organisation United Nations Children's Fund x1",
            "organisation United Nations Educational, Scientific and Cultural Organization x1",
            "place Guam x1",
            "place Vienna x1",
        ],
    );
    check(
        "The pace was slow. Pace came to Brussels on Monday with Isis Miller, and they said so.",
        &["person Isis Miller x1", "place Brussels x1"],
    );
}

#[test]
fn letters_of_an_article_may_be_written_as_a_word() {
    check(
        "The Advisory Council on Bog Afforestation (Acoba) met. Acoba said it would wait.",
        &["organisation Advisory Council on Bog Afforestation x3"],
    );
}

#[test]
fn letters_stand_for_the_words_of_their_article() {
    check(
        "The Election Commission (EC) spoke in Dhaka. The EC said it had not decided.",
        &["organisation Election Commission x3", "place Dhaka x1"],
    );
    check(
        "The EC spoke in Brussels.",
        &["organisation European Commission x1", "place Brussels x1"],
    );
}

#[test]
fn what_an_article_says_letters_stand_for_goes_before_what_is_known() {
    check(
        "The European Community (EC) met in Paris. The EC was late, and the European Commission knew.",
        &[
            "organisation European Commission x1",
            "organisation European Community x3",
            "place Paris x1",
        ],
    );
    check(
        "The Bodmin Community Diagnostic Centre (CDC) opened in Cornwall. The CDC has a garden.",
        &[
            "organisation Bodmin Community Diagnostic Centre x3",
            "place Cornwall x1",
        ],
    );
}

#[test]
fn letters_of_a_party_stand_for_its_members() {
    check(
        "The Social Democrats lost seats in Berlin. The leaders of the SPD met on Monday, and the Social Democrats voted.",
        &[
            "organisation Social Democratic Party of Germany x3",
            "place Berlin x1",
        ],
    );
}

#[test]
fn the_council_of_a_union_is_not_the_union() {
    check(
        "The European Union sent monitors. The Council of the European Union agreed on it.",
        &[
            "organisation Council of the European Union x1",
            "organisation European Union x1",
        ],
    );
}

#[test]
fn a_word_before_a_known_name_makes_another() {
    check(
        "The awards of MTV Europe went to Berlin. BBC Wales and NHS England reported it.",
        &[
            "organisation BBC Wales x1",
            "organisation MTV Europe x1",
            "organisation NHS England x1",
            "place Berlin x1",
        ],
    );
}

#[test]
fn a_short_form_in_brackets_is_the_body_before_it() {
    check(
        "The National Audit Office (NAO) is at work. The NAO will report in May.",
        &["organisation National Audit Office x3"],
    );
}

#[test]
fn the_end_of_a_firm_belongs_to_it() {
    check(
        "Underwriters were Bear Stearns and Co Inc, Scotty's Inc and Goldman, Sachs and Co on Monday.",
        &[
            "organisation Bear Stearns and Co Inc x1",
            "organisation Goldman, Sachs and Co x1",
            "organisation Scotty's Inc x1",
        ],
    );
}

#[test]
fn savings_and_loans_are_one() {
    check(
        "The Federal Savings and Loan Insurance Corp met the Valley Federal Savings and Loan Association.",
        &[
            "organisation Federal Savings and Loan Insurance Corp x1",
            "organisation Valley Federal Savings and Loan Association x1",
        ],
    );
}

#[test]
fn ratings_sums_and_addresses_are_nobody() {
    check(
        "The issue is rated AAA, costs Rs 500 and was upgraded to Aaa. Write to HaveYourSay@example.org or @ExampleNews.",
        &[],
    );
    check(
        "BRITAIN UPS RATES\n\nBritain raised rates on Monday.",
        &["place United Kingdom x2"],
    );
}

#[test]
fn titles_that_lost_their_full_stops_are_no_bodies() {
    check(
        "U S Sen. Robert Anselm met farmers. U S Senator R Colorado said it was late, and U S beef is good.",
        &[
            "person Robert Anselm x1",
            "place Colorado x1",
            "place United States x3",
        ],
    );
}

#[test]
fn a_body_that_every_state_has_is_that_of_the_state_the_text_ties_it_to() {
    for (text, expected) in [
        (
            "Japan's Finance Ministry spoke.",
            "Finance Ministry of Japan",
        ),
        (
            "The Japanese Finance Ministry spoke.",
            "Finance Ministry of Japan",
        ),
        (
            "The Ministry of Finance of Japan spoke.",
            "Ministry of Finance of Japan",
        ),
        (
            "The Supreme Court of India spoke.",
            "Supreme Court of India",
        ),
        (
            "The Parliament in London met.",
            "Parliament of the United Kingdom",
        ),
        (
            "The U.S. Treasury spoke.",
            "U.S. Department of the Treasury",
        ),
        ("The New York Supreme Court met.", "New York Supreme Court"),
    ] {
        let document = super::read("", &format!("{text} {ENGLISH}"), &[]);
        let bodies = document.actors.iter();
        let body = bodies.clone().find(|a| a.kind == ActorKind::Organisation);
        let body = body.unwrap_or_else(|| panic!("no body in {text}"));
        assert_eq!(
            (body.name.as_str(), body.uncertain),
            (expected, false),
            "{text}"
        );
    }
}

#[test]
fn bodies_of_several_states_are_apart() {
    check(
        "Japan's Finance Ministry met in Tokyo. The French Finance Ministry was late.",
        &[
            "organisation Finance Ministry of France x1",
            "organisation Finance Ministry of Japan x1",
            "place Japan x1",
            "place Tokyo x1",
        ],
    );
}

#[test]
fn whose_a_body_is_is_a_guess_where_the_text_does_not_say_so() {
    let body = |text: &str| {
        let document = super::read("", &format!("{text} {ENGLISH}"), &[]);
        let mut bodies = document.actors.into_iter();
        let body = bodies.find(|a| a.kind == ActorKind::Organisation);
        let body = body.unwrap_or_else(|| panic!("no body in {text}"));
        (body.name, body.key, body.uncertain)
    };
    let (name, _, uncertain) = body("Brazil and Peru met. Brazil said the Finance Ministry knew.");
    assert_eq!(
        (name.as_str(), uncertain),
        ("Finance Ministry of Brazil", true)
    );
    let (name, _, _) = body(
        "Brazil, Brazilian and U.S. firms, the United States and others met at the Finance Ministry.",
    );
    assert_eq!(
        name, "Finance Ministry of Brazil",
        "there is none in the other"
    );
    let (name, _, _) =
        body("Charles Kennedy spoke of the Treasury. Mr Kennedy and Kennedy aides were late.");
    assert_eq!(name, "Treasury", "a family name is no town");
    let (name, key, _) = body("He said that the Finance Ministry knew.");
    assert_eq!(name, "Finance Ministry");
    assert!(key.starts_with(crate::actors::key::PARTIAL), "{key}");
}

#[test]
fn a_declared_body_is_the_one_of_its_state() {
    let declared = [DeclaredActor {
        name: "Finance Ministry".into(),
        kind: Some(ActorKind::Organisation),
        role: None,
    }];
    let text = format!("Japan's Finance Ministry spoke. {ENGLISH}");
    let document = super::read("", &text, &declared);
    let bodies = document.actors.iter();
    let bodies = bodies.filter(|a| a.kind == ActorKind::Organisation);
    let bodies: Vec<(&str, bool)> = bodies.map(|a| (a.name.as_str(), a.declared)).collect();
    assert_eq!(bodies, [("Finance Ministry of Japan", true)]);
}

#[test]
fn a_firm_ends_with_its_full_stop() {
    check(
        "The shares went to Halvorsen Corp. Second Kestrel Corp. bought them. They were sold by Microsoft Corp. Goldman Sachs advised.",
        &[
            "organisation Goldman Sachs x1",
            "organisation Halvorsen Corp. x1",
            "organisation Microsoft Corp. x1",
            "organisation Second Kestrel Corp. x1",
        ],
    );
    check(
        "In May Halvorsen Co. Ltd. rose after the Lumber Corp. of America fell.",
        &[
            "organisation Halvorsen Co. Ltd. x1",
            "organisation Lumber Corp. of America x1",
        ],
    );
}

#[test]
fn a_body_for_several_things_is_one() {
    check(
        "The National Union of Rail, Maritime and Transport Workers met the Department for Business, Innovation and Skills. The Senate Committee on Banking, Housing, and Urban Affairs agreed.",
        &[
            "organisation Department for Business, Innovation and Skills x1",
            "organisation National Union of Rail, Maritime and Transport Workers x1",
            "organisation Senate Committee on Banking, Housing, and Urban Affairs x1",
        ],
    );
    check(
        "The Ministry of Defence, Paris and London agreed. The Department of Health, Oxfam and Greenpeace did not.",
        &[
            "organisation Department of Health x1",
            "organisation Greenpeace x1",
            "organisation Ministry of Defence x1",
            "organisation Oxfam x1",
            "place London x1",
            "place Paris x1",
        ],
    );
}

#[test]
fn letters_are_the_body_for_several_things() {
    check(
        "The Department for Environment, Food and Rural Affairs (Defra) met. Defra agreed.",
        &["organisation Department for Environment, Food and Rural Affairs x3"],
    );
}

#[test]
fn what_a_minister_is_for_is_no_body() {
    check(
        "The Minister of Foreign Affairs, Otto Varga, met the Minister for Trade and Industry, Anna Lenz, in Graz.",
        &[
            "person Anna Lenz x1",
            "person Otto Varga x1",
            "place Graz x1",
        ],
    );
}

#[test]
fn a_word_of_a_headline_in_capitals_may_begin_the_name_of_a_body() {
    let below = "Robeson Industries Corp said on Monday that the stake was raised.";
    let document = read("ROBESON STAKE IS RAISED", below, &[]);
    assert_eq!(document.actors.len(), 1, "{:?}", document.actors);
    assert_eq!(document.mentions.len(), 2);
}
