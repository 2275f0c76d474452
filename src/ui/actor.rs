//! The page of an actor: names, roles with the dates they were seen, activity over time, and parts to turn to.

use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::page::{Actor, Page, Tab};
use crate::app::rows::Rows;
use crate::model::{ActorPage, ActorRow, CoActor, MentionInContext, Sort};
use crate::text::wrap;

use super::list::{self, Listed};
use super::nothing;
use super::pen::{Pen, cells, columns, first, rows};
use super::theme::Role;
use super::words::{Words, count, day, number, stretch};
use super::{chart, names, network};

/// Draws the page.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, page: &Page, actor: &Actor) {
    let Some(view) = &actor.page else {
        let (words, role) = nothing(&page.asked, "Nobody is known by this name.");
        pen.sentence(area, words, role);
        return;
    };
    let area = columns(area, 1, area.width);
    let mut used = head(pen, area, view);
    // The parts below have half of the page at least.
    let spare = (area.height / 2).saturating_sub(used);
    if spare >= 3 && view.months.len() > 1 {
        // Of months with one or two articles high bars say nothing more.
        let most = view.months.iter().map(|(_, count)| *count).max();
        let high = spare.min(if most > Some(2) { 6 } else { 4 });
        chart::months(pen, rows(area, used, high), &view.months);
        used += high;
    }
    if area.height >= 20 {
        used += 1;
    }
    tabs(pen, rows(area, used, 1), actor, view);
    part(pen, rows(area, used + 1, area.height), actor, view);
}

/// Draws name, other names and roles; returns the rows used.
pub(super) fn head(pen: &mut Pen<'_>, area: Area, view: &ActorPage) -> u16 {
    if let Some(other) = &view.other {
        return head_of_two(pen, area, view, other);
    }
    let (row, dot) = (&view.row, format!(" {} ", pen.signs.dot));
    let name = Words::new(row.name.as_str(), Role::Title)
        .and("  ", Role::Text)
        .and(row.kind.word(), Role::Dim);
    let mut seen = stretch(row.first.as_ref(), row.last.as_ref(), pen.signs.dash);
    let dated = view.dated();
    if !seen.is_empty() && dated < row.articles {
        seen.push_str(&format!(", {dated} dated"));
    }
    let counts = Words::new(count(row.articles, "article"), Role::Meta)
        .and(dot.clone(), Role::Dim)
        .and(count(row.mentions, "mention"), Role::Meta)
        .and(
            if seen.is_empty() { "" } else { &dot }.to_owned(),
            Role::Dim,
        )
        .and(seen, Role::Meta)
        .and(" ", Role::Dim);
    let mut used = 1;
    if name.width() + counts.width() < usize::from(area.width) {
        pen.ends(area, 0, (&name, &counts), 16);
    } else {
        pen.words(area, 0, &name);
        pen.words(area, used, &counts);
        used += 1;
    }
    if !row.aliases.is_empty() {
        let aliases = row.aliases.join(", ");
        let words = Words::new("also ", Role::Dim).and(aliases, Role::Text);
        pen.words(area, used, &words);
        used += 1;
    }
    if view.row.unresolved {
        let words = "a part of a name: these articles may mean several people";
        pen.words(area, used, &Words::new(words, Role::Uncertain));
        used += 1;
    }
    let shown = match area.height {
        0..14 => 1,
        14..30 => 2,
        _ => 4,
    };
    for role in view.roles.iter().take(shown) {
        let dates = stretch(role.first.as_ref(), role.last.as_ref(), pen.signs.dash);
        let mut words = Words::new(role.role.as_str(), Role::Piece);
        if !dates.is_empty() {
            words.push(format!("  seen {dates}"), Role::Dim);
        }
        pen.words(area, used, &words);
        used += 1;
    }
    if let Some(office) = view.offices.first() {
        let words = Words::new("by your dictionary ", Role::Dim).and(office.in_words(), Role::Dim);
        pen.words(area, used, &words);
        used += 1;
    }
    used
}

