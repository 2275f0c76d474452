//! Keys by which names from different articles are one actor: equal key, same actor.

use std::borrow::Cow;

use super::acronym;
use super::hash::join;
use super::known::is_letters;
use super::lexicon::{Known, Lexicon, class, rule};
use super::middle;
use super::script::{counts, text as texts, text_of};
use super::short::state;
use super::small_words::{
    BEFORE_FAMILY, COMPANY, DYNASTIES, GENERATIONS, GIVEN_PARTICLES, PARTICLES, TITLES,
};
use super::sound::skeleton;
pub(crate) use super::spoken::is_spelling;
pub use super::spoken::{Spoken, compatible};
use super::token::{Shape, Token, tokens};
use crate::model::ActorKind;
use crate::text::fold::fold;

/// Marks a key made from part of a name ("Aliyev"): it says who it may be, not who it is.
pub const PARTIAL: char = '~';

/// Whether a key of a part of a name may be one from when such keys were the sound of the part.
pub(crate) fn may_be_sounded(key: &str) -> bool {
    is_sounded(key, key)
}

/// Whether a key of a part of a name is, by its sound, what another one is.
pub(crate) fn is_sounded(sounded: &str, key: &str) -> bool {
    let part = |key: &str| {
        key.strip_prefix(PARTIAL)?
            .strip_prefix("p:")
            .map(str::to_owned)
    };
    matches!((part(sounded), part(key)), (Some(sound), Some(word)) if skeleton(&word) == sound)
}

/// The words of a name: folded, without marks.
pub fn words(name: &str) -> Vec<String> {
    let folded = match name.is_ascii() {
        // What folds to its small letters is made small word by word.
        true => Cow::Borrowed(name),
        false => Cow::Owned(fold(name)),
    };
    let is_quote = |c: char| matches!(c, '\'' | '\u{2019}');
    let quoted = folded.contains(is_quote);
    let parts = folded.split(|c: char| !c.is_alphanumeric() && !is_quote(c));
    let words = parts.filter(|part| !part.is_empty()).map(|part| {
        let mut word = part.to_ascii_lowercase();
        if quoted {
            word.retain(|c| !is_quote(c));
        }
        word
    });
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether words of a name are a family name with its small words and nothing else.
pub(crate) fn is_family(words: &[String]) -> bool {
    words.len() > 1
        && words[..words.len() - 1]
            .iter()
            .all(|w| BEFORE_FAMILY.contains(w))
}

/// Whether words of a name begin with a small word that stands before family names: "De la Toba Camacho".
pub(crate) fn begins_family(words: &[String]) -> bool {
    words
        .first()
        .is_some_and(|first| BEFORE_FAMILY.contains(first))
}

/// A name without what stands in quotes inside it: `"Fast Eddie" Chambers`.
fn unquoted(name: &str) -> Option<String> {
    // Nearly all names have none of these bytes, with which quotes begin.
    if !name.bytes().any(|byte| matches!(byte, b'"' | b'\'' | 0xe2)) {
        return None;
    }
    for (open, close) in [
        ('"', '"'),
        ('\u{201c}', '\u{201d}'),
        ('\'', '\''),
        ('\u{2018}', '\u{2019}'),
    ] {
        let Some(first) = name.find(open) else {
            continue;
        };
        let begins = name[..first]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace);
        let rest = &name[first + open.len_utf8()..];
        if let Some(last) = rest.rfind(close).filter(|_| begins) {
            let after = &rest[last + close.len_utf8()..];
            if after.starts_with(' ') || !name[..first].trim().is_empty() && after.is_empty() {
                return Some(format!("{} {}", &name[..first], after));
            }
        }
    }
    None
}

/// The words of a person's name that count: titles, generations, particles, nicknames in quotes and middle initials off.
pub fn person_words(name: &str) -> Vec<String> {
    let name = unquoted(name).map_or(Cow::Borrowed(name), Cow::Owned);
    let mut found = words(&name);
    while found.len() > 1 && TITLES.contains(&found[0]) {
        found.remove(0);
    }
    while found.len() > 1 && found.last().is_some_and(|w| GENERATIONS.contains(w)) {
        found.pop();
    }
    let first = usize::from(begins_given(&name, &found));
    let count = found.len();
    let mut at = 0;
    found.retain(|word| {
        at += 1;
        let inside = at > 1 && at < count;
        let small = at > first && at < count && PARTICLES.contains(word);
        let initial = inside && word.chars().count() == 1;
        !(initial || small)
    });
    found
}

/// Whether the first of these words is a first name though it looks like a particle: "Ben Nelson", but not "Al-Assad".
fn begins_given(name: &str, words: &[String]) -> bool {
    let [first, next, ..] = words else {
        return false;
    };
    let is_word = |part: &str| part.starts_with(char::is_uppercase) && fold(part) == *first;
    GIVEN_PARTICLES.contains(first)
        && !DYNASTIES.contains(next)
        && name.split_whitespace().any(is_word)
}

