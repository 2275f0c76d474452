//! What stands around every page: the top line with the counts, the trail of pages, the last line.

use crate::app::App;
use crate::app::commands::COMMANDS;
use crate::app::page::{Body, Tab};
use crate::app::rows::Rows;
use crate::model::{Phase, Progress};
use crate::text::wrap;

use super::pen::Pen;
use super::theme::Role;
use super::words::{Words, count, number};

/// Draws the lines around the page.
pub(super) fn draw(pen: &mut Pen<'_>, app: &App) {
    header(pen, app);
    trail(pen, app);
    if app.prompt.is_none() {
        footer(pen, app);
    }
}

/// The top line. What has no room goes: first the counts at the left, then those at the right, the help last.
fn header(pen: &mut Pen<'_>, app: &App) {
    let area = app.layout().header;
    let whole = usize::from(area.width);
    let mut right = Words::default();
    let help = app.keymap.keys_of("help");
    if let Some(key) = help.first() {
        right.push(key.clone(), Role::Key);
        right.push(" help ", Role::Dim);
    }
    let mut left = Words::new(" dateline  ", Role::Brand);
    let Some(counts) = &app.counts else {
        pen.ends(area, 0, (&left, &right), 9);
        return;
    };
    left.push(counts.name.as_str(), Role::Text);
    let marks = [
        (
            counts.starred > 0,
            pen.signs.star,
            counts.starred,
            Role::Star,
        ),
        (counts.unread > 0, "unread", counts.unread, Role::Unread),
        (
            counts.problems > 0,
            "problems",
            counts.problems,
            Role::Uncertain,
        ),
    ];
    for (_, sign, amount, role) in marks.into_iter().filter(|(shown, ..)| *shown) {
        let said = format!("{sign} {}   ", number(amount));
        if left.width() + right.width() + wrap::width(&said) + 2 <= whole {
            right.pieces.insert(0, (said.into(), role));
        }
    }
    for said in [
        count(counts.articles, "article"),
        count(counts.actors, "actor"),
    ] {
        let need = wrap::width(&said) + 3;
        if left.width() + right.width() + need + 2 > whole {
            break;
        }
        left.push(format!(" {} ", pen.signs.dot), Role::Dim);
        left.push(said, Role::Meta);
    }
    pen.ends(area, 0, (&left, &right), 9);
}

fn trail(pen: &mut Pen<'_>, app: &App) {
    let area = app.layout().trail;
    let pages = app.pages.get(..=app.at).unwrap_or_default();
    let (step, more) = (format!(" {} ", pen.signs.step), pen.signs.more);
    let between = wrap::width(&step);
    let mut left = usize::from(area.width).saturating_sub(1);
    let mut titles: Vec<String> = Vec::new();
    for page in pages.iter().rev() {
        let mut title = page.title();
        if !titles.is_empty() && wrap::width(&title) > 32 {
            title.truncate(wrap::fit(&title, 31));
            title.push_str(more);
        }
        let need = wrap::width(&title) + between;
        if !titles.is_empty() && need + 4 > left {
            titles.push(more.to_owned());
            break;
        }
        left = left.saturating_sub(need);
        titles.push(title);
    }
    let mut words = Words::new(" ", Role::Text);
    let last = titles.len().saturating_sub(1);
    for (place, title) in titles.into_iter().rev().enumerate() {
        if place > 0 {
            words.push(step.clone(), Role::Dim);
        }
        let role = if place == last { Role::Meta } else { Role::Dim };
        words.push(title, role);
    }
    pen.words(area, 0, &words);
}

fn footer(pen: &mut Pen<'_>, app: &App) {
    let area = app.layout().footer;
    let right = Words::new(position(app), Role::Dim).and(" ", Role::Dim);
    let said = said(app, pen.signs.dot);
    if let Some((said, role)) = said {
        let room = usize::from(area.width).saturating_sub(1);
        let words = Words::new(" ", Role::Text).and(reason_first(said, room), role);
        pen.ends(area, 0, (&words, &right), usize::from(area.width));
        return;
    }
    let room = usize::from(area.width).saturating_sub(right.width() + 2);
    let hints = hints(app, room);
    pen.ends(area, 0, (&hints, &right), 0);
}

/// A sentence of the form `path: reason` that does not fit: the reason comes first then.
fn reason_first(said: String, room: usize) -> String {
    match said.split_once(": ") {
        Some((path, reason)) if wrap::width(&said) > room && path.contains(['/', '\\']) => {
            format!("{reason} ({path})")
        }
        _ => said,
    }
}

