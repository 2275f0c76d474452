//! One actor with everything its screen shows.

use std::ops::Range;

use crate::actors::{key, quote};
use crate::model::{
    ActorKind, ActorNo, ActorPage, ArticleList, ArticleNo, CoActor, Cut, Field, Mention,
    MentionInContext, Snippet, Sort, View, Window,
};
use crate::store::{Actor, Reader};
use crate::text::{Cancel, clean, sentence};

use super::seen::Seen;
use super::{Library, LookError, actors, articles, network, row_of};

/// Articles whose mentions are shown in context at first, and quotations that are.
const IN_CONTEXT: usize = 40;
/// Quotations are looked for in so many articles for each whose mentions are shown.
const QUOTED: usize = 3;
/// Sentences of an article that are shown at first, so that one that is all about an actor does not hide the others; and at most.
const SENTENCES: [usize; 2] = [4, 1_000];
/// Actors listed that it appears with.
const WITH: usize = 60;
/// The longest context around a mention, in bytes.
const CONTEXT: usize = 400;

/// Looks at the actor that goes by this name; of several, the one that most articles name.
pub(super) fn look(
    library: &Library,
    name: &str,
    window: Window,
    cancel: &Cancel,
) -> Result<View, LookError> {
    let seen = library.seen();
    let no = named(library, &seen, name)?;
    let reader = library.reader()?;
    let _held = reader.hold()?;
    let set = seen.actors.articles(no);
    let order = seen.columns.sorted(&set, Sort::Newest);
    // One more than is shown tells whether there are more.
    let mut with = seen.actors.met_by(no, &set, &seen.columns, WITH + 1);
    let more = with.len() > WITH;
    with.truncate(WITH);
    if cancel.is_cancelled() {
        return Err(LookError::Cancelled);
    }
    let stored = reader.actor(no)?;
    let roles = seen.roles(&reader, no)?;
    let network = network::around(&seen, no, &with);
    let with = with.into_iter().map(|met| CoActor {
        no: met.no,
        name: seen.actors.name(met.no).to_owned(),
        handle: seen.handle(met.no),
        kind: seen.actors.kind(met.no),
        articles: met.articles,
        surprise: met.surprise,
    });
    let found = in_context(
        (library, &seen),
        &reader,
        no,
        (&order, depth(window)),
        cancel,
    )?;
    let mut row = actors::row(&seen, no);
    actors::rank_aliases(&seen, &reader, &mut row)?;
    if let Some(actor) = &stored {
        row.unresolved = seen.is_unresolved(&reader, actor)?;
    }
    Ok(View::Actor(Box::new(ActorPage {
        row,
        offices: match &stored {
            Some(actor) => library
                .own()?
                .offices(&actor.key, actor.kind, library.today),
            None => Vec::new(),
        },
        other: None,
        queried: vec![seen.queried(no)],
        names: seen.names(&reader, no)?,
        roles,
        months: seen.columns.months(&set),
        with: with.collect(),
        mentions: found.mentions,
        said: found.said,
        network,
        articles: listed(library, &seen, &order, window),
        cut: Cut {
            mentions: found.more_mentions,
            with: more,
            said: found.more_said,
        },
    })))
}

/// In how many articles mentions are looked at: few at first, as many as are wanted where more are wanted than a list shows at once.
pub(super) fn depth(window: Window) -> usize {
    match window.limit {
        0..=Window::PART => IN_CONTEXT,
        more => more,
    }
}

/// The actor that goes by a name.
pub(super) fn named(library: &Library, seen: &Seen, name: &str) -> Result<ActorNo, LookError> {
    let found = match seen.actor_named(name) {
        None => match library.named_in_dictionary(name)? {
            None => of_key(library, seen, name)?.or_else(|| seen.bearer(name)),
            found => found,
        },
        found => found,
    };
    found.ok_or_else(|| LookError::NotFound {
        what: "actor",
        name: name.to_owned(),
    })
}

