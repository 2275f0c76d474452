//! What a text says somebody is or heads behind "who": "X, who heads the Ruritanian central bank".

use std::ops::Range;

use super::lexicon::class;
use super::names::Name;
use super::office_words::{is_article, is_turn};
use super::page::Page;
use super::token::{POSSESSIVE, Shape, flag};

/// Most tokens of what is headed.
const LONGEST: usize = 10;

/// What somebody is of what, where "heads the Ruritanian central bank" begins at a token.
pub(super) fn heads(
    page: &Page<'_>,
    names: &[Name],
    at: usize,
) -> Option<(&'static str, Range<usize>)> {
    let noun = match page.tokens.get(at)?.text(page.text) {
        "heads" | "headed" => "head",
        "leads" | "led" => "leader",
        "chairs" | "chaired" => "chair",
        _ => return None,
    };
    let start = at + 1;
    let mut end = start;
    let mut open = start;
    while open < page.tokens.len() && open - start < LONGEST && !page.tokens[open].has(flag::BLOCK)
    {
        // "the Senate Committee on Banking": a name is taken whole.
        let next = names.partition_point(|name| name.start < open);
        if let Some(name) = names.get(next).filter(|name| name.start == open) {
            (open, end) = (name.end, name.end);
            continue;
        }
        let token = &page.tokens[open];
        let text = token.text(page.text);
        let is_plain = token.shape == Shape::Lower
            && !is_end(text)
            && page.known[open] & (class::SAY | class::DATE) == 0;
        if token.is_capital() || is_body(page, open) {
            end = open + 1;
        } else if !(is_plain || token.word == POSSESSIVE) {
            break;
        }
        open += 1;
    }
    let last = end.checked_sub(1).filter(|last| *last >= start)?;
    // "who leads the French in Mali": a people is no body.
    (!is_adjective(page, last)).then_some((noun, start..end))
}

/// Where an office begins behind a name and "who is" or "who was": "X, who is the president of Freedonia".
pub(super) fn being(page: &Page<'_>, at: usize) -> Option<usize> {
    let text = |at: usize| {
        page.tokens
            .get(at)
            .map_or("", |token| token.text(page.text))
    };
    let is_clause = text(at) == "," && text(at + 1) == "who";
    if !is_clause || !matches!(text(at + 2), "is" | "was") {
        return None;
    }
    let at = at + 2;
    let begins = at
        + 1
        + usize::from(matches!(
            text(at + 1),
            "also" | "now" | "currently" | "then"
        ));
    let known = page.known.get(begins)?;
    let is_said = is_article(text(begins)) || is_turn(text(begins));
    // "who was Austria's foreign minister"
    let is_owner = page.tokens.get(begins + 1)?.word == POSSESSIVE;
    (is_said || is_owner || known & (class::ROLE | class::NATIONALITY) != 0).then_some(begins)
}

/// Whether a word of small letters ends what stands before it.
fn is_end(word: &str) -> bool {
    matches!(
        word,
        "after"
            | "as"
            | "at"
            | "before"
            | "but"
            | "by"
            | "during"
            | "from"
            | "has"
            | "had"
            | "in"
            | "into"
            | "is"
            | "on"
            | "out"
            | "since"
            | "that"
            | "through"
            | "to"
            | "until"
            | "was"
            | "were"
            | "when"
            | "where"
            | "which"
            | "while"
            | "who"
            | "will"
            | "with"
    )
}

/// Whether a word in small letters is what somebody may head.
fn is_body(page: &Page<'_>, at: usize) -> bool {
    let text = page.tokens[at].text(page.text);
    page.tokens[at].shape == Shape::Lower
        && (page.known[at] & class::ORG_WORD != 0
            || matches!(
                text,
                "branch" | "delegation" | "faction" | "mission" | "unit" | "wing"
            ))
}

/// Whether a word says of which people or state something is.
fn is_adjective(page: &Page<'_>, at: usize) -> bool {
    let text = page.tokens[at].text(page.text);
    let ends = ["ian", "ese", "ish"];
    page.known[at] & class::NATIONALITY != 0 || ends.iter().any(|end| text.ends_with(end))
}
