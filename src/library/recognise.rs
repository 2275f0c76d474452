//! The recognition job: reads the stored articles, newest first, and keeps who is named where.

use std::sync::LazyLock;
use std::sync::mpsc::sync_channel;

use rayon::prelude::*;

use crate::actors::{self, Document, OwnNames, Recogniser, key};
use crate::model::{ActorKind, Article, ArticleNo, Phase};
use crate::store::{LocalMention, NamedActor, Reader, Recognised, StoreError};

use super::dictionary::Own;
use super::gather::Gather;
use super::mentions::{DOUBTFUL, Tagged};
use super::{Library, LoadError};

/// Articles of the first batch: what the reader sees first.
const FIRST_BATCH: usize = 100;
/// Articles of a later batch.
const BATCH: usize = 2_000;

static RECOGNISER: LazyLock<Recogniser> = LazyLock::new(Recogniser::shipped);

/// Recognises the actors of every article that this version has not read yet. While one batch is kept, the next is read.
pub(super) fn recognise(library: &Library) -> Result<(), LoadError> {
    let mut gather = Gather::begin(library)?;
    let reader = library.reader()?;
    let newest = library.seen().columns.newest(0, usize::MAX);
    let version = library.reading_version(&reader)?;
    library.note_dictionary()?;
    let own = library.own()?;
    let waiting = reader.unrecognised(version, newest)?;
    let total = reader.articles()?;
    let mut done = total.saturating_sub(waiting.len() as u64);
    let (first, rest) = waiting.split_at(FIRST_BATCH.min(waiting.len()));
    let batches = std::iter::once(first)
        .chain(rest.chunks(BATCH))
        .filter(|numbers| !numbers.is_empty());
    std::thread::scope(|scope| {
        let (to_keep, read) = sync_channel(1);
        scope.spawn(move || {
            for numbers in batches {
                if library.watch.cancel.is_cancelled() {
                    return;
                }
                let read = read_batch(library, &reader, numbers, &own);
                let failed = read.is_err();
                if to_keep.send((numbers.len(), read)).is_err() || failed {
                    return;
                }
            }
        });
        for (articles, read) in read {
            library
                .watch
                .change(|progress| progress.phase = Phase::Recognising(done, total));
            let read = read?;
            let known = library.store()?.put_actors(version, &read)?;
            gather.take(&read, &known)?;
            done += articles as u64;
        }
        gather.finish()
    })
}

fn read_batch(
    library: &Library,
    reader: &Reader,
    numbers: &[ArticleNo],
    own: &Own,
) -> Result<Vec<Recognised>, StoreError> {
    // In the order they lie in: they are read faster so, and what is kept of them takes less room.
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    let articles = reader.texts(&numbers)?;
    let with_teasers = |(no, article)| {
        let teasers = |article| Ok((no, article, reader.teasers(no)?));
        let read = Result::and_then(article, teasers);
        library.go_past(no, read).transpose()
    };
    let articles = articles.into_iter().filter_map(with_teasers);
    let articles = articles.collect::<Result<Vec<_>, StoreError>>()?;
    let names = (!own.is_empty()).then(|| own.names());
    let read = articles
        .par_iter()
        .map(|(no, article, teasers)| read(*no, article, teasers, names));
    Ok(read.collect())
}

/// Recognises the actors that a text names, exactly as it stands.
pub fn tag(text: &str) -> Vec<Tagged> {
    let document = RECOGNISER.read(&actors::Input {
        body: text,
        ..actors::Input::default()
    });
    let named = |mention: &actors::LocalMention| {
        let actor = document.actors.get(mention.actor);
        Tagged {
            field: mention.field,
            start: mention.start,
            end: mention.end,
            kind: mention.kind,
            actor: actor.map(|actor| actor.name.clone()).unwrap_or_default(),
            confidence: mention.confidence,
            uncertain: mention.confidence < DOUBTFUL || actor.is_some_and(|actor| actor.uncertain),
        }
    };
    let names = document
        .mentions
        .iter()
        .filter(|mention| !mention.described);
    names.map(named).collect()
}

fn read(
    no: ArticleNo,
    article: &Article,
    teasers: &[String],
    own: Option<&OwnNames>,
) -> Recognised {
    let lang = article.lang.as_deref();
    let document = RECOGNISER.read(&actors::Input {
        title: &article.title,
        body: &article.body,
        lang,
        date: article.date,
        declared: &article.actors,
        own,
    });
    let mut read = as_stored(no, document);
    for teaser in teasers {
        add_people(&mut read, teaser, lang);
    }
    read
}

/// Adds the people whom the lines that introduce a related piece name in full. Like declared ones, they are actors of the article
/// that stand nowhere in its text.
fn add_people(read: &mut Recognised, teaser: &str, lang: Option<&str>) {
    let document = RECOGNISER.read(&actors::Input {
        body: teaser,
        lang,
        ..actors::Input::default()
    });
    for actor in as_stored(read.no, document).actors {
        let is_full = actor.kind == ActorKind::Person && !actor.key.starts_with(key::PARTIAL);
        let is_new = read.actors.iter().all(|other| other.key != actor.key);
        if is_full && is_new {
            read.actors.push(NamedActor {
                names: Vec::new(),
                ..actor
            });
        }
    }
}

fn as_stored(no: ArticleNo, document: Document) -> Recognised {
    let mentions = document.mentions.into_iter().map(|mention| LocalMention {
        field: mention.field,
        start: mention.start,
        end: mention.end,
        kind: mention.kind,
        actor: u32::try_from(mention.actor).unwrap_or(u32::MAX),
        confidence: mention.confidence,
        described: mention.described,
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
