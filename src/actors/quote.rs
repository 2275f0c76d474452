//! Who says what: a heuristic over one sentence, for showing and never for deciding.
//!
//! A mention speaks where it is the subject of a verb of speech: "Aliyev said", "Aliyev, the president, said", or behind
//! what was said, "said Aliyev". And what it says must be there: in quotation marks, or reported ("said that", "told
//! reporters he"). Where that is not plain, nobody speaks: a quotation that is missing misleads less than a wrong speaker.

mod marks;
mod pieces;
mod subject;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use crate::text::sentence;

use pieces::Piece;
use subject::Said;
use words::{is_adverb, is_day};

/// Most pieces between a verb of speech and what was said.
const NEAR: usize = 25;
/// Most pieces between a verb of speech and a "that" that goes on with it: "told a conference in Vienna that".
const THAT: usize = 8;
/// Most pieces of an office, or of what a name was doing, behind it.
const OFFICE: usize = 24;
/// Fewest words of what is reported, or put in quotation marks by a verb that need not speak.
const WORDS: usize = 3;
/// Fewest words before a name and its verb at the end of a sentence: "The talks are over, Lavrov said."
const REPORT: usize = 4;

/// What the mention at these bytes of a text is quoted as saying: the bytes to show, which are its sentence, with the one
/// before it where that was said.
pub fn speech(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let whole = sentence::around(text, start, end);
    if start < whole.start || end > whole.end || start >= end {
        return None;
    }
    let (before, after) = (text.get(..start)?, text.get(end..)?);
    // Most sentences have no verb of speech.
    let is_verb = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        words::VERBS.contains(&bare) || bare == "saying" || bare == "telling"
    };
    if !text.get(whole.clone())?.split_whitespace().any(is_verb) {
        return None;
    }
    // "Putin's", "Putin-era" and "anti-Putin" are somebody or something else.
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '\u{2019}');
    if after.starts_with(joins) || before.ends_with(|c: char| c.is_alphanumeric() || c == '-') {
        return None;
    }
    let quoted = marks::quoted(text, &whole);
    if quoted.iter().any(|q| q.start < end && start < q.end) {
        return None;
    }
    let mut before = pieces::of(text, whole.start..start, &quoted);
    let after = pieces::of(text, end..whole.end, &quoted);
    if speaks(&before, &after) {
        return Some(whole);
    }
    // "Why?" Putin asked.
    let earlier = asked_before(text, whole.start)?;
    before.insert(0, Piece::Quote(WORDS));
    speaks(&before, &after).then_some(earlier..whole.end)
}

/// Where the sentence begins that ends right before this place, asked or shouted in quotation marks.
fn asked_before(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?.trim_end();
    if text[before.len()..at].contains("\n\n") {
        return None;
    }
    let inside = before.strip_suffix(['"', '\u{201d}', '»'])?;
    inside
        .ends_with(['?', '!'])
        .then(|| sentence::around(text, inside.len() - 1, inside.len()).start)
}

/// Whether a mention between these pieces of a sentence speaks in it.
fn speaks(before: &[Piece<'_>], after: &[Piece<'_>]) -> bool {
    let is = |place: usize, words: &[&str]| after.get(place).is_some_and(|p| p.is_one_of(words));
    // "quoted Putin as saying"
    if is(0, &["as"]) && is(1, &["saying", "telling"]) {
        return true;
    }
    if let Some((verb, rest)) = verb_behind(before, after)
        && let Some(said) = subject::of(before, after)
    {
        return match said {
            Said::Quoted => true,
            Said::Before(words) => {
                let ends = rest.first().is_none_or(|p| matches!(p, Piece::Mark(_)));
                words >= REPORT && ends && words::REPORTS.contains(&verb) || reports(verb, rest)
            }
            Said::Nothing => reports(verb, rest),
        };
    }
    subject::is_behind_verb(before) && ends_subject(after)
}

