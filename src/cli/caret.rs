//! Draws a mistake in a query: the query, a caret under the place, and what was expected there.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::language::QueryError;
use crate::text::clean;

/// Bytes of a long query that are shown on each side of the place.
const AROUND: usize = 60;

/// Draws it as lines of text without colours.
pub(super) fn draw(error: &QueryError, query: &str) -> String {
    let end = query.len();
    let from = query.floor_char_boundary(error.at.start.min(end));
    let to = query.ceil_char_boundary(error.at.end.clamp(from, end));
    let first = query.floor_char_boundary(from.saturating_sub(AROUND));
    let last = query.ceil_char_boundary(to.saturating_add(AROUND).min(end));
    // What cleaning does to a part does not move the parts after it, so places are taken from cleaned parts.
    let part = |range| clean::scrub(&query[range]).replace(['\n', '\t'], " ");
    let (before, meant, after) = (part(first..from), part(from..to), part(to..last));
    let place = before.len()..before.len() + meant.len();
    let shown = format!("{before}{meant}{after}");
    let expected = clean::clean_line(&format!("expected {}", error.expected));
    let message = clean::clean_line(&error.message);
    let snippet = Snippet::source(&shown)
        .path("query")
        .annotation(AnnotationKind::Primary.span(place).label(&expected));
    let report = [Level::ERROR.primary_title(&message).element(snippet)];
    Renderer::plain().render(&report).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_place() {
        let error = QueryError {
            at: 5..7,
            expected: "a word".to_owned(),
            message: "no such field".to_owned(),
        };
        let drawn = draw(&error, "ab\u{1b} xy");
        let lines: Vec<&str> = drawn.lines().collect();
        let query = lines.iter().position(|line| line.contains("xy"));
        let marks = lines[query.expect("the query is shown") + 1];
        assert!(
            marks.contains('^') && marks.contains("expected a word"),
            "{drawn}"
        );
        assert!(!drawn.contains('\u{1b}'));
    }
}
