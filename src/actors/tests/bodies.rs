//! Names of bodies: letters that stand for them, parts of them, and longer ones.

use super::check;

#[test]
fn acronyms_go_to_bodies() {
    check(
        "The Organization for Security and Co-operation in Europe sent monitors. The OSCE said they were safe.",
        &["organisation Organization for Security and Co-operation in Europe x2"],
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
