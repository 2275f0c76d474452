//! The whole browser over the sample corpus, without a terminal: keys in, a screen of text out.

use std::sync::{Arc, OnceLock};

use dateline::app::{Effect, Setup};
use dateline::config::Folders;
use dateline::headless::{Screen, svg};
use dateline::library::{Library, OpenOptions, Upto, What};
use jiff::civil::date;
use tempfile::TempDir;

/// A library of one's own; its folder goes with what is returned.
fn open() -> (TempDir, Arc<Library>) {
    let home = TempDir::new().expect("a folder for the test");
    let library = Library::open(&OpenOptions {
        folders: Folders::under(home.path()),
        what: What::Usual,
        today: date(2026, 11, 23),
    })
    .expect("the library opens");
    let worked = library.work(Upto::Actors, &mut |_| {});
    worked.expect("the sample loads");
    (home, library)
}

/// One library for all tests that change nothing; its folder goes with the program.
fn library() -> Arc<Library> {
    static OPEN: OnceLock<(TempDir, Arc<Library>)> = OnceLock::new();
    Arc::clone(&OPEN.get_or_init(open).1)
}

fn screen(size: (u16, u16), keys: &str) -> Screen {
    screen_of(library(), size, keys)
}

fn screen_of(library: Arc<Library>, size: (u16, u16), keys: &str) -> Screen {
    let setup = Setup {
        size,
        today: date(2026, 11, 23),
        ..Setup::default()
    };
    let mut screen = Screen::new(library, setup);
    screen.keys(keys);
    screen
}

fn check(size: (u16, u16), keys: &str, expected: &[&str]) {
    let text = screen(size, keys).text();
    for words in expected {
        assert!(text.contains(words), "no {words:?} after {keys}\n{text}");
    }
}

#[test]
fn keys_lead_from_the_list_to_actors_and_back() {
    for size in [(120, 40), (80, 24), (40, 12)] {
        check(size, "", &["dateline", "▌", "Georgia becomes a c"]);
        check(size, "/granada<enter>", &["An empty chair in Granada"]);
        check(
            size,
            "/granada<enter><enter>",
            &["An empty chair in Granada"],
        );
        check(size, "@aliyev<enter>", &["Ilham Aliyev", "[Mentions"]);
        check(size, "go", &["articles", "Actors"]);
        check(size, "?", &["Everywhere"]);
        check(size, ":pash", &["Go to", "@ Nikol Pashinyan"]);
        check(size, "/(talks", &["search: (talks", "▾"]);
    }
    check((120, 40), "@aliyev<enter>HH", &["1/78"]);
}

#[test]
fn two_actors_are_shown_together_in_two_steps() {
    let expected = [
        "pair: Ilham Aliyev and Nikol Pashinyan",
        "articles with both",
    ];
    let typed = screen((120, 40), "@ilham<enter>xpashin<enter>").text();
    for words in expected {
        assert!(typed.contains(words), "no {words:?} on\n{typed}");
    }
    assert!(!typed.contains(" 0 articles with both"), "{typed}");
    check(
        (120, 40),
        "/peace tre<enter>",
        &["search: peace tre*", "treaty"],
    );
}

/// Presses the mouse on the first place where the screen shows some words.
fn press(screen: &mut Screen, words: &str) {
    let text = screen.text();
    let found = text
        .lines()
        .enumerate()
        .find_map(|(y, line)| Some((line[..line.find(words)?].chars().count(), y)));
    let (x, y) = found.unwrap_or_else(|| panic!("no {words:?} to press on\n{text}"));
    let cell = |place: usize| u16::try_from(place).expect("on the screen");
    screen.press(cell(x), cell(y));
}

