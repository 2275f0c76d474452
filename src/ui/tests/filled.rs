//! Browsers filled by hand, one for each page and each thing that lies above a page.

use jiff::civil::date;

use crate::app::document::{Document, Ink, Line, Link, Span, Target};
use crate::app::hints::Hints;
use crate::app::key::{Key, typed};
use crate::app::omnibox::Omnibox;
use crate::app::page::{
    Actor, Actors, Articles, Body, Help, HelpRow, NameLine, OpenedFrom, OverviewPage, OverviewRow,
    Page, Reader, ReportPage,
};
use crate::app::rows::Rows;
use crate::app::{App, Msg, Setup};
use crate::model::{
    ActorHere, ActorKind, ActorNo, ActorPage, ActorRow, Address, Article, ArticleList, ArticleNo,
    ArticlePage, ArticleRow, ArticlesAt, CoActor, Coded, Date, Facet, Marks, MentionInContext,
    Network, Office, OmniRow, OmniTarget, Overview, Phase, Problem, Progress, Related, RelatedKind,
    RoleSeen, Snippet,
};

/// Everything that can be filled.
pub(super) const PAGES: &[&str] = &[
    "articles", "article", "actors", "actor", "with", "network", "names", "overview", "report",
    "history", "help", "mistake", "omnibox", "begun", "hints", "loading", "empty",
];

/// A browser at one of [`PAGES`].
pub(super) fn app(page: &str) -> App {
    let at = ArticlesAt {
        query: if page == "empty" { "" } else { "talks" }.to_owned(),
        ..ArticlesAt::default()
    };
    let mut app = App::new(Setup::default());
    app.pages[0] = Page::new(Address::Articles(at));
    app.pages[0].body = Body::Articles(articles(page == "empty"));
    app.counts = Some(Box::new(overview()));
    let (address, body) = match page {
        "article" | "hints" => (
            Address::Article { id: "a".into() },
            Body::Article(reader(true)),
        ),
        "actors" => (Address::Actors(Default::default()), Body::Actors(actors())),
        "actor" | "with" | "network" | "names" => (
            Address::Actor {
                name: "Ilham Aliyev".into(),
            },
            Body::Actor(Box::new(actor(page))),
        ),
        "overview" => (Address::Overview, Body::Overview(overview_page())),
        "report" => (Address::Report, Body::Report(report())),
        "history" => (Address::History, Body::History(history())),
        "help" => (Address::Help, Body::Help(help())),
        _ => return above(app, page),
    };
    let mut opened = Page::new(address);
    opened.body = body;
    app.pages.push(opened);
    app.at = 1;
    above(app, page)
}

fn above(mut app: App, page: &str) -> App {
    match page {
        "mistake" => {
            for key in typed("/<ctrl-u>(talks") {
                app.update(Msg::Key(key));
            }
            if let Some(prompt) = &mut app.prompt {
                prompt.offers = vec!["talks".into(), "talked".into()];
                prompt.offer = Some(1);
            }
        }
        "omnibox" => app.omnibox = Some(omnibox()),
        "begun" => app.begun = vec![Key::char('g')],
        "hints" => {
            let Body::Article(reader) = &app.pages[1].body else {
                return app;
            };
            app.hints = Hints::new(&reader.document, 0..40);
        }
        "loading" => {
            app.progress = Progress {
                phase: Phase::Loading,
                articles: 12_345,
                problems: 3,
                bytes_read: 45,
                bytes_total: Some(100),
                ..Progress::default()
            }
        }
        _ => {}
    }
    app
}

/// Puts cursors and first lines somewhere.
pub(super) fn scroll(app: &mut App, top: usize) {
    let at = app.at;
    match &mut app.pages[at].body {
        Body::Articles(list) => {
            list.rows.move_to(top);
            list.in_facets = top % 2 == 1;
            list.facet = top;
        }
        Body::Article(reader) => (reader.top, reader.side) = (top, top / 4),
        Body::Actors(actors) => actors.rows.move_to(top),
        Body::Overview(overview) => overview.rows.move_to(top),
        Body::Help(help) => help.rows.move_to(top),
        Body::Actor(actor) => {
            actor.network.move_to(top);
            actor.names.move_to(top);
        }
        _ => {}
    }
}

fn day(day: i8) -> Option<Date> {
    Some(Date::day(date(2022, 5, day)))
}

fn row(id: &str, title: &str, on: i8) -> ArticleRow {
    ArticleRow {
        id: id.into(),
        title: title.into(),
        date: day(on),
        source: "commonspace.eu".into(),
        lit: vec![0, 1],
        snippet: Snippet {
            text: "The leaders held talks in Brussels on the peace treaty".into(),
            hits: vec![(17, 22)],
        },
        ..ArticleRow::default()
    }
}

fn article_rows() -> Rows<ArticleRow> {
    let mut border = row("b", "深圳市 e\u{301} Комиссия по границе встречается", 30);
    (border.read, border.starred, border.noted, border.copies) = (true, true, true, 4);
    let title = "Putin holds separate phone calls with Pashinyan and Aliyev";
    Rows::whole(vec![row("a", title, 31), border])
}

