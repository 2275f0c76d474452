//! The names that tools give the parts of an article, and a record read by them without a tree of the rest.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::loose::Loose;

/// A part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Id,
    Title,
    Body,
    Date,
    Inferred,
    Source,
    Site,
    Url,
    Author,
    Lang,
    Category,
    Tags,
    Photo,
    Caption,
    Credit,
    Actors,
    Persons,
    Organisations,
    Places,
    Groups,
    Related,
    /// An object that holds the article itself.
    Inner,
}

/// Names without case, `_`, `-`, `.`, `:` and spaces; where a record has several for one part, the first that has something in it is taken.
#[rustfmt::skip]
const NAMES: &[(Slot, &[&str])] = &[
    (Slot::Id, &["id", "articleid", "docid", "documentid", "newsid", "itemid", "guid", "uuid", "uid", "altid", "oid"]),
    (Slot::Title, &["title", "headline", "articletitle", "newstitle", "head", "hl1", "titletext", "webtitle", "titlepage", "titlerss", "name", "resolvedtitle", "giventitle", "articleheadline", "slugline"]),
    (Slot::Body, &["body", "maintext", "articlebody", "bodytext", "fulltext", "articletext", "text", "content", "contenttext", "newscontent", "storytext", "story", "bodyhtml", "bodyxhtml", "contenthtml", "html", "selftext", "paragraphs", "rawtext", "markdown", "description", "summary", "descriptiontext", "articleexcerpt", "excerpt", "abstract", "leadparagraph", "lead", "snippet", "teaser", "trailtext", "standfirst", "extended", "metadescription", "descriptioncaption", "descriptionhtml"]),
    (Slot::Date, &["date", "datepublish", "published", "publishedat", "pubdate", "publishdate", "publisheddate", "publicationdate", "datepublished", "publishedon", "publishedtime", "publishtime", "articlepublishedtime", "webpublicationdate", "firstpublished", "firstpublishedat", "firstcreated", "firstcreateddate", "versioncreated", "time", "timestamp", "datetime", "pubtime", "createdat", "created", "createdtime", "createdutc", "datecreated", "dateadded", "addeddate", "savedat", "updated", "updatedat", "datemodify", "datemodified", "modified", "lastmodified", "datedownload", "crawldate", "crawledat", "scrapedat", "seendate", "fetchedat", "retrieved", "day"]),
    (Slot::Inferred, &["dateinferred"]),
    (Slot::Source, &["source", "sources", "publisher", "sourcename", "sourcehostname", "publication", "outlet", "newspaper", "agency", "sitename", "metasitename", "ogsitename", "provider", "medium", "feedtitle", "channel", "copyrightholder"]),
    (Slot::Site, &["sourcedomain", "domain", "domainname", "hostname", "host", "site", "website"]),
    (Slot::Url, &["url", "link", "href", "canonicalurl", "canonicallink", "canonical", "articleurl", "sourceurl", "weburl", "permalink", "uri", "resolvedurl", "givenurl", "externalurl", "shareurl", "originurl", "newsurl"]),
    (Slot::Author, &["author", "authors", "byline", "bylines", "creator", "dccreator", "writer", "writers", "journalist", "reporter", "authorname", "by", "contributor", "contributors"]),
    (Slot::Lang, &["lang", "metalang", "language", "languagecode", "locale", "inlanguage", "dclanguage"]),
    (Slot::Category, &["category", "section", "sectionname", "rubric", "topic", "desk", "newsdesk", "categories", "articlesection", "service", "genre", "flair"]),
    (Slot::Tags, &["tags", "keywords", "metakeywords", "labels", "topics", "hashtags", "subjects", "subject"]),
    (Slot::Photo, &["photo", "photos", "image", "imageurl", "topimage", "leadimage", "mainimage", "picture", "previewpicture", "thumbnail", "urltoimage", "bannerimage", "metaimg", "images"]),
    (Slot::Caption, &["photocaption", "imagecaption", "caption"]),
    (Slot::Credit, &["photocredit", "imagecredit"]),
    (Slot::Actors, &["actors", "entities", "namedentities", "mentions", "ner"]),
    (Slot::Persons, &["persons", "person", "people", "perfacet"]),
    (Slot::Organisations, &["organisations", "organizations", "organisation", "organization", "orgs", "companies", "orgfacet"]),
    (Slot::Places, &["places", "place", "locations", "location", "countries", "geofacet"]),
    (Slot::Groups, &["groups"]),
    (Slot::Related, &["related", "relatedarticles", "relatedlinks", "relatedstories", "relateditems", "seealso", "references"]),
    (Slot::Inner, &["article", "item", "source", "data", "node", "doc", "document", "post", "story", "fields", "content", "newsitem", "record"]),
];

/// Longest name that is looked at.
const LONGEST: usize = 32;

