//! Mends what the tagger is known to get wrong: titles inside names, datelines, known bodies passed over.

use super::junk::{cut_party, cut_title, is_code, is_no_actor};
use super::lexicon::{Hit, Known, Lexicon, class, rule};
use super::names::{Name, is_endless};
use super::page::{Page, WordSet};
use super::token::{Shape, flag, word_hash};
use super::{acronym, explained, fields, firm, join, lone, pattern, teams};
use crate::model::ActorKind;

/// Mends names; they stay in order and do not overlap.
pub(crate) fn repair(page: &Page<'_>, lexicon: &Lexicon, names: &mut Vec<Name>) {
    for name in names.iter_mut() {
        cut_shouted(page, name);
        trim(page, name);
        cut_party(page, name);
        cut_title(page, lexicon, name);
    }
    names.retain(|name| name.start < name.end && !is_no_actor(page, name));
    join::results(page, names);
    join::offices(page, lexicon, names);
    whole_known(page, lexicon, names);
    firm::firms(page, names);
    firm::pairs(page, names);
    join::heads(page, names);
    join::generations(page, names);
    join::possessives(page, lexicon, names);
    join::bodies_of(page, names);
    fields::bodies(page, names);
    fields::offices(page, names);
    join::companies(page, names);
    firm::halves(page, names);
    retype_known(page, lexicon, names);
    add_known(page, lexicon, names);
    join::towns(page, lexicon, names);
    pattern::patterns(page, lexicon, names);
    datelines(page, lexicon, names);
    teams::teams(page, lexicon, names);
    lone::people(page, names);
    acronym::read_out(page, names);
    explained::bodies(page, names);
    names.retain(|name| !is_endless(page, name));
}

/// Cuts "REAGAN DENIES" in a headline of capitals before the first word that is hardly ever capitalised elsewhere, or that the
/// text below never capitalises though it does so with the word at the head of the name.
fn cut_shouted(page: &Page<'_>, name: &mut Name) {
    let is_capital = |at: usize| {
        let seen = page.seen.get(&page.tokens[at].word);
        seen.is_some_and(|seen| seen.capital > 0)
    };
    let is_named = is_capital(name.start);
    let is_plain = |at: &usize| {
        let known = page.known[*at];
        let case = known >> class::CASE_SHIFT & 7;
        let own = class::GIVEN | class::FAMILY | class::PARTICLE | class::ORG_WORD | class::COMPANY;
        let most = if name.kind == ActorKind::Person { 2 } else { 1 };
        page.tokens[*at].shape == Shape::Upper
            && ((1..=most).contains(&case) || is_named && !is_capital(*at))
            && known & own == 0
            && page.in_name[*at].hit == 0
    };
    if name.len() > 1
        && page.tokens[name.start].has(flag::SHOUTED)
        && let Some(at) = (name.start + 1..name.end).find(is_plain)
    {
        name.end = at;
    }
}

