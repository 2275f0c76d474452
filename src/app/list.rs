//! A list of articles as lines for the screen: rows grouped by day or source, each with its snippet where there is one.

use crate::model::{ArticleRow, Sort};

use super::rows::Rows;

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ListLine {
    /// What the rows below have in common.
    Group(String),
    /// A row, by its number in the whole list.
    Row(usize),
    /// The snippet of a row.
    Snippet(usize),
}

/// The lines from row `top` on that fit into `height`; a row that is not loaded ends them.
pub(crate) fn lines(
    rows: &Rows<ArticleRow>,
    sort: Sort,
    top: usize,
    height: usize,
) -> Vec<ListLine> {
    let mut lines = Vec::with_capacity(height);
    let mut last: Option<String> = None;
    for number in top..rows.total {
        let Some(row) = rows.get(number) else { break };
        let group = group(row, sort);
        if group.is_some() && group != last {
            lines.extend(group.clone().map(ListLine::Group));
        }
        last = group;
        lines.push(ListLine::Row(number));
        if !row.snippet.text.is_empty() {
            lines.push(ListLine::Snippet(number));
        }
        if lines.len() >= height {
            break;
        }
    }
    lines.truncate(height);
    lines
}

/// How many rows are seen whole from row `top` on; one that is not loaded is taken for a line.
pub(crate) fn fits(rows: &Rows<ArticleRow>, sort: Sort, top: usize, height: usize) -> usize {
    let lines = lines(rows, sort, top, height);
    let shown = lines
        .iter()
        .filter(|line| matches!(line, ListLine::Row(_)))
        .count();
    let cut = matches!(lines.last(), Some(ListLine::Row(last))
        if lines.len() == height && rows.get(*last).is_some_and(|row| !row.snippet.text.is_empty()));
    let unknown = (height - lines.len()).min(rows.total.saturating_sub(top + shown));
    shown + unknown - usize::from(cut && shown > 1)
}

/// The heading a row stands under; none in order of relevance.
fn group(row: &ArticleRow, sort: Sort) -> Option<String> {
    match sort {
        Sort::Relevance => None,
        Sort::Source => Some(row.source.clone()),
        Sort::Newest | Sort::Oldest => Some(match row.date {
            Some(date) => date.civil().strftime("%a %-d %b %Y").to_string(),
            None => "no date".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil;

    use super::*;
    use crate::model::{Date, Snippet};

    fn row(day: i8, snippet: &str) -> ArticleRow {
        ArticleRow {
            date: Some(Date::day(civil::date(2022, 5, day))),
            snippet: Snippet {
                text: snippet.to_owned(),
                hits: Vec::new(),
            },
            ..ArticleRow::default()
        }
    }

    #[test]
    fn days_stand_above_their_rows_once() {
        let rows = Rows::whole(vec![row(31, ""), row(31, ""), row(30, "")]);
        let lines = lines(&rows, Sort::Newest, 0, 10);
        let expected = [
            ListLine::Group("Tue 31 May 2022".into()),
            ListLine::Row(0),
            ListLine::Row(1),
            ListLine::Group("Mon 30 May 2022".into()),
            ListLine::Row(2),
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn rows_that_are_not_loaded_have_a_line_each() {
        let mut rows = Rows::whole(vec![row(31, ""), row(31, "")]);
        rows.total = 100;
        assert_eq!(fits(&rows, Sort::Newest, 0, 10), 9);
        rows.move_to(99);
        rows.show_cursor(|rows, top| fits(rows, Sort::Newest, top, 10));
        assert_eq!(rows.top, 90);
    }

    #[test]
    fn a_row_without_room_for_its_snippet_is_not_seen_whole() {
        let rows = Rows::whole(vec![row(31, "a"), row(31, "b")]);
        assert_eq!(fits(&rows, Sort::Relevance, 0, 4), 2);
        assert_eq!(fits(&rows, Sort::Relevance, 0, 3), 1);
    }
}
