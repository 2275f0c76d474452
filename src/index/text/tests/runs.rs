//! Phrases whose last word is open: a character alone, which may begin a pair, and the start of a word.

use super::*;

fn found(bodies: &[&str], query: Query) -> Vec<u32> {
    let all: Vec<Article> = bodies.iter().map(|body| article("zh", "", body)).collect();
    fixture(&all).search(&query).all.iter().collect()
}

fn prefix(start: &str) -> Query {
    Query::Leaf(Leaf::Prefix {
        scope: Scope::Text,
        start: start.to_string(),
    })
}

#[test]
fn a_character_beside_a_number_is_found_wherever_its_run_goes_on() {
    let bodies = [
        "在2024年的新闻",
        "在2024年",
        "2024的年",
        "第12届大会",
        "第12次，第3届",
        "A股市场",
        "3つの国",
    ];
    let check = |text: &str, expected: &[u32]| {
        assert_eq!(found(&bodies, phrase(text)), expected, "{text}");
        assert_eq!(found(&bodies, word(text)), expected, "{text}");
    };
    check("2024年", &[0, 1]);
    check("第12届", &[3]);
    check("A股", &[5]);
    check("3つ", &[6]);
    assert_eq!(found(&bodies, prefix("2024年")), [0, 1]);
}

#[test]
fn the_start_of_a_word_stands_right_behind_the_words_before_it() {
    let bodies = [
        "they re-elected him",
        "elections are re run",
        "re-election of the re-elected",
        "I re-élect",
    ];
    assert_eq!(found(&bodies, prefix("re-elect")), [0, 2, 3]);
    assert_eq!(found(&bodies, prefix("they re-e")), [0]);
}

#[test]
fn a_word_that_is_typed_again_costs_nothing_more() {
    let fixture = fixture(&[
        article("en", "", "the talks of the day"),
        article("en", "", "talks"),
    ]);
    let steps = |text: &str| {
        let near = Leaf::Near {
            scope: Scope::Text,
            words: text.split(' ').map(NearWord::loose).collect(),
            distance: 3,
        };
        let budget = Budget::new(&Cancel::new());
        let found = fixture.index.search_within(
            &Query::Leaf(near),
            &NoFilters,
            SearchOptions::default(),
            &budget,
        );
        (found.expect("a search").count, budget.taken())
    };
    let once = steps("the talks");
    assert_eq!(once.0, 1);
    assert_eq!(steps(&["the talks"; 100].join(" ")), once);
    assert_eq!(steps("The talks TALKS the"), once);
}

#[test]
fn what_is_lit_is_what_stands_together() {
    let fixture = fixture(&[
        article("en", "", "re-elected elected"),
        article("zh", "", "2024年的"),
    ]);
    let lit = |query: &Query, text: &'static str| -> Vec<&str> {
        let highlighter = fixture.index.highlighter(query).expect("a highlighter");
        let hits = highlighter.hits(Field::Body, text);
        hits.into_iter().map(|hit| &text[hit]).collect()
    };
    let text = "re-elected elected";
    assert_eq!(lit(&prefix("re-elect"), text), ["re-elected"]);
    assert_eq!(lit(&phrase("2024年"), "2024年的年"), ["2024年"]);
}
