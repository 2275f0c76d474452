//! What is copied and handed to other programs: citations, addresses, paragraphs, commands.

use crate::language;
use crate::model::Article;

use super::document::day;
use super::page::{Body, Reader};
use super::prompt::PromptKind;
use super::{App, Effect};

/// The article that is read, or previewed under the cursor.
fn reader(app: &App) -> Option<&Reader> {
    match &app.page().body {
        Body::Article(reader) => Some(reader),
        Body::Articles(list) => {
            let row = list.rows.selected()?;
            let preview = list.preview.as_deref()?;
            let page = preview.page.as_ref()?;
            (page.article.id == row.id).then_some(preview)
        }
        _ => None,
    }
}

fn article(app: &App) -> Option<&Article> {
    Some(&reader(app)?.page.as_ref()?.article)
}

fn copy(app: &mut App, what: &str, text: Option<String>) {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => app.effects.push(Effect::Copy(text)),
        None if article(app).is_some() => app.say(format!("this article has no {what}")),
        None => app.say(format!("there is no {what} to copy here yet")),
    }
}

pub(super) fn citation(app: &mut App) {
    let text = article(app).map(cite);
    copy(app, "citation", text);
}

pub(super) fn title(app: &mut App) {
    let text = article(app).map(|article| article.title.clone());
    copy(app, "title", text);
}

pub(super) fn url(app: &mut App) {
    let text = article(app).and_then(|article| article.url.clone());
    copy(app, "address", text);
}

/// The paragraph at the top of the screen, with where it is from.
pub(super) fn paragraph(app: &mut App) {
    let text = reader(app).and_then(|reader| {
        let article = &reader.page.as_ref()?.article;
        let at = reader.document.lines.iter().skip(reader.top);
        let at = at.filter_map(|line| line.at).next()? as usize;
        let rest = article.body.get(at..)?;
        let skipped = rest.len() - rest.trim_start().len();
        let at = at + skipped;
        let start = article.body[..at].rfind("\n\n").map_or(0, |end| end + 2);
        let end = article.body[at..]
            .find("\n\n")
            .map_or(article.body.len(), |end| at + end);
        let paragraph = article.body.get(start..end)?.trim();
        Some(format!("“{paragraph}” ({})", cite(article)))
    });
    copy(app, "paragraph", text);
}

pub(super) fn command(app: &mut App) {
    let opened = app.setup.opened.iter();
    let opened: Vec<(&str, &str)> = opened
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let command = language::address::print(&app.page().address, &opened);
    app.effects.push(Effect::Copy(command));
}

pub(super) fn open_url(app: &mut App) {
    match article(app).and_then(|article| article.url.clone()) {
        Some(url) => app.effects.push(Effect::OpenUrl(url)),
        None => app.say("this article has no web address"),
    }
}

pub(super) fn pipe(app: &mut App) {
    match reader(app) {
        Some(_) => app.open_prompt(PromptKind::Pipe, "", None),
        None => app.say("the article is not shown; Enter opens it"),
    }
}

/// A program was named.
pub(super) fn piped(app: &mut App, command: &str) {
    let text = article(app).map(plain);
    if let (Some(text), false) = (text, command.trim().is_empty()) {
        let command = command.trim().to_owned();
        app.effects.push(Effect::Pipe { command, text });
    }
}

/// One line that says what an article is and where it is from.
fn cite(article: &Article) -> String {
    let mut parts = Vec::new();
    if !article.authors.is_empty() {
        parts.push(article.authors.join(", "));
    }
    parts.push(format!("“{}”", article.headline()));
    if !article.sources.is_empty() {
        parts.push(article.sources.join(", "));
    }
    if let Some(date) = &article.date {
        let sure = if date.is_inferred() { "c. " } else { "" };
        parts.push(format!("{sure}{}", day(date)));
    }
    parts.extend(article.url.clone());
    parts.join(", ")
}

fn plain(article: &Article) -> String {
    format!("{}\n\n{}\n", article.title, article.body)
}

#[cfg(test)]
mod tests {
    use jiff::civil;

    use super::*;
    use crate::model::Date;

    #[test]
    fn a_citation_says_when_a_date_is_a_guess() {
        let mut article = Article {
            title: "Talks resume".into(),
            sources: vec!["a.org".into(), "agencies".into()],
            date: Some(Date::day(civil::date(2022, 5, 31))),
            url: Some("https://a.org/1".into()),
            ..Article::default()
        };
        let given = "“Talks resume”, a.org, agencies, 31 May 2022, https://a.org/1";
        assert_eq!(cite(&article), given);
        article.date = article.date.map(Date::inferred);
        assert!(cite(&article).contains("c. 31 May 2022"));
    }

    #[test]
    fn a_piece_without_a_headline_is_cited_by_its_first_words() {
        let article = Article {
            body: "Talks went on. ".repeat(9),
            ..Article::default()
        };
        let cited = cite(&article);
        assert!(
            cited.starts_with("“Talks went on. Talks") && cited.ends_with("…”"),
            "{cited}"
        );
    }
}