/// Cuts words off both ends that are never part of a name of its kind.
fn trim(page: &Page<'_>, name: &mut Name) {
    // "R-Miss.": a party and a state.
    if name.len() > 2
        && page.tokens[name.start].shape == Shape::Initial
        && page.tokens[name.start + 1].word == u32::from(b'-')
        && page.tokens[name.start + 1].has(flag::GLUED)
    {
        name.start += 2;
        name.kind = ActorKind::Place;
    }
    while name.len() > 1 {
        let (token, known) = (&page.tokens[name.start], page.known[name.start]);
        let text = token.text(page.text);
        let article = matches!(text, "the" | "The" | "a" | "A" | "an" | "An");
        let title = name.kind == ActorKind::Person
            && token.is_capital()
            && known & (class::HONORIFIC | class::RANK | class::ROLE) != 0
            && (known & (class::GIVEN | class::FAMILY_COMMON) == 0
                || text.ends_with('.')
                || follows_title(page, name.start));
        // "Quarterback JaMarcus Russell": a word hardly ever capitalised elsewhere.
        let plain = name.kind == ActorKind::Person
            && name.len() > 2
            && token.shape == Shape::Title
            && matches!(known >> class::CASE_SHIFT & 7, 1 | 2)
            && known & (class::GIVEN | class::FAMILY | class::PARTICLE) == 0
            && page.known[name.start + 1] & (class::GIVEN | class::FAMILY) != 0;
        let nation = name.kind == ActorKind::Person
            && known & class::NATIONALITY != 0
            && known & class::GIVEN == 0;
        let mark = token.shape == Shape::Mark;
        let title = title
            || name.kind == ActorKind::Person
                && token.is_capital()
                && (text.ends_with("-elect") || text.ends_with("-designate"));
        // "Multi-billionaire Elon Musk"
        let compound = name.kind == ActorKind::Person
            && name.len() > 2
            && is_compound(text)
            && known & (class::GIVEN | class::FAMILY) == 0;
        if article || title || nation || mark || plain || compound {
            name.start += 1;
        } else {
            break;
        }
    }
    while name.len() > 0 {
        let token = &page.tokens[name.end - 1];
        if token.shape == Shape::Mark
            || name.kind == ActorKind::Person && is_code(token.text(page.text))
            || token.shape == Shape::Lower && page.in_name[name.end - 1].hit == 0
            || name.len() > 1 && begins_office(page, name.end - 1)
        {
            name.end -= 1;
        } else {
            break;
        }
    }
}

/// Whether a word belongs to the office behind it: the "Majority" of "Senate Majority Leader".
fn begins_office(page: &Page<'_>, at: usize) -> bool {
    let is_part = matches!(
        page.tokens[at].text(page.text),
        "Majority" | "Minority" | "Opposition"
    );
    let next = page.tokens.get(at + 1).filter(|_| is_part);
    next.is_some_and(|next| {
        next.is_capital() && !next.has(flag::BLOCK) && page.known[at + 1] & class::ROLE != 0
    })
}

/// Whether a rank or title stands before: in "Lt Gen Talib Shaghati" the second word is none of his names.
fn follows_title(page: &Page<'_>, at: usize) -> bool {
    at > 0
        && !page.tokens[at].has(flag::BLOCK)
        && page.tokens[at - 1].is_capital()
        && page.known[at - 1] & class::RANK != 0
        && page.known[at] & class::RANK != 0
}

/// Whether a word goes on with one of small letters behind a hyphen: `Multi-billionaire`.
fn is_compound(word: &str) -> bool {
    let rest = word.split_once('-').map_or("", |(_, rest)| rest);
    let known = || Lexicon::shipped().word(word_hash(rest, &mut String::new()));
    rest.starts_with(|c: char| c.is_ascii_lowercase())
        && rest.len() > 4
        && known() & class::CLUSTER != 0
        && known() >> class::CASE_SHIFT & 7 <= 3
}

/// Whether "Mr." and the like stands before.
fn follows_honorific(page: &Page<'_>, at: usize) -> bool {
    at > 0
        && !page.tokens[at].has(flag::BLOCK)
        && page.tokens[at - 1].is_capital()
        && page.known[at - 1] & class::HONORIFIC != 0
}

/// A long known name is one name, however it was cut.
fn whole_known(page: &Page<'_>, lexicon: &Lexicon, names: &mut Vec<Name>) {
    for (start, hit) in &page.hits {
        let (start, end) = (*start as usize, *start as usize + hit.length as usize);
        let kind = lexicon.known(hit.entity);
        // "The Hague" is a town however sure the list is of it.
        let with_the = kind == Known::City && page.tokens[start].text(page.text) == "The";
        if hit.trust < 2 && !with_the
            || hit.length < 2
            || follows_honorific(page, start)
            || matches!(kind, Known::Nationality | Known::Person)
        {
            continue;
        }
        let first = names.partition_point(|name| name.end <= start);
        let after = names.partition_point(|name| name.start < end);
        let inside = names[first..after]
            .iter()
            .all(|name| start <= name.start && name.end <= end);
        let whole = after == first + 1 && names[first].start == start && names[first].end == end;
        if !inside || !with_the && (first == after || whole) {
            continue;
        }
        names.drain(first..after);
        names.insert(
            first,
            Name {
                start,
                end,
                kind: kind.kind(),
                sure: 0.9,
            },
        );
    }
}

