//! The keys of `--json`, schema 1: one object a line, absent keys left out; keys may be added and are never renamed.
//!
//! | command | struct |
//! |---|---|
//! | `search`, and `hits` of `search --batch` | [`Hit`], [`Batch`] |
//! | `search --kwic` | [`Kwic`]; `start` and `end` are bytes of the field |
//! | `show` | [`Article`]: the article format, with `actors` and `related` as found |
//! | `related`, and `related` of `show` | [`Related`] |
//! | `actors`; `actor` with more | [`Actor`], [`ActorPage`] |
//! | `mentions` | [`Mention`]; `start` and `end` are bytes of UTF-8, end exclusive |
//! | `timeline` | [`Step`] |
//! | `stats` | [`Stats`] |
//! | `check`, `report` | [`Problem`] for each, then [`Sums`] |
//! | `marks` | [`Marked`] |
//! | `saved` | [`Saved`]; `saved open` as `search` |
//! | `verify` | [`Checked`] |
//! | `--version` | [`Version`] |

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model;

/// The version of the schema.
pub(super) const VERSION: u32 = 1;

#[derive(Serialize)]
pub(super) struct Version {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
    pub(super) schema: u32,
}

#[derive(Serialize)]
pub(super) struct Hit {
    pub(super) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) date_inferred: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) source: String,
    pub(super) title: String,
    /// Around the first hit in the text; empty where nothing was asked of it.
    pub(super) snippet: String,
    pub(super) score: f32,
}

/// Whether a date was worked out from the text.
pub(super) fn is_inferred(date: Option<model::Date>) -> bool {
    date.is_some_and(|date| date.is_inferred())
}

impl From<model::ArticleRow> for Hit {
    fn from(row: model::ArticleRow) -> Self {
        Self {
            id: row.id,
            date: row.date.map(|date| date.to_string()),
            date_inferred: is_inferred(row.date),
            source: row.source,
            title: row.title,
            snippet: row.snippet.text,
            score: row.score,
        }
    }
}

/// The dates of the first and the last of some articles.
#[derive(Serialize)]
pub(super) struct Ends {
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    first_inferred: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    last_inferred: bool,
}

impl Ends {
    pub(super) fn new(first: Option<model::Date>, last: Option<model::Date>) -> Self {
        Self {
            first: first.map(|date| date.to_string()),
            first_inferred: is_inferred(first),
            last: last.map(|date| date.to_string()),
            last_inferred: is_inferred(last),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Kwic<'a> {
    pub(super) article: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) date_inferred: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) source: &'a str,
    pub(super) title: &'a str,
    pub(super) field: &'static str,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) left: &'a str,
    pub(super) hit: &'a str,
    pub(super) right: &'a str,
}

#[derive(Serialize)]
pub(super) struct Batch {
    pub(super) query: String,
    pub(super) count: usize,
    pub(super) hits: Vec<Hit>,
}

#[derive(Serialize)]
pub(super) struct Article {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) body: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) date_inferred: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) source: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) author: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) category: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) photo: Option<Photo>,
    pub(super) actors: Vec<ActorHere>,
    pub(super) related: Vec<Related>,
}

#[derive(Serialize)]
pub(super) struct Photo {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) caption: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
}

