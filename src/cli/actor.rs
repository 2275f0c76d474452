//! `dateline actor` and `dateline pair`: everything about one actor, and what two share.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::corpus::Context;
use super::fault::{Fault, NOTHING};
use super::out::{Look, Out, bar, count, day};
use super::{actors, schema, search};
use crate::language;
use crate::library::Upto;
use crate::model::{ActorPage, Address, ConcordanceAt, MentionInContext, View, Window};

/// Articles listed where no limit is given.
const ARTICLES: usize = 20;
/// Months without an article that are printed one by one.
const GAP: i32 = 12;
/// Other names printed at most.
const NAMES: usize = 20;

/// Where the first of more come from.
const LOOKED_AT: &str = "these are of the newest articles";

/// Runs it.
pub(super) fn run(name: &str, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let corpus = context.open(Upto::Actors, out)?;
    let address = Address::Actor {
        name: name.to_owned(),
    };
    let limit = context.shared.limit.unwrap_or(ARTICLES);
    let View::Actor(page) = corpus.look(&address, Window::first(limit))? else {
        return Ok(NOTHING);
    };
    if out.json {
        out.object(&object(*page))?;
    } else {
        print(&page, limit, out)?;
    }
    Ok(corpus.status)
}

/// `dateline pair`: what two actors share.
pub(super) fn pair(one: &str, other: &str, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let corpus = context.open(Upto::Actors, out)?;
    let address = Address::Pair {
        one: one.to_owned(),
        other: other.to_owned(),
    };
    let limit = context.shared.limit.unwrap_or(ARTICLES);
    let View::Actor(page) = corpus.look(&address, Window::first(limit))? else {
        return Ok(NOTHING);
    };
    if page.articles.total == 0 {
        return Ok(NOTHING);
    }
    if out.json {
        out.object(&pair_object(*page))?;
        return Ok(corpus.status);
    }
    for row in std::iter::once(&page.row).chain(&page.other) {
        actors::print(row, out)?;
    }
    let both = match page.articles.total {
        1 => "1 article names both".to_owned(),
        total => format!("{total} articles name both"),
    };
    out.line(&both)?;
    activity(&page.months, out)?;
    let rest = page.cut.mentions.then_some(LOOKED_AT);
    contexts("Together", &page.mentions, limit, rest, out)?;
    title("Articles", false, out)?;
    for row in page.articles.rows {
        search::print(row, out)?;
    }
    Ok(corpus.status)
}

fn activity(months: &[(Date, u32)], out: &mut Out) -> Result<(), Fault> {
    title("Activity", months.is_empty(), out)?;
    let most = months
        .iter()
        .map(|(_, articles)| *articles)
        .max()
        .unwrap_or(1);
    let number = |month: &Date| i32::from(month.year()) * 12 + i32::from(month.month()) - 1;
    let mut next = None;
    for (month, articles) in months {
        let here = number(month);
        match here - next.unwrap_or(here) {
            gap @ 1..=GAP => {
                for empty in here - gap..here {
                    let (year, month) = (empty.div_euclid(12), empty.rem_euclid(12) + 1);
                    out.line(&format!("  {year}-{month:02} {:5}", 0))?;
                }
            }
            gap if gap > GAP => out.line(&format!("  … {gap} months without an article"))?,
            _ => {}
        }
        next = Some(here + 1);
        let bar = bar(*articles, most);
        out.line(&format!(
            "  {}-{:02} {articles:5} {bar}",
            month.year(),
            month.month()
        ))?;
    }
    Ok(())
}

fn contexts(
    heading: &str,
    contexts: &[MentionInContext],
    limit: usize,
    rest: Option<&str>,
    out: &mut Out,
) -> Result<(), Fault> {
    title(heading, contexts.is_empty(), out)?;
    for mention in contexts.iter().take(limit) {
        let date = mention.date.map(day).unwrap_or_default();
        out.put(Look::Dim, &format!("  {date:10}  {}  ", mention.id))?;
        out.snippet(&mention.context)?;
        out.end()?;
    }
    let more = contexts.len().saturating_sub(limit);
    match (more, rest) {
        (0, None) => Ok(()),
        (0, Some(rest)) => out.line(&format!("  … and more: {rest}")),
        (_, None) => out.line(&format!("  … and {more} more: `--limit` shows them")),
        (_, Some(rest)) => {
            out.line(&format!("  … and {more} more: `--limit` shows them"))?;
            out.line(&format!("  … and more than those: {rest}"))
        }
    }
}