/// A body everybody knows is one, whatever the tagger took it for, and so is a person known by initials; a town is nobody, unless
/// somebody has its name.
fn retype_known(page: &Page<'_>, lexicon: &Lexicon, names: &mut [Name]) {
    let families: WordSet = names
        .iter()
        .filter(|name| name.kind == ActorKind::Person && name.len() > 1)
        .map(|name| page.tokens[name.end - 1].word)
        .collect();
    let is_long = |(_, hit): &&(u32, Hit)| hit.length > 1;
    let in_full: WordSet = page
        .hits
        .iter()
        .filter(is_long)
        .map(|(_, hit)| hit.entity)
        .collect();
    for name in names.iter_mut() {
        let place = page.in_name[name.start];
        // "Mr. Christie's tax cut": no auction house.
        if place.hit == 0 || !place.first || follows_honorific(page, name.start) {
            continue;
        }
        let hit = page.hits[usize::from(place.hit) - 1].1;
        let whole = hit.length as usize == name.len();
        // "Wagner" where the article speaks of the Wagner Group, and nobody else is called so.
        let is_short = hit.trust == 1
            && hit.length == 1
            && in_full.contains(&hit.entity)
            && lexicon.known(hit.entity) == Known::Body
            && !families.contains(&page.tokens[name.end - 1].word);
        if !whole || hit.trust < 2 && !is_short {
            continue;
        }
        match lexicon.known(hit.entity) {
            Known::Body => name.kind = ActorKind::Organisation,
            // "AMLO": initials that a person is known by look like a body's.
            Known::Person if hit.rule == rule::UPPER => name.kind = ActorKind::Person,
            Known::City | Known::Region
                if name.kind != ActorKind::Place
                    && !families.contains(&page.tokens[name.start].word) =>
            {
                name.kind = ActorKind::Place;
            }
            _ => {}
        }
    }
}

/// Adds bodies and places everybody knows where nothing was found.
fn add_known(page: &Page<'_>, lexicon: &Lexicon, names: &mut Vec<Name>) {
    let mut fresh = Vec::new();
    for (start, hit) in &page.hits {
        let (start, end) = (*start as usize, *start as usize + hit.length as usize);
        let known = lexicon.known(hit.entity);
        let sure = hit.trust >= 2
            && (end - start > 1
                || matches!(
                    page.tokens[start].shape,
                    Shape::Upper | Shape::Code | Shape::Dotted
                )
                || known == Known::Country
                || hit.rule == rule::UPPER
                || known == Known::Body && !page.tokens[start].has(flag::SENTENCE)
                || !page.english
                    && (!page.tokens[start].has(flag::SENTENCE)
                        || page.tokens[start].shape == Shape::Caseless));
        if !sure || matches!(known, Known::Nationality) {
            continue;
        }
        let at = names.partition_point(|name| name.end <= start);
        if names.get(at).is_some_and(|name| name.start < end)
            || continues(page, start, end)
            || known != Known::Body && is_title(page, start, end)
        {
            continue;
        }
        fresh.push(Name {
            start,
            end,
            kind: known.kind(),
            sure: 0.6,
        });
    }
    names.extend(fresh);
    names.sort_by_key(|name| name.start);
}

