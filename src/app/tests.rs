//! What the browser makes of keys and answers: messages in, effects and state out.

mod actor;
mod finding;
mod keys;
mod place;
mod typing;

use std::sync::Arc;

use jiff::civil::date;

use super::key::typed;
use super::page::Body;
use super::{Answer, App, Effect, Lane, Msg, Question, Setup, Ticket};
use crate::model::{
    Act, ActorEdit, ActorKind, ActorList, ActorNo, ActorRow, Address, Article, ArticleList,
    ArticleNo, ArticlePage, ArticleRow, ArticlesAt, Concordance, Field, HitLine, Marks, NameField,
    Overview, Progress, Proposal, Related, RelatedKind, View,
};

/// A browser with a library of a hundred articles that answers at once, the preview lane apart.
struct Bench {
    app: App,
    effects: Vec<Effect>,
    /// Addresses that were looked at, with their lane.
    asked: Vec<(Lane, Address)>,
    /// Actors that may be one, and what was answered.
    proposals: Vec<Proposal>,
    edits: Vec<ActorEdit>,
    /// The proposals before each answer.
    before: Vec<Vec<Proposal>>,
}

impl Bench {
    fn new(size: (u16, u16)) -> Self {
        let app = App::new(Setup {
            size,
            today: date(2022, 6, 2),
            ..Setup::default()
        });
        let mut bench = Self {
            app,
            effects: Vec::new(),
            asked: Vec::new(),
            proposals: Vec::new(),
            edits: Vec::new(),
            before: Vec::new(),
        };
        bench.send(Msg::Resize(size.0, size.1));
        bench
    }

    fn keys(&mut self, written: &str) -> &mut Self {
        for key in typed(written) {
            self.send(Msg::Key(key));
        }
        self
    }

    fn send(&mut self, msg: Msg) {
        let mut messages = vec![msg];
        while let Some(msg) = messages.pop() {
            for effect in self.app.update(msg) {
                match effect {
                    Effect::Ask {
                        ticket,
                        lane,
                        question,
                    } => messages.push(self.answer(ticket, lane, question)),
                    other => self.effects.push(other),
                }
            }
        }
    }

    fn answer(&mut self, ticket: Ticket, lane: Lane, question: Question) -> Msg {
        let answer = match question {
            Question::Look {
                address, window, ..
            } => {
                self.asked.push((lane, address.clone()));
                Answer::View(Box::new(match address {
                    Address::Triage => View::Triage(self.proposals.clone()),
                    address => view(&address, window),
                }))
            }
            Question::Omnibox { .. } => Answer::Omnibox(Vec::new()),
            Question::Searches => Answer::Searches(vec!["older".into(), "old".into()]),
            Question::Searched(_) | Question::SeeSaved(_) | Question::Visited(_) => Answer::Noted,
            Question::Values { field, typed, .. } => {
                let values = ["Ana Lima", "Anatolia"].map(str::to_owned).to_vec();
                let fits = field == NameField::Actor && typed == "An";
                Answer::Values(if fits { values } else { Vec::new() })
            }
            Question::EditActor(edit) => {
                self.before.push(self.proposals.clone());
                self.proposals.retain(|proposal| match &edit {
                    ActorEdit::Merge { name, into: other } | ActorEdit::Apart { name, other } => {
                        let both = [name, other];
                        !both.contains(&&proposal.actor.name)
                            && !both.contains(&&proposal.into.name)
                    }
                    _ => true,
                });
                self.edits.push(edit);
                Answer::Changed {
                    said: "answered".into(),
                }
            }
            Question::Save(search) => {
                self.effects.push(Effect::Copy(format!("{search:?}")));
                Answer::Changed {
                    said: "saved".into(),
                }
            }
            Question::Change(change) => {
                let said = match change.act {
                    Act::Star(true) => "starred",
                    Act::Place(_) => "",
                    _ => "changed",
                };
                self.effects.push(Effect::Copy(format!("{:?}", change.act)));
                Answer::Changed { said: said.into() }
            }
            Question::Undo => {
                if let Some(before) = self.before.pop() {
                    self.proposals = before;
                }
                Answer::Changed {
                    said: "undone".into(),
                }
            }
            _ => Answer::Changed {
                said: "undone".into(),
            },
        };
        Msg::Answer {
            ticket,
            result: Ok(answer),
        }
    }

