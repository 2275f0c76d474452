//! What a query lights in a text.

use super::*;

fn check_hits(query: &Query, text: &str, expected: &[&str]) {
    let fixture = fixture(&articles());
    let highlighter = fixture.index.highlighter(query).expect("a highlighter");
    let hits = highlighter.hits(Field::Body, text);
    let lit: Vec<&str> = hits.into_iter().map(|hit| &text[hit]).collect();
    assert_eq!(lit, expected, "{query:?}");
}

#[test]
fn hits_are_lit_as_they_were_found() {
    check_hits(
        &word("pashinyan"),
        "Никола Пашиняна и Paşinyan",
        &["Пашиняна", "Paşinyan"],
    );
    check_hits(
        &phrase("the vote"),
        "Vote. The vote, the other vote",
        &["The vote"],
    );
    check_hits(&phrase("北京大学"), "在北京大学里", &["北京大学"]);
    check_hits(&word("生"), "学生在", &["生"]);
    check_hits(
        &Query::And(vec![word("vote"), Query::Not(Box::new(word("calm")))]),
        "calm votes, a vote",
        &["vote"],
    );
    let near = Leaf::Near {
        scope: Scope::Text,
        words: ["calm", "vote"].map(NearWord::loose).to_vec(),
        distance: 1,
    };
    check_hits(
        &Query::Leaf(near),
        "vote calm. Then at long last a vote",
        &["vote", "calm"],
    );
    let characters = Leaf::Near {
        scope: Scope::Text,
        words: ["学", "国"].map(NearWord::loose).to_vec(),
        distance: 4,
    };
    check_hits(&Query::Leaf(characters), "学生在美国", &["学", "国"]);
    let prefix = Leaf::Prefix {
        scope: Scope::Text,
        start: "Pash".to_string(),
    };
    check_hits(&Query::Leaf(prefix), "Никола Пашиняна", &["Пашиняна"]);
    let title = Leaf::Word {
        scope: Scope::Title,
        word: "vote".to_string(),
        exact: false,
    };
    check_hits(&Query::Leaf(title), "the vote", &[]);
}
