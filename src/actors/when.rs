//! Words before an office that say when somebody has it, and are no part of it.

use super::lexicon::class;
use super::office_words::is_article;
use super::page::Page;
use super::role::is_possessive;
use super::token::{Shape, flag};

/// Most words that say so.
const LONGEST: usize = 8;

/// Where an office begins before some end, behind words that say when somebody has it: "until this month speaker of parliament".
pub(super) fn office_start(page: &Page<'_>, start: usize, end: usize) -> usize {
    let text = |at: usize| {
        page.tokens
            .get(at)
            .map_or("", |token| token.text(page.text))
    };
    let first = start + usize::from(is_article(text(start)));
    if !is_when(text(first)) {
        return start;
    }
    let is_before_office = |at: &usize| {
        let token = &page.tokens[*at];
        let is_plain = matches!(token.shape, Shape::Lower | Shape::Number) || *at == first;
        (is_plain || is_possessive(token) || page.known[*at] & class::DATE != 0)
            && (*at == first || !token.has(flag::BLOCK))
            && page.known[*at] & (class::ROLE | class::RANK | class::SAY) == 0
    };
    let is_date =
        |at: usize| page.known[at] & class::DATE != 0 || page.tokens[at].shape == Shape::Number;
    let ends = |at: &usize| {
        let after_time = *at > first && is_date(*at) && (is_when(text(at - 1)) || is_date(at - 1));
        after_time || is_time(text(*at)) || is_possessive(&page.tokens[*at])
    };
    let before = (first..end.min(first + LONGEST)).take_while(is_before_office);
    before.filter(ends).last().map_or(start, |last| last + 1)
}

/// Whether words that say when somebody has an office may begin with a word.
fn is_when(word: &str) -> bool {
    is_time(word)
        || matches!(
            word,
            "at" | "by" | "during" | "for" | "from" | "in" | "last" | "next" | "this" | "to"
        )
}

/// Whether words that say when somebody has an office may end with a word.
fn is_time(word: &str) -> bool {
    matches!(
        word,
        "then"
            | "Then"
            | "now"
            | "once"
            | "still"
            | "since"
            | "until"
            | "currently"
            | "formerly"
            | "recently"
            | "time"
            | "day"
            | "days"
            | "week"
            | "weeks"
            | "month"
            | "months"
            | "year"
            | "years"
    )
}