    fn address(&self) -> &Address {
        &self.app.page().address
    }

    fn cursor(&self) -> usize {
        match &self.app.page().body {
            Body::Articles(list) => list.rows.cursor,
            other => panic!("no list: {other:?}"),
        }
    }

    fn top(&self) -> usize {
        match &self.app.page().body {
            Body::Article(reader) => reader.top,
            other => panic!("no article: {other:?}"),
        }
    }
}

fn row(no: u32) -> ArticleRow {
    ArticleRow {
        no,
        id: format!("a{no}"),
        title: format!("Article {no}"),
        read: no.is_multiple_of(3),
        ..ArticleRow::default()
    }
}

/// A hit of the article with this number, which is its hit of the same number.
fn hit(no: u32) -> HitLine {
    HitLine {
        article: ArticleNo(no),
        id: format!("a{no}"),
        title: format!("Article {no}"),
        source: String::new(),
        date: None,
        field: Field::Body,
        start: 0,
        end: 5,
        place: no as usize,
        left: "of ".into(),
        hit: "peace".into(),
        right: " and".into(),
    }
}

fn actor(no: u32, name: &str, kind: ActorKind) -> ActorRow {
    ActorRow {
        no: ActorNo(no),
        name: name.to_owned(),
        handle: name.to_owned(),
        unresolved: false,
        kind,
        aliases: Vec::new(),
        articles: 1,
        mentions: 1,
        first: None,
        last: None,
        spark: Vec::new(),
        lit: Vec::new(),
        matched: None,
    }
}

fn view(address: &Address, window: crate::model::Window) -> View {
    match address {
        Address::Article { id } => View::Article(Box::new(article(id))),
        Address::Overview => View::Overview(Box::<Overview>::default()),
        Address::Actors(at) => View::Actors(place::actors(at, window)),
        Address::Concordance(_) => View::Concordance(Concordance {
            lines: (0..3).map(|no| Arc::new(hit(no))).collect(),
            read: 3,
            articles: 3,
            complete: true,
            notices: Vec::new(),
        }),
        Address::Saved => View::Saved(Vec::new()),
        Address::Actor { name } => View::Actor(Box::new(match name.as_str() {
            name @ (actor::EVERYWHERE | actor::SELDOM) => actor::often(name, window),
            name => actor::page(name),
        })),
        Address::Articles(at) => View::Articles(place::list(at, window)),
        _ => View::Articles(place::list(&ArticlesAt::default(), window)),
    }
}

fn article(id: &str) -> ArticlePage {
    let paragraphs: Vec<String> = (0..40)
        .map(|number| {
            format!("Paragraph {number} speaks of peace and of https://example.org/{number}.")
        })
        .collect();
    ArticlePage {
        no: ArticleNo(1),
        article: Article {
            id: id.to_owned(),
            title: format!("On {id}"),
            body: paragraphs.join("\n\n"),
            ..Article::default()
        },
        marks: Marks::default(),
        mentions: Vec::new(),
        actors: Vec::new(),
        related: vec![Related {
            kind: RelatedKind::Cited,
            no: Some(ArticleNo(9)),
            id: Some("a9".into()),
            title: "Article 9".into(),
            teaser: None,
            url: None,
            date: None,
            reason: "cited".into(),
            score: 1.0,
        }],
        title_hits: Vec::new(),
        body_hits: Vec::new(),
        origin: String::new(),
        recognised: true,
    }
}

#[test]
fn the_first_size_asks_for_the_first_page_once() {
    let mut bench = Bench::new((80, 24));
    let main = |bench: &Bench| {
        let lanes = bench.asked.iter().filter(|(lane, _)| *lane == Lane::Main);
        lanes.count()
    };
    assert_eq!(main(&bench), 1);
    bench.send(Msg::Resize(120, 40));
    assert_eq!(main(&bench), 1);
}

