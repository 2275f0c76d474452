//! What an article declares about itself beyond the columns of its row: what lists and columns need as one blob in the row, the
//! rest as one that is packed with its body.

use crate::model::{ActorKind, Article, DeclaredActor, Photo};

use super::wire::{Sink, Source};

/// Encodes sources, authors, tags and category.
pub(super) fn encode(article: &Article) -> Vec<u8> {
    let mut sink = Sink::default();
    // The first source is a column of its own.
    sink.texts(article.sources.get(1..).unwrap_or_default());
    sink.texts(&article.authors);
    sink.texts(&article.tags);
    sink.maybe(article.category.as_deref());
    sink.0
}

/// Puts the address before what [`encode_more`] made of the same article, to stand beside the body; nothing where there is nothing.
pub(super) fn aside(article: &Article, more: &[u8]) -> Vec<u8> {
    if article.url.is_none() && article.photo.is_none() && article.actors.is_empty() {
        return Vec::new();
    }
    let mut sink = Sink::default();
    sink.maybe(article.url.as_deref());
    sink.0.extend_from_slice(more);
    sink.0
}

/// Encodes photo and declared actors.
pub(super) fn encode_more(article: &Article) -> Vec<u8> {
    let mut sink = Sink::default();
    sink.number(u64::from(article.photo.is_some()));
    if let Some(photo) = &article.photo {
        sink.maybe(photo.caption.as_deref());
        sink.maybe(photo.credit.as_deref());
        sink.maybe(photo.place.as_deref());
    }
    sink.number(article.actors.len() as u64);
    for actor in &article.actors {
        sink.text(&actor.name);
        sink.number(actor.kind.map_or(0, |kind| u64::from(kind_code(kind)) + 1));
        sink.maybe(actor.role.as_deref());
    }
    sink.0
}

/// Fills in what [`encode`] wrote; `None` where the blob is not one of ours.
pub(super) fn decode(blob: &[u8], article: &mut Article) -> Option<()> {
    let mut source = Source(blob);
    article.sources.extend(source.texts()?);
    article.authors = source.texts()?;
    article.tags = source.texts()?;
    article.category = source.maybe()?.map(str::to_owned);
    // Up to layout 5 the rest stood here, too.
    match source.0.is_empty() {
        true => Some(()),
        false => decode_more(&mut source, article),
    }
}

/// Fills in what [`aside`] wrote; `None` where the blob is not one of ours.
pub(super) fn decode_aside(blob: &[u8], article: &mut Article) -> Option<()> {
    if blob.is_empty() {
        return Some(());
    }
    let mut source = Source(blob);
    article.url = source.maybe()?.map(str::to_owned);
    decode_more(&mut source, article)
}

fn decode_more(source: &mut Source<'_>, article: &mut Article) -> Option<()> {
    article.photo = match source.number()? {
        0 => None,
        _ => Some(Photo {
            caption: source.maybe()?.map(str::to_owned),
            credit: source.maybe()?.map(str::to_owned),
            place: source.maybe()?.map(str::to_owned),
        }),
    };
    let actors = source.length()?;
    article.actors = (0..actors)
        .map(|_| {
            let name = source.text()?.to_owned();
            let kind = match source.byte()? {
                0 => None,
                code => Some(kind_of(code - 1)?),
            };
            let role = source.maybe()?.map(str::to_owned);
            Some(DeclaredActor { name, kind, role })
        })
        .collect::<Option<_>>()?;
    Some(())
}

/// The number a kind is stored as.
pub(super) fn kind_code(kind: ActorKind) -> u8 {
    match kind {
        ActorKind::Person => 0,
        ActorKind::Organisation => 1,
        ActorKind::Place => 2,
        ActorKind::Group => 3,
    }
}

/// The kind stored as a number.
pub(super) fn kind_of(code: u8) -> Option<ActorKind> {
    ActorKind::ALL
        .into_iter()
        .find(|&kind| kind_code(kind) == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_survives_its_blob() {
        let article = Article {
            url: Some("https://caucasus.example/1".into()),
            sources: vec!["caucasus.example".into(), "agencies".into()],
            authors: vec!["A. Writer".into()],
            tags: vec!["talks".into(), "border".into()],
            category: Some("News".into()),
            photo: Some(Photo {
                caption: Some("A meeting".into()),
                credit: None,
                place: Some("meeting.jpg".into()),
            }),
            actors: vec![DeclaredActor {
                name: "Charles Michel".into(),
                kind: Some(ActorKind::Person),
                role: Some("president of the European Council".into()),
            }],
            ..Article::default()
        };
        let first = Article {
            sources: vec!["caucasus.example".into()],
            ..Article::default()
        };
        let mut read = first.clone();
        assert_eq!(decode(&encode(&article), &mut read), Some(()));
        let aside = aside(&article, &encode_more(&article));
        assert_eq!(decode_aside(&aside, &mut read), Some(()));
        assert_eq!(read, article);

        let older = [encode(&article), encode_more(&article)].concat();
        let mut read = Article {
            url: article.url.clone(),
            ..first
        };
        assert_eq!(decode(&older, &mut read), Some(()));
        assert_eq!(decode_aside(&[], &mut read), Some(()));
        assert_eq!(read, article, "as it stood in layout 5");
    }

    proptest::proptest! {
        #[test]
        fn foreign_blobs_are_refused_quietly(bytes: Vec<u8>) {
            let _ = decode(&bytes, &mut Article::default());
            let _ = decode_aside(&bytes, &mut Article::default());
        }
    }
}