impl From<model::Photo> for Photo {
    fn from(photo: model::Photo) -> Self {
        let is_url = |place: &String| place.starts_with("http://") || place.starts_with("https://");
        Self {
            caption: photo.caption,
            credit: photo.credit,
            url: photo.place.clone().filter(is_url),
            file: photo.place.filter(|place| !is_url(place)),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ActorHere {
    pub(super) name: String,
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<String>,
    /// Its role by other articles of about the same date, where this one gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role_elsewhere: Option<String>,
    pub(super) mentions: u32,
    /// Who is meant is a guess.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) uncertain: bool,
}

#[derive(Serialize)]
pub(super) struct Related {
    pub(super) article: String,
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    pub(super) title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) teaser: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) date_inferred: bool,
    pub(super) reason: String,
    pub(super) score: f32,
}

impl Related {
    /// A piece related to the article with this id.
    pub(super) fn of(article: &str, piece: model::Related) -> Self {
        Self {
            article: article.to_owned(),
            kind: piece.kind.word(),
            id: piece.id,
            title: piece.title,
            teaser: piece.teaser,
            url: piece.url,
            date: piece.date.map(|date| date.to_string()),
            date_inferred: is_inferred(piece.date),
            reason: piece.reason,
            score: piece.score,
        }
    }
}

impl From<model::ArticlePage> for Article {
    fn from(page: model::ArticlePage) -> Self {
        let article = page.article;
        let id = article.id.clone();
        let related = page.related.into_iter();
        let actors = page.actors.into_iter().map(|actor| {
            let (role, role_elsewhere) = match actor.role_elsewhere {
                true => (None, actor.role),
                false => (actor.role, None),
            };
            ActorHere {
                name: actor.name,
                kind: actor.kind.word(),
                role,
                role_elsewhere,
                mentions: actor.mentions,
                uncertain: actor.uncertain,
            }
        });
        Self {
            date: article.date.map(|date| date.to_string()),
            date_inferred: is_inferred(article.date),
            related: related.map(|piece| Related::of(&id, piece)).collect(),
            id: article.id,
            title: article.title,
            body: article.body,
            source: article.sources,
            url: article.url,
            author: article.authors,
            lang: article.lang,
            category: article.category,
            tags: article.tags,
            photo: article.photo.map(Photo::from),
            actors: actors.collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Actor {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) aliases: Vec<String>,
    pub(super) articles: u32,
    pub(super) mentions: u32,
    /// Its name is but a part of one, so that its articles may mean several people.
    pub(super) unresolved: bool,
    #[serde(flatten)]
    pub(super) ends: Ends,
}

impl From<model::ActorRow> for Actor {
    fn from(row: model::ActorRow) -> Self {
        Self {
            unresolved: row.unresolved,
            name: row.name,
            kind: row.kind.word(),
            aliases: row.aliases,
            articles: row.articles,
            mentions: row.mentions,
            ends: Ends::new(row.first, row.last),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ActorPage {
    #[serde(flatten)]
    pub(super) actor: Actor,
    /// The forms in which it is written, most often first.
    pub(super) written: Vec<Written>,
    pub(super) roles: Vec<Role>,
    /// What the reader's dictionary of actors says it was.
    pub(super) offices: Vec<Office>,
    pub(super) months: BTreeMap<String, u32>,
    pub(super) with: Vec<With>,
    pub(super) contexts: Vec<Context>,
    /// Sentences in which it is quoted, by heuristic.
    pub(super) said: Vec<Context>,
    /// Those of `with`, `contexts` and `said` that are but the first of more.
    pub(super) cut: Vec<&'static str>,
}

#[derive(Serialize)]
pub(super) struct Written {
    pub(super) name: String,
    pub(super) mentions: u32,
}

#[derive(Serialize)]
pub(super) struct Proposal {
    pub(super) actor: Actor,
    pub(super) into: Actor,
    pub(super) reason: &'static str,
}

#[derive(Serialize)]
pub(super) struct Pair {
    pub(super) one: Actor,
    pub(super) other: Option<Actor>,
    pub(super) total: usize,
    pub(super) months: BTreeMap<String, u32>,
    pub(super) sentences: Vec<Context>,
    pub(super) articles: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Office {
    pub(super) code: String,
    pub(super) from: Option<String>,
    pub(super) until: Option<String>,
    /// Whether it was over when this was printed.
    pub(super) ended: bool,
    /// Where it is written: `dictionary`.
    pub(super) origin: &'static str,
}

#[derive(Serialize)]
pub(super) struct Role {
    pub(super) role: String,
    #[serde(flatten)]
    pub(super) ends: Ends,
    pub(super) articles: u32,
}

#[derive(Serialize)]
pub(super) struct With {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) articles: u32,
    pub(super) surprise: f32,
}

#[derive(Serialize)]
pub(super) struct Context {
    pub(super) article: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) date_inferred: bool,
    pub(super) title: String,
    pub(super) text: String,
}

#[derive(Serialize)]
pub(super) struct Mention<'a> {
    pub(super) article: &'a str,
    pub(super) field: &'static str,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: &'static str,
    pub(super) surface: &'a str,
    pub(super) actor: &'a str,
    /// How sure it is that this is a name of this kind, 0 to 1.
    pub(super) confidence: f32,
    /// Whose name it is, is a guess.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) uncertain: bool,
}

fn is_none_of_them(count: &u32) -> bool {
    *count == 0
}

#[derive(Serialize)]
pub(super) struct Step {
    pub(super) period: String,
    pub(super) articles: u32,
    /// Those of them whose date was worked out from their text.
    #[serde(skip_serializing_if = "is_none_of_them")]
    pub(super) inferred: u32,
}

#[derive(Serialize)]
pub(super) struct Stats {
    pub(super) articles: u32,
    pub(super) stubs: u32,
    pub(super) actors: u32,
    pub(super) sources: u32,
    pub(super) problems: u32,
    #[serde(flatten)]
    pub(super) ends: Ends,
    pub(super) languages: BTreeMap<String, u32>,
}

#[derive(Serialize)]
pub(super) struct Problem<'a> {
    pub(super) file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) record: Option<u64>,
    pub(super) reason: &'a str,
}

impl<'a> From<&'a model::Problem> for Problem<'a> {
    fn from(problem: &'a model::Problem) -> Self {
        Self {
            file: &problem.file,
            line: problem.line,
            record: problem.record,
            reason: &problem.reason,
        }
    }
}

#[derive(Serialize)]
pub(super) struct Sums {
    pub(super) articles: u64,
    pub(super) duplicates: u64,
    pub(super) problems: u64,
}

#[derive(Serialize)]
pub(super) struct Marked {
    pub(super) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    pub(super) starred: bool,
    pub(super) read: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Saved {
    pub(super) name: String,
    pub(super) query: String,
    pub(super) sort: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) articles: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) new: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mistake: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Checked {
    pub(super) sound: bool,
    pub(super) articles: u64,
    /// Absent where nobody knows how many there were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lost: Option<u64>,
    pub(super) notes: Vec<String>,
}
