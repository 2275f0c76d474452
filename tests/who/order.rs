//! The actors of a library are those of its articles, whatever order these came in and in however many runs.

use std::fs;
use std::path::{Path, PathBuf};

use dateline::library::Library;
use dateline::model::{ActorNo, ActorsAt, Address, View, Window};
use dateline::store::{Mode, Store};
use dateline::text::Cancel;

use super::news::News;

/// Articles that name actors in several ways: in full and in part, spelt otherwise, in capitals, by a short form, in several kinds.
const PIECES: [(&str, &str); 14] = [
    (
        "a",
        "Officials at PaineWebber Inc said on Monday that it would grow in London.",
    ),
    (
        "b",
        "Officials at PaineWebber said on Tuesday that it would shrink in Paris.",
    ),
    (
        "c",
        "Prime Minister Teodor Brankovan met farmers. Brankovan said the harvest was good.",
    ),
    (
        "d",
        "TEODOR BRANKOVAN SPEAKS\\n\\nTEODOR BRANKOVAN spoke in London on Monday, officials said.",
    ),
    (
        "e",
        "Prime Minister Brankovan said the harvest was good. Farmers thanked Mr. Brankovan.",
    ),
    (
        "f",
        "President Teodor Brankovann said on Monday that he would stay in Paris.",
    ),
    (
        "g",
        "The Harbour Pilots Union (HPU) called a strike. The HPU said it would last.",
    ),
    (
        "h",
        "The Harbour Pilots Union (HPU) called another strike in London.",
    ),
    ("i", "The strike of the HPU went on, the HPU said."),
    (
        "j",
        "The USSR and the U.S. met in Geneva. The Soviet Union was content, the USSR said.",
    ),
    (
        "k",
        "The United States said on Monday that the UN would meet. The U.N. agreed.",
    ),
    (
        "l",
        "The singer Marta Lima gave a concert in Paris. Ms. Lima said she was happy.",
    ),
    (
        "m",
        "Prime Minister Teodor Brankovan met Marta Lima in London. Lima sang.",
    ),
    (
        "n",
        "Teodor Pavel Brankovan, the prime minister, spoke in Geneva. Officials at PaineWebber Inc. heard him.",
    ),
];

/// Everything that lists and articles show of actors, without their numbers.
fn shown(library: &Library) -> String {
    let window = Window::first(10_000);
    let View::Actors(list) = library
        .look(
            &Address::Actors(ActorsAt::default()),
            window,
            &Cancel::new(),
        )
        .expect("there are actors")
    else {
        panic!("not actors")
    };
    let mut text = String::new();
    for row in &list.rows {
        text += &format!(
            "{} | {} | {:?} | {:?} | {} | {} | {}\n",
            row.name, row.handle, row.kind, row.aliases, row.articles, row.mentions, row.unresolved
        );
    }
    let name = |no: ActorNo| {
        let row = list.rows.iter().find(|row| row.no == no);
        row.map_or("nobody", |row| row.handle.as_str())
    };
    for (id, _) in PIECES {
        let address = Address::Article { id: id.to_owned() };
        let Ok(View::Article(article)) = library.look(&address, window, &Cancel::new()) else {
            continue;
        };
        text += &format!("{id}:");
        for here in &article.actors {
            let doubt = if here.uncertain { "?" } else { "" };
            text += &format!(" {}{doubt} {},", name(here.no), here.mentions);
        }
        for mention in &article.mentions {
            text += &format!(" {}-{} {}", mention.start, mention.end, name(mention.actor));
        }
        text += "\n";
    }
    text
}

fn all_at_once() -> String {
    let news = News::new();
    for (id, body) in PIECES {
        news.write(id, body);
    }
    let library = news.open();
    shown(&library)
}

/// Adds the pieces in an order, so many a run.
fn in_runs(order: impl IntoIterator<Item = usize>, each: usize) -> News {
    let news = News::new();
    let order: Vec<usize> = order.into_iter().collect();
    for run in order.chunks(each) {
        for &at in run {
            let (id, body) = PIECES[at];
            news.write(id, body);
        }
        drop(news.open());
    }
    news
}

#[test]
fn the_order_of_articles_does_not_show() {
    let expected = all_at_once();
    assert!(expected.contains("PaineWebber Inc"), "{expected}");
    let count = PIECES.len();
    for step in [1, 5, 13] {
        for each in [4, 9] {
            let order = (0..count).map(|at| (at * step + each) % count);
            let found = shown(&in_runs(order, each).open());
            assert_eq!(found, expected, "every {step}th, {each} a run");
        }
    }
}

#[test]
fn what_went_again_does_not_show() {
    let news = in_runs(0..PIECES.len(), 3);
    news.write(
        "x",
        "Officials at PaineWebber and Mr. T. Brankovan met PaineWebber in Ghent.",
    );
    news.write(
        "y",
        "PaineWebber, PaineWebber, PaineWebber and PaineWebber said so to Marta Brankovan.",
    );
    drop(news.open());
    news.remove("x").remove("y");
    assert_eq!(shown(&news.open()), all_at_once());
}

/// The folder of a library somewhere below another.
fn folder_in(folder: &Path) -> Option<PathBuf> {
    if Library::is_at(folder) {
        return Some(folder.to_owned());
    }
    let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let mut folders = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir());
    folders.find_map(|folder| folder_in(&folder))
}

/// Lists what a library shows after another wrote it that names actors by no rule, and noted this of what it saved.
fn after_another(noted: impl Fn(&str) -> String) -> String {
    let news = in_runs((0..PIECES.len()).rev(), 5);
    let folder = folder_in(news.path()).expect("the library is there");
    let (mut store, _) = Store::open(&folder, Mode::Write).expect("the store opens");
    let mut renamed = Vec::new();
    let reader = store.reader().expect("a reader");
    reader
        .each_name(|actor, name, _| renamed.push((actor, name.to_owned())))
        .expect("names");
    let saved = reader.about("actors_saved").expect("noted before");
    drop(reader);
    store.rename_actors(&renamed).expect("renamed");
    let noted = noted(&saved.unwrap_or_default());
    store.set_about("actors_saved", &noted).expect("noted");
    drop(store);
    shown(&news.open())
}

#[test]
fn a_run_that_was_cut_off_does_not_show() {
    assert_eq!(after_another(|_| "no".to_owned()), all_at_once());
}

#[test]
fn what_an_older_program_saved_is_named_anew() {
    let stamp = |saved: &str| saved.split(' ').next().unwrap_or_default().to_owned();
    assert_eq!(after_another(stamp), all_at_once());
}