/// The verb of speech behind a name, past an office between commas or a few words that change nothing, and what follows it.
fn verb_behind<'p, 't>(
    before: &[Piece<'_>],
    after: &'p [Piece<'t>],
) -> Option<(&'t str, &'p [Piece<'t>])> {
    // "the prime minister, Nikol Pashinyan, said"
    if subject::office_before(before).is_some() && after.first() == Some(&Piece::Mark(',')) {
        return verb_at(&after[1..]);
    }
    let mut at = 0;
    if after.first() == Some(&Piece::Mark('(')) {
        at = after.iter().position(|p| *p == Piece::Mark(')'))? + 1;
    }
    loop {
        if let Some(found) = verb_at(&after[at..]) {
            return Some(found);
        }
        if after.get(at) != Some(&Piece::Mark(',')) {
            return None;
        }
        let behind = &after[at + 1..];
        // "Michel, who said"
        if behind.first().is_some_and(|p| p.is("who"))
            && let Some(found) = verb_at(&behind[1..])
        {
            return Some(found);
        }
        let length = behind
            .iter()
            .take(OFFICE)
            .position(|p| *p == Piece::Mark(','))?;
        if !is_aside(&behind[..length]) {
            return None;
        }
        at += length + 2;
        // Another office may follow: its comma is that of the one before.
        if verb_at(&after[at..]).is_none() {
            at -= 1;
        }
    }
}

/// The verb of speech that pieces begin with, past words that change nothing.
fn verb_at<'p, 't>(pieces: &'p [Piece<'t>]) -> Option<(&'t str, &'p [Piece<'t>])> {
    let mut rest = pieces;
    loop {
        let word = rest.first()?.word()?;
        if words::VERBS.contains(&word) {
            return Some((word, &rest[1..]));
        }
        let day = rest.get(1).is_some_and(|p| p.word().is_some_and(is_day));
        rest = match word {
            "on" | "last" | "late" if day => &rest[2..],
            _ if is_day(word) || is_adverb(word) => &rest[1..],
            _ => return None,
        };
    }
}

/// Whether pieces between commas behind a name leave it the subject: an office, an age, a party, what it was doing.
fn is_aside(pieces: &[Piece<'_>]) -> bool {
    let Some(first) = pieces.first().and_then(Piece::word) else {
        return false;
    };
    let small = first.to_lowercase();
    let mut others = pieces.iter().skip(1).filter_map(Piece::word);
    let opens = words::ASIDES.contains(&small.as_str())
        || words::OFFICES.contains(&small.as_str())
        || is_adverb(first)
        || first.starts_with(|c: char| c.is_ascii_digit())
        || first.starts_with(char::is_lowercase) && first.ends_with("ing")
        // "D-R.I."
        || first.len() > 2 && first.as_bytes()[1] == b'-' && first.is_ascii();
    opens && !others.any(|word| words::VERBS.contains(&word))
}

/// Whether a verb of speech goes on with what was said.
fn reports(verb: &str, rest: &[Piece<'_>]) -> bool {
    quotes(verb, rest) || goes_on(verb, rest)
}

/// Whether what stands in quotation marks behind a verb of speech belongs to it.
fn quotes(verb: &str, rest: &[Piece<'_>]) -> bool {
    let is_speech = |p: &Piece<'_>| p.word().is_some_and(|word| words::VERBS.contains(&word));
    let quote = rest.iter().take(NEAR).enumerate();
    let Some((at, length)) = quote
        .filter_map(|(at, p)| p.quoted().map(|length| (at, length)))
        .next()
    else {
        return false;
    };
    if rest[..at].iter().any(is_speech) {
        return false;
    }
    if words::SAYS.contains(&verb) {
        return true;
    }
    // "…, “a step too far,” Merkel said": what Merkel said.
    let behind = &rest[at + 1..];
    let others = behind.iter().take(THAT).any(is_speech)
        && !behind.iter().take(THAT).any(|p| p.is_one_of(words::AGAIN));
    let is_said = match verb {
        "called" => {
            at <= THAT && !rest.first().is_some_and(|p| p.is_one_of(words::CALLED)) && at > 0
        }
        _ => at == 0 || length >= WORDS,
    };
    is_said && !others
}

/// Whether a verb of speech goes on with a clause that reports: "said that", "told reporters he would", "asked whether".
fn goes_on(verb: &str, rest: &[Piece<'_>]) -> bool {
    let mut rest = rest;
    while let Some(word) = rest.first().and_then(Piece::word) {
        let day = rest.get(1).is_some_and(|p| p.word().is_some_and(is_day));
        rest = match word {
            "on" | "last" | "late" if day => &rest[2..],
            _ if is_day(word) || matches!(word, "again" | "later" | "earlier") => &rest[1..],
            _ => break,
        };
    }
    let clause: Vec<&str> = rest.iter().map_while(Piece::word).collect();
    let near = |words: &[&str]| clause.iter().take(THAT).any(|word| words.contains(word));
    let Some(first) = clause.first() else {
        return false;
    };
    match verb {
        "called" | "urged" => false,
        "asked" => near(&["if", "whether", "why", "how"]),
        _ if *first == "that" => clause.len() >= WORDS,
        "told" | "tells" => near(&["that"]) || !words::NO_CLAUSE.contains(first) && enough(&clause),
        "said" | "says" | "say" => {
            if words::NO_CLAUSE.contains(first) {
                near(&["that", "he", "she", "they", "it", "there"]) && enough(&clause)
            } else {
                enough(&clause)
            }
        }
        "warned" | "promised" => near(&["that"]) || is_pronoun(first) && enough(&clause),
        "announced" => false,
        _ => is_pronoun(first) && enough(&clause),
    }
}

fn enough(clause: &[&str]) -> bool {
    clause.len() >= WORDS
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "it" | "they" | "we" | "there")
}

/// Whether a name behind its verb of speech is the whole subject: no "said Putin spokesman", no "said Trump should".
fn ends_subject(after: &[Piece<'_>]) -> bool {
    match after.first() {
        None | Some(Piece::Mark(_) | Piece::Quote(_)) => true,
        Some(Piece::Word(word)) => {
            words::BEHIND.contains(word)
                || is_day(word)
                || word.starts_with(char::is_lowercase) && word.ends_with("ing")
        }
    }
}