/// Whether a name stands alone between «these quotes»: a paper or a club that is called like a place.
fn is_title(page: &Page<'_>, start: usize, end: usize) -> bool {
    let quote = |at: Option<usize>, quote| {
        let token = at.and_then(|at| page.tokens.get(at));
        token.is_some_and(|token| token.text(page.text) == quote)
    };
    quote(start.checked_sub(1), "«") && quote(Some(end), "»")
}

/// Whether capitals go on before or behind: "Iran Air" is not Iran; "президент РФ Дмитрий Медведев" are two.
fn continues(page: &Page<'_>, start: usize, end: usize) -> bool {
    let whole = !page.english && (end - start > 1 || page.tokens[start].shape == Shape::Upper);
    if whole {
        return false;
    }
    let joined = |at: usize| {
        page.tokens.get(at).is_some_and(|t| {
            t.is_capital()
                && !t.has(flag::SHOUTED | flag::HEADLINE)
                && (page.english || page.in_name[at].hit == 0)
        })
    };
    let before = start > 0
        && !page.tokens[start].has(flag::BLOCK)
        && joined(start - 1)
        && !page.tokens[start - 1].has(flag::SENTENCE);
    let after = joined(end) && !page.tokens[end].has(flag::BLOCK | flag::SENTENCE);
    before || after
}

/// `OSLO, Norway (AP) —`: towns in capitals at the head of a paragraph.
fn datelines(page: &Page<'_>, lexicon: &Lexicon, names: &mut Vec<Name>) {
    let heads: Vec<usize> = (0..page.tokens.len())
        .filter(|&at| page.tokens[at].has(flag::BLOCK))
        .collect();
    for (n, &head) in heads.iter().enumerate() {
        let stop = heads
            .get(n + 1)
            .copied()
            .unwrap_or(page.tokens.len())
            .min(head + 14);
        if page.tokens[head].has(flag::SHOUTED) || page.tokens[head].shape != Shape::Upper {
            continue;
        }
        let is_mark = |at: usize, mark: u8| {
            at < stop
                && page.tokens[at].word == u32::from(mark)
                && page.tokens[at].shape == Shape::Mark
        };
        let mut end = head;
        while end < stop
            && matches!(page.tokens[end].shape, Shape::Upper | Shape::Dotted)
            && !page.tokens[end].has(flag::HEADLINE)
        {
            end += 1;
        }
        if end == head || end - head > 4 {
            continue;
        }
        // A dash must follow within the next few tokens, with only a state, a date and an agency between.
        let dash = (end..stop).find(|&at| is_mark(at, b'-') || is_mark(at, b'_'));
        let Some(dash) = dash.filter(|dash| *dash - end <= 9) else {
            continue;
        };
        if (end..dash).any(|at| page.tokens[at].shape == Shape::Lower || is_mark(at, b'.')) {
            continue;
        }
        names.retain(|name| name.end <= head || name.start >= end);
        // "AP - ": some reports begin with the agency alone.
        let hit = page.in_name[head].hit;
        let is_body = hit > 0 && {
            let hit = page.hits[usize::from(hit) - 1].1;
            hit.length as usize == end - head && lexicon.known(hit.entity) == Known::Body
        };
        names.push(Name {
            start: head,
            end,
            kind: if is_body {
                ActorKind::Organisation
            } else {
                ActorKind::Place
            },
            sure: 0.9,
        });
        if let Some(open) = (end..dash).find(|&at| is_mark(at, b'('))
            && let Some(close) = (open..dash)
                .find(|&at| is_mark(at, b')'))
                .filter(|close| *close > open + 1)
            // "TBILISI, Wednesday (26 January) —" names a day.
            && !(open..close).any(|at| page.tokens[at].shape == Shape::Number)
        {
            names.retain(|name| name.end <= open || name.start >= close);
            names.push(Name {
                start: open + 1,
                end: close,
                kind: ActorKind::Organisation,
                sure: 0.9,
            });
        }
        names.sort_by_key(|name| name.start);
    }
}
