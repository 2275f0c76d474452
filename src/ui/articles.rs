//! The screen of a list of articles: the list, the article under the cursor beside it, the facets beside that.

use crate::app::layout::Layout;
use crate::app::page::{Articles, Page};
use crate::model::{Address, ArticlesAt, Sort};

use super::list::Listed;
use super::pen::{Edge, Pen};
use super::theme::Role;
use super::words::{Words, number};
use super::{article, facets, list, nothing};

/// Draws the list and what stands beside it.
pub(super) fn draw(
    pen: &mut Pen<'_>,
    layout: &Layout,
    page: &Page,
    list: &Articles,
    problems: u64,
) {
    let at = match &page.address {
        Address::Articles(at) => Some(at),
        _ => None,
    };
    if let Some(area) = layout.list {
        let foot = match list.notices.first() {
            Some(notice) if list.notices.len() > 1 => {
                let more = format!("{notice} (and {} more)", list.notices.len() - 1);
                Words::new(more, Role::Message)
            }
            Some(notice) => Words::new(notice.as_str(), Role::Message),
            None => Words::default(),
        };
        let edge = Edge {
            title: title(list, at, page.sort(), pen),
            foot,
            focused: !list.in_facets,
            ..Edge::default()
        };
        let inside = pen.frame(area, &edge);
        if list.rows.total == 0 {
            // Why there is nothing is said where there is room for it, too.
            let why = list
                .notices
                .first()
                .map_or(empty(at, problems), String::as_str);
            let (words, role) = nothing(&page.asked, why);
            pen.sentence(inside, words, role);
        } else {
            let listed = Listed {
                rows: &list.rows,
                sort: page.sort(),
                picked: Some(&list.picked),
                focused: !list.in_facets,
            };
            list::draw(pen, inside, &listed);
            pen.thumb(right_line(area), list.rows.top, list.rows.total);
        }
    }
    if let Some(area) = layout.main {
        let inside = pen.frame(area, &Edge::default());
        if let Some(reader) = &list.preview {
            article::text(pen, inside, reader, None);
        }
    }
    if let Some(area) = layout.side {
        facets::draw(pen, area, list);
    }
}

/// The column of a frame's right line, without its corners.
pub(super) fn right_line(area: crate::app::layout::Area) -> crate::app::layout::Area {
    let inner = area.inside();
    crate::app::layout::Area {
        width: area.width,
        x: area.x,
        ..inner
    }
}

fn title<'a>(list: &Articles, at: Option<&'a ArticlesAt>, sort: Sort, pen: &Pen<'_>) -> Words<'a> {
    let more = if list.exact { "" } else { "+" };
    let ending = if list.rows.total == 1 && list.exact {
        ""
    } else {
        "s"
    };
    let total = number(list.rows.total as u64);
    let mut words = Words::new(format!("{total}{more} article{ending}"), Role::Meta);
    let rule = format!(" {} ", pen.signs.across);
    if !list.picked.is_empty() {
        words.push(rule.clone(), Role::Frame);
        let picked = format!("{} picked", number(list.picked.len() as u64));
        words.push(picked, Role::Picked);
    }
    let Some(at) = at else { return words };
    words.push(rule.clone(), Role::Frame);
    let order = match sort {
        Sort::Newest => format!("date {}", pen.signs.down),
        Sort::Oldest => format!("date {}", pen.signs.up),
        other => other.word().to_owned(),
    };
    words.push(order, Role::Dim);
    if !at.query.is_empty() {
        words.push(rule.clone(), Role::Frame);
        words.push(at.query.as_str(), Role::Heading);
    }
    if !at.filter.is_empty() {
        words.push(rule, Role::Frame);
        words.push("~ ", Role::Dim);
        words.push(at.filter.as_str(), Role::Lit);
    }
    words
}

fn empty(at: Option<&ArticlesAt>, problems: u64) -> &'static str {
    match at {
        Some(at) if !at.filter.is_empty() => "Nothing matches. Esc clears the filter.",
        Some(at) if !at.query.is_empty() => "Nothing matches. Esc clears the search.",
        Some(_) if problems > 0 => "No article could be read. ! tells why.",
        Some(_) => "There are no articles here yet.",
        None => "Nothing is starred, tagged or noted yet. On an article, s stars it and + tags it.",
    }
}