fn print(page: &ActorPage, limit: usize, out: &mut Out) -> Result<(), Fault> {
    actors::print(&page.row, out)?;
    if !page.row.aliases.is_empty() {
        let shown = page.row.aliases.iter().take(NAMES).map(String::as_str);
        let shown: Vec<&str> = shown.collect();
        let more = match page.row.aliases.len().saturating_sub(shown.len()) {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        out.line(&format!("also: {}{more}", shown.join(", ")))?;
    }
    if (1..page.row.articles).contains(&page.dated()) {
        let dated = count(page.dated(), "article");
        out.line(&format!("dates are those of {dated}; the others have none"))?;
    }
    if page.row.unresolved {
        out.line("a part of a name: these articles may mean several people")?;
    }
    title("Written as", page.names.is_empty(), out)?;
    for (name, mentions) in page.names.iter().take(NAMES.max(limit)) {
        out.line(&format!("  {name} ×{mentions}"))?;
    }
    title("Roles", page.roles.is_empty(), out)?;
    for role in &page.roles {
        let seen = match (role.first, role.last) {
            (Some(first), Some(last)) => format!(", seen {} … {}", day(first), day(last)),
            _ => String::new(),
        };
        out.line(&format!("  {}{seen}", role.role))?;
    }
    title("By your dictionary", page.offices.is_empty(), out)?;
    for office in &page.offices {
        out.line(&format!("  {}", office.in_words()))?;
    }
    activity(&page.months, out)?;
    title("With", page.with.is_empty(), out)?;
    for met in page.with.iter().take(limit) {
        out.line(&format!(
            "  {} ({})",
            met.name,
            count(met.articles, "article")
        ))?;
    }
    let all = every_mention(&page.row.handle);
    // A sentence that names it twice stands once.
    let some = page.cut.mentions || page.mentions.len() < page.row.mentions as usize;
    let rest = some.then_some(all.as_str());
    contexts("Mentions", &page.mentions, limit, rest, out)?;
    let rest = page.cut.said.then_some(LOOKED_AT);
    contexts("Said (a guess)", &page.said, limit, rest, out)?;
    Ok(())
}

/// Where every place is printed that names an actor.
fn every_mention(handle: &str) -> String {
    let at = ConcordanceAt {
        query: format!("actor:{}", language::quoted(handle)),
        ..ConcordanceAt::default()
    };
    let command = language::address::print(&Address::Concordance(at), &[]);
    format!("`{command}` prints every place")
}

fn title(words: &str, is_empty: bool, out: &mut Out) -> Result<(), Fault> {
    if is_empty {
        return Ok(());
    }
    out.end()?;
    out.put(Look::Strong, words)?;
    out.end()
}

fn object(page: ActorPage) -> schema::ActorPage {
    let roles = page.roles.into_iter().map(|role| schema::Role {
        role: role.role,
        ends: schema::Ends::new(role.first, role.last),
        articles: role.articles,
    });
    let offices = page.offices.into_iter().map(|office| schema::Office {
        code: office.coded.code,
        from: office.coded.from.map(|day| day.to_string()),
        until: office.coded.until.map(|day| day.to_string()),
        ended: office.ended,
        origin: "dictionary",
    });
    let months = by_month(&page.months);
    let cut = [
        ("with", page.cut.with),
        ("contexts", page.cut.mentions),
        ("said", page.cut.said),
    ];
    let with = page.with.into_iter().map(|met| schema::With {
        name: met.name,
        kind: met.kind.word(),
        articles: met.articles,
        surprise: met.surprise,
    });
    let written = page.names.into_iter();
    let written = written.map(|(name, mentions)| schema::Written { name, mentions });
    schema::ActorPage {
        written: written.collect(),
        actor: page.row.into(),
        roles: roles.collect(),
        offices: offices.collect(),
        months,
        with: with.collect(),
        contexts: in_context(page.mentions),
        said: in_context(page.said),
        cut: cut
            .into_iter()
            .filter_map(|(part, is_cut)| is_cut.then_some(part))
            .collect(),
    }
}

fn pair_object(page: ActorPage) -> schema::Pair {
    schema::Pair {
        months: by_month(&page.months),
        total: page.articles.total,
        sentences: in_context(page.mentions),
        articles: page.articles.rows.into_iter().map(|row| row.id).collect(),
        one: page.row.into(),
        other: page.other.map(Into::into),
    }
}

fn by_month(months: &[(Date, u32)]) -> BTreeMap<String, u32> {
    let month =
        |(day, count): &(Date, u32)| (format!("{:04}-{:02}", day.year(), day.month()), *count);
    months.iter().map(month).collect()
}

fn in_context(mentions: Vec<MentionInContext>) -> Vec<schema::Context> {
    let contexts = mentions.into_iter().map(|mention| schema::Context {
        article: mention.id,
        date: mention.date.map(|date| date.to_string()),
        date_inferred: schema::is_inferred(mention.date),
        title: mention.title,
        text: mention.context.text,
    });
    contexts.collect()
}
