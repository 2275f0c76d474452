//! What every article gets at the end, whatever it was read from: its limits, a date, a language, an id.

use jiff::civil;
use xxhash_rust::xxh3::Xxh3Default;

use super::{infer, link};
use crate::model::Article;
use crate::text::clean::{clean, clean_line};
use crate::text::lang;

/// Most bytes of the text of one article.
const MOST_TEXT: usize = 16 << 20;
/// Most bytes of a title or another line.
pub(super) const MOST_LINE: usize = 4096;

/// Cleans a text that stands on one line; an empty one is none.
pub(super) fn line(text: &str) -> Option<String> {
    let cut = &text[..text.floor_char_boundary(MOST_LINE)];
    Some(clean_line(cut)).filter(|line| !line.is_empty())
}

/// Whether a text is too long for one line.
pub(super) fn is_cut(text: &str) -> bool {
    text.len() > MOST_LINE
}

/// Cleans a text of several paragraphs; returns also how many bytes were too many.
pub(super) fn body(text: &str) -> (String, usize) {
    let mut body = clean(text);
    let most = body.floor_char_boundary(MOST_TEXT);
    let left_out = body.len() - most;
    body.truncate(most);
    (body, left_out)
}

/// Works out what the record did not say.
pub(super) fn finish(article: &mut Article, today: civil::Date) {
    if article.date.is_none() {
        article.date = infer::infer(&article.title, &article.body, today);
    }
    if article.lang.is_none() {
        article.lang = lang::detect(&article.title, &article.body).map(str::to_owned);
    }
    if article.id.is_empty() {
        article.id = derived_id(article);
    }
}

/// A name from the canonical address, else from the content.
fn derived_id(article: &Article) -> String {
    let mut hash = Xxh3Default::new();
    match article.url.as_deref().and_then(link::canonical) {
        Some(address) => hash.update(address.as_bytes()),
        None => {
            // The zero keeps a word that moves from the title to the text from going unnoticed.
            hash.update(article.title.as_bytes());
            hash.update(&[0]);
            hash.update(article.body.as_bytes());
        }
    }
    format!("{:016x}", hash.digest())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn id(url: Option<&str>, title: &str, body: &str) -> String {
        let mut article = Article {
            url: url.map(str::to_owned),
            title: title.to_owned(),
            body: body.to_owned(),
            ..Article::default()
        };
        finish(&mut article, date(2026, 11, 23));
        article.id
    }

    #[test]
    fn an_id_comes_from_the_address_else_from_the_content() {
        let bare = id(Some("https://example.org/a"), "One", "x");
        assert_eq!(
            bare,
            id(Some("http://www.example.org/a?utm_source=y#z"), "Two", "")
        );
        assert_ne!(bare, id(Some("https://example.org/b"), "One", "x"));
        assert_eq!(id(None, "One", "x"), id(None, "One", "x"));
        assert_ne!(id(None, "One", "x"), id(None, "Onex", ""));
    }

    #[test]
    fn too_much_text_is_counted() {
        let (kept, left_out) = body(&"é".repeat(MOST_TEXT / 2 + 3));
        assert_eq!((kept.len(), left_out), (MOST_TEXT, 6));
    }
}
