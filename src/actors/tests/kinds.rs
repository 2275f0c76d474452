//! What a word is taken for: a person, a place, a body, or nobody.

use super::check;

#[test]
fn a_family_name_alone_is_a_person() {
    for word in ["Brankovyan", "Brankovshvili", "Brankovoğlu", "Okonkwo"] {
        let is_historian = format!("{word} is a historian from Yerevan.");
        let person = format!("person {word} x1");
        check(&is_historian, &[&person, "place Yerevan x1"]);
    }
    check(
        "They spoke to Brankovyan in Yerevan.",
        &["person Brankovyan x1", "place Yerevan x1"],
    );
    check(
        "Gyumri is a city in Armenia.",
        &["place Gyumri x1", "place Armenia x1"],
    );
}

#[test]
fn how_good_a_debt_is_is_nobody() {
    for grade in ["BB-plus", "A-minus", "AA-minus", "Baa3", "Ba-2"] {
        check(
            &format!("The paper of the town of Lyon was moved to {grade} on Monday."),
            &["place Lyon x1"],
        );
    }
    check(
        "Debt of Lyon is CCC, and BBB rated bonds fell.",
        &["place Lyon x1"],
    );
}

#[test]
fn a_people_of_two_words_is_nobody() {
    for people in [
        "West German",
        "East German",
        "North Korean",
        "South Vietnamese",
    ] {
        check(
            &format!("The talks in Lyon are good for {people} industry."),
            &["place Lyon x1"],
        );
    }
    check(
        "West Germans and South Koreans met in Lyon.",
        &["place Lyon x1"],
    );
}

#[test]
fn an_office_without_whoever_has_it_is_nobody() {
    check(
        "The Commissioner for Transport met the Transport Minister and the Senate Majority Leader in Lyon.",
        &["organisation U.S. Senate x1", "place Lyon x1"],
    );
}

#[test]
fn what_people_believe_is_nobody() {
    check(
        "The talks in Lyon failed out of Russophobia, and of Catholicism.",
        &["place Lyon x1"],
    );
}

#[test]
fn two_bodies_with_and_between_them_are_two_where_the_article_names_one_alone() {
    check(
        "Microsoft and Halvorsen Bank lost money on Monday. Shares of Halvorsen Bank fell.",
        &[
            "organisation Halvorsen Bank x2",
            "organisation Microsoft x1",
        ],
    );
    check(
        "The Council on Population and Ethnic Affairs met. Ethnic Affairs Ltd said nothing.",
        &["organisation Council on Population and Ethnic Affairs x2"],
    );
}

#[test]
fn who_is_named_right_behind_a_place_is_no_part_of_it() {
    for (place, person) in [
        ("Tbilisi", "Irakli Brankovshvili"),
        ("Brussels", "Charles Michel"),
        ("New York", "Robert Anselm"),
    ] {
        check(
            &format!("In {place} {person} thanked the council."),
            &[&format!("person {person} x1"), &format!("place {place} x1")],
        );
    }
}

#[test]
fn a_currency_is_no_state() {
    check(
        "The deal was worth US$50 billion, A$30 million, HK$5 and NZ$7. The US$ rose, and US $20 million was paid in Oman.",
        &["place Oman x1"],
    );
    check(
        "They gave the US $20 million in May.",
        &["place United States x1"],
    );
}
