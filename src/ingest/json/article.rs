//! A record to an article: each part from whatever the tool put there.

use std::borrow::Cow;

use super::loose::Loose;
use super::record::{Record, Slot};
use crate::ingest::{dates, finish, link, markup, paragraphs, tongue};
use crate::model::{ActorKind, Article, Date, DeclaredActor, Photo, Reference};

/// Most members of a list of names.
pub(super) const MOST: usize = 1_000;

/// Something in a record that was not taken as it stood.
pub(super) enum Remark {
    /// There is nothing to read in it.
    Nothing,
    /// A date that could not be read.
    Date(String),
    /// Bytes of text that were too many.
    LeftOut(usize),
    /// So many of such members of a list that were too many.
    TooMany(&'static str, usize),
    /// A line of this kind that was cut.
    Cut(&'static str),
}

/// Makes an article of a record; all but its derived parts.
pub(super) fn article(record: Record<'_>, remarks: &mut Vec<Remark>) -> Option<Article> {
    let record = record.article();
    let title = record.get(Slot::Title).and_then(Loose::text);
    let title = title.as_deref().map(markup::plain);
    if title.as_deref().is_some_and(finish::is_cut) {
        remarks.push(Remark::Cut("title"));
    }
    let title = title.as_deref().and_then(finish::line);
    let (body, left_out) = body(&record, title.as_deref());
    if title.is_none() && body.is_empty() {
        remarks.push(Remark::Nothing);
        return None;
    }
    if left_out > 0 {
        remarks.push(Remark::LeftOut(left_out));
    }
    let url = url(&record);
    let text = |slot| {
        record
            .get(slot)
            .and_then(Loose::text)
            .and_then(|text| line(&text))
    };
    let is_page = |photo: &Photo| photo.place.is_some() && photo.place == url;
    let photo = photo(&record).filter(|photo| !is_page(photo));
    Some(Article {
        id: text(Slot::Id).unwrap_or_default(),
        title: title.unwrap_or_default(),
        body,
        date: date(&record, remarks),
        sources: sources(&record, url.as_deref()),
        url,
        authors: authors(&record),
        lang: text(Slot::Lang).and_then(|lang| tongue::tag(&lang)),
        category: text(Slot::Category).and_then(|category| line(category.split(';').next()?)),
        tags: tags(record.get(Slot::Tags), remarks),
        photo,
        actors: actors(&record, remarks),
        related: related(&record, remarks),
    })
}

/// One line without markup, cleaned.
fn line(text: &str) -> Option<String> {
    finish::line(&markup::plain(text))
}

/// The text under its best name; what only says the title again is none.
fn body(record: &Record<'_>, title: Option<&str>) -> (String, usize) {
    for value in record.all(Slot::Body) {
        let Some(text) = value.paragraphs() else {
            continue;
        };
        let (text, left_out) = finish::body(&markup::plain(&text));
        let mut text = paragraphs::tidy(&text);
        // Some tools put the title above the text once more.
        if let Some(rest) = title.and_then(|title| text.strip_prefix(title)?.strip_prefix("\n\n")) {
            text = rest.to_owned();
        }
        if !text.is_empty() && Some(text.as_str()) != title {
            return (text, left_out);
        }
    }
    (String::new(), 0)
}

fn date(record: &Record<'_>, remarks: &mut Vec<Remark>) -> Option<Date> {
    let mut unread = None;
    for value in record.all(Slot::Date) {
        if let Some(date) = read_date(value) {
            let inferred = matches!(record.get(Slot::Inferred), Some(Loose::Truth(true)));
            return Some(if inferred { date.inferred() } else { date });
        }
        unread = unread.or_else(|| match value {
            Loose::Map(_) => Some("an object".to_owned()),
            value => finish::line(&value.text()?),
        });
    }
    remarks.extend(unread.map(Remark::Date));
    None
}

fn read_date(value: &Loose<'_>) -> Option<Date> {
    match value {
        #[allow(clippy::cast_precision_loss)]
        Loose::Whole(number) => {
            dates::parse(&number.to_string()).or_else(|| dates::epoch(*number as f64))
        }
        Loose::Real(number) => dates::epoch(*number),
        Loose::Text(text) => dates::parse(text),
        Loose::List(list) => list.iter().find_map(read_date),
        Loose::Map(_) => ["$date", "date", "iso", "value", "datetime"]
            .iter()
            .find_map(|key| read_date(value.get(key)?)),
        Loose::Nothing | Loose::Truth(_) => None,
    }
}

/// Where it was published; an id or a source that is an address counts too.
fn url(record: &Record<'_>) -> Option<String> {
    let given = [Slot::Url, Slot::Source, Slot::Id];
    given
        .into_iter()
        .flat_map(|slot| record.all(slot))
        .find_map(|value| link::address(&value.text()?))
}

fn sources(record: &Record<'_>, url: Option<&str>) -> Vec<String> {
    for value in record.all(Slot::Source) {
        let mut found = Vec::new();
        for member in value.members().iter().take(MOST) {
            let name = match member {
                Loose::Map(_) => member.first(&["name", "title", "domain", "id"]),
                member => member.text(),
            };
            let name = name.and_then(|name| line(&name));
            found.extend(name.filter(|name| !link::is_address(name)));
        }
        found.dedup();
        if !found.is_empty() {
            return found;
        }
    }
    let site = record
        .get(Slot::Site)
        .and_then(Loose::text)
        .and_then(|site| line(&site));
    let site = site.map(|site| {
        link::host(&site).unwrap_or_else(|| site.trim_start_matches("www.").to_owned())
    });
    site.or_else(|| link::host(url?)).into_iter().collect()
}

fn authors(record: &Record<'_>) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    let value = record.get(Slot::Author);
    for member in value.map_or(&[][..], Loose::members).iter().take(MOST) {
        let Some(text) = name(member) else {
            continue;
        };
        let text = strip_by(&text);
        let alone = value.is_some_and(|value| !matches!(value, Loose::List(_)));
        let parts = text
            .split(';')
            .flat_map(|part| part.split(if alone { " and " } else { ";" }));
        for part in parts {
            let part = part.trim().to_owned();
            if !part.is_empty() && !link::is_address(&part) && !authors.contains(&part) {
                authors.push(part);
            }
        }
    }
    authors
}

/// A byline without its `By`.
fn strip_by(text: &str) -> &str {
    let is_by = text
        .get(..3)
        .is_some_and(|by| by.eq_ignore_ascii_case("by "));
    if is_by { text[3..].trim_start() } else { text }
}

fn name(value: &Loose<'_>) -> Option<String> {
    let text = match value {
        Loose::Map(_) => value.first(&[
            "name",
            "full_name",
            "title",
            "label",
            "display_name",
            "text",
            "term",
            "code",
        ]),
        value => value.text(),
    };
    line(&text?)
}

/// The tags of a list; of a text that stands alone the parts between separators.
fn tags(value: Option<&Loose<'_>>, remarks: &mut Vec<Remark>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut left_out = 0;
    let mut push = |name: Option<String>| {
        let Some(name) = name.filter(|name| !found.contains(name)) else {
            return;
        };
        match found.len() < MOST {
            true => found.push(name),
            false => left_out += 1,
        }
    };
    match value {
        Some(Loose::Text(text)) => text.split([',', ';']).for_each(|part| push(line(part))),
        Some(value) => value.members().iter().for_each(|member| push(name(member))),
        None => {}
    }
    too_many("tags", left_out, remarks);
    found
}

fn too_many(what: &'static str, left_out: usize, remarks: &mut Vec<Remark>) {
    if left_out > 0 {
        remarks.push(Remark::TooMany(what, left_out));
    }
}

fn photo(record: &Record<'_>) -> Option<Photo> {
    let place = |text: Cow<'_, str>| {
        link::address(&text).or_else(|| line(&text).filter(|name| !name.contains(':')))
    };
    let text = |slot| {
        record
            .get(slot)
            .and_then(Loose::text)
            .and_then(|text| line(&text))
    };
    let mut photo = Photo {
        caption: text(Slot::Caption),
        credit: text(Slot::Credit),
        place: None,
    };
    match record
        .get(Slot::Photo)
        .and_then(|value| value.members().first())
    {
        Some(value @ Loose::Map(_)) => {
            let part = |keys: &[&str]| value.first(keys).and_then(|text| line(&text));
            photo.caption = photo
                .caption
                .or(part(&["caption", "alt", "description", "title"]));
            photo.credit = photo.credit.or(part(&[
                "credit",
                "photographer",
                "author",
                "copyright",
                "source",
            ]));
            photo.place = value
                .first(&["url", "file", "src", "href", "path"])
                .and_then(place);
        }
        Some(value) => photo.place = value.text().and_then(place),
        None => {}
    }
    (photo != Photo::default()).then_some(photo)
}

fn actors(record: &Record<'_>, remarks: &mut Vec<Remark>) -> Vec<DeclaredActor> {
    let mut actors = Declared::default();
    let slots = [
        (Slot::Actors, None),
        (Slot::Persons, Some(ActorKind::Person)),
        (Slot::Organisations, Some(ActorKind::Organisation)),
        (Slot::Places, Some(ActorKind::Place)),
        (Slot::Groups, Some(ActorKind::Group)),
    ];
    for (slot, kind) in slots {
        for value in record.all(slot) {
            add_actors(&mut actors, value, kind);
        }
    }
    too_many("actors", actors.left_out, remarks);
    if actors.is_cut {
        remarks.push(Remark::Cut("name of an actor"));
    }
    actors.list
}

/// The declared actors of a record, as far as they were met.
#[derive(Default)]
struct Declared {
    list: Vec<DeclaredActor>,
    left_out: usize,
    /// A name was too long.
    is_cut: bool,
}

fn add_actors(actors: &mut Declared, value: &Loose<'_>, kind: Option<ActorKind>) {
    for member in value.members() {
        let Some((name, is_cut)) = actor_name(member) else {
            // Lists under their kinds: {"persons": […], "places": […]}.
            if let Loose::Map(kinds) = member {
                for (kind, list) in kinds {
                    let kind = ActorKind::parse(kind)
                        .or_else(|| ActorKind::parse(kind.trim_end_matches('s')));
                    if matches!(list, Loose::List(_)) && kind.is_some() {
                        add_actors(actors, list, kind);
                    }
                }
            }
            continue;
        };
        if actors.list.iter().any(|actor| actor.name == name) {
            continue;
        }
        actors.is_cut |= is_cut;
        if actors.list.len() >= MOST {
            actors.left_out += 1;
            continue;
        }
        let said = member.first(&["kind", "type", "label", "entity_group"]);
        actors.list.push(DeclaredActor {
            name,
            kind: said.and_then(|said| ActorKind::parse(&said)).or(kind),
            role: member
                .first(&["role", "position", "function"])
                .and_then(|role| line(&role)),
        });
    }
}

/// Its name, and whether that had to be cut.
fn actor_name(value: &Loose<'_>) -> Option<(String, bool)> {
    let text = match value {
        Loose::Map(_) => value.first(&[
            "name",
            "full_name",
            "text",
            "word",
            "surface",
            "entity",
            "title",
        ]),
        value => value.text(),
    };
    let text = text?;
    let text = markup::plain(&text);
    Some((finish::line(&text)?, finish::is_cut(&text)))
}

fn related(record: &Record<'_>, remarks: &mut Vec<Remark>) -> Vec<Reference> {
    let mut members = record.all(Slot::Related).flat_map(Loose::members);
    let mut related: Vec<Reference> = Vec::new();
    for member in members.by_ref().take(MOST) {
        let reference = match member {
            Loose::Map(_) => {
                let part = |keys: &[&str]| member.first(keys).and_then(|text| line(&text));
                Reference {
                    title: part(&["title", "headline", "name"]),
                    teaser: part(&[
                        "teaser",
                        "summary",
                        "description",
                        "excerpt",
                        "snippet",
                        "text",
                    ]),
                    url: member
                        .first(&["url", "link", "href"])
                        .and_then(|url| link::address(&url)),
                    id: part(&["id", "guid", "article_id"]),
                }
            }
            member => {
                let Some(text) = member.text() else {
                    continue;
                };
                let url = link::address(&text);
                let title = line(&text).filter(|text| url.is_none() && !link::is_address(text));
                Reference {
                    title,
                    url,
                    ..Reference::default()
                }
            }
        };
        if reference != Reference::default() && !related.contains(&reference) {
            related.push(reference);
        }
    }
    too_many("related pieces", members.count(), remarks);
    related
}
