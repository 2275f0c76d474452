//! The page of an actor: whatever names another actor on it is a link.

use super::*;
use crate::model::{
    ActorHere, ActorPage, Cut, Mention, MentionInContext, Network, RoleSeen, Snippet,
};

/// The page of an actor that meets two others, one of whom shares its name with a place.
pub(super) fn page(name: &str) -> ActorPage {
    let names = |others: [&str; 2]| {
        let all = [name, others[0], others[1]];
        all.map(str::to_owned).to_vec()
    };
    ActorPage {
        row: actor(1, name, ActorKind::Person),
        other: None,
        queried: vec![format!("{name} (person)")],
        names: vec![(name.to_owned(), 4), ("Lima".to_owned(), 2)],
        roles: vec![RoleSeen {
            role: "minister".into(),
            first: None,
            last: None,
            articles: 1,
        }],
        offices: Vec::new(),
        months: Vec::new(),
        with: Vec::new(),
        mentions: Vec::new(),
        said: Vec::new(),
        network: Network {
            names: names(["Bo Li", "Ghent"]),
            handles: names(["Bo Li", "Ghent (person)"]),
            shared: vec![Vec::new(), vec![3], vec![2, 1]],
        },
        articles: ArticleList::default(),
        cut: Cut::default(),
    }
}

/// An actor whom very many articles name.
pub(super) const EVERYWHERE: &str = "Ed Moe";
/// One whom fewer articles name than a list shows at once, but more than are looked at first.
pub(super) const SELDOM: &str = "Flo Orr";

/// The page of one of them, with one mention for each article that a library would look at for a part of this size.
pub(super) fn often(name: &str, window: crate::model::Window) -> ActorPage {
    let articles = if name == SELDOM { 60 } else { 1_000 };
    let looked_at = if window.limit > crate::model::Window::PART {
        window.limit
    } else {
        40
    };
    let mention = |no: usize| MentionInContext {
        article: ArticleNo(no as u32),
        id: format!("a{no}"),
        title: String::new(),
        date: None,
        place: None,
        context: Snippet::default(),
    };
    let mut page = page(name);
    page.mentions = (0..looked_at.min(articles)).map(mention).collect();
    page.articles.total = articles;
    page.cut.mentions = looked_at < articles;
    page
}

/// An article that names Ana Lima and Bo Li.
fn named() -> ArticlePage {
    let mut page = article("a0");
    page.article.body = format!("Ana Lima met Bo Li. {}", page.article.body);
    let names = [(1, "Ana Lima", 0, 8), (2, "Bo Li", 13, 18)];
    page.actors = names.map(|(no, name, ..)| here(no, name)).to_vec();
    let mention = |(no, _, start, end)| Mention {
        field: Field::Body,
        start,
        end,
        kind: ActorKind::Person,
        actor: ActorNo(no),
        confidence: 1.0,
        described: false,
    };
    page.mentions = names.map(mention).to_vec();
    page
}

fn here(no: u32, name: &str) -> ActorHere {
    ActorHere {
        no: ActorNo(no),
        name: name.to_owned(),
        handle: name.to_owned(),
        kind: ActorKind::Person,
        role: None,
        role_elsewhere: false,
        mentions: 1,
        declared: false,
        new: false,
        uncertain: false,
    }
}

/// A browser on the article that names two.
fn reading(size: (u16, u16)) -> Bench {
    let mut bench = Bench::new(size);
    bench.keys("<enter>");
    if let Body::Article(reader) = bench.app.body_mut() {
        reader.take(View::Article(Box::new(named())));
    }
    bench.send(Msg::Resize(size.0, size.1));
    bench
}

#[test]
fn actors_named_in_a_text_are_shown_together() {
    let mut bench = reading((80, 24));
    bench.keys("]ax");
    let said = bench.app.said.clone().unwrap_or_default();
    assert!(said.starts_with("Ana Lima and who else? x on"), "{said}");
    bench.keys("]ax");
    let (one, other) = ("Ana Lima".to_owned(), "Bo Li".to_owned());
    assert_eq!(*bench.address(), Address::Pair { one, other });
}

#[test]
fn an_article_is_told_whom_it_means() {
    let mut bench = reading((80, 24));
    bench.keys("W<esc>");
    assert_eq!(bench.edits, []);
    bench.keys("]aWOther<enter>");
    let mean = ActorEdit::Move {
        name: "Ana Lima".to_owned(),
        to: "Other".to_owned(),
        articles: vec!["a0".to_owned()],
    };
    assert_eq!(bench.edits, [mean]);
}

#[test]
fn the_actors_here_are_a_key_away_on_any_screen() {
    for size in [(40, 12), (80, 24), (160, 50)] {
        let mut bench = reading(size);
        bench.keys("a");
        assert!(bench.app.layout().side.is_some(), "{size:?}");
        bench.keys("aaj<enter>");
        let name = "Bo Li".to_owned();
        assert_eq!(*bench.address(), Address::Actor { name });
        bench.keys("Ha");
        assert!(bench.app.layout().main.is_some(), "{size:?}");
    }
}