#[test]
fn reading_goes_in_and_back_to_the_same_row() {
    let mut bench = Bench::new((80, 24));
    bench.keys("jjj<enter>");
    assert_eq!(*bench.address(), Address::Article { id: "a3".into() });
    bench.keys("J");
    assert_eq!(*bench.address(), Address::Article { id: "a4".into() });
    bench.keys("H");
    assert_eq!(bench.cursor(), 4, "the list has gone on with the reader");
    bench.keys("L");
    assert_eq!(*bench.address(), Address::Article { id: "a4".into() });
}

#[test]
fn the_cursor_stays_on_its_article_when_more_is_loaded() {
    let mut bench = Bench::new((80, 24));
    bench.keys("G");
    assert_eq!(bench.cursor(), 999);
    bench.send(Msg::Progress(Progress {
        generation: 2,
        ..Progress::default()
    }));
    assert_eq!(bench.cursor(), 999);
    let Body::Articles(list) = &bench.app.page().body else {
        panic!("no list")
    };
    assert_eq!(list.rows.selected().map(|row| row.no), Some(999));
}

#[test]
fn a_query_is_live_and_a_mistake_keeps_the_last_good_one() {
    let mut bench = Bench::new((80, 24));
    bench.keys("/peace ");
    let good = bench.address().clone();
    assert!(matches!(&good, Address::Articles(ArticlesAt { query, .. }) if query == "peace"));
    bench.keys("(");
    assert_eq!(*bench.address(), good);
    let prompt = bench.app.prompt.as_ref().expect("still typing");
    assert!(prompt.mistake.is_some());
    bench.keys("<esc>");
    assert_eq!(*bench.address(), Address::Articles(ArticlesAt::default()));
}

#[test]
fn the_last_word_of_a_query_is_open_until_enter() {
    let mut bench = Bench::new((80, 24));
    let asks = |bench: &Bench| match bench.address() {
        Address::Articles(at) => (at.query.clone(), at.open),
        other => panic!("no list: {other:?}"),
    };
    bench.keys("/peac");
    assert_eq!(asks(&bench), ("peac".to_owned(), true));
    bench.keys("<enter>");
    assert_eq!(asks(&bench), ("peac".to_owned(), false));
    bench.keys("H");
    assert_eq!(*bench.address(), Address::Articles(ArticlesAt::default()));
    bench.keys("L<esc>");
    assert_eq!(*bench.address(), Address::Articles(ArticlesAt::default()));
    let at = bench.app.at;
    bench.keys("/<enter>");
    assert_eq!(
        (bench.app.at, bench.app.pages.len()),
        (at, at + 1),
        "an empty search leads nowhere"
    );
}

#[test]
fn tab_completes_fields() {
    let mut bench = Bench::new((80, 24));
    bench.keys("/peace so<tab>");
    let prompt = bench.app.prompt.as_ref().expect("still typing");
    assert_eq!(prompt.text(), "peace source:");
}

#[test]
fn an_older_answer_is_dropped() {
    let mut app = App::new(Setup::default());
    let asked = |effects: Vec<Effect>| {
        effects.into_iter().find_map(|effect| match effect {
            Effect::Ask {
                ticket,
                lane: Lane::Main,
                ..
            } => Some(ticket),
            _ => None,
        })
    };
    let first = asked(app.update(Msg::Resize(80, 24))).expect("the list is asked for");
    app.update(Msg::Key(super::key::Key::char('/')));
    let second = asked(app.update(Msg::Key(super::key::Key::char('x'))));
    let list = |total| {
        Ok(Answer::View(Box::new(View::Articles(ArticleList {
            total,
            ..ArticleList::default()
        }))))
    };
    let second = second.expect("the query is asked for");
    app.update(Msg::Answer {
        ticket: second,
        result: list(7),
    });
    app.update(Msg::Answer {
        ticket: first,
        result: list(99),
    });
    let Body::Articles(shown) = &app.page().body else {
        panic!("no list")
    };
    assert_eq!(shown.rows.total, 7);
}

