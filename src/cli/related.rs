//! `dateline related`: what belongs to an article, and why.

use super::arguments::Related;
use super::corpus::{Context, Corpus};
use super::fault::{Fault, NOTHING};
use super::out::{Look, Out};
use super::{mentions, schema};
use crate::library::Upto;
use crate::model::{Address, View, Window};

/// Runs it.
pub(super) fn run(related: &Related, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let corpus = context.open(Upto::Actors, out)?;
    let limit = context.shared.limit.unwrap_or(usize::MAX);
    let mut printed = 0;
    match &related.id {
        Some(id) => printed += print(&corpus, id, limit, out)?,
        None => {
            mentions::each_id(&corpus, |id| {
                printed += print(&corpus, id, limit.saturating_sub(printed), out)?;
                Ok(printed < limit)
            })?;
        }
    }
    Ok(if printed == 0 { NOTHING } else { corpus.status })
}

fn print(corpus: &Corpus, id: &str, limit: usize, out: &mut Out) -> Result<usize, Fault> {
    let address = Address::Article { id: id.to_owned() };
    let View::Article(page) = corpus.look(&address, Window::first(0))? else {
        return Ok(0);
    };
    let count = page.related.len().min(limit);
    for piece in page.related.into_iter().take(limit) {
        if out.json {
            out.object(&schema::Related::of(&page.article.id, piece))?;
            continue;
        }
        out.put(Look::Dim, &format!("{:9} ", piece.kind.word()))?;
        out.put(Look::Strong, &piece.title)?;
        let id = piece.id.map(|id| format!(" [{id}]")).unwrap_or_default();
        out.line(&format!("{id} ({})", piece.reason))?;
    }
    Ok(count)
}