/// Whom a full name means that no article writes so: "Barack Obama" where all write it in Arabic letters.
pub(super) fn of_key(
    library: &Library,
    seen: &Seen,
    name: &str,
) -> Result<Option<ActorNo>, LookError> {
    let reader = library.reader()?;
    for kind in ActorKind::ALL {
        let key = key::key(name, kind);
        if key.starts_with(key::PARTIAL) {
            continue;
        }
        let same = reader.actors_by_key(&key)?;
        let there = |actor: &&Actor| actor.kind == kind && actor.articles > 0;
        if let Some(actor) = same.iter().find(there) {
            return Ok(seen.curation.get(&reader)?.shown(actor.no));
        }
    }
    Ok(None)
}

/// A part of some articles as rows.
pub(super) fn listed(library: &Library, seen: &Seen, order: &[u32], window: Window) -> ArticleList {
    let offset = row_of(window, order.len());
    let part = order.iter().skip(offset).take(window.limit);
    ArticleList {
        total: order.len(),
        exact: true,
        offset,
        rows: articles::rows(library, seen, part.map(|&no| ArticleNo(no))),
        ..ArticleList::default()
    }
}

/// Where an actor is named and quoted, in the newest of its articles.
#[derive(Default)]
pub(super) struct InContext {
    /// The sentences that name it.
    pub(super) mentions: Vec<MentionInContext>,
    /// Whether there are more of them.
    more_mentions: bool,
    /// What it is quoted as saying.
    said: Vec<MentionInContext>,
    /// Whether it may be quoted in articles that were not looked at.
    more_said: bool,
}

/// The first mention in each sentence of a text, of the first few that have one; and whether more sentences have.
fn sentences<'m>(
    text: &str,
    mentions: impl Iterator<Item = &'m &'m Mention>,
    most: usize,
) -> (Vec<(u32, u32)>, bool) {
    let (mut found, mut end) = (Vec::new(), 0);
    for mention in mentions {
        if mention.start < end {
            continue;
        }
        if found.len() == most {
            return (found, true);
        }
        let whole = sentence::around(text, mention.start as usize, mention.end as usize);
        end = u32::try_from(whole.end).unwrap_or(u32::MAX);
        found.push((mention.start, mention.end));
    }
    (found, false)
}

/// The sentences of so many of the newest articles that name the actor, and what the actor is quoted as saying in them and in
/// some more.
pub(super) fn in_context(
    (library, seen): (&Library, &Seen),
    reader: &Reader,
    actor: ActorNo,
    (order, depth): (&[u32], usize),
    cancel: &Cancel,
) -> Result<InContext, LookError> {
    let looked_at = depth.saturating_mul(QUOTED);
    let most = SENTENCES[usize::from(depth > IN_CONTEXT)];
    let _held = reader.hold()?;
    let mut found = InContext {
        more_mentions: order.len() > depth,
        more_said: order.len() > looked_at,
        ..InContext::default()
    };
    for (place, no) in order
        .iter()
        .take(looked_at)
        .map(|&no| ArticleNo(no))
        .enumerate()
    {
        if cancel.is_cancelled() {
            return Err(LookError::Cancelled);
        }
        if place >= depth && found.said.len() >= depth {
            found.more_said = true;
            break;
        }
        let Some(row) = seen.row(no) else { continue };
        let all = library.unless_damaged(no, seen.mentions(reader, no))?;
        let all = all.flatten().unwrap_or_default();
        let here: Vec<&Mention> = all
            .iter()
            .filter(|mention| mention.actor == actor)
            .collect();
        // The text says more than the headline, where it names the actor at all.
        let in_body = here.iter().find(|mention| mention.field == Field::Body);
        let Some(mention) = in_body.or(here.first()) else {
            continue;
        };
        let field = mention.field;
        let text = match field {
            Field::Body => {
                let body = library.unless_damaged(no, reader.body(no))?.flatten();
                body.unwrap_or_default()
            }
            Field::Title => row.title.clone(),
        };
        let shown = |start: u32, context: Snippet| MentionInContext {
            article: no,
            id: row.id.clone(),
            title: row.title.clone(),
            date: row.date,
            place: (field == Field::Body).then_some(start),
            context,
        };
        let around = |(start, end): (u32, u32)| {
            shown(start, context(&text, &[(start as usize, end as usize)]))
        };
        if place < depth {
            let (all, more) = sentences(&text, here.iter().filter(|m| m.field == field), most);
            found.mentions.extend(all.into_iter().map(around));
            found.more_mentions |= more;
        }
        if field == Field::Body {
            let here = here.iter().filter(|mention| mention.field == field);
            let mut end = 0;
            for mention in here {
                let (from, to) = (mention.start as usize, mention.end as usize);
                // A sentence is quoted once, however often it names who said it.
                if from < end {
                    continue;
                }
                let Some(speech) = quote::speech(&text, from, to) else {
                    continue;
                };
                if found.said.len() >= depth {
                    found.more_said = true;
                    break;
                }
                end = speech.end;
                found.said.push(shown(
                    mention.start,
                    context_in(&text, &speech, &[(from, to)]),
                ));
            }
        }
    }
    Ok(found)
}