fn articles(empty: bool) -> Articles {
    if empty {
        return Articles::default();
    }
    let values = |names: &[&str]| {
        let counts = (1..).map(|place: u32| 40 / place);
        let names = names.iter().map(|name| (*name).to_owned());
        names.zip(counts).collect()
    };
    Articles {
        rows: article_rows(),
        exact: true,
        facets: vec![
            Facet {
                field: "source",
                values: values(&["commonspace.eu", "agencies", "JAMnews"]),
            },
            Facet {
                field: "date",
                values: values(&["2022-05", "2022-04"]),
            },
        ],
        notices: vec!["`body:x` was left out".into()],
        picked: ["b".to_owned()].into(),
        preview: Some(Box::new(reader(false))),
        ..Articles::default()
    }
}

fn span(text: &str, ink: Ink, link: Option<usize>) -> Span {
    Span {
        text: text.into(),
        ink,
        link,
    }
}

fn document() -> Document {
    let line = |spans| Line {
        spans,
        at: None,
        paragraph: true,
    };
    let mut lines = vec![
        line(vec![span(
            "Putin holds separate phone calls",
            Ink::Title,
            None,
        )]),
        line(vec![span("commonspace.eu · 31 May 2022", Ink::Meta, None)]),
        line(Vec::new()),
        line(vec![
            span("The Russian president ", Ink::Plain, None),
            span("Vladimir Putin", Ink::Actor, Some(0)),
            span(" held talks 深圳", Ink::Hit, None),
        ]),
        line(vec![span("Silham", Ink::Uncertain, Some(1))]),
    ];
    lines.extend((0..40).map(|_| line(vec![span("And so on.", Ink::Plain, None)])));
    let link = |line| Link {
        line,
        at: None,
        target: Target::Stub(String::new()),
    };
    Document {
        width: 38,
        lines,
        links: vec![link(3), link(4)],
        ..Document::default()
    }
}

fn reader(whole: bool) -> Reader {
    let reader = Reader {
        document: document(),
        link: Some(1),
        ..Reader::default()
    };
    if !whole {
        return reader;
    }
    Reader {
        page: Some(Box::new(article_page())),
        list: Some(Box::new(OpenedFrom {
            address: Address::Marks,
            rows: article_rows(),
            asked: Default::default(),
        })),
        ..reader
    }
}

fn article_page() -> ArticlePage {
    let actor = |name: &str, mentions, uncertain| ActorHere {
        no: ActorNo(0),
        name: name.into(),
        handle: name.into(),
        kind: ActorKind::Person,
        role: Some("president of Russia".into()),
        role_elsewhere: uncertain,
        mentions,
        declared: false,
        new: uncertain,
        uncertain,
    };
    let piece = |kind, title: &str| Related {
        kind,
        no: None,
        id: None,
        title: title.into(),
        teaser: None,
        url: None,
        date: day(23).filter(|_| kind != RelatedKind::Stub),
        reason: "cited".into(),
        score: 1.0,
    };
    ArticlePage {
        no: ArticleNo(0),
        article: Article {
            title: "Putin holds separate phone calls with Pashinyan and Aliyev".into(),
            ..Article::default()
        },
        marks: Marks::default(),
        mentions: Vec::new(),
        actors: vec![actor("Vladimir Putin", 5, false), actor("Michel", 1, true)],
        related: vec![
            piece(
                RelatedKind::Cited,
                "Opinion: Inclusive governance is the way out of it all",
            ),
            piece(RelatedKind::Stub, "Not in the corpus"),
        ],
        title_hits: Vec::new(),
        body_hits: Vec::new(),
        origin: String::new(),
        recognised: true,
    }
}

fn actor_row(name: &str) -> ActorRow {
    ActorRow {
        no: ActorNo(1),
        name: name.into(),
        handle: name.into(),
        unresolved: false,
        kind: ActorKind::Person,
        aliases: vec!["Aliyev".into(), "Алиев".into()],
        articles: 1_040,
        mentions: 2_012,
        first: Some(Date::day(date(2020, 9, 1))),
        last: day(31),
        spark: vec![1, 2, 3, 5, 8, 3, 0, 1],
        lit: Vec::new(),
        matched: None,
    }
}

fn actors() -> Actors {
    let mut second = actor_row("Volodymyr Zelenskyy");
    second.matched = Some("Зеленский".into());
    Actors {
        rows: Rows::whole(vec![actor_row("Ilham Aliyev"), second]),
    }
}

fn months() -> Vec<(jiff::civil::Date, u32)> {
    (0..21i8)
        .map(|n| {
            (
                date(2020 + i16::from((n + 8) / 12), (n + 8) % 12 + 1, 1),
                5 + u32::from(n.unsigned_abs()) * 7 % 31,
            )
        })
        .collect()
}