/// Draws the names of two actors and how much they share; returns the rows used.
fn head_of_two(pen: &mut Pen<'_>, area: Area, view: &ActorPage, other: &ActorRow) -> u16 {
    // Not by months: some articles have no date.
    let shared = view.articles.total as u64;
    let name = Words::new(view.row.name.as_str(), Role::Title)
        .and(" and ", Role::Dim)
        .and(other.name.as_str(), Role::Title);
    pen.words(area, 0, &name);
    let mut counts = Words::new(
        format!("{} with both", count(shared, "article")),
        Role::Meta,
    );
    for row in [&view.row, other] {
        let of = format!(
            " {} {} of {}",
            pen.signs.dot,
            number(row.articles),
            row.name
        );
        counts.push(of, Role::Dim);
    }
    pen.words(area, 1, &counts);
    2
}

/// How much the parts of a page tell of themselves, the most first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Long names, counts, air between.
    All,
    /// Short names, counts, air between.
    Short,
    /// Short names and counts.
    Close,
    /// Short names, and only the count of the part that is shown.
    One,
}

/// Draws the names of the parts with what they hold, as much as there is room for.
fn tabs(pen: &mut Pen<'_>, area: Area, actor: &Actor, view: &ActorPage) {
    let whole = usize::from(area.width);
    let told = [Told::All, Told::Short, Told::Close].into_iter();
    let (words, ends) = told
        .map(|told| tab_words(actor, view, told, 0))
        .find(|(words, _)| words.width() <= whole)
        .unwrap_or_else(|| shown_part(actor, view, whole));
    let mut before = 0;
    for (place, end) in ends {
        pen.spot(columns(area, before, end - before), 0, Spot::Tab(place));
        before = end;
    }
    let used = pen.words(area, 0, &words);
    let rule = pen.signs.across.repeat(whole);
    let rest = columns(area, used, area.width);
    pen.text(rest.x, rest.y, rest.width, &rule, Role::Frame);
}

/// The names from the first part on with which the one that is shown is on the line.
fn shown_part(actor: &Actor, view: &ActorPage, whole: usize) -> TabLine {
    let here = actor.tabs().iter().position(|tab| *tab == actor.tab);
    let here = here.unwrap_or(0);
    let fits = |(_, ends): &TabLine| {
        let end = ends.iter().find(|(place, _)| *place == here);
        end.is_some_and(|(_, end)| usize::from(*end) <= whole)
    };
    (0..here)
        .map(|first| tab_words(actor, view, Told::One, first))
        .find(fits)
        .unwrap_or_else(|| tab_words(actor, view, Told::One, here))
}

