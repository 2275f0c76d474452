//! Whether a name is the subject of a verb of speech, by what stands before it.

use super::pieces::Piece;
use super::words::{self, is_day};
use crate::actors::small_words::PORTFOLIOS;

/// Most words between a verb of speech and a name behind it, and of an office before a name: an office with its state.
const OFFICE_WORDS: usize = 8;

/// What stands before a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Words in quotation marks, which it says.
    Quoted,
    /// So many words and a comma, which it may say.
    Before(usize),
    /// Nothing that was said.
    Nothing,
}

/// What stands before a name that is the subject of the verb behind it; nothing where it is not the subject.
pub(super) fn of(before: &[Piece<'_>], after: &[Piece<'_>]) -> Option<Said> {
    // "the Armenian prime minister, Nikol Pashinyan, said"
    if after.first() == Some(&Piece::Mark(','))
        && let Some(start) = office_before(before)
    {
        let by = start.checked_sub(1).and_then(|at| before[at].word());
        // "a spokesman for the president, Vladimir Putin, said"
        return match by {
            Some(by) if words::LINKS.contains(&by.to_lowercase().as_str()) => None,
            _ => Some(said(&before[..start])),
        };
    }
    let mut at = before.len();
    let mut names = 0;
    while let Some(piece) = at.checked_sub(1).map(|at| before[at]) {
        let Piece::Word(word) = piece else { break };
        let small = word.to_lowercase();
        let small = small.as_str();
        if words::LINKS.contains(&small) {
            // "Secretary of State John Kerry", not "the president of Armenia".
            let is_office =
                names > 0 && matches!(small, "of" | "for") && has_office(&before[..at - 1]);
            if !is_office {
                return None;
            }
        } else if is_day(word) || word.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(Said::Nothing);
        } else if word.starts_with(char::is_uppercase) && !words::OPENS.contains(&small) {
            names += usize::from(!words::OFFICES.contains(&small) && !word.ends_with('.'));
        } else if !is_office(small)
            && !words::ARTICLES.contains(&small)
            && !is_portfolio(small, before.get(at))
        {
            return is_clause(&before[..at], small).then_some(Said::Nothing);
        }
        at -= 1;
    }
    Some(said(&before[..at]))
}

/// What is said before a subject that begins where these pieces end.
fn said(before: &[Piece<'_>]) -> Said {
    match before {
        [.., Piece::Quote(_)] | [.., Piece::Quote(_), Piece::Mark(',')] => Said::Quoted,
        [clause @ .., Piece::Mark(',')] => {
            let words: Vec<&str> = clause.iter().filter_map(Piece::word).collect();
            let first = words.first().map(|word| word.to_lowercase());
            let opens = first.is_some_and(|first| {
                let first = first.as_str();
                words::LINKS.contains(&first) || words::OPENS.contains(&first)
            });
            match opens {
                true => Said::Nothing,
                false => Said::Before(words.len()),
            }
        }
        _ => Said::Nothing,
    }
}

/// Where the office begins that these pieces end with, a comma behind it, its article counted: "the Armenian prime minister,".
pub(super) fn office_before(pieces: &[Piece<'_>]) -> Option<usize> {
    let (Piece::Mark(','), office) = pieces.split_last()? else {
        return None;
    };
    let small = |at: usize| office[at].word().map(str::to_lowercase);
    let first = office.len().saturating_sub(OFFICE_WORDS);
    // "the prime minister of Armenia" and "the president of the Council" are offices by their first noun.
    let mut start = None;
    let mut has_office = false;
    for at in (first..office.len()).rev() {
        let Some(word) = small(at) else { break };
        let word = word.as_str();
        if words::VERBS.contains(&word) {
            break;
        }
        has_office |= words::OFFICES.contains(&word);
        if words::ARTICLES.contains(&word) {
            let of = at.checked_sub(1).and_then(small);
            if has_office || of.as_deref() != Some("of") {
                start = has_office.then_some(at);
                break;
            }
        }
    }
    start
}

fn is_office(word: &str) -> bool {
    words::OFFICES.contains(&word)
}

/// Whether a word says what the office right behind it is for: "home secretary".
fn is_portfolio(word: &str, behind: Option<&Piece<'_>>) -> bool {
    let office = behind.and_then(Piece::word).map(str::to_lowercase);
    PORTFOLIOS.binary_search(&word).is_ok() && office.is_some_and(|office| is_office(&office))
}

fn has_office(before: &[Piece<'_>]) -> bool {
    let word = before.last().and_then(Piece::word).map(str::to_lowercase);
    word.is_some_and(|word| words::OFFICES.contains(&word.as_str()))
}

/// Whether a name behind this small word, the last before it, begins a clause: not "the man who met Putin", not "criticising
/// Putin".
fn is_clause(before: &[Piece<'_>], last: &str) -> bool {
    if words::OPENS.contains(&last) {
        return !matches!(last, "if" | "whether" | "unless");
    }
    let clause = before.iter().rev().map_while(Piece::word);
    // "I don't think Biden has said": what somebody else doubts was said.
    let is_doubt = last == "doubt"
        || matches!(last, "think" | "believe" | "know" | "remember")
            && clause.clone().any(|word| {
                word == "not" || word == "never" || word.ends_with("n't") || word.ends_with("n’t")
            });
    if is_doubt {
        return false;
    }
    let is_relative = clause
        .clone()
        .any(|word| matches!(word, "who" | "whom" | "whose"));
    let is_verb = (last.ends_with("ing") && !matches!(last, "morning" | "evening" | "meeting"))
        || last == "called"
        || last.ends_with("ed") && !words::VERBS.contains(&last) && last != "reported";
    !is_relative && !is_verb
}

/// Whether a verb of speech stands before a name that is its subject, right behind the words that were said:
/// `…," said President Aliyev`.
pub(super) fn is_behind_verb(before: &[Piece<'_>]) -> bool {
    let comma = before.last() == Some(&Piece::Mark(','));
    let before = &before[..before.len() - usize::from(comma)];
    let mut names = 0;
    for at in (before.len().saturating_sub(OFFICE_WORDS + 1)..before.len()).rev() {
        let Piece::Word(word) = before[at] else {
            return false;
        };
        if words::INVERTED.contains(&word) {
            let article = before.get(at + 1).and_then(Piece::word);
            // "said Lavrov, Putin and others": the first said it.
            let is_office = article.is_some_and(|word| words::ARTICLES.contains(&word));
            return (!comma || is_office) && said(&before[..at]) == Said::Quoted;
        }
        if words::LINKS.contains(&word) || words::OTHERS.contains(&word) {
            let is_office = matches!(word, "of" | "for") && (names > 0 || comma);
            if !(is_office && has_office(&before[..at])) {
                return false;
            }
        }
        names += usize::from(word.starts_with(char::is_uppercase));
    }
    false
}
