//! What the row under the omnibox' cursor leads to, beside the box: an article's text, an actor in short, the head of a list.

use crate::app::glance::{Glance, Shown};
use crate::app::layout::Area;
use crate::model::{ActorPage, ArticleList, View};

use super::pen::{Pen, columns, rows};
use super::theme::Role;
use super::words::{Words, count, day};
use super::{actor, article, chart};

/// Rows of the chart of an actor's months.
const CHART: u16 = 5;
/// Whom an actor is named with, at most so many.
const COMPANY: usize = 5;

/// Draws it, with a line to its left.
pub(super) fn draw(pen: &mut Pen<'_>, area: Area, glance: &Glance) {
    if let Some(x) = area.x.checked_sub(1) {
        for y in area.y..area.y + area.height {
            pen.text(x, y, 1, pen.signs.upright, Role::Frame);
        }
    }
    let inner = columns(area, 1, area.width.saturating_sub(2));
    match (&glance.shown, &glance.asked.fault) {
        (_, Some(fault)) => pen.sentence(inner, fault, Role::Error),
        (Shown::Article(reader), None) => article::text(pen, area, reader, None),
        (Shown::View(view), None) => match view.as_ref() {
            View::Actor(view) => of_actor(pen, inner, view),
            View::Articles(list) => of_list(pen, inner, list),
            _ => {}
        },
        (Shown::Nothing, None) => {}
    }
}

fn of_actor(pen: &mut Pen<'_>, area: Area, view: &ActorPage) {
    let mut used = actor::head(pen, area, view);
    if area.height >= 20 && view.months.len() > 1 {
        chart::months(pen, rows(area, used, CHART), &view.months);
        used += CHART;
    }
    used += 1;
    for other in view.with.iter().take(COMPANY) {
        let name = Words::new("with ", Role::Dim).and(other.name.as_str(), Role::Actor);
        let articles = Words::new(count(other.articles, "article"), Role::Dim);
        pen.ends(rows(area, used, 1), 0, (&name, &articles), 16);
        used += 1;
    }
    for mention in &view.mentions {
        if used + 2 >= area.height {
            break;
        }
        used += 1;
        let date = mention.date.as_ref().map(day).unwrap_or_default();
        let title = Words::new(date, Role::Meta)
            .and("  ", Role::Dim)
            .and(mention.title.as_str(), Role::Text);
        pen.words(area, used, &title);
        let mut context = Words::default();
        context.push_snippet(&mention.context, usize::from(area.width), pen.signs.more);
        pen.words(area, used + 1, &context);
        used += 2;
    }
}

fn of_list(pen: &mut Pen<'_>, area: Area, list: &ArticleList) {
    pen.words(
        area,
        0,
        &Words::new(count(list.total as u64, "article"), Role::Meta),
    );
    for (row, place) in list.rows.iter().zip(2..area.height) {
        let title = Words::new(row.title.as_str(), Role::Text);
        let date = row.date.as_ref().map(day).unwrap_or_default();
        pen.ends(area, place, (&title, &Words::new(date, Role::Dim)), 16);
    }
}