/// What the last line has to say before hints.
fn said(app: &App, dot: &str) -> Option<(String, Role)> {
    if let Some(said) = &app.said {
        return Some((said.clone(), Role::Message));
    }
    if let Some(fault) = &app.page().asked.fault {
        return Some((fault.clone(), Role::Error));
    }
    match &app.progress.phase {
        Phase::Loading => Some((loading(&app.progress, dot), Role::Message)),
        Phase::Recognising(done, all) => {
            let mut said = format!("recognising actors {} of {}", number(*done), number(*all));
            said.push_str(&pace(&app.progress, dot));
            Some((said, Role::Message))
        }
        Phase::Failed(why) => Some((why.clone(), Role::Error)),
        Phase::Idle | Phase::Cancelled => None,
    }
}

fn loading(progress: &Progress, dot: &str) -> String {
    let mut said = format!("loading {}", number(progress.articles));
    if progress.problems > 0 {
        let problems = count(progress.problems, "problem");
        said.push_str(&format!(" {dot} {problems}"));
    }
    if let Some(total) = progress.bytes_total
        && total > 0
    {
        let percent = u128::from(progress.bytes_read) * 100 / u128::from(total);
        said.push_str(&format!(" {dot} {} %", percent.min(100)));
    }
    said.push_str(&pace(progress, dot));
    said
}

/// How fast it goes and how long it will still take.
fn pace(progress: &Progress, dot: &str) -> String {
    let mut said = String::new();
    if progress.rate > 0 {
        said.push_str(&format!(" {dot} {} a second", number(progress.rate)));
    }
    match progress.seconds_left {
        Some(seconds @ 0..90) => said.push_str(&format!(" {dot} {seconds} s left")),
        Some(seconds) => said.push_str(&format!(" {dot} {} min left", seconds.div_ceil(60))),
        None => {}
    }
    said
}

/// Commands that do something of their own while the cursor is among the facets, and what.
const AMONG_FACETS: [(&str, &str); 3] = [
    ("list.open", "only these"),
    ("articles.exclude", "none of these"),
    ("escape", "back to the list"),
];

/// Keys of the commands that are worth a word here, inner scopes first, as many as fit.
fn hints(app: &App, room: usize) -> Words<'static> {
    let scopes = app.page().scopes();
    let mut worth: Vec<(&str, &'static str)> = Vec::new();
    if matches!(&app.page().body, Body::Articles(list) if list.in_facets) {
        worth.extend(AMONG_FACETS);
    } else {
        for scope in &scopes {
            let here = COMMANDS.iter().filter(|command| command.scope == *scope);
            let here = here.filter(|command| !command.hint.is_empty());
            worth.extend(here.map(|command| (command.id, command.hint)));
        }
    }
    let mut words = Words::new(" ", Role::Text);
    for (id, hint) in worth {
        // A key that an inner scope has stands for something else here.
        let Some(key) = app.keymap.key_here(id, &scopes) else {
            continue;
        };
        if words.width() + wrap::width(&key) + wrap::width(hint) + 4 > room {
            break;
        }
        words.push(key, Role::Key);
        words.push(" ", Role::Dim);
        words.push(hint, Role::Dim);
        words.push("   ", Role::Dim);
    }
    words
}

/// Where the reader is on the page.
fn position(app: &App) -> String {
    match &app.page().body {
        Body::Articles(list) => place(&list.rows),
        Body::Article(reader) if reader.document.lines.is_empty() => String::new(),
        Body::Article(reader) => {
            let shown = usize::from(app.layout().text().height);
            match reader.document.lines.len().saturating_sub(shown) {
                0 => "all".to_owned(),
                last => format!("{} %", (reader.top * 100 / last).min(100)),
            }
        }
        Body::Actors(actors) => place(&actors.rows),
        Body::Actor(actor) => match actor.tab {
            Tab::Mentions => place(&actor.mentions),
            Tab::With => place(&actor.with),
            Tab::Articles => place(&actor.articles),
            Tab::Said => place(&actor.said),
            Tab::Network | Tab::Names => String::new(),
        },
        Body::Overview(overview) => place(&overview.rows),
        Body::Report(report) => place(&report.rows),
        Body::Concordance(found) => place(&found.rows),
        Body::Saved(rows) => place(rows),
        Body::Triage(triage) => place(&triage.rows),
        Body::History(visited) => place(visited),
        Body::Help(help) => place(&help.rows),
    }
}

fn place<T>(rows: &Rows<T>) -> String {
    match rows.total {
        0 => String::new(),
        total => format!(
            "{}/{}",
            number((rows.cursor + 1) as u64),
            number(total as u64)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_does_not_push_the_reason_off_the_line() {
        let said = "/home/reader/.local/share/dateline/marks.db: the disk is full";
        assert_eq!(reason_first(said.to_owned(), 80), said);
        let turned = "the disk is full (/home/reader/.local/share/dateline/marks.db)";
        assert_eq!(reason_first(said.to_owned(), 40), turned);
        let plain = "a sentence: without a path that is too long for its line";
        assert_eq!(reason_first(plain.to_owned(), 20), plain);
    }
}
