//! The table of actors: names, kinds, counts, dates, a line of small bars; columns go where there is no room.

use crate::app::Spot;
use crate::app::layout::Area;
use crate::app::page::{Actors, Page};
use crate::model::{ActorKind, ActorRow, ActorSort, Address};

use super::articles::right_line;
use super::pen::{Edge, Pen, cells, columns, first, rows};
use super::theme::Role;
use super::words::{Words, count, number, stretch};
use super::{chart, nothing};

/// Cells of the columns of a table; 0 for those that are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Widths {
    name: u16,
    kind: u16,
    articles: u16,
    mentions: u16,
    dates: u16,
    spark: u16,
}

/// Cells between columns.
const GAP: u16 = 2;

/// Gives columns room, the more telling ones first.
fn widths(whole: u16) -> Widths {
    let mut widths = Widths {
        articles: 8,
        ..Widths::default()
    };
    // Mark and air at the left, and a name that can be read.
    let mut left = whole.saturating_sub(2 + 8 + GAP);
    let mut take = |wanted: u16, name: u16| {
        let fits = left >= wanted + GAP + name;
        if fits {
            left -= wanted + GAP;
        }
        if fits { wanted } else { 0 }
    };
    widths.spark = take(12, 16);
    widths.kind = take(12, 20);
    widths.mentions = take(8, 22);
    widths.dates = take(17, 24);
    let more = left.saturating_sub(36).min(20);
    if widths.spark > 0 {
        widths.spark += more;
        left -= more;
    }
    widths.name = left;
    widths
}

/// Draws the table.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, page: &Page, actors: &Actors) {
    let (filter, sort, kind) = match &page.address {
        Address::Actors(at) => (at.filter.as_str(), at.sort, at.kind),
        _ => ("", ActorSort::default(), None),
    };
    let filtered = !filter.is_empty();
    let total = actors.rows.total;
    let word = kind.map_or("actor", ActorKind::word);
    let mut title = Words::new(count(total as u64, word), Role::Meta);
    title.push(format!(" {} ", pen.signs.across), Role::Frame);
    if filtered {
        title.push("~ ", Role::Dim);
        title.push(filter, Role::Lit);
    } else {
        title.push(format!("by {}", sort.word()), Role::Dim);
    }
    let edge = Edge {
        title,
        focused: true,
        ..Edge::default()
    };
    let framed = area;
    let area = pen.frame(framed, &edge);
    if total == 0 {
        let words = empty(filtered, kind);
        let (words, role) = nothing(&page.asked, &words);
        pen.sentence(area, words, role);
        return;
    }
    let widths = widths(area.width);
    let sorted = |name: &'static str, by: ActorSort| {
        let role = match !filtered && by == sort {
            true => Role::Heading,
            false => Role::Dim,
        };
        Words::new(name, role)
    };
    let cells_of = [
        sorted("name", ActorSort::Name),
        Words::new("kind", Role::Dim),
        sorted("articles", ActorSort::Articles),
        sorted("mentions", ActorSort::Mentions),
        sorted("seen", ActorSort::Recent),
        sorted("activity", ActorSort::Rise),
    ];
    draw_cells(pen, area, 0, &cells_of, widths);
    let body = rows(area, 1, area.height);
    let top = first(
        actors.rows.top,
        actors.rows.cursor,
        usize::from(body.height),
    );
    for (place, row) in (top..total).zip(0..body.height) {
        let Some(actor) = actors.rows.get(place) else {
            break;
        };
        draw_cells(pen, body, row, &table_row(actor, widths, pen), widths);
        pen.spot(body, row, Spot::Row(place));
        if place == actors.rows.cursor {
            pen.select(body, row, true);
        }
    }
    pen.thumb(right_line(framed), top, total);
}

/// What is said where no actor is listed.
fn empty(filtered: bool, kind: Option<ActorKind>) -> String {
    match (filtered, kind.map(ActorKind::word)) {
        (true, None) => "Nobody is called so. Esc clears the filter.".to_owned(),
        (true, Some(kind)) => format!("No {kind} is called so. Esc clears the filter."),
        (false, Some(kind)) => {
            format!("There are no {kind}s here. K shows another kind, Esc shows all.")
        }
        (false, None) => "No actors yet; they are recognised once articles are loaded.".to_owned(),
    }
}

fn table_row<'a>(actor: &'a ActorRow, widths: Widths, pen: &Pen<'_>) -> [Words<'a>; 6] {
    let signs = pen.signs;
    let mut name = Words::default();
    name.push_lit(&actor.name, &actor.lit, Role::Text);
    if actor.unresolved {
        name.push("?", Role::Dim);
    }
    if let Some(matched) = &actor.matched {
        name.push(format!("  (as {matched})"), Role::Dim);
    }
    let dates = stretch(actor.first.as_ref(), actor.last.as_ref(), signs.dash);
    let spark = chart::spark(&actor.spark, usize::from(widths.spark), signs.steps);
    [
        name,
        Words::new(actor.kind.word(), Role::Dim),
        Words::new(number(actor.articles), Role::Meta),
        Words::new(number(actor.mentions), Role::Dim),
        Words::new(dates, Role::Dim),
        Words::new(spark, Role::Bar),
    ]
}

fn draw_cells(pen: &mut Pen<'_>, area: Area, row: u16, words: &[Words<'_>; 6], widths: Widths) {
    let at = [
        (widths.name, false),
        (widths.kind, false),
        (widths.articles, true),
        (widths.mentions, true),
        (widths.dates, false),
        (widths.spark, false),
    ];
    let mut x = 2;
    for (words, (width, at_right)) in words.iter().zip(at) {
        if width == 0 {
            continue;
        }
        let column = columns(area, x, width);
        let free = column.width.saturating_sub(cells(words.width()));
        let skip = if at_right { free } else { 0 };
        pen.words(columns(column, skip, width), row, words);
        x += width + GAP;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(whole: u16, expected: [u16; 6]) {
        let widths = widths(whole);
        let found = [
            widths.name,
            widths.kind,
            widths.articles,
            widths.mentions,
            widths.dates,
            widths.spark,
        ];
        assert_eq!(found, expected, "{whole}");
    }

    #[test]
    fn columns_go_where_there_is_no_room() {
        check(39, [27, 0, 8, 0, 0, 0]);
        check(79, [29, 12, 8, 8, 0, 12]);
        check(119, [36, 12, 8, 8, 17, 26]);
        check(0, [0, 0, 8, 0, 0, 0]);
    }
}
