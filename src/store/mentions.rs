//! Who is named where in one article, as one blob: first the actors, then the places.

use rusqlite::{Connection, OptionalExtension};

use crate::model::{ActorKind, ActorNo, ArticleNo, Field, Mention};

use super::{
    Reader, StoreError,
    error::{At, unreadable},
    record::{kind_code, kind_of},
    wire::{Sink, Source},
};

/// A mention as the recogniser gives it, before its actor has a number.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalMention {
    /// Where it stands.
    pub field: Field,
    /// First byte in the field.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What the text makes of the actor here.
    pub kind: ActorKind,
    /// The actor, as its place in [`super::Recognised::actors`].
    pub actor: u32,
    /// How sure the recogniser is, 0 to 1.
    pub confidence: f32,
    /// A description rather than a name.
    pub described: bool,
}

/// An actor in an article, by the numbers of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct InDocument {
    pub(super) actor: u32,
    pub(super) mentions: u32,
    pub(super) declared: bool,
    pub(super) uncertain: bool,
    /// 0 for none.
    pub(super) role: u32,
    /// Names with how often each is used.
    pub(super) names: Vec<(u32, u32)>,
}

const DECLARED: u64 = 1;
const UNCERTAIN: u64 = 2;
/// In the first byte of a mention.
const DESCRIBED: u8 = 0x80;

/// Encodes the actors of an article and its mentions, which name them by their place in `actors`.
pub(super) fn encode(actors: &[InDocument], mentions: &[LocalMention]) -> Vec<u8> {
    let mut sink = Sink::default();
    sink.number(actors.len() as u64);
    for actor in actors {
        sink.number(u64::from(actor.actor));
        sink.number(u64::from(actor.mentions));
        let declared = if actor.declared { DECLARED } else { 0 };
        let uncertain = if actor.uncertain { UNCERTAIN } else { 0 };
        sink.number(declared | uncertain);
        sink.number(u64::from(actor.role));
        sink.number(actor.names.len() as u64);
        for (name, count) in &actor.names {
            sink.number(u64::from(*name));
            sink.number(u64::from(*count));
        }
    }
    let mut mentions: Vec<_> = mentions.iter().collect();
    mentions.sort_by_key(|mention| (mention.field, mention.start, mention.end));
    sink.number(mentions.len() as u64);
    let (mut field, mut place) = (Field::Title, 0);
    for mention in mentions {
        if mention.field != field {
            (field, place) = (mention.field, 0);
        }
        let described = if mention.described { DESCRIBED } else { 0 };
        sink.0
            .push(kind_code(mention.kind) << 1 | u8::from(field == Field::Body) | described);
        sink.number(u64::from(mention.actor));
        sink.number(u64::from(mention.start - place));
        sink.number(u64::from(mention.end.saturating_sub(mention.start)));
        sink.0
            .push((mention.confidence.clamp(0.0, 1.0) * 255.0).round() as u8);
        place = mention.start;
    }
    sink.0
}

/// Reads the actors of a blob and leaves the mentions.
pub(super) fn decode_actors(source: &mut Source<'_>) -> Option<Vec<InDocument>> {
    let length = source.length()?;
    (0..length)
        .map(|_| {
            let (actor, mentions) = (source.small()?, source.small()?);
            let flags = source.number()?;
            let role = source.small()?;
            let names = source.length()?;
            let names = (0..names)
                .map(|_| Some((source.small()?, source.small()?)))
                .collect::<Option<_>>()?;
            Some(InDocument {
                actor,
                mentions,
                declared: flags & DECLARED != 0,
                uncertain: flags & UNCERTAIN != 0,
                role,
                names,
            })
        })
        .collect()
}