/// Names of parts on one line, and for each its place among all and the cell at which it ends.
type TabLine = (Words<'static>, Vec<(usize, u16)>);

/// The names of the parts from one on.
fn tab_words(actor: &Actor, view: &ActorPage, told: Told, first: usize) -> TabLine {
    let (mut words, mut ends) = (Words::default(), Vec::new());
    for (place, &tab) in actor.tabs().iter().enumerate().skip(first) {
        let here = tab == actor.tab;
        let word = match tab {
            Tab::Names if told != Told::All => "Names",
            Tab::Mentions if view.other.is_some() => "Together",
            other => other.word(),
        };
        let (open, close) = if here { ("[", "]") } else { (" ", " ") };
        let role = if here { Role::Heading } else { Role::Dim };
        words.push(open, Role::Heading);
        words.push(word, role);
        if told != Told::One || here {
            words.push(format!(" {}", held(tab, actor, view)), Role::Meta);
        }
        words.push(close, Role::Heading);
        let airy = matches!(told, Told::All | Told::Short);
        words.push(if airy { " " } else { "" }, Role::Dim);
        ends.push((place, cells(words.width())));
    }
    (words, ends)
}

/// How much a part of the page holds, and that there is more where it holds but a first part.
fn held(tab: Tab, actor: &Actor, view: &ActorPage) -> String {
    let (held, cut) = match tab {
        Tab::Mentions => (actor.mentions.total, view.cut.mentions),
        Tab::With => (actor.with.total, view.cut.with),
        Tab::Articles => (actor.articles.total, false),
        Tab::Said => (actor.said.total, view.cut.said),
        Tab::Network => (view.network.names.len().saturating_sub(1), false),
        Tab::Names => (
            view.names.len() + view.roles.len() + view.offices.len(),
            false,
        ),
    };
    let (shown, all) = (number(held as u64), view.row.mentions as usize);
    match cut {
        // Of two actors nobody has counted the sentences.
        true if tab == Tab::Mentions && view.other.is_none() && all > held => {
            format!("{shown} of {}", number(all as u64))
        }
        true => format!("{shown}+"),
        false => shown,
    }
}

fn part(pen: &mut Pen<'_>, area: Area, actor: &Actor, view: &ActorPage) {
    let empty = match actor.tab {
        Tab::Mentions => actor.mentions.total == 0,
        Tab::With => actor.with.total == 0,
        Tab::Articles => actor.articles.total == 0,
        Tab::Said => actor.said.total == 0,
        Tab::Network => view.network.names.len() < 2,
        Tab::Names => view.names.is_empty() && view.roles.is_empty() && view.offices.is_empty(),
    };
    if empty {
        pen.words(area, 0, &Words::new("  nothing here", Role::Dim));
        return;
    }
    match actor.tab {
        Tab::Mentions => mentions(pen, area, &actor.mentions),
        Tab::Said => {
            let guess = "  found by the verbs beside the name: a guess";
            pen.words(area, 0, &Words::new(guess, Role::Uncertain));
            mentions(pen, rows(area, 1, area.height), &actor.said);
        }
        Tab::Network => network::draw(pen, area, &view.network, &actor.network),
        Tab::With => {
            let order = "  those named beside it more often than chance would have it stand first";
            pen.words(area, 0, &Words::new(order, Role::Dim));
            with(pen, rows(area, 1, area.height), &actor.with);
        }
        Tab::Articles => {
            let listed = Listed {
                rows: &actor.articles,
                sort: Sort::Newest,
                picked: None,
                focused: true,
            };
            list::draw(pen, area, &listed);
        }
        Tab::Names => names::draw(pen, area, view, &actor.names),
    }
}

/// Mentions in context, two lines each: where, and the sentence.
fn mentions(pen: &mut Pen<'_>, area: Area, mentions: &Rows<MentionInContext>) {
    let shown = usize::from(area.height / 2);
    let top = first(mentions.top, mentions.cursor, shown);
    for place in top..mentions.total.min(top + shown + 1) {
        let Some(mention) = mentions.get(place) else {
            break;
        };
        let row = cells(2 * (place - top));
        let mut left = Words::default();
        if let Some(date) = &mention.date {
            left.push(format!("{:<11}  ", day(date)), Role::Meta);
        }
        left.push(mention.title.as_str(), Role::Text);
        let text = columns(area, 2, area.width);
        pen.words(text, row, &left);
        let mut context = Words::default();
        let room = columns(area, 4, area.width);
        context.push_snippet(&mention.context, usize::from(room.width), pen.signs.more);
        pen.words(room, row + 1, &context);
        pen.spot(area, row, Spot::Row(place));
        pen.spot(area, row + 1, Spot::Row(place));
        if place == mentions.cursor {
            pen.select(area, row, true);
            pen.select(area, row + 1, true);
        }
    }
}

/// Other actors, the most surprising first, with a bar for how surprising.
fn with(pen: &mut Pen<'_>, area: Area, with: &Rows<CoActor>) {
    let most = with.part.iter().map(|other| other.surprise);
    let most = most.fold(1.0_f32, f32::max);
    let top = first(with.top, with.cursor, usize::from(area.height));
    for (place, row) in (top..with.total).zip(0..area.height) {
        let Some(other) = with.get(place) else { break };
        let share = (other.surprise / most * 1_000.0).clamp(0.0, 1_000.0);
        let bar = chart::across(share as u32, 1_000, 10, pen.signs.lengths);
        let blank = " ".repeat(10usize.saturating_sub(wrap::width(&bar)));
        let left = Words::new(other.name.as_str(), Role::Actor)
            .and("  ", Role::Dim)
            .and(other.kind.word(), Role::Dim);
        let right = Words::new(count(other.articles, "article"), Role::Meta)
            .and("  ", Role::Dim)
            .and(bar, Role::Bar)
            .and(blank, Role::Bar);
        // Near enough to the names to be read with them.
        let room = columns(area, 2, area.width.saturating_sub(3).min(78));
        pen.ends(room, row, (&left, &right), 12);
        pen.spot(area, row, Spot::Row(place));
        if place == with.cursor {
            pen.select(area, row, true);
        }
    }
}
