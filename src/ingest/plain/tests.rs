//! Texts in the forms of news sites and wires, and the articles they are.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Article {
    let outcomes = parse(text, date(2026, 11, 23));
    match outcomes.into_iter().next_back() {
        Some(Outcome::Article(parsed)) => parsed.article,
        other => panic!("no article: {other:?}"),
    }
}

const SITE: &str = "Two calls in two days

The president telephoned his colleague on Monday (30 May) and the prime
minister on Tuesday (31 May), after long and careful preparations of the
two offices.

The next meeting will take place in Moscow.

source: South Caucasus desk, notes and agencies
photo: A telephone; press service of the president

Related articles

Border commissions meet

The commissions met for a few hours.

Opinion: A line is drawn by neighbours
";

#[test]
fn a_page_of_a_news_site_is_an_article() {
    let article = read(SITE);
    assert_eq!(article.title, "Two calls in two days");
    assert_eq!(
        article.body,
        "The president telephoned his colleague on Monday (30 May) and the prime minister on Tuesday (31 May), after \
         long and careful preparations of the two offices.\n\nThe next meeting will take place in Moscow."
    );
    assert_eq!(
        article.sources,
        ["South Caucasus desk", "notes", "agencies"]
    );
    let photo = article.photo.expect("there is a photo");
    assert_eq!(photo.caption.as_deref(), Some("A telephone"));
    assert_eq!(
        photo.credit.as_deref(),
        Some("press service of the president")
    );
    let date = article.date.expect("the days fix the date");
    assert_eq!(
        (date.to_string().as_str(), date.is_inferred()),
        ("2022-05-31", true)
    );
    let related: Vec<_> = article
        .related
        .iter()
        .map(|piece| (piece.title.as_deref(), piece.teaser.as_deref()))
        .collect();
    assert_eq!(
        related,
        [
            (
                Some("Border commissions meet"),
                Some("The commissions met for a few hours.")
            ),
            (Some("Opinion: A line is drawn by neighbours"), None),
        ]
    );
}

#[test]
fn bylines_and_dates_below_the_title_are_taken() {
    let article = read("Harbour opens\nBy Jane Doe\n31 May 2022\n\nShips came.\n");
    assert_eq!(article.authors, ["Jane Doe"]);
    let date = article.date.expect("a date is given");
    assert_eq!(
        (date.to_string().as_str(), date.is_inferred()),
        ("2022-05-31", false)
    );
    assert_eq!(article.body, "Ships came.");
}

#[test]
fn a_text_that_begins_with_a_paragraph_keeps_it() {
    let text = "word ".repeat(200);
    let article = read(&text);
    assert!(article.title.ends_with('…') && article.title.chars().count() <= 121);
    assert_eq!(article.body, text.trim());
}

#[test]
fn a_lone_line_is_a_title() {
    let article = read("Only this");
    assert_eq!(
        (article.title.as_str(), article.body.as_str()),
        ("Only this", "")
    );
}

#[test]
fn a_wire_story_is_an_article() {
    let article = read(
        "\u{1}eca0124 3 i 93  dpa 1888\r\n\nHarbour/ships/\r\n\u{2}EXTRA\nTalks on ships to take place next month =\r\n\n\
         Geneva (dpa) - The parties expect to hold talks in the city early next\r\nmonth.\r\n\u{3}212101 GMT Nov 18\r\n\u{7f}\u{4}",
    );
    assert_eq!(article.title, "Talks on ships to take place next month");
    assert_eq!(
        article.body,
        "Geneva (dpa) - The parties expect to hold talks in the city early next month."
    );
    assert_eq!(
        article.date.expect("it was sent").to_string(),
        "2018-11-21T21:01:00Z"
    );
    assert_eq!(article.tags, ["Harbour", "ships"]);
    let article = read(
        "\u{16}\u{16}\u{1}W2870\u{1f}asian\nf l\u{13}\u{11} BC-LT--Mirrors   11-13 1049\n\u{2}BC-LT--Mirrors,466<\n\
         ^For patients, mirrors can be allies<\n^By ALMUDENA CALATRAVA=\n\tBUENOS AIRES (AP) _ Hair loss is hard.<\n\tNurses help.<\n\u{3}",
    );
    assert_eq!(article.title, "For patients, mirrors can be allies");
    assert_eq!(article.authors, ["ALMUDENA CALATRAVA"]);
    assert_eq!(
        article.body,
        "BUENOS AIRES (AP) _ Hair loss is hard.\n\nNurses help."
    );
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in any::<String>(), shaped in "(source: |photo: |;|and |Related articles\n|\n| |By |[a-z]{1,5}|\u{1}|\u{2}|<|=){0,40}") {
        parse(&text, date(2026, 11, 23));
        parse(&shaped, date(2026, 11, 23));
    }
}