/// A browser on the page of an actor.
fn at_actor(name: &str) -> Bench {
    let mut bench = Bench::new((80, 24));
    bench.app.go(Address::Actor { name: name.into() });
    bench.send(Msg::Resize(80, 24));
    bench
}

/// How many mentions are loaded, and the one under the cursor.
fn loaded(bench: &Bench) -> (usize, usize) {
    match &bench.app.page().body {
        Body::Actor(actor) => (actor.mentions.total, actor.mentions.cursor),
        other => panic!("no actor: {other:?}"),
    }
}

/// After some keys on the page of Ana Lima the address is this one.
fn check(keys: &str, expected: Address) {
    let mut bench = at_actor("Ana Lima");
    bench.keys(keys);
    assert_eq!(*bench.address(), expected, "after {keys}");
}

#[test]
fn actors_of_the_network_are_links() {
    let name = "Ana Lima".to_owned();
    let actor = |name: &str| Address::Actor { name: name.into() };
    check("]]]]<enter>", actor("Bo Li"));
    check("]]]]j<enter>", actor("Ghent (person)"));
    check("]]]]G<enter>", actor("Ghent (person)"));
    let other = "Ghent (person)".to_owned();
    check("]]]]jx", Address::Pair { one: name, other });
}

#[test]
fn the_articles_of_an_actor_are_its_own() {
    // Not those of a ship of that name.
    let at = ArticlesAt {
        query: r#"actor:"Ana Lima (person)""#.to_owned(),
        sort: crate::model::Sort::Newest,
        ..ArticlesAt::default()
    };
    check("a", Address::Articles(at));
}

#[test]
fn a_mention_is_opened_where_it_stands() {
    let actor = |name: &str| Address::Actor { name: name.into() };
    opens_a_mention(actor("Bo Li"));
    // Another name leads to the same page.
    opens_a_mention(actor("Chairman Li"));
    opens_a_mention(Address::Pair {
        one: "Ana L.".into(),
        other: "Chairman Li".into(),
    });
}

fn opens_a_mention(from: Address) {
    let mut bench = Bench::new((80, 24));
    bench.app.go(from);
    bench.send(Msg::Resize(80, 24));
    let mut article = named();
    let before = "Rain. ".repeat(1_000);
    article.article.body.insert_str(0, &before);
    for mention in &mut article.mentions {
        mention.start += before.len() as u32;
        mention.end += before.len() as u32;
    }
    let place = article.mentions.last().map(|mention| mention.start);
    let mention = MentionInContext {
        article: ArticleNo(1),
        id: "a1".into(),
        title: String::new(),
        date: None,
        place,
        context: Snippet::default(),
    };
    if let Body::Actor(actor) = bench.app.body_mut() {
        actor.mentions = crate::app::rows::Rows::whole(vec![mention]);
    }
    bench.keys("<enter>");
    if let Body::Article(reader) = bench.app.body_mut() {
        // In place of the short article that the bench has answered with.
        reader.page = None;
        reader.mention = place;
        reader.take(View::Article(Box::new(article)));
    }
    bench.send(Msg::Resize(80, 24));
    let Body::Article(reader) = &bench.app.page().body else {
        panic!("no article");
    };
    assert!(reader.top > 10, "{}", reader.top);
    bench.keys("<enter>");
    let named = Address::Actor {
        name: "Bo Li".into(),
    };
    assert_eq!(*bench.address(), named, "the cursor is on the mention");
}

#[test]
fn a_form_of_a_name_leads_to_the_articles_that_write_it() {
    let articles = |query: &str| {
        Address::Articles(ArticlesAt {
            query: query.to_owned(),
            ..ArticlesAt::default()
        })
    };
    check(
        "[<enter>",
        articles(r#"actor:"Ana Lima (person)" "Ana Lima""#),
    );
    check("[j<enter>", articles(r#"actor:"Ana Lima (person)" "Lima""#));
    let name = "Ana Lima".to_owned();
    check("[G<enter>", Address::Actor { name });
}

#[test]
fn mentions_go_on_as_the_reader_does() {
    let mut bench = at_actor(EVERYWHERE);
    assert_eq!(loaded(&bench), (40, 0));
    let mut seen = Vec::new();
    for _ in 0..4 {
        bench.keys("G");
        seen.push(loaded(&bench));
    }
    assert_eq!(seen, [(400, 39), (800, 399), (1_000, 799), (1_000, 999)]);
    let asked = bench.asked.len();
    bench.keys("ggG");
    assert_eq!(bench.asked.len(), asked, "nothing is left to ask for");
    // What was loaded stays where it is as the library grows.
    bench.send(Msg::Progress(Progress {
        generation: 2,
        ..Progress::default()
    }));
    assert_eq!(loaded(&bench), (1_000, 999));
}

#[test]
fn mentions_that_a_first_part_left_out_come_too() {
    let mut bench = at_actor(SELDOM);
    bench.keys("G");
    assert_eq!(loaded(&bench).0, 60);
}