fn decode_mentions(source: &mut Source<'_>, actors: &[InDocument]) -> Option<Vec<Mention>> {
    let length = source.length()?;
    let (mut field, mut place) = (Field::Title, 0u32);
    (0..length)
        .map(|_| {
            let head = source.byte()?;
            let here = if head & 1 == 1 {
                Field::Body
            } else {
                Field::Title
            };
            if here != field {
                (field, place) = (here, 0);
            }
            let actor = actors.get(usize::try_from(source.number()?).ok()?)?;
            place = place.checked_add(source.small()?)?;
            let end = place.checked_add(source.small()?)?;
            Some(Mention {
                field,
                start: place,
                end,
                kind: kind_of((head & !DESCRIBED) >> 1)?,
                actor: ActorNo(actor.actor),
                confidence: f32::from(source.byte()?) / 255.0,
                described: head & DESCRIBED != 0,
            })
        })
        .collect()
}

impl Reader {
    /// Who is named where in an article, in order of field and place; `None` where it has not been recognised yet.
    pub fn mentions(&self, article: ArticleNo) -> Result<Option<Vec<Mention>>, StoreError> {
        let (db, path) = self.parts();
        let read = || -> rusqlite::Result<Option<Vec<Mention>>> {
            let Some(blob) = blob(db, article.0)? else {
                return Ok(None);
            };
            let mut source = Source(&blob);
            decode_actors(&mut source)
                .and_then(|actors| decode_mentions(&mut source, &actors))
                .map(Some)
                .ok_or_else(broken)
        };
        read().at(path)
    }
}

/// The actors of an article; `None` where it has not been recognised.
pub(super) fn document(db: &Connection, number: u32) -> rusqlite::Result<Option<Vec<InDocument>>> {
    match blob(db, number)? {
        None => Ok(None),
        Some(blob) => decode_actors(&mut Source(&blob))
            .map(Some)
            .ok_or_else(broken),
    }
}

/// The actors of a blob of which everything can be read, the mentions too.
pub(super) fn whole_document(blob: &[u8]) -> Option<Vec<InDocument>> {
    let mut source = Source(blob);
    let actors = decode_actors(&mut source)?;
    decode_mentions(&mut source, &actors)?;
    source.0.is_empty().then_some(actors)
}

fn blob(db: &Connection, number: u32) -> rusqlite::Result<Option<Vec<u8>>> {
    db.prepare_cached("SELECT blob FROM mentions WHERE n = ?")?
        .query_row([number], |row| row.get(0))
        .optional()
}

pub(super) fn broken() -> rusqlite::Error {
    unreadable("the mentions of an article cannot be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_survive_their_blob() {
        let actors = [
            InDocument {
                actor: 700,
                mentions: 2,
                declared: true,
                uncertain: false,
                role: 3,
                names: vec![(1, 1), (9, 1)],
            },
            InDocument {
                actor: 2,
                mentions: 1,
                ..InDocument::default()
            },
        ];
        let mention = |field, start, end, actor| LocalMention {
            field,
            start,
            end,
            kind: ActorKind::Organisation,
            actor,
            confidence: 1.0,
            described: field == Field::Title,
        };
        let given = [
            mention(Field::Body, 900, 910, 0),
            mention(Field::Title, 5, 9, 1),
            mention(Field::Body, 3, 8, 0),
        ];
        let blob = encode(&actors, &given);
        let mut source = Source(&blob);
        let read = decode_actors(&mut source).expect("our own blob");
        assert_eq!(read, actors);
        let places: Vec<_> = decode_mentions(&mut source, &read)
            .expect("our own blob")
            .into_iter()
            .map(|m| (m.field, m.start, m.end, m.actor.0, m.described))
            .collect();
        let expected = [
            (Field::Title, 5, 9, 2, true),
            (Field::Body, 3, 8, 700, false),
            (Field::Body, 900, 910, 700, false),
        ];
        assert_eq!(places, expected);
    }

    proptest::proptest! {
        #[test]
        fn foreign_blobs_are_refused_quietly(bytes: Vec<u8>) {
            let mut source = Source(&bytes);
            if let Some(actors) = decode_actors(&mut source) {
                let _ = decode_mentions(&mut source, &actors);
            }
        }
    }
}