#[test]
fn whatever_is_listed_can_be_pressed() {
    let mut screen = screen((120, 40), "@aliyev<enter>");
    press(&mut screen, "Names and roles");
    assert!(screen.text().contains("Roles seen"), "{}", screen.text());
    press(&mut screen, "With");
    press(&mut screen, "Nikol Pashinyan");
    press(&mut screen, "Nikol Pashinyan");
    assert!(
        screen.text().contains("actor: Nikol Pashinyan"),
        "{}",
        screen.text()
    );
    screen.keys("/armenia<enter>");
    let facet = "Tbilisi notes";
    press(&mut screen, facet);
    press(&mut screen, facet);
    assert!(screen.text().contains("source:"), "{}", screen.text());
    screen.keys("?");
    press(&mut screen, "Go to the overview");
    press(&mut screen, "Go to the overview");
    assert!(screen.text().contains("Overview"), "{}", screen.text());
}

#[test]
fn two_actors_are_shown_together() {
    for size in [(120, 40), (80, 24), (40, 12)] {
        let mut screen = screen(size, "@aliyev<enter>x");
        screen.keys("pashinyan<enter>x");
        let text = screen.text();
        assert!(text.contains("with both"), "{text}");
        assert!(text.contains("[Together"), "{text}");
    }
}

#[test]
fn an_actor_is_quoted_and_has_a_network() {
    let mut screen = screen((120, 40), "@pashinyan<enter>]]]");
    assert!(screen.text().contains("a guess"), "{}", screen.text());
    screen.keys("]");
    assert!(
        screen.text().contains("1 Nikol Pashinyan"),
        "{}",
        screen.text()
    );
}

#[test]
fn an_actor_is_named_otherwise_and_back() {
    let (_home, library) = open();
    let mut screen = screen_of(library, (120, 40), "@zourabichvili<enter>R");
    screen.keys("<ctrl-u>Madam President<enter>");
    assert!(
        screen.text().contains("is shown as Madam President"),
        "{}",
        screen.text()
    );
    assert!(
        screen.text().contains(" Madam President  person"),
        "{}",
        screen.text()
    );
    screen.keys("u");
    assert!(screen.text().contains("undone"), "{}", screen.text());
    screen.keys("@zourabichvili<enter>");
    assert!(
        screen.text().contains("actor: Salome Zourabichvili"),
        "{}",
        screen.text()
    );
}

#[test]
fn a_name_is_split_off_and_put_back() {
    let (_home, library) = open();
    let mut screen = screen_of(Arc::clone(&library), (120, 40), "@zourabichvili<enter>X");
    assert!(screen.text().contains("take out of this actor the name: "));
    assert!(screen.text().contains("[Names"), "{}", screen.text());
    screen.keys("<ctrl-u>Zourabichvili<enter>");
    let said = "Zourabichvili is no name of Salome Zourabichvili now";
    assert!(screen.text().contains(said), "{}", screen.text());
    screen.keys("u");
    assert!(library.decisions().is_ok_and(|all| all.is_empty()));
}

#[test]
fn opening_is_nothing_to_take_back() {
    let (_home, library) = open();
    let screen = screen_of(library, (80, 24), "Gs<enter>Hu");
    assert!(
        screen.text().contains("undone: starred"),
        "{}",
        screen.text()
    );
}

#[test]
fn roles_say_what_each_cell_is() {
    let screen = screen((120, 40), "/pashinyan<enter><enter>");
    let (text, roles) = (screen.text(), screen.roles());
    let place = text.lines().position(|line| line.contains("Actors here"));
    let place = place.expect("the panel is shown");
    let roles: Vec<&str> = roles.lines().collect();
    assert!(roles[place].contains("HHHHHH HHHH"), "{}", roles[place]);
    let body = roles.join("\n");
    assert!(
        body.contains("hhhhhhhhh") && body.contains("aaaaa"),
        "{body}"
    );
}

#[test]
fn a_search_is_saved_listed_and_opened() {
    let steps = "/brussels talks<enter>wmy talks<enter>";
    check((80, 24), steps, &["saved as my talks"]);
    check(
        (120, 40),
        "gq",
        &["Saved searches", "my talks", "brussels talks", "articles"],
    );
    check((80, 24), "gq<enter>", &["search: brussels talks"]);
    check((80, 24), ":my talks<enter>", &["search: brussels talks"]);
    check((80, 24), "gqD", &["removed my talks"]);
    check((80, 24), "gn", &["search: is:new", "first visit"]);
}