/// The sentence around some places of it, on one line, with them as its hits. Places come in order; those that the
/// sentence around the first does not hold are left out.
pub(super) fn context(text: &str, places: &[(usize, usize)]) -> Snippet {
    let Some(&(start, first_end)) = places.first() else {
        return Snippet::default();
    };
    context_in(text, &sentence::around(text, start, first_end), places)
}

/// A part of a text around some places of it, on one line, with them as its hits; those outside it are left out.
fn context_in(text: &str, whole: &Range<usize>, places: &[(usize, usize)]) -> Snippet {
    let holds = |&&(from, to): &&(usize, usize)| {
        from < to && from >= whole.start && to <= whole.end && text.get(from..to).is_some()
    };
    let kept: Vec<(usize, usize)> = places.iter().filter(holds).copied().collect();
    let (Some(&(start, _)), Some(&(_, end))) = (kept.first(), kept.last()) else {
        return Snippet::default();
    };
    let room = CONTEXT.saturating_sub(end - start) / 2;
    let from = text.floor_char_boundary(whole.start.max(start.saturating_sub(room)));
    let to = text.ceil_char_boundary(whole.end.min(end.saturating_add(room)).min(text.len()));
    let mut line = Line::default();
    if from > whole.start {
        line.text.push('…');
    }
    let mut at = from;
    for (start, end) in kept {
        if start < at {
            continue;
        }
        line.push(&text[at..start]);
        line.hit(&text[start..end]);
        at = end;
    }
    line.push(&text[at..to]);
    if to < whole.end {
        line.text.push('…');
    }
    Snippet {
        text: line.text,
        hits: line.hits,
    }
}

/// A line that is being written: white space of any kind becomes one space.
#[derive(Default)]
struct Line {
    text: String,
    hits: Vec<(u32, u32)>,
    space: bool,
}

impl Line {
    fn push(&mut self, part: &str) {
        self.space |= part.starts_with(char::is_whitespace);
        let clean = clean::clean_line(part);
        if !clean.is_empty() {
            self.word(&clean);
            self.space = part.ends_with(char::is_whitespace);
        }
    }

    fn hit(&mut self, part: &str) {
        let clean = clean::clean_line(part);
        self.word(&clean);
        let short = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let start = self.text.len() - clean.len();
        self.hits.push((short(start), short(self.text.len())));
    }

    fn word(&mut self, text: &str) {
        let begun = !self.text.is_empty() && !self.text.ends_with('…');
        if std::mem::take(&mut self.space) && begun {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_the_sentence_with_the_name_as_its_hit() {
        let text = "It rained. Then Ana Lima spoke\nof peace. Nobody came.";
        let start = text.find("Ana").expect("the name stands there");
        let context = context(text, &[(start, start + 8)]);
        assert_eq!(context.text, "Then Ana Lima spoke of peace.");
        let (from, to) = context.hits[0];
        assert_eq!(&context.text[from as usize..to as usize], "Ana Lima");
    }

    #[test]
    fn two_places_of_a_sentence_are_two_hits() {
        let text = "Ana Lima met  Bo Li in Ghent. Bo Li left.";
        let context = context(text, &[(0, 8), (14, 19), (30, 35)]);
        assert_eq!(context.text, "Ana Lima met Bo Li in Ghent.");
        assert_eq!(context.hits, [(0, 8), (13, 18)]);
    }

    #[test]
    fn a_place_outside_the_text_gives_nothing() {
        assert_eq!(context("short", &[(3, 90)]), Snippet::default());
    }
}
