//! What actors say and are called.

use std::fs;

use dateline::model::{Address, View, Window};
use dateline::text::Cancel;

use super::{News, page};

#[test]
fn every_quotation_of_an_article_is_shown_in_order() {
    let news = News::new();
    news.write(
        "q",
        "Angela Merkel spoke in Berlin. Merkel said that taxes would fall. Merkel met Emmanuel Macron, and Merkel added that \
         rents would fall. “We are ready,” Merkel told reporters. Macron said Merkel should “stay at home.”",
    );
    let page = page(&news.open(), "Angela Merkel").expect("she is named");
    let said: Vec<&str> = page.said.iter().map(|s| s.context.text.as_str()).collect();
    assert_eq!(
        said,
        [
            "Merkel said that taxes would fall.",
            "Merkel met Emmanuel Macron, and Merkel added that rents would fall.",
            "“We are ready,” Merkel told reporters.",
        ]
    );
    assert!(!page.cut.said);
}

#[test]
fn quotations_that_are_left_out_are_told_of() {
    let news = News::new();
    let many = "Merkel said that taxes would fall. ".repeat(50);
    news.write("q", &format!("Angela Merkel spoke in Berlin. {many}"));
    let page = page(&news.open(), "Angela Merkel").expect("she is named");
    assert_eq!(page.said.len(), 40);
    assert!(page.cut.said);
}

#[test]
fn a_role_that_other_articles_give_is_shown_as_theirs() {
    let news = News::new();
    let write = |id: &str, day: &str, body: &str| {
        let line = format!(
            "{{\"id\":\"{id}\",\"date\":\"{day}\",\"title\":\"{id}\",\"body\":\"{body}\"}}"
        );
        let file = news.path().join("news").join(format!("{id}.json"));
        fs::write(file, line).expect("a file");
    };
    write(
        "a",
        "2020-09-01",
        "The president of Azerbaijan, Ilham Aliyev, arrived.",
    );
    write(
        "b",
        "2022-05-31",
        "Ilham Aliyev met Nikol Pashinyan on Friday.",
    );
    write(
        "c",
        "2023-10-01",
        "The president of Azerbaijan, Ilham Aliyev, left.",
    );
    write("d", "2026-10-01", "Ilham Aliyev slept.");
    let library = news.open();
    let role = |id: &str| {
        let address = Address::Article { id: id.into() };
        let View::Article(page) = library
            .look(&address, Window::first(10), &Cancel::new())
            .expect("the article is there")
        else {
            panic!("not an article");
        };
        let mut actors = page.actors.into_iter();
        let found = actors.find(|actor| actor.name == "Ilham Aliyev");
        let found = found.expect("he is named");
        (found.role, found.role_elsewhere)
    };
    let office = || Some("president of Azerbaijan".to_owned());
    assert_eq!(role("a"), (office(), false));
    assert_eq!(role("b"), (office(), true));
    assert_eq!(role("d"), (None, false));
}
