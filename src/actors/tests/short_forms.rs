//! Short forms that mean one thing in the dictionary and another in the article.

use super::check;

#[test]
fn letters_that_are_explained_are_nobody_else() {
    check(
        "The Action Plan for Public Land and Education (APPLE) was agreed on Monday. APPLE is late, and Apple makes phones.",
        &[
            "organisation Action Plan for Public Land and Education x3",
            "organisation Apple x1",
        ],
    );
    check(
        "The World Health Organization (WHO) and the Federation Internationale de Football Association (FIFA) met.",
        &[
            "organisation FIFA x2",
            "organisation World Health Organization x2",
        ],
    );
}

#[test]
fn states_at_the_start_of_a_sentence_are_no_state() {
    check(
        "The states that will vote are Alabama and Ohio. The states agreed.",
        &["place Alabama x1", "place Ohio x1"],
    );
}

#[test]
fn a_family_name_is_a_body_only_where_the_article_says_so() {
    check(
        "The overture by Wagner was played in Leeds. Wagner wrote it in 1850 and the critics loved it.",
        &["person Wagner x2", "place Leeds x1"],
    );
    check(
        "Russia's Wagner said it would leave Bakhmut. The Wagner Group denied it.",
        &[
            "organisation Wagner Group x2",
            "place Bakhmut x1",
            "place Russia x1",
        ],
    );
}

#[test]
fn a_state_of_the_past_is_one_under_all_its_names() {
    check(
        "The USSR and the U.S.S.R. are the Soviet Union, he said.",
        &["place Soviet Union x3"],
    );
}
