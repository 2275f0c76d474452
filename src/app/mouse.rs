//! The mouse: the wheel scrolls what it is over, a click goes to what is under it, a second one opens it.

use crate::text::wrap;

use super::layout::Area;
use super::list::{self, ListLine};
use super::page::{Body, Focus, Reader, sort_of};
use super::{App, Button, Mouse, MouseKind, Spot, go, jump, moving, omnibox, reader};

/// Rows a turn of the wheel moves by.
const TURN: isize = 3;

/// Takes what the mouse did.
pub(super) fn take(app: &mut App, mouse: Mouse) {
    app.hints = None;
    match mouse.kind {
        MouseKind::WheelUp => wheel(app, mouse, -TURN),
        MouseKind::WheelDown => wheel(app, mouse, TURN),
        MouseKind::Press(Button::Left) => press(app, mouse),
        MouseKind::Press(Button::Back) => go::back(app),
        MouseKind::Press(Button::Forward) => go::forward(app),
        MouseKind::Press(Button::Middle | Button::Right) => {}
    }
}

fn wheel(app: &mut App, mouse: Mouse, rows: isize) {
    if let Some(open) = &mut app.omnibox {
        open.rows.move_by(rows);
        return;
    }
    let layout = app.layout();
    let over = |area: Option<Area>| area.is_some_and(|area| area.holds(mouse.x, mouse.y));
    let height = usize::from(layout.text().height);
    let on_text = over(layout.main);
    match app.body_mut() {
        Body::Article(reader) => scroll(reader, rows, height),
        Body::Articles(list) if on_text && layout.list.is_some() => {
            if let Some(preview) = &mut list.preview {
                scroll(preview, rows, height);
            }
        }
        body => {
            if let Some(cursor) = body.cursor() {
                cursor.by(rows);
            }
        }
    }
}

fn scroll(reader: &mut Reader, lines: isize, height: usize) {
    reader.top = reader
        .top
        .saturating_add_signed(lines)
        .min(reader.last_top(height));
}

fn press(app: &mut App, mouse: Mouse) {
    if let Some(open) = &mut app.omnibox {
        match mouse.spot {
            Some(Spot::Row(row)) => {
                open.rows.move_to(row);
                omnibox::accept(app);
            }
            _ => app.omnibox = None,
        }
        return;
    }
    if let Some(spot) = mouse.spot {
        return press_spot(app, spot);
    }
    let layout = app.layout();
    let holds = |area: Option<Area>| area.filter(|area| area.holds(mouse.x, mouse.y));
    if let Some(area) = holds(layout.list) {
        return press_list(app, mouse, area.inside());
    }
    if let Some(area) = holds(layout.side) {
        return press_side(app, mouse, area.inside());
    }
    if holds(layout.main).is_none() {
        return;
    }
    let text = layout.text();
    match &app.page().body {
        Body::Article(_) if text.holds(mouse.x, mouse.y) => press_text(app, mouse, text),
        // The preview opens as its article.
        Body::Articles(_) => moving::open(app),
        _ => {}
    }
}

fn press_list(app: &mut App, mouse: Mouse, inside: Area) {
    let Some(line) = mouse.y.checked_sub(inside.y).map(usize::from) else {
        return;
    };
    let (rows, sort) = match &app.page().body {
        Body::Articles(list) => (&list.rows, app.page().sort()),
        Body::Article(reader) => match &reader.list {
            Some(from) => (&from.rows, sort_of(&from.address)),
            None => return,
        },
        _ => return,
    };
    let lines = list::lines(rows, sort, rows.top, usize::from(inside.height));
    let Some(ListLine::Row(row) | ListLine::Snippet(row)) = lines.get(line).cloned() else {
        return;
    };
    match app.body_mut() {
        Body::Articles(list) => {
            list.in_facets = false;
            let again = list.rows.cursor == row;
            list.rows.move_to(row);
            if again {
                moving::open(app);
            }
        }
        Body::Article(reader) => {
            if let Some(from) = &mut reader.list {
                // `J` opens the row after the cursor.
                match row.checked_sub(1) {
                    Some(before) => {
                        from.rows.cursor = before;
                        reader::next_article(app);
                    }
                    None => {
                        from.rows.cursor = 1;
                        reader::last_article(app);
                    }
                }
            }
        }
        _ => {}
    }
}

fn press_side(app: &mut App, mouse: Mouse, inside: Area) {
    let Some(line) = mouse.y.checked_sub(inside.y).map(usize::from) else {
        return;
    };
    match app.body_mut() {
        Body::Article(reader) => {
            reader.focus = Focus::Side;
            if let Some(row) = super::side::row_at(reader, usize::from(inside.height), line) {
                let again = reader.side == row;
                reader.side = row;
                if again {
                    reader::open(app);
                }
            }
        }
        Body::Articles(list) => {
            list.in_facets = true;
        }
        _ => {}
    }
}

/// A click on a link follows it.
fn press_text(app: &mut App, mouse: Mouse, text: Area) {
    let Body::Article(reader) = app.body_mut() else {
        return;
    };
    reader.focus = Focus::Text;
    let width = u16::try_from(reader.document.width).unwrap_or(text.width);
    let left = text.x + text.width.saturating_sub(width) / 2;
    let line = reader.top + usize::from(mouse.y - text.y);
    let Some(column) = mouse.x.checked_sub(left).map(usize::from) else {
        return;
    };
    let Some(line) = reader.document.lines.get(line) else {
        return;
    };
    let mut end = 0;
    let hit = line.spans.iter().find(|span| {
        end += wrap::width(&span.text);
        column < end
    });
    if let Some(link) = hit.and_then(|span| span.link) {
        jump::follow(app, link);
    }
}

/// A click on something that the page draws: a row, a part of it, a facet value. A row that is under the cursor opens.
fn press_spot(app: &mut App, spot: Spot) {
    match (spot, app.body_mut()) {
        (Spot::Facet(facet), Body::Articles(list)) => {
            let again = list.in_facets && list.facet == facet;
            (list.in_facets, list.facet) = (true, facet);
            if again {
                moving::open(app);
            }
        }
        (Spot::Tab(tab), Body::Actor(actor)) => {
            actor.tab = actor.tabs().get(tab).copied().unwrap_or_default();
        }
        (Spot::Row(row), _) => press_row(app, row),
        _ => {}
    }
}

fn press_row(app: &mut App, row: usize) {
    let Some(cursor) = app.body_mut().cursor() else {
        return;
    };
    let again = cursor.at() == row;
    cursor.to(row);
    if again {
        moving::open(app);
    }
}
