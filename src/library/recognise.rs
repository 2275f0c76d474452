//! The recognition job: reads the stored articles, newest first, and keeps who is named where.

use std::sync::LazyLock;

use rayon::prelude::*;

use crate::actors::{self, Document, Recogniser};
use crate::model::{Article, ArticleNo, Phase};
use crate::store::{LocalMention, NamedActor, Recognised};

use super::gather::Gather;
use super::mentions::Tagged;
use super::{Library, LoadError};

/// Articles of the first batch: what the reader sees first.
const FIRST_BATCH: usize = 100;
/// Articles of a later batch.
const BATCH: usize = 2_000;

static RECOGNISER: LazyLock<Recogniser> = LazyLock::new(Recogniser::shipped);

/// Recognises the actors of every article that this version has not read yet.
pub(super) fn recognise(library: &Library) -> Result<(), LoadError> {
    let mut gather = Gather::begin(library)?;
    let reader = library.reader()?;
    let waiting = reader.unrecognised(actors::VERSION, usize::MAX)?;
    let total = reader.articles()?;
    let mut done = total.saturating_sub(waiting.len() as u64);
    let (first, rest) = waiting.split_at(FIRST_BATCH.min(waiting.len()));
    for numbers in std::iter::once(first).chain(rest.chunks(BATCH)) {
        if library.watch.cancel.is_cancelled() {
            break;
        }
        if numbers.is_empty() {
            continue;
        }
        library
            .watch
            .change(|progress| progress.phase = Phase::Recognising(done, total));
        let mut articles = Vec::with_capacity(numbers.len());
        for &no in numbers {
            articles.extend(reader.article(no)?.map(|article| (no, article)));
        }
        let read: Vec<Recognised> = articles
            .par_iter()
            .map(|(no, article)| read(*no, article))
            .collect();
        let known = library.store().put_actors(actors::VERSION, &read)?;
        gather.take(&read, &known)?;
        done += numbers.len() as u64;
    }
    gather.finish()
}

/// Recognises the actors that a text names, exactly as it stands.
pub fn tag(text: &str) -> Vec<Tagged> {
    let document = RECOGNISER.read(&actors::Input {
        body: text,
        ..actors::Input::default()
    });
    let named = |mention: &actors::LocalMention| Tagged {
        field: mention.field,
        start: mention.start,
        end: mention.end,
        kind: mention.kind,
        actor: document
            .actors
            .get(mention.actor)
            .map(|actor| actor.name.clone())
            .unwrap_or_default(),
        confidence: mention.confidence,
    };
    document.mentions.iter().map(named).collect()
}

fn read(no: ArticleNo, article: &Article) -> Recognised {
    let document = RECOGNISER.read(&actors::Input {
        title: &article.title,
        body: &article.body,
        lang: article.lang.as_deref(),
        date: article.date,
        declared: &article.actors,
    });
    as_stored(no, document)
}

fn as_stored(no: ArticleNo, document: Document) -> Recognised {
    let mentions = document.mentions.into_iter().map(|mention| LocalMention {
        field: mention.field,
        start: mention.start,
        end: mention.end,
        kind: mention.kind,
        actor: u32::try_from(mention.actor).unwrap_or(u32::MAX),
        confidence: mention.confidence,
    });
    let actors = document.actors.into_iter().map(|actor| NamedActor {
        key: actor.key,
        name: actor.name,
        kind: actor.kind,
        names: actor.names,
        role: actor.role,
        declared: actor.declared,
        uncertain: actor.uncertain,
    });
    Recognised {
        no,
        mentions: mentions.collect(),
        actors: actors.collect(),
    }
}