fn actor(page: &str) -> Actor {
    use crate::app::page::Tab;
    let mention = |title: &str| MentionInContext {
        article: ArticleNo(0),
        id: "a".into(),
        title: title.into(),
        date: day(31),
        place: Some(5),
        context: Snippet {
            text: "said Aliyev on Monday".into(),
            hits: vec![(5, 11)],
        },
    };
    let mentions = vec![mention("Phone calls"), mention("Talks")];
    let with: Vec<CoActor> = ["Nikol Pashinyan", "Charles Michel"]
        .into_iter()
        .zip([40.0, 7.0])
        .map(|(name, surprise)| CoActor {
            no: ActorNo(2),
            name: name.into(),
            handle: name.into(),
            kind: ActorKind::Person,
            articles: 12,
            surprise,
        })
        .collect();
    let mut around = vec!["Ilham Aliyev".to_owned()];
    around.extend((1..12).map(|place| format!("Neighbour {place}")));
    let view = ActorPage {
        row: actor_row("Ilham Aliyev"),
        other: None,
        queried: Vec::new(),
        said: Vec::new(),
        network: Network {
            names: around.clone(),
            handles: around.clone(),
            shared: (0..12).map(|place| vec![12; place]).collect(),
        },
        names: vec![("Aliyev".into(), 12), ("Ilham Aliyev".into(), 4)],
        roles: vec![RoleSeen {
            role: "president of Azerbaijan and supreme commander of its armed forces".into(),
            first: Some(Date::day(date(2020, 9, 1))),
            last: day(31),
            articles: 20,
        }],
        offices: vec![Office {
            coded: Coded {
                code: "AZEGOV".into(),
                from: Some(jiff::civil::date(2003, 10, 31)),
                until: None,
            },
            ended: false,
        }],
        months: months(),
        with: with.clone(),
        mentions: mentions.clone(),
        articles: ArticleList::default(),
        cut: crate::model::Cut::default(),
    };
    Actor {
        depth: 0,
        page: Some(view),
        tab: match page {
            "with" => Tab::With,
            "network" => Tab::Network,
            "names" => Tab::Names,
            _ => Tab::Mentions,
        },
        mentions: Rows::whole(mentions),
        with: Rows::whole(with),
        said: Rows::default(),
        articles: article_rows(),
        network: Rows::whole(around.split_off(1)),
        names: Rows::whole(vec![
            NameLine::Written("Aliyev".into()),
            NameLine::Written("Ilham Aliyev".into()),
            NameLine::Role("president".into()),
            NameLine::Role("AZEGOV".into()),
        ]),
    }
}

fn overview() -> Overview {
    Overview {
        name: "South Caucasus desk".into(),
        articles: 1_024,
        unread: 87,
        starred: 12,
        stubs: 40,
        actors: 312,
        sources: 12,
        problems: 3,
        first: Some(Date::day(date(2020, 9, 1))),
        last: day(31),
        months: months(),
        ..Overview::default()
    }
}

fn overview_page() -> OverviewPage {
    let mut rows = Vec::new();
    for (part, names) in [
        (
            "Actors",
            ["Ilham Aliyev", "Nikol Pashinyan", "Charles Michel"],
        ),
        ("Sources", ["commonspace.eu", "agencies", "JAMnews"]),
        ("Languages", ["en", "ru", "hy"]),
    ] {
        for (name, count) in names.into_iter().zip([400, 120, 3]) {
            rows.push(OverviewRow {
                part,
                name: name.into(),
                count,
                address: Address::Overview,
            });
        }
    }
    OverviewPage {
        view: Some(Box::new(overview())),
        rows: Rows::whole(rows),
    }
}

fn report() -> ReportPage {
    let problem = |line, reason: &str| Problem {
        file: "a/long/way/to/b.json".into(),
        line,
        record: None,
        reason: reason.into(),
    };
    let long = "not JSON: expected a comma; the record was left out and the rest goes on";
    ReportPage {
        articles: 1_024,
        duplicates: 2,
        rows: Rows::whole(vec![problem(Some(12), "no title"), problem(None, long)]),
    }
}

fn history() -> Rows<(Address, String)> {
    let name = "Ilham Aliyev".to_owned();
    Rows::whole(vec![
        (Address::Actor { name: name.clone() }, name),
        (Address::Overview, "Overview".into()),
    ])
}

fn help() -> Help {
    let rows = crate::app::commands::COMMANDS
        .iter()
        .map(|command| HelpRow {
            scope: command.scope.word(),
            keys: command.keys.into(),
            title: command.title,
            id: command.id,
        });
    Help {
        filter: String::new(),
        rows: Rows::whole(rows.collect()),
    }
}

fn omnibox() -> Omnibox {
    let row = |target, text: &str, detail: &str| OmniRow {
        target,
        text: text.into(),
        detail: detail.into(),
        lit: vec![0, 1],
        score: 1,
    };
    let id = String::new;
    Omnibox {
        input: "il".into(),
        rows: Rows::whole(vec![
            row(OmniTarget::Actor(id()), "Ilham Aliyev", "1 040 articles"),
            row(OmniTarget::Article(id()), "Ilisu reservoir", "31 May 2022"),
            row(OmniTarget::Command("overview"), "Go to the overview", "go"),
        ]),
        ..Omnibox::default()
    }
}
