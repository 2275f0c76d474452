//! What the forms of a word are, and what only looks like one.

use super::*;

fn found(articles: &[(&str, &str)], typed: &str) -> Vec<u32> {
    let all: Vec<Article> = articles
        .iter()
        .map(|(lang, body)| article(lang, "", body))
        .collect();
    fixture(&all).search(&word(typed)).all.iter().collect()
}

#[test]
fn a_surname_finds_its_own_cases() {
    let articles = [
        ("ru", "Лавров"),
        ("ru", "Лаврова"),
        ("ru", "с Лавровым"),
        ("ru", "Алиев"),
        ("ru", "Алиеву"),
        ("ru", "Эрдоган"),
        ("ru", "Эрдогану"),
    ];
    for typed in ["Лавров", "Лаврова", "lavrov"] {
        assert_eq!(found(&articles, typed), [0, 1, 2], "{typed}");
    }
    assert_eq!(found(&articles, "Алиев"), [3, 4]);
    assert_eq!(found(&articles, "Эрдоган"), [5, 6]);
}

#[test]
fn a_rare_word_comes_before_what_shares_its_stem() {
    let title = "Elected and the elected";
    let mut all: Vec<Article> = (0..60)
        .map(|_| article("en", title, "The elected."))
        .collect();
    let long = format!("The election {}", "said that it has more to say ".repeat(8));
    all.push(article("en", "", &long));
    let hits = fixture(&all).search(&word("election"));
    assert_eq!(hits.count, 61);
    assert_eq!(hits.best[0].0, ArticleNo(60));
}

#[test]
fn a_stem_that_is_no_word_meets_nothing_in_other_scripts() {
    let articles = [
        ("ru", "в Киеве"),
        ("ru", "Киев"),
        ("hi", "की"),
        ("he", "כי"),
        ("tr", "ki"),
        ("ru", "Россия"),
        ("en", "Ross"),
        ("en", "Kyiv or Kiyev"),
    ];
    assert_eq!(found(&articles, "Киев"), [0, 1, 7]);
    assert_eq!(found(&articles, "Киеве"), [0, 1, 7]);
    assert_eq!(found(&articles, "Россия"), [5]);
}