/// The word after a name that tells generations apart: "jr" of "Donald Trump Jr.".
pub(super) fn generation(name: &str) -> Option<&'static str> {
    let last = name
        .rsplit(|c: char| c.is_whitespace() || c == ',')
        .next()?;
    let last = last.trim_end_matches('.');
    let is_last = |of: &&&str| last.eq_ignore_ascii_case(of);
    let found = GENERATIONS.words().iter().find(is_last)?;
    (last.len() < name.trim().len()).then_some(found)
}

/// The key of a person: known spellings meet in one, unknown ones by their sound.
pub fn person_key(name: &str) -> String {
    let known = known(name, |known| known == Known::Person);
    let own = person_words(name);
    match known {
        Some(known) => {
            let sounds: Vec<String> = words(known).iter().map(|w| skeleton(w)).collect();
            format!("p:{}", sounds.join(" "))
        }
        None => {
            let spoken = middle::for_key(&Lexicon::shipped(), Spoken::person(own, name));
            spoken_key(&spoken, ActorKind::Person)
        }
    }
}

/// The key of a name that is no known actor's, from its words.
pub(crate) fn spoken_key(spoken: &Spoken, kind: ActorKind) -> String {
    let rest = match kind {
        ActorKind::Person if !spoken.is_full() => {
            return format!("{PARTIAL}p:{}", spoken.words.concat());
        }
        ActorKind::Person => {
            let name = spoken.sounds.join(" ");
            return match spoken.generation {
                Some(generation) => format!("p:{name} {generation}"),
                None => format!("p:{name}"),
            };
        }
        ActorKind::Place => quarter(&spoken.words.join(" ")).to_owned(),
        _ => party(&spoken.words.join(" ")),
    };
    let letter = match kind {
        ActorKind::Place => 'l',
        ActorKind::Group => 'g',
        _ => 'o',
    };
    format!("{letter}:{rest}")
}

/// The key of an organisation, place or group.
pub fn name_key(name: &str) -> String {
    plain_key(known(name, |known| known != Known::Person).unwrap_or(name))
}

/// Whether a text is a key rather than a name.
pub fn is_key(text: &str) -> bool {
    let kinds = ["p:", "o:", "l:", "g:"];
    let text = text.strip_prefix(PARTIAL).unwrap_or(text);
    kinds.iter().any(|kind| text.starts_with(kind))
}

/// The key of a name of some kind.
pub fn key(name: &str, kind: ActorKind) -> String {
    match kind {
        ActorKind::Person => person_key(name),
        // Europe as a body is the Union.
        ActorKind::Organisation if matches!(name, "Europe" | "European") => {
            key("European Union", kind)
        }
        ActorKind::Organisation => format!("o:{}", party(&name_key(name))),
        ActorKind::Place => format!("l:{}", quarter(&name_key(state(name).unwrap_or(name)))),
        ActorKind::Group => format!("g:{}", party(&name_key(name))),
    }
}

/// "Social Democrats" and "Social Democratic Party" are one, and so are "Conservatives" and "Conservative Party".
fn party(key: &str) -> String {
    let key = match key.strip_suffix(" party") {
        Some(rest) if rest.len() > 2 => rest,
        _ => key,
    };
    let (start, last) = key.rsplit_once(' ').unwrap_or(("", key));
    let last = match last {
        "democrat" | "democrats" => "democratic",
        "communists" | "conservatives" | "greens" | "houthis" | "islamists" | "liberals"
        | "nationalists" | "republicans" | "separatists" | "socialists" => &last[..last.len() - 1],
        _ => return key.to_owned(),
    };
    match start {
        "" => last.to_owned(),
        start => format!("{start} {last}"),
    }
}

/// What is "Western" is of the West.
fn quarter(key: &str) -> &str {
    match key {
        "eastern" => "east",
        "western" => "west",
        "northern" => "north",
        "southern" => "south",
        "middle eastern" => "middle east",
        "far eastern" => "far east",
        _ => key,
    }
}

/// The words of a name of a body or place that count, as a key.
fn plain_key(name: &str) -> String {
    name_key_plain(name).join(" ")
}

/// The words of a name of a body or place that count.
pub(crate) fn name_key_plain(name: &str) -> Vec<String> {
    let mut found = words(name);
    if found.len() > 1 && found[0] == "the" {
        found.remove(0);
    }
    while found.len() > 1 && found.last().is_some_and(|w| COMPANY.contains(w)) {
        found.pop();
        // "Goldman Sachs and Co"
        if found.len() > 1 && found.last().is_some_and(|w| w == "and") {
            found.pop();
        }
    }
    for word in &mut found {
        if word.len() > 7 && word.contains("isation") {
            *word = word.replace("isation", "ization");
        }
        // "Düsseldorf", "Duesseldorf" and "Dusseldorf".
        let vowels = |w: &[u8]| w[1] == b'e' && matches!(w[0], b'u' | b'o' | b'a');
        if word.len() > 4 && word.as_bytes().windows(2).any(vowels) {
            for (from, to) in [("ue", "u"), ("oe", "o"), ("ae", "a")] {
                *word = word.replace(from, to);
            }
        }
        if word == "centre" {
            *word = "center".to_owned();
        }
    }
    // "U. S." and "US", "A T T" and "ATT": letters that stand alone belong together.
    let is_letter = |word: &String| word.chars().nth(1).is_none();
    let apart = |pair: &[String]| !(is_letter(&pair[0]) && is_letter(&pair[1]));
    if found.is_empty() {
        found.push(String::new());
    } else if !found.windows(2).all(apart) {
        let words = found.chunk_by(|one, next| is_letter(one) && is_letter(next));
        found = words.map(<[String]>::concat).collect();
    }
    found
}

