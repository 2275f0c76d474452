//! What the store works out about an article before it is written: its packed body and the keys that tell it from others.
//!
//! A pure function of the article, so that worker threads can do it while the writer writes.

use memchr::{memchr, memchr_iter, memchr3_iter, memmem};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

use crate::model::{Article, Reference};
use crate::text::fold::fold;

use super::{
    compress::{Packed, Packer},
    record,
};

/// Worked out from an article by [`Facts::of`].
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    pub(super) body: Packed,
    pub(super) words: u32,
    pub(super) meta: Vec<u8>,
    pub(super) content: [u8; 16],
    pub(super) print: i64,
    pub(super) keys: Keys,
    pub(super) references: Vec<Keys>,
}

/// The keys by which related pieces are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    pub(super) title: Option<i64>,
    pub(super) url: Option<i64>,
}

impl Facts {
    /// Works out everything the store needs to know about an article.
    pub fn of(article: &Article, packer: &mut Packer) -> Self {
        let meta = record::encode(article);
        let more = record::encode_more(article);
        let (content, spaced) = content_and_words(article);
        Self {
            body: packer.pack(&article.body, &record::aside(article, &more)),
            words: spaced.saturating_add(unspaced(&article.body)),
            content,
            print: print(article, &[meta.as_slice(), &more].concat()),
            meta,
            keys: Keys {
                title: title_key(&article.title),
                url: article.url.as_deref().and_then(url_key),
            },
            references: article.related.iter().map(reference_keys).collect(),
        }
    }

    /// Words in the body.
    pub fn words(&self) -> u32 {
        self.words
    }
}

/// Equal for equal texts, however they are wrapped; without a body also date and source must be equal.
pub fn content(article: &Article) -> [u8; 16] {
    content_and_words(article).0
}

/// The same, and the words between spaces of the body, which are met on the way.
fn content_and_words(article: &Article) -> ([u8; 16], u32) {
    let mut text = Vec::with_capacity(article.title.len() + article.body.len() + 32);
    append_unwrapped(&article.title, &mut text);
    let words = append_unwrapped(&article.body, &mut text);
    if article.body.trim().is_empty() {
        if let Some(date) = &article.date {
            append_unwrapped(&date.seconds().to_string(), &mut text);
        }
        append_unwrapped(
            article.sources.first().map_or("", String::as_str),
            &mut text,
        );
        if article.title.trim().is_empty() {
            append_unwrapped(&article.id, &mut text);
        }
    }
    (xxh3_128(&text).to_le_bytes(), words)
}

/// Appends the words of a text, a space after each, and a NUL; returns how many.
///
/// This runs over every body that is read: what stands between breaks of lines is copied whole, unless its words are more than a
/// space apart.
fn append_unwrapped(part: &str, text: &mut Vec<u8>) -> u32 {
    let mut words = 0;
    let mut from = 0;
    for end in memchr3_iter(b'\n', b'\r', b'\t', part.as_bytes()).chain([part.len()]) {
        let line = part.as_bytes()[from..end].trim_ascii();
        from = end + 1;
        if line.is_empty() {
            continue;
        }
        if memmem::find(line, b"  ").is_some() || memchr(b'\x0C', line).is_some() {
            for word in line
                .split(u8::is_ascii_whitespace)
                .filter(|word| !word.is_empty())
            {
                text.extend_from_slice(word);
                text.push(b' ');
                words += 1;
            }
        } else {
            text.extend_from_slice(line);
            text.push(b' ');
            words += 1 + memchr_iter(b' ', line).count();
        }
    }
    text.push(0);
    u32::try_from(words).unwrap_or(u32::MAX)
}