#[test]
fn starring_shows_at_once_and_is_told() {
    let mut bench = Bench::new((80, 24));
    bench.keys("s");
    assert_eq!(bench.app.said.as_deref(), Some("starred"));
    assert!(bench.effects.contains(&Effect::Copy("Star(true)".into())));
}

#[test]
fn opening_an_article_reads_it_without_a_word() {
    let mut bench = Bench::new((80, 24));
    bench.keys("j<enter>");
    assert!(bench.effects.contains(&Effect::Copy("Opened".into())));
    assert_eq!(bench.app.said, None);
}

#[test]
fn a_related_piece_is_followed_and_left_again() {
    let mut bench = Bench::new((80, 24));
    bench.keys("<enter>r<enter>");
    assert_eq!(*bench.address(), Address::Article { id: "a9".into() });
    bench.keys("q");
    assert_eq!(*bench.address(), Address::Article { id: "a0".into() });
}

#[test]
fn the_reader_keeps_its_line_when_the_width_changes() {
    let mut bench = Bench::new((80, 24));
    bench.keys("<enter>jjjjjjjjjjjjjjjjjjjj");
    let place = |bench: &Bench| match &bench.app.page().body {
        Body::Article(reader) => reader.place_now(),
        _ => None,
    };
    let before = place(&bench);
    bench.send(Msg::Resize(60, 24));
    bench.send(Msg::Resize(80, 24));
    assert_eq!(place(&bench), before);
    assert!(bench.top() > 0);
}

#[test]
fn finding_in_an_article_walks_its_matches() {
    let mut bench = Bench::new((80, 24));
    bench.keys("<enter>/paragraph 30<enter>");
    let first = bench.top();
    assert!(first > 20, "{first}");
    bench.keys("n");
    assert_eq!(bench.app.said.as_deref(), Some("match 1 of 1"));
}

#[test]
fn hints_follow_a_link() {
    let mut bench = Bench::new((80, 24));
    bench.keys("<enter>f");
    assert!(bench.app.hints.is_some());
    let label = bench.app.hints.as_ref().map(|hints| {
        let body = hints.labels.iter().find(|(_, link)| *link == 0);
        body.map(|(label, _)| label.clone()).unwrap_or_default()
    });
    bench.keys(&label.unwrap_or_default());
    let opened = Effect::OpenUrl("https://example.org/0".into());
    assert!(bench.effects.contains(&opened), "{:?}", bench.effects);
}

#[test]
fn prefixes_wait_and_escape_gives_up() {
    let mut bench = Bench::new((80, 24));
    bench.keys("g");
    assert!(!bench.app.begun.is_empty());
    bench.keys("<esc>");
    assert!(bench.app.begun.is_empty());
    bench.keys("go");
    assert_eq!(*bench.address(), Address::Overview);
}

#[test]
fn letters_of_other_keyboards_work() {
    let mut bench = Bench::new((80, 24));
    bench.keys("о");
    assert_eq!(bench.cursor(), 1);
}

#[test]
fn quitting_keeps_the_reading_place() {
    let mut bench = Bench::new((80, 24));
    bench.keys("<enter>jjjjjjjjjjQ");
    assert!(bench.effects.contains(&Effect::Quit));
    let kept = bench
        .effects
        .iter()
        .any(|effect| matches!(effect, Effect::Copy(act) if act.starts_with("Place(")));
    assert!(kept, "{:?}", bench.effects);
}

#[test]
fn every_command_is_survived_on_every_page() {
    let starts = ["", "<enter>", "@<esc>", "go", "gb", "gh", "gp", "?"];
    for start in starts {
        for command in super::commands::COMMANDS {
            for size in [(160, 50), (80, 24), (40, 12), (3, 2), (0, 0)] {
                let mut bench = Bench::new(size);
                bench.keys(start);
                (command.run)(&mut bench.app);
                bench.send(Msg::Resize(size.1, size.0));
                bench.keys("<esc>j<tab><enter>");
            }
        }
    }
}
