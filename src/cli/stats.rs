//! `dateline stats`: what is in the corpus.

use super::corpus::{Context, Corpus};
use super::fault::Fault;
use super::out::{Look, Out, day};
use super::{actors, schema};
use crate::library::Upto;
use crate::model::{Address, Overview, View, Window};

/// Sources and actors listed.
const TOP: usize = 10;

/// Runs it.
pub(super) fn run(context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let corpus = context.open(Upto::Actors, out)?;
    print(&corpus, out)?;
    Ok(corpus.status)
}

/// Prints the overview of a corpus.
pub(super) fn print(corpus: &Corpus, out: &mut Out) -> Result<(), Fault> {
    let View::Overview(overview) = corpus.look(&Address::Overview, Window::first(0))? else {
        return Ok(());
    };
    let Overview { first, last, .. } = *overview;
    if out.json {
        return out.object(&schema::Stats {
            articles: overview.articles,
            stubs: overview.stubs,
            actors: overview.actors,
            sources: overview.sources,
            problems: overview.problems,
            ends: schema::Ends::new(first, last),
            languages: overview.languages.into_iter().collect(),
        });
    }
    out.put(Look::Strong, &overview.name)?;
    out.end()?;
    let mut row = |name: &str, value: String| out.line(&format!("{name:10} {value}"));
    row("articles", overview.articles.to_string())?;
    row("unread", overview.unread.to_string())?;
    row("starred", overview.starred.to_string())?;
    row("stubs", overview.stubs.to_string())?;
    row("actors", overview.actors.to_string())?;
    row("sources", overview.sources.to_string())?;
    row("problems", overview.problems.to_string())?;
    if let (Some(first), Some(last)) = (first, last) {
        row("dates", format!("{} to {}", day(first), day(last)))?;
    }
    let languages: Vec<String> = overview
        .languages
        .iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    row("languages", languages.join(", "))?;
    if !overview.top_sources.is_empty() {
        out.line("\nSources")?;
    }
    for (name, count) in overview.top_sources.iter().take(TOP) {
        out.line(&format!("  {count:6} {name}"))?;
    }
    if !overview.top_actors.is_empty() {
        out.line("\nActors")?;
    }
    for actor in overview.top_actors.iter().take(TOP) {
        out.put(Look::Plain, "  ")?;
        actors::print(actor, out)?;
    }
    Ok(())
}
