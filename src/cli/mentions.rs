//! `dateline mentions`: who is named where, in the corpus or in texts as they stand.

use std::path::Path;

use serde::Deserialize;

use super::arguments::Mentions;
use super::corpus::{Context, Corpus};
use super::fault::{DONE, Fault, NOTHING, UNREAD};
use super::out::Out;
use super::{batch, schema, search, signals, tell};
use crate::library::{self, Tagged, Upto};
use crate::model::{ArticlesAt, Field, Sort};

/// Ids that are asked for at once.
const PART: usize = 2_000;

/// Runs it.
pub(super) fn run(mentions: &Mentions, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let limit = context.shared.limit.unwrap_or(usize::MAX);
    if let Some(file) = &mentions.raw {
        return raw(file, limit, out);
    }
    let corpus = context.open(Upto::Actors, out)?;
    let (mut printed, mut status) = (0, corpus.status);
    let mut one = |id: &str, out: &mut Out| -> Result<bool, Fault> {
        let named = match corpus.library.mentions(id) {
            // The others can be read all the same.
            Err(error) if error.is_of_damage() => {
                tell(&format!("dateline: {id}: {error}"));
                status = UNREAD;
                return Ok(true);
            }
            other => other?,
        };
        for mention in named.mentions.iter().take(limit - printed) {
            let text = match mention.field {
                Field::Title => &named.title,
                Field::Body => &named.body,
            };
            print(id, text, mention, out)?;
            printed += 1;
        }
        Ok(printed < limit)
    };
    if mentions.ids.is_empty() {
        each_id(&corpus, |id| one(id, out))?;
    }
    for id in &mentions.ids {
        one(id, out)?;
    }
    Ok(if printed == 0 && status == DONE {
        NOTHING
    } else {
        status
    })
}

/// Calls `each` with the id of every article, oldest first, until it returns false.
pub(super) fn each_id(
    corpus: &Corpus,
    mut each: impl FnMut(&str) -> Result<bool, Fault>,
) -> Result<(), Fault> {
    let at = ArticlesAt {
        sort: Sort::Oldest,
        ..ArticlesAt::default()
    };
    let mut from = 0;
    loop {
        let rows = search::part(corpus, &at, from, PART)?.rows;
        if rows.is_empty() {
            return Ok(());
        }
        from += rows.len();
        for row in rows {
            if signals::came() {
                return Err(Fault::Interrupted);
            }
            if !each(&row.id)? {
                return Ok(());
            }
        }
    }
}

/// A text to be tagged.
#[derive(Deserialize)]
struct Raw {
    id: serde_json::Value,
    text: String,
}

fn raw(file: &Path, limit: usize, out: &mut Out) -> Result<u8, Fault> {
    let lines = batch::read(file)?;
    let (mut printed, mut status) = (0, DONE);
    for (place, line) in lines.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        if signals::came() {
            return Err(Fault::Interrupted);
        }
        let raw: Raw = match serde_json::from_str(line) {
            Ok(raw) => raw,
            Err(error) => {
                tell(&format!(
                    "dateline: {}:{}: {error}",
                    file.display(),
                    place + 1
                ));
                status = UNREAD;
                continue;
            }
        };
        let id = match raw.id {
            serde_json::Value::String(id) => id,
            other => other.to_string(),
        };
        for mention in library::tag(&raw.text).iter().take(limit - printed) {
            print(&id, &raw.text, mention, out)?;
            printed += 1;
        }
    }
    Ok(if printed == 0 && status == DONE {
        NOTHING
    } else {
        status
    })
}

fn print(id: &str, text: &str, mention: &Tagged, out: &mut Out) -> Result<(), Fault> {
    let surface = text.get(mention.start as usize..mention.end as usize);
    let mention = schema::Mention {
        article: id,
        field: match mention.field {
            Field::Title => "title",
            Field::Body => "body",
        },
        start: mention.start,
        end: mention.end,
        kind: mention.kind.word(),
        surface: surface.unwrap_or_default(),
        actor: &mention.actor,
        confidence: mention.confidence,
        uncertain: mention.uncertain,
    };
    if out.json {
        return out.object(&mention);
    }
    let surface = mention.surface.replace(['\n', '\t'], " ");
    out.line(&format!(
        "{id}\t{}\t{}\t{}\t{}\t{surface}\t{}\t{:.2}",
        mention.field, mention.start, mention.end, mention.kind, mention.actor, mention.confidence
    ))
}