/// The shown name of the known actor that a name is a spelling of, when its dictionary entry is one to trust.
fn known(name: &str, wanted: impl Fn(Known) -> bool) -> Option<&'static str> {
    let lexicon = Lexicon::shipped();
    let found = tokens(name);
    let entity = whole_name(&lexicon, name, &found)?;
    let known = lexicon.known(entity);
    let is_it = known != Known::Nationality && wanted(known);
    (is_it && !middle::leaves_out(&lexicon, name, &found, entity)).then(|| lexicon.name(entity))
}

/// Whether a name of a body or place is one of a known actor.
pub(crate) fn is_known(name: &str) -> bool {
    known(name, |known| known != Known::Person).is_some()
}

/// Whether a name is one of a person everybody knows.
pub(crate) fn is_person(name: &str) -> bool {
    known_person(name).is_some()
}

/// The name that the dictionary has a person by, in Latin letters.
pub fn known_person(name: &str) -> Option<&'static str> {
    known(name, |known| known == Known::Person)
}

/// Whether the last word of a person's name is a common family name.
pub(crate) fn has_common_family(name: &str) -> bool {
    let lexicon = Lexicon::shipped();
    let family = |token: &Token| lexicon.word(token.word) & class::FAMILY_COMMON;
    tokens(name).last().is_some_and(|token| family(token) != 0)
}

/// Whether a name is one of a known body.
pub(crate) fn is_body(name: &str) -> bool {
    known(name, |known| known == Known::Body).is_some()
}

/// Whether a word is the head of many bodies: "Parliament", "Ministry".
pub(crate) fn is_head(word: &str) -> bool {
    let lexicon = Lexicon::shipped();
    let known = |token: &Token| lexicon.word(token.word) & class::ORG_WORD != 0;
    matches!(tokens(word).as_slice(), [token] if known(token))
}

/// The known actor of a name.
pub(crate) fn find(lexicon: &Lexicon, name: &str) -> Option<u32> {
    whole_name(lexicon, name, &tokens(name))
}

/// The known actor that these tokens of a text name together.
pub fn whole_name(lexicon: &Lexicon, text: &str, tokens: &[Token]) -> Option<u32> {
    known_name(lexicon, text, tokens, false)
}

/// The known actor that these tokens of a text, in English or in any language, name together.
pub(crate) fn known_name(
    lexicon: &Lexicon,
    text: &str,
    tokens: &[Token],
    english: bool,
) -> Option<u32> {
    let rest = match tokens.first() {
        Some(first)
            if tokens.len() > 1
                && first.text(text).eq_ignore_ascii_case("the")
                && lexicon.phrase(all(tokens), 0).is_none() =>
        {
            &tokens[1..]
        }
        _ => tokens,
    };
    let in_list = || listed(lexicon, text, rest, english);
    let short = |token: &Token| short_state(lexicon, token.text(text));
    in_list().or_else(|| match rest {
        [only] if only.shape == Shape::Dotted => short(only),
        _ => None,
    })
}

/// The state that a short form with its full stop stands for: "Pa.", "La."
pub(super) fn short_state(lexicon: &Lexicon, short: &str) -> Option<u32> {
    let entity = find(lexicon, state(short)?)?;
    (lexicon.known(entity) == Known::Region).then_some(entity)
}

/// The known actor that is listed under these tokens.
fn listed(lexicon: &Lexicon, text: &str, rest: &[Token], english: bool) -> Option<u32> {
    let hit = lexicon.phrase(all(rest), rest.len() as u32)?;
    let here = match text_of(rest.first()?.text(text), english) {
        texts::LATIN => texts::ANY_LATIN,
        other => other,
    };
    let upper = rest.iter().all(|t| match t.shape {
        Shape::Lower | Shape::Title | Shape::Mixed => false,
        Shape::Dotted => is_letters(t.text(text)),
        _ => true,
    });
    let dotted = rest.iter().all(|t| t.shape == Shape::Dotted);
    let fits = match hit.rule {
        rule::UPPER => upper || acronym::is_read_out(lexicon, text, rest, &hit),
        rule::DOTTED => dotted,
        _ => true,
    };
    (hit.trust >= 1 && fits && counts(hit.texts, here)).then_some(hit.entity)
}

fn all(tokens: &[Token]) -> u64 {
    tokens
        .iter()
        .fold(0, |state, token| join(state, token.word))
}
