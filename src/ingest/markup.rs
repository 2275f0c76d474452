//! Pieces of HTML inside a text: tags become paragraphs or nothing, entities their characters.
//!
//! No page is parsed here: what is walked is the text of a field, once, from front to back.

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::{memchr, memchr2, memmem};

use super::entities::entity;

/// Elements that stand in a paragraph of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Elements inside a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "area", "b", "base", "bdi", "bdo", "big", "br", "button", "canvas",
    "caption", "col", "colgroup", "data", "dfn", "input", "kbd", "link", "map", "meta", "nobr",
    "option", "output", "param", "path", "progress", "rp", "rt", "ruby", "samp", "select",
    "summary", "template", "textarea", "title", "track", "var", "cite", "code", "del", "em",
    "font", "i", "img", "ins", "label", "mark", "picture", "q", "s", "small", "source", "span",
    "strike", "strong", "sub", "sup", "td", "th", "time", "tt", "u", "video", "audio", "wbr",
    "html", "body", "script", "style", "iframe", "object", "embed", "noscript", "svg", "head",
];

/// Elements whose content is no text.
const SILENT: &[&str] = &[
    "script", "style", "head", "iframe", "object", "noscript", "svg", "template",
];

/// Returns the text of a field without markup; a text that holds none is borrowed.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    match kind(text) {
        Kind::None => entities(text),
        kind => Cow::Owned(strip(text, kind == Kind::Blocks)),
    }
}

#[derive(PartialEq)]
enum Kind {
    None,
    Inline,
    Blocks,
}

/// Whether there are tags of HTML: `<SRD>`, `<DD>` and `a < b` are none.
fn kind(text: &str) -> Kind {
    let mut kind = Kind::None;
    let mut rest = text;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        let name = name(rest);
        if name.is_empty() || is_letters(rest, &name) {
            continue;
        }
        if BLOCKS.contains(&name.as_str()) || name == "br" {
            return Kind::Blocks;
        }
        if INLINE.contains(&name.as_str()) {
            kind = Kind::Inline;
        }
    }
    kind
}

/// Whether what follows a `<` may be letters that stand for a company, as `<DD>`, rather than a tag in capitals, as `<BR>`.
fn is_letters(rest: &str, name: &str) -> bool {
    let lone = rest
        .get(name.len()..)
        .is_some_and(|end| end.starts_with('>'));
    lone && rest.starts_with(|c: char| c.is_ascii_uppercase())
        && !matches!(name, "p" | "br" | "hr" | "li" | "tr" | "td")
}

/// The name of a tag, after its `<`; empty where it cannot be one.
fn name(rest: &str) -> String {
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest
        .bytes()
        .take(12)
        .position(|byte| !byte.is_ascii_alphanumeric())
        .unwrap_or(0);
    let ends = rest[end..].starts_with(['>', ' ', '/', '\n', '\t', '\r']);
    if ends {
        rest[..end].to_ascii_lowercase()
    } else {
        String::new()
    }
}

fn entities(text: &str) -> Cow<'_, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    push(&mut out, text, false);
    Cow::Owned(out)
}

fn strip(text: &str, collapse: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Once no `>` follows, none ever will: without this a text of `<a<a<a` would take for ever.
    let mut closes = true;
    let mut closed: BTreeMap<String, bool> = BTreeMap::new();
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        push(&mut out, &rest[..at], collapse);
        let tag = &rest[at..];
        if let Some(comment) = tag.strip_prefix("<!--") {
            let end = memmem::find(comment.as_bytes(), b"-->");
            rest = end.map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let name = name(&tag[1..]);
        let is_tag = tag[1..].starts_with(['!', '?'])
            || is_element(&tag[1..], &name, &mut |tag| {
                // Each of the few names is looked for once.
                let of = closed.entry(tag.to_owned());
                *of.or_insert_with(|| memmem::find(text.as_bytes(), tag.as_bytes()).is_some())
            });
        let end = (closes && is_tag)
            .then(|| memchr2(b'>', b'<', &tag.as_bytes()[1..]))
            .flatten()
            .map(|end| end + 1);
        closes &= !is_tag || end.is_some();
        let Some(end) = end.filter(|end| tag.as_bytes()[*end] == b'>') else {
            out.push('<');
            rest = &tag[1..];
            continue;
        };
        rest = &tag[end + 1..];
        if !tag.starts_with("</") && SILENT.contains(&name.as_str()) && !tag[..end].ends_with('/') {
            rest = after(rest, &name);
        } else if name == "br" {
            out.push('\n');
        } else if BLOCKS.contains(&name.as_str()) {
            out.push_str("\n\n");
        } else if matches!(name.as_str(), "td" | "th") {
            out.push(' ');
        }
    }
    push(&mut out, rest, collapse);
    out
}