/// Equal for records that are equal in everything.
fn print(article: &Article, declared: &[u8]) -> i64 {
    let mut hash = Xxh3::new();
    let mut part = |bytes: &[u8]| {
        hash.update(&(bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(article.id.as_bytes());
    part(article.title.as_bytes());
    part(article.body.as_bytes());
    part(
        article
            .sources
            .first()
            .map_or(b"", |source| source.as_bytes()),
    );
    part(article.lang.as_deref().unwrap_or_default().as_bytes());
    part(article.url.as_deref().unwrap_or_default().as_bytes());
    part(declared);
    if let Some(date) = &article.date {
        part(&date.seconds().to_le_bytes());
        part(&date.offset_minutes().unwrap_or(i16::MIN).to_le_bytes());
        part(&[u8::from(date.is_inferred())]);
    }
    for Reference {
        title,
        teaser,
        url,
        id,
    } in &article.related
    {
        for text in [title, teaser, url, id] {
            part(text.as_deref().unwrap_or("\0").as_bytes());
        }
    }
    hash.digest() as i64
}

/// Characters of scripts without spaces: each counts as a word.
fn unspaced(text: &str) -> u32 {
    if text.is_ascii() {
        return 0;
    }
    let is_unspaced = |c: &char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}');
    let count = text.chars().filter(is_unspaced).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn reference_keys(reference: &Reference) -> Keys {
    Keys {
        title: reference.title.as_deref().and_then(title_key),
        url: reference.url.as_deref().and_then(url_key),
    }
}

/// The same for titles that differ in case, accents or punctuation only.
fn title_key(title: &str) -> Option<i64> {
    let title = fold(title);
    let mut key = String::with_capacity(title.len() + 1);
    for word in title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        key.push_str(word);
        key.push(' ');
    }
    (!key.is_empty()).then(|| xxh3_64(key.as_bytes()) as i64)
}

/// The same for addresses that lead to one page: scheme, `www.`, fragment, a last slash and tracking parameters do not count.
fn url_key(url: &str) -> Option<i64> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    if host.is_empty() {
        return None;
    }
    let mut key = format!("{host}/{}", path.trim_end_matches('/'));
    for part in query.split('&') {
        let tracking = part.starts_with("utm_") || part.starts_with("fbclid=");
        if !part.is_empty() && !tracking {
            key.push('&');
            key.push_str(part);
        }
    }
    Some(xxh3_64(key.as_bytes()) as i64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn article(title: &str, body: &str) -> Article {
        Article {
            id: "x".into(),
            title: title.into(),
            body: body.into(),
            ..Article::default()
        }
    }

    #[test]
    fn wrapping_does_not_make_another_text() {
        let one = article("Talks in Brussels", "First line\nsecond line.\n\nNext.");
        let same = article("Talks  in Brussels", "First line second line. Next.");
        let other = article("Talks in Brussels", "First line second line.");
        assert_eq!(content(&one), content(&same));
        assert_ne!(content(&one), content(&other));
        assert_ne!(
            print(&one, &[]),
            print(&same, &[]),
            "records differ all the same"
        );
    }

    proptest! {
        #[test]
        fn what_is_unwrapped_is_its_words(part in "[a\\u{e9} \n\r\t\u{c}\u{b}]{0,40}") {
            let mut text = Vec::new();
            let words = append_unwrapped(&part, &mut text);
            let all: Vec<&str> = part.split_ascii_whitespace().collect();
            let mut expected: String = all.iter().map(|word| format!("{word} ")).collect();
            expected.push('\0');
            prop_assert_eq!(words as usize, all.len());
            prop_assert_eq!(String::from_utf8(text).expect("a text"), expected);
        }
    }

    #[test]
    fn titles_meet_across_case_and_punctuation() {
        let key = title_key("Ghent: “Peace”, again");
        assert_eq!(key, title_key("GHENT peace again"));
        assert_eq!(title_key("Əliyev in Ghent"), title_key("Aliyev in Ghent"));
        assert_eq!(title_key(" – "), None);
    }

    #[test]
    fn addresses_meet_across_trifles() {
        let key = url_key("https://www.Example.org/news/1/?utm_source=x#top");
        assert_eq!(key, url_key("http://example.org/news/1"));
        assert_ne!(key, url_key("http://example.org/news/1?page=2"));
        assert_eq!(url_key(""), None);
    }

    #[test]
    fn words_are_counted_in_every_script() {
        let words = |body| Facts::of(&article("", body), &mut Packer::default()).words();
        assert_eq!(words("Two  words"), 2);
        assert_eq!(words("Երկու բառ"), 2);
        assert_eq!(words(""), 0);
        assert_eq!(words("会談"), 3);
    }
}