#[test]
fn hits_stand_below_one_another_and_open_their_article() {
    for size in [(160, 50), (120, 40), (80, 24), (40, 12)] {
        check(size, "/brussels<enter>gk", &["hits", "russels"]);
        let roles = screen(size, "/brussels<enter>gk").roles();
        let columns: Vec<usize> = roles
            .lines()
            .filter_map(|line| line.find("hhhhhhh"))
            .collect();
        assert!(columns.len() > 4, "{roles}");
        assert!(
            columns.iter().all(|column| *column == columns[0]),
            "{roles}"
        );
    }
    let opened = screen((80, 24), "/brussels<enter>gkSSj<enter>").roles();
    assert!(opened.contains("FFFFFFFF"), "{opened}");
    check(
        (80, 24),
        "/brussels<enter>gkSSj<enter>H",
        &["hits", "left", "2/"],
    );
}

#[test]
fn wishes_to_the_outside_are_kept() {
    let screen = screen((80, 24), "Q");
    assert_eq!(screen.wishes, [Effect::Quit]);
}

#[test]
fn a_picture_shows_what_the_screen_shows() {
    let picture = svg(&screen((80, 24), "").buffer());
    assert!(picture.starts_with("<svg") && picture.contains("dateline"));
}

#[test]
fn the_omnibox_shows_what_a_row_leads_to() {
    let wide = (120, 40);
    check(wide, ":granada", &["An empty chair in Granada", "min ·"]);
    check(
        wide,
        ":@pash",
        &["@ Nikol Pashinyan", "with ", "articles ·"],
    );
    check(wide, ":#agencies", &["# ", "articles"]);
    let moved = screen(wide, ":@a<down>").text();
    assert_ne!(moved, screen(wide, ":@a").text());
    check(wide, ":/peace", &["Enter searches the articles"]);
    check(wide, ":zzzqqq", &["nothing fits; with / before it"]);
    let narrow = screen((80, 24), ":@pash").text();
    assert!(!narrow.contains("with "), "no room beside it\n{narrow}");
}

#[test]
fn the_cursor_stays_on_its_article_through_filter_search_and_order() {
    let under = |keys: &str| {
        let (text, roles) = {
            let screen = screen((80, 24), keys);
            (screen.text(), screen.roles())
        };
        let row = roles.lines().position(|line| line.contains("sssss"));
        let row = row.unwrap_or_else(|| panic!("no cursor after {keys}\n{text}"));
        let line = text.lines().nth(row).unwrap_or_default();
        // Without the source beside it, which an order may put there.
        line.chars().skip(4).take(16).collect::<String>()
    };
    for (chosen, then) in [
        ("Fpeace<enter>jj", "<esc>"),
        ("/peace<enter>jj", "<esc>"),
        ("jjjjjjjjjj", "S"),
        ("G", "Fpeace<esc>"),
        ("G", "/peace<enter><esc>"),
    ] {
        let both = format!("{chosen}{then}");
        assert_eq!(under(chosen), under(&both), "after {both}");
    }
}

#[test]
fn a_search_that_finds_nothing_says_no_more_than_that() {
    let text = screen((80, 24), "/zzzqx<enter>").text();
    assert!(text.contains("Nothing matches."), "{text}");
    assert!(!text.contains("this very word"), "{text}");
    check((80, 24), "/peace tre<enter>", &["have words that begin so"]);
    let left = screen((80, 24), "gl/zzzqx<enter><esc>").text();
    assert!(!left.contains("Articles ▸ Articles"), "{left}");
}

#[test]
fn the_keys_are_searched_on_their_own_page() {
    for size in [(120, 40), (80, 24), (40, 12)] {
        check(size, "?/citation", &["help on: citation", "yy"]);
        check(size, "?Fcitation<enter>", &["Keys for citation", "yy"]);
        check(size, "?/citation<enter><esc>", &["Everywhere"]);
    }
}
