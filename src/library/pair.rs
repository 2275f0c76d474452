//! Two actors together: the articles that name both, and the sentences.

use std::collections::HashMap;

use crate::model::{
    ActorNo, ActorPage, ArticleNo, Cut, Field, Mention, MentionInContext, Network, Sort, View,
    Window,
};
use crate::store::Reader;
use crate::text::{Cancel, sentence};

use super::seen::Seen;
use super::{Library, LookError, actor, actors};

/// Articles in which sentences with both are looked for.
const LOOKED_AT: usize = 400;
/// Sentences that are shown.
const SHOWN: usize = 60;

/// Looks at two actors, each by any of its names.
pub(super) fn look(
    library: &Library,
    (one, other): (&str, &str),
    window: Window,
    cancel: &Cancel,
) -> Result<View, LookError> {
    let seen = library.seen();
    let one = actor::named(library, &seen, one)?;
    let other = actor::named(library, &seen, other)?;
    let set = seen.actors.shared(one, other);
    let order = seen.columns.sorted(&set, Sort::Newest);
    let reader = library.reader()?;
    let _held = reader.hold()?;
    let (mentions, cut) = sentences(
        (library, &seen),
        &reader,
        (one, other),
        (&order, window),
        cancel,
    )?;
    let mut rows = [one, other].map(|no| actors::row(&seen, no));
    for row in &mut rows {
        actors::rank_aliases(&seen, &reader, row)?;
    }
    let [row, other_row] = rows;
    Ok(View::Actor(Box::new(ActorPage {
        row,
        other: Some(other_row),
        queried: vec![seen.queried(one), seen.queried(other)],
        names: Vec::new(),
        roles: Vec::new(),
        offices: Vec::new(),
        months: seen.columns.months(&set),
        with: Vec::new(),
        mentions,
        said: Vec::new(),
        network: Network::default(),
        articles: actor::listed(library, &seen, &order, window),
        cut: Cut {
            mentions: cut,
            ..Cut::default()
        },
    })))
}

/// The sentences that name both, newest article first; and whether there may be more.
fn sentences(
    (library, seen): (&Library, &Seen),
    reader: &Reader,
    (one, other): (ActorNo, ActorNo),
    (order, window): (&[u32], Window),
    cancel: &Cancel,
) -> Result<(Vec<MentionInContext>, bool), LookError> {
    let most = SHOWN.max(actor::depth(window));
    let looked_at = LOOKED_AT.max(most);
    let mut found = Vec::new();
    let mut cut = order.len() > looked_at;
    for no in order.iter().take(looked_at).map(|&no| ArticleNo(no)) {
        if cancel.is_cancelled() {
            return Err(LookError::Cancelled);
        }
        if found.len() >= most {
            cut = true;
            break;
        }
        let Some(row) = seen.row(no) else { continue };
        let mentions = library.unless_damaged(no, seen.mentions(reader, no))?;
        let mentions = mentions.flatten().unwrap_or_default();
        let body = library.unless_damaged(no, reader.body(no))?.flatten();
        let body = body.unwrap_or_default();
        for places in together(&mentions, &body, one, other) {
            found.push(MentionInContext {
                article: no,
                id: row.id.clone(),
                title: row.title.clone(),
                date: row.date,
                place: places
                    .first()
                    .and_then(|(start, _)| u32::try_from(*start).ok()),
                context: actor::context(&body, &places),
            });
        }
    }
    cut |= found.len() > most;
    found.truncate(most);
    Ok((found, cut))
}

/// The places of each sentence of a text that names both, in order.
fn together(
    mentions: &[Mention],
    body: &str,
    one: ActorNo,
    other: ActorNo,
) -> Vec<Vec<(usize, usize)>> {
    let mut by_sentence: HashMap<usize, Vec<&Mention>> = HashMap::new();
    let either = |mention: &&Mention| {
        mention.field == Field::Body && (mention.actor == one || mention.actor == other)
    };
    for mention in mentions.iter().filter(either) {
        let whole = sentence::around(body, mention.start as usize, mention.end as usize);
        by_sentence.entry(whole.start).or_default().push(mention);
    }
    let mut sentences: Vec<_> = by_sentence
        .into_iter()
        .filter(|(_, here)| {
            let names = |no| here.iter().any(|mention| mention.actor == no);
            names(one) && names(other)
        })
        .collect();
    sentences.sort_unstable_by_key(|(start, _)| *start);
    let places = |(_, mut here): (usize, Vec<&Mention>)| {
        here.sort_unstable_by_key(|mention| mention.start);
        let place = |mention: &&Mention| (mention.start as usize, mention.end as usize);
        here.iter().map(place).collect()
    };
    sentences.into_iter().map(places).collect()
}
