//! Screens of a browser filled by hand, at three sizes; and every page at any size.

mod filled;

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::app::{App, ThemeName};
use crate::model::{ActorKind, ActorsAt, Address};

use filled::{PAGES, app};

/// The screen of a browser as text.
fn text(app: &App, (width, height): (u16, u16)) -> String {
    let backend = TestBackend::new(width, height);
    let mut terminal = Terminal::new(backend).expect("a screen in memory");
    let drawn = terminal.draw(|frame| drop(super::draw(frame, app)));
    let buffer = drawn.expect("a screen in memory can be drawn on").buffer;
    let mut lines = Vec::new();
    for y in 0..height {
        let (mut line, mut skip) = (String::new(), 0);
        for x in 0..width {
            let symbol = buffer[(x, y)].symbol();
            if skip == 0 {
                line.push_str(symbol);
                skip = crate::text::wrap::width(symbol);
            }
            skip = usize::saturating_sub(skip, 1);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

/// Draws a page at a size and looks for some words.
fn check(page: &str, size: (u16, u16), expected: &[&str]) {
    let mut app = app(page);
    app.setup.size = size;
    let text = text(&app, size);
    for words in expected {
        assert!(text.contains(words), "no {words:?} on\n{text}");
    }
}

#[test]
fn a_list_shows_days_signs_and_a_preview() {
    let wide = [
        " dateline  South Caucasus desk · 1 024 articles · 312 actors",
        "unread 87   ★ 12   ? help",
        "2 articles ─ 1 picked ─ date ↓ ─ talks",
        "Tue 31 May 2022",
        "▌●",
        "Narrow down",
        "1/2",
    ];
    check("articles", (120, 40), &wide);
    check("articles", (80, 24), &["▌●", "The Russian president"]);
    check("articles", (40, 12), &["▌●", "★ "]);
}

#[test]
fn an_article_stands_between_its_list_and_its_actors() {
    let wide = [
        "Actors here",
        "Vladimir Putin",
        "×5",
        "Related",
        "○ Not in the corpus",
        "cited",
    ];
    check("article", (120, 40), &wide);
    check("article", (80, 24), &["The Russian president"]);
    check("article", (40, 12), &["The Russian president"]);
}

#[test]
fn other_pages_show_what_they_hold() {
    check(
        "actors",
        (120, 40),
        &["activity", "(as Зеленский)", "2020-09 – 2022-05"],
    );
    check("actors", (40, 12), &["Ilham Aliyev", "articles"]);
    let actor = [
        "also Aliyev",
        "[Mentions 2]",
        "2021",
        "said Aliyev on Monday",
    ];
    check("actor", (120, 40), &actor);
    check("actor", (80, 24), &actor);
    check("actor", (40, 12), &["[Mentions 2]", "said Aliyev"]);
    check(
        "overview",
        (80, 24),
        &["South Caucasus desk", "Actors", "Sources", "2021"],
    );
    check("overview", (40, 12), &["1 024 articles", "▌"]);
    check(
        "report",
        (80, 24),
        &["2 problems", "a/long/way/to/b.json:12", "no title"],
    );
    // Of a long place the end is shown, so that the reason is seen.
    check(
        "report",
        (40, 12),
        &[
            "2 problems · 1 024 articles",
            "…ong/way/to/b.json  not JSON: expec…",
        ],
    );
    check("history", (80, 24), &["actor", "Ilham Aliyev"]);
    check(
        "help",
        (80, 24),
        &["Everywhere", "Search the articles", "search"],
    );
}

#[test]
fn the_network_goes_on_below_the_screen() {
    let size = (80, 24);
    let mut app = app("network");
    app.setup.size = size;
    let shown = text(&app, size);
    assert!(shown.contains("▌ 2 Neighbour 1 "), "{shown}");
    assert!(!shown.contains("Neighbour 11"), "{shown}");
    assert!(shown.contains("…"), "columns left out are told\n{shown}");
    filled::scroll(&mut app, 10);
    let shown = text(&app, size);
    assert!(shown.contains("▌12 Neighbour 11"), "{shown}");
    assert!(shown.contains(" 1 Ilham Aliyev"), "{shown}");
    assert!(!shown.contains("Neighbour 1 "), "{shown}");
}

#[test]
fn roles_keep_their_dates_where_their_words_are_cut() {
    let cut = "president of A";
    check(
        "names",
        (80, 24),
        &[cut, "…  2020-09 – 2022-05", "▌ Aliyev  ×12"],
    );
    check("names", (120, 40), &["armed forces  2020-09 – 2022-05"]);
    check("names", (40, 12), &["[Names"]);
    check("begun", (40, 12), &["more in the help"]);
}

#[test]
fn what_is_open_lies_above_the_page() {
    let mut app = app("mistake");
    app.setup.size = (80, 24);
    let shown = text(&app, (80, 24));
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[23], " search: (talks");
    assert_eq!(lines[22], "         ▾", "{shown}");
    let said = "this parenthesis is not closed; expected a closing parenthesis after it";
    assert_eq!(lines[21].trim(), said, "{shown}");
    check(
        "omnibox",
        (80, 24),
        &["Go to", "@ Ilham Aliyev", "@ actors"],
    );
    check(
        "begun",
        (80, 24),
        &["┌ g ", "Go to the overview of the corpus"],
    );
    check("hints", (80, 24), &["aladimir Putin", "silham"]);
    check("loading", (80, 24), &["loading 12 345 · 3 problems · 45 %"]);
}

#[test]
fn a_mistake_is_told_whole_wherever_it_is() {
    let said = |typed: &str, width: u16| {
        let mut app = app("articles");
        app.setup.size = (width, 24);
        for key in crate::app::key::typed(&format!("/<ctrl-u>{typed}")) {
            app.update(crate::app::Msg::Key(key));
        }
        let shown = text(&app, (width, 24));
        let lines: Vec<String> = shown.lines().map(str::to_owned).collect();
        [lines[21].clone(), lines[22].clone()]
    };
    let [above, line] = said("peace and war in nowhere:x", 80);
    assert_eq!(line.trim(), "▾", "{above}\n{line}");
    assert_eq!(line.chars().count(), 27, "the sign stands above its place");
    assert!(above.contains("; expected one of title"), "{above}");
    let [above, _] = said("peace and war in nowhere:x", 40);
    assert!(above.trim_end().ends_with('…'), "{above}");
    assert!(above.contains("nowhere"), "{above}");
}

#[test]
fn what_holds_but_a_part_says_so() {
    let mut app = app("actor");
    let at = app.at;
    if let crate::app::page::Body::Actor(actor) = &mut app.pages[at].body
        && let Some(page) = &mut actor.page
    {
        page.cut = crate::model::Cut {
            mentions: true,
            with: true,
            said: true,
        };
    }
    for width in [80, 100, 120] {
        app.setup.size = (width, 40);
        let text = text(&app, (width, 40));
        for words in ["[Mentions 2 of 2 012]", " With 2+ ", " Said 0+ ", " Names"] {
            assert!(text.contains(words), "no {words:?} on\n{text}");
        }
    }
}

#[test]
fn no_actors_of_a_kind_are_not_no_actors_at_all() {
    let empty = |filter: &str, kind| {
        let mut app = app("actors");
        let at = app.at;
        app.pages[at] = crate::app::page::Page::new(Address::Actors(ActorsAt {
            filter: filter.to_owned(),
            kind,
            ..ActorsAt::default()
        }));
        app.setup.size = (80, 24);
        text(&app, (80, 24))
    };
    for (filter, kind, expected) in [
        ("", Some(ActorKind::Group), "There are no groups here."),
        ("zz", Some(ActorKind::Person), "No person is called so."),
        ("zz", None, "Nobody is called so."),
        ("", None, "No actors yet"),
    ] {
        let text = empty(filter, kind);
        assert!(text.contains(expected), "no {expected:?} on\n{text}");
    }
}

#[test]
fn without_unicode_all_signs_are_ascii() {
    for page in PAGES {
        let mut app = app(page);
        app.setup.ascii = true;
        app.setup.size = (120, 40);
        let signs = "●★✎✓▌…▸×↓↑–○▾┌┐└┘─│├┤┃▁█▏";
        let text = text(&app, (120, 40));
        assert!(!text.contains(|c| signs.contains(c)), "{page}\n{text}");
    }
}

#[test]
fn a_small_screen_says_so() {
    let mut app = app("articles");
    app.setup.size = (30, 5);
    let text = text(&app, (30, 5));
    assert!(text.contains("dateline needs 40 x 12"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn every_page_can_be_drawn_at_any_size(
        page in 0..PAGES.len(),
        width in 0u16..200,
        height in 0u16..80,
        believed in (0u16..400, 0u16..200),
        same in prop::bool::weighted(0.8),
        top in 0usize..40,
        theme in 0usize..4,
    ) {
        let mut app = app(PAGES[page]);
        app.setup.size = if same { (width, height) } else { believed };
        app.setup.theme = ThemeName::ALL[theme];
        filled::scroll(&mut app, top);
        text(&app, (width, height));
    }
}