/// What a key stands for: a part with the rank of the name in it, and whether the article itself may stand under it.
#[derive(Clone, Copy, Debug, Default)]
struct Key {
    part: Option<(Slot, usize)>,
    is_inner: bool,
}

static KEYS: LazyLock<HashMap<&'static [u8], Key>> = LazyLock::new(|| {
    let mut keys: HashMap<&[u8], Key> = HashMap::new();
    for (slot, names) in NAMES {
        for (rank, name) in names.iter().enumerate() {
            let key = keys.entry(name.as_bytes()).or_default();
            if *slot == Slot::Inner {
                key.is_inner = true;
            } else {
                key.part = Some((*slot, rank));
            }
        }
    }
    keys
});

fn key(name: &str) -> Key {
    let mut plain = [0; LONGEST];
    let mut length = 0;
    for byte in name.bytes() {
        if matches!(byte, b'_' | b'-' | b'.' | b':' | b' ' | b'@' | b'$') {
            continue;
        }
        let Some(place) = plain.get_mut(length) else {
            return Key::default();
        };
        *place = byte.to_ascii_lowercase();
        length += 1;
    }
    KEYS.get(&plain[..length]).copied().unwrap_or_default()
}

/// The parts of one record that an article can have.
#[derive(Debug, Default)]
pub(super) struct Record<'a> {
    parts: Vec<(Slot, usize, Loose<'a>)>,
    inner: Vec<Record<'a>>,
}

impl<'a> Record<'a> {
    fn put(&mut self, slot: Slot, rank: usize, value: Loose<'a>) {
        if !value.is_empty() || slot == Slot::Inferred {
            self.parts.push((slot, rank, value));
        }
    }

    /// The value of a part under its best name.
    pub(super) fn get(&self, slot: Slot) -> Option<&Loose<'a>> {
        self.all(slot).next()
    }

    /// The values of a part under all its names, best name first.
    pub(super) fn all(&self, slot: Slot) -> impl Iterator<Item = &Loose<'a>> {
        let mut found: Vec<_> = self.parts.iter().filter(|part| part.0 == slot).collect();
        found.sort_by_key(|part| part.1);
        found.into_iter().map(|part| &part.2)
    }

    /// The record that holds the article: itself, or an object inside it where it has no text of its own.
    pub(super) fn article(self) -> Self {
        let own = self.get(Slot::Body).is_some() || self.get(Slot::Title).is_some();
        if own {
            return self;
        }
        let Self { mut parts, inner } = self;
        let has_text =
            |record: &Self| record.get(Slot::Title).is_some() || record.get(Slot::Body).is_some();
        let direct = inner.iter().any(has_text);
        match inner.into_iter().map(Self::article).find(has_text) {
            None => Self {
                parts,
                inner: Vec::new(),
            },
            Some(mut found) => {
                // Further out an id is that of an answer, not of the article.
                parts.retain(|part| direct || part.0 != Slot::Id);
                // What stands around the article counts where it says nothing itself.
                parts.retain(|part| found.get(part.0).is_none() && part.0 != Slot::Source);
                found.parts.extend(parts);
                found
            }
        }
    }
}

/// What a record turned out to be.
pub(super) enum Value<'a> {
    Record(Record<'a>),
    /// No object; the word names what it is.
    Other(&'static str),
}

impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader { depth: 0 })
    }
}

/// Objects inside objects in which an article is looked for.
const DEEPEST: usize = 4;

struct Reader {
    depth: usize,
}

impl<'de> Visitor<'de> for Reader {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an article")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut record = Record::default();
        while let Some(name) = members.next_key::<Loose<'de>>()? {
            let key = match &name {
                Loose::Text(name) => key(name),
                _ => Key::default(),
            };
            let value = if key.is_inner {
                let raw: &'de RawValue = members.next_value()?;
                if raw.get().starts_with('{') && self.depth < DEEPEST {
                    record.inner.extend(inner(raw, self.depth + 1));
                }
                key.part.and_then(|_| serde_json::from_str(raw.get()).ok())
            } else if key.part.is_some() {
                Some(members.next_value()?)
            } else {
                members.next_value::<IgnoredAny>()?;
                None
            };
            if let (Some((slot, rank)), Some(value)) = (key.part, value) {
                record.put(slot, rank, value);
            }
        }
        Ok(Value::Record(record))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        while members.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other("a list"))
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Value::Other("a string"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Value::Other("a truth value"))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Other("null"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Value::Other("a number"))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Value::Other("a number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Value::Other("a number"))
    }
}

/// The record in an object that may be the article itself.
fn inner(raw: &RawValue, depth: usize) -> Option<Record<'_>> {
    let mut json = serde_json::Deserializer::from_str(raw.get());
    match json.deserialize_any(Reader { depth }) {
        Ok(Value::Record(record)) => Some(record),
        _ => None,
    }
}