/// Whether what follows a `<` is a tag rather than a name in brackets: an element that is known or is somebody's own
/// (`o:p`, `my-tag`), and where it is in capitals and alone, one that the text also closes.
fn is_element(rest: &str, name: &str, has: &mut impl FnMut(&str) -> bool) -> bool {
    if name.is_empty() {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != ':');
        let (own, after) = rest.split_at(end.unwrap_or(rest.len()));
        return own.starts_with(|c: char| c.is_ascii_lowercase())
            && own.contains(['-', ':'])
            && !own.ends_with(':')
            && after.starts_with(['>', '/', ' ', '\n', '\t', '\r']);
    }
    let known = [BLOCKS, INLINE, SILENT]
        .iter()
        .any(|all| all.contains(&name));
    known && (!is_letters(rest, name) || has(&format!("</{}>", &rest[..name.len()])))
}

/// What follows the end of a silent element.
fn after<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some(at) = memmem::find(rest.as_bytes(), b"</") {
        let inner = &rest[at + 2..];
        let is_end = inner
            .get(..name.len())
            .is_some_and(|end| end.eq_ignore_ascii_case(name));
        if is_end {
            return memchr(b'>', inner.as_bytes()).map_or("", |end| &inner[end + 1..]);
        }
        rest = inner;
    }
    ""
}

/// Appends text between tags, its entities decoded and, where asked, its white space collapsed.
fn push(out: &mut String, text: &str, collapse: bool) {
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        push_white(out, &rest[..at], collapse);
        rest = &rest[at..];
        if let Some((character, length)) = entity(rest) {
            out.push(if character == '\u{a0}' {
                ' '
            } else {
                character
            });
            rest = &rest[length..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    push_white(out, rest, collapse);
}

fn push_white(out: &mut String, text: &str, collapse: bool) {
    if !collapse {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(plain(text).trim(), expected);
    }

    #[test]
    fn paragraphs_come_from_tags() {
        check(
            "<p>One\n two</p><p>Three <b>four</b></p>",
            "One two\n\n\n\nThree four",
        );
        check("One<br/>two", "One\ntwo");
        check("One\n\n<em>two</em>", "One\n\ntwo");
        check("a<script>x<p></script>b<!-- c -->d<p>", "abd");
        check("<p>unclosed <a href=x", "unclosed <a href=x");
    }

    #[test]
    fn what_is_no_markup_stays() {
        check(
            "STANDARD OIL <SRD> TO FORM UNIT",
            "STANDARD OIL <SRD> TO FORM UNIT",
        );
        check(
            "Dupont <DD> and <Total Compagnie> of <S>",
            "Dupont <DD> and <Total Compagnie> of <S>",
        );
        check(
            "<p>Dupont <DD> <Nippon Oil></p>",
            "Dupont <DD> <Nippon Oil>",
        );
        check("<p>Said <Stephen Inc <b>loud</b>", "Said <Stephen Inc loud");
        check(
            "<B>One</B> <TX><BR>two <o:p>three</o:p>",
            "One <TX>\ntwo three",
        );
        check("a < b and b > a & c", "a < b and b > a & c");
        check("AT&T", "AT&T");
    }

    #[test]
    fn entities_become_characters() {
        check(
            "Caf&eacute; &#8211; &amp;lt; &#x41;&nbsp;&#0;&unknown;",
            "Café – &lt; A \u{fffd}&unknown;",
        );
    }

    #[test]
    fn hostile_text_ends_soon() {
        let text = format!("<p>{}", "<a".repeat(200_000));
        assert_eq!(plain(&text).len(), text.len() - 1);
        assert!(plain(&"<script></scrip".repeat(50_000)).len() < 50);
    }

    proptest! {
        #[test]
        fn anything_can_be_walked(text in "[<>/&;# a-z!p\"\n-]{0,100}") {
            let _ = plain(&text);
        }
    }
}
