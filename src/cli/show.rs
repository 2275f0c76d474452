//! `dateline show`: one article, whole.

use std::env;
use std::io::Write;
use std::process::{Command, Stdio};

use super::arguments::{Format, Show};
use super::corpus::Context;
use super::fault::Fault;
use super::out::Out;
use super::schema;
use crate::library::Upto;
use crate::model::{ActorHere, Address, ArticlePage, Photo, Related, View, Window};
use crate::text::{clean, wrap};

/// Runs it.
pub(super) fn run(show: &Show, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let corpus = context.open(Upto::Actors, out)?;
    let address = Address::Article {
        id: show.id.clone(),
    };
    let View::Article(page) = corpus.look(&address, Window::first(0))? else {
        return Err(Fault::NotFound(format!("article not found: {}", show.id)));
    };
    if out.json || show.format == Format::Json {
        out.object(&schema::Article::from(*page))?;
        return Ok(corpus.status);
    }
    let text = match show.format {
        Format::Md => markdown(&page),
        _ => plain(&page, out.terminal.then_some(context.settings.measure)),
    };
    if !out.terminal || !paged(&text) {
        out.line(text.trim_end())?;
    }
    Ok(corpus.status)
}

fn plain(page: &ArticlePage, measure: Option<u16>) -> String {
    let article = &page.article;
    let mut text = format!("{}\n", article.title);
    text.push_str(&format!("{}\n", head(page)));
    if let Some(url) = &article.url {
        text.push_str(&format!("{url}\n"));
    }
    text.push('\n');
    match measure {
        Some(measure) => {
            for line in wrap::wrap(&article.body, measure.into()) {
                text.push_str(&article.body[line.range()]);
                text.push('\n');
            }
        }
        None => text.push_str(&format!("{}\n", article.body)),
    }
    if let Some(photo) = article.photo.as_ref().and_then(Photo::in_words) {
        text.push_str(&format!("\nphoto: {photo}\n"));
    }
    text.push_str(&part(page.actors.iter().map(actor), "\nActors\n", "  "));
    text.push_str(&part(page.related.iter().map(piece), "\nRelated\n", "  "));
    text
}

fn markdown(page: &ArticlePage) -> String {
    let article = &page.article;
    let mut text = format!("# {}\n\n*{}*\n\n", article.title, head(page));
    if let Some(url) = &article.url {
        text.push_str(&format!("<{url}>\n\n"));
    }
    text.push_str(&article.body);
    text.push('\n');
    if let Some(photo) = article.photo.as_ref().and_then(Photo::in_words) {
        text.push_str(&format!("\n*photo: {photo}*\n"));
    }
    text.push_str(&part(
        page.actors.iter().map(actor),
        "\n## Actors\n\n",
        "- ",
    ));
    text.push_str(&part(
        page.related.iter().map(piece),
        "\n## Related\n\n",
        "- ",
    ));
    text
}

/// Some lines under a heading; nothing where there are none.
fn part(lines: impl Iterator<Item = String>, heading: &str, before: &str) -> String {
    let lines: String = lines.map(|line| format!("{before}{line}\n")).collect();
    match lines.is_empty() {
        true => lines,
        false => format!("{heading}{lines}"),
    }
}

/// An actor with mentions and role.
fn actor(actor: &ActorHere) -> String {
    let elsewhere = if actor.role_elsewhere {
        "elsewhere: "
    } else {
        ""
    };
    let role = actor.role.as_deref();
    let role = role.map(|role| format!(", {elsewhere}{role}"));
    format!(
        "{}{} ×{}{}",
        actor.name,
        if actor.uncertain { "?" } else { "" },
        actor.mentions,
        role.unwrap_or_default()
    )
}

/// Sources, date, authors and id on one line.
fn head(page: &ArticlePage) -> String {
    let article = &page.article;
    let mut parts = Vec::new();
    parts.extend((!article.sources.is_empty()).then(|| article.sources.join(", ")));
    parts.extend(article.date.map(|date| {
        let guessed = if date.is_inferred() {
            " (inferred)"
        } else {
            ""
        };
        format!("{date}{guessed}")
    }));
    parts.extend((!article.authors.is_empty()).then(|| article.authors.join(", ")));
    parts.push(article.id.clone());
    parts.join(" · ")
}

/// A related piece with its teaser and why it is related.
fn piece(piece: &Related) -> String {
    let id = piece.id.as_deref().map(|id| format!(" [{id}]"));
    let id = id.unwrap_or_default();
    let teaser = piece.teaser.as_deref().map(|teaser| format!(": {teaser}"));
    let teaser = teaser.unwrap_or_default();
    format!("{}{id} ({}){teaser}", piece.title, piece.reason)
}

/// Shows the text in the reader's pager; false where there is none or it did not start.
fn paged(text: &str) -> bool {
    let Some(pager) = env::var("PAGER")
        .ok()
        .filter(|pager| !pager.trim().is_empty())
    else {
        return false;
    };
    let started = Command::new("sh")
        .arg("-c")
        .arg(pager)
        .stdin(Stdio::piped())
        .spawn();
    let Ok(mut pager) = started else {
        return false;
    };
    if let Some(mut input) = pager.stdin.take() {
        // The reader may leave before the end.
        let _ = input.write_all(clean::scrub(text).as_bytes());
    }
    pager.wait().is_ok()
}
