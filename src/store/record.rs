//! What an article declares about itself beyond the columns of its row, as one blob.

use crate::model::{ActorKind, Article, DeclaredActor, Photo};

use super::wire::{Sink, Source};

/// Encodes sources, authors, tags, category, photo and declared actors.
pub(super) fn encode(article: &Article) -> Vec<u8> {
    let mut sink = Sink::default();
    // The first source is a column of its own.
    sink.texts(article.sources.get(1..).unwrap_or_default());
    sink.texts(&article.authors);
    sink.texts(&article.tags);
    sink.maybe(article.category.as_deref());
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
        let blob = encode(&article);
        let mut read = Article {
            sources: vec!["caucasus.example".into()],
            ..Article::default()
        };
        assert_eq!(decode(&blob, &mut read), Some(()));
        assert_eq!(read, article);
    }

    proptest::proptest! {
        #[test]
        fn foreign_blobs_are_refused_quietly(bytes: Vec<u8>) {
            let _ = decode(&bytes, &mut Article::default());
        }
    }
}
