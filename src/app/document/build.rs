//! Builds the lines of an article for a width.

use std::collections::HashMap;

use crate::language;
use crate::model::{
    Address, ArticlePage, ArticlesAt, Date, Field, Leaf, NameField, Query, Related, RelatedKind,
};
use crate::text::wrap::{width as cells, wrap};

use super::marks::{Mark, Marked, urls};
use super::{Document, Ink, Line, Link, Span, Target, find};

/// Words read in a minute (Brysbaert 2019, silent reading of English prose: 238).
const WORDS_A_MINUTE: usize = 238;

/// Builds an article as lines of at most `width` cells, with every place of `what` in it lit; of the places the one
/// numbered `here` is the one the reader is at. `dot` stands between the facts of the head.
pub(crate) fn build(
    page: &ArticlePage,
    width: usize,
    (what, here): (&str, Option<usize>),
    dot: &'static str,
) -> Document {
    let mut builder = Builder {
        page,
        dot,
        here,
        seen: 0,
        document: Document {
            width,
            ..Document::default()
        },
    };
    builder.title(what);
    builder.head();
    builder.body(what);
    builder.related();
    builder.foot();
    builder.document
}

struct Builder<'p> {
    page: &'p ArticlePage,
    dot: &'static str,
    here: Option<usize>,
    /// Places found so far.
    seen: usize,
    document: Document,
}

/// A piece of a wrapped text with what it is and where it leads.
type Piece = (String, Ink, Option<Target>);

impl Builder<'_> {
    fn title(&mut self, what: &str) {
        let title = &self.page.article.title;
        if title.is_empty() {
            return;
        }
        let marked = self.marked(title, Field::Title, what);
        for line in wrap(title, self.document.width) {
            let spans = marked.spans(title, line.range(), Ink::Title);
            self.show_links(&spans);
            self.places(&marked, line.range());
            self.document.lines.push(Line {
                spans,
                ..Line::default()
            });
        }
    }

    /// Hits of the query and found places, the one under the reader apart. While something is searched for in the text
    /// itself, that is what `n` walks.
    fn above(&mut self, hits: &[(u32, u32)], found: &[(u32, u32)], what: &str) -> Vec<Mark> {
        let walked = if what.is_empty() { hits } else { found };
        let ink = if what.is_empty() {
            Ink::Hit
        } else {
            Ink::Found
        };
        let first = self.seen;
        self.seen += walked.len();
        let mark = |(place, &(start, end)): (usize, &(u32, u32))| Mark {
            start: start as usize,
            end: end as usize,
            ink: if self.here == Some(first + place) {
                Ink::FoundHere
            } else {
                ink
            },
            link: None,
        };
        walked.iter().enumerate().map(mark).collect()
    }

    /// Notes the line of each place that begins in it.
    fn places(&mut self, marked: &Marked, line: std::ops::Range<usize>) {
        let number = self.document.lines.len();
        let begin = marked
            .above
            .iter()
            .filter(|mark| line.contains(&mark.start));
        self.document.found.extend(begin.map(|_| number));
    }

    fn head(&mut self) {
        let article = &self.page.article;
        let mut pieces: Vec<Piece> = Vec::new();
        for source in &article.sources {
            comma(&mut pieces, ", ");
            let target = search(Leaf::Name {
                field: NameField::Source,
                value: source.clone(),
            });
            pieces.push((source.clone(), Ink::Meta, Some(target)));
        }
        if let Some(date) = &article.date {
            comma(&mut pieces, self.dot);
            pieces.push((day(date), Ink::Meta, Some(on_day(date))));
            if date.is_inferred() {
                pieces.push((" (worked out from the text)".into(), Ink::Dim, None));
            }
        } else {
            comma(&mut pieces, self.dot);
            pieces.push(("no date".into(), Ink::Dim, None));
        }
        for (place, author) in article.authors.iter().enumerate() {
            let before = match place {
                0 => format!("{}by ", self.dot),
                _ => ", ".to_owned(),
            };
            pieces.push((before, Ink::Dim, None));
            let target = search(Leaf::Name {
                field: NameField::Author,
                value: author.clone(),
            });
            pieces.push((author.clone(), Ink::Meta, Some(target)));
        }
        self.pieces(&pieces, 0);
        self.more_of_head();
        self.blank();
    }

    fn more_of_head(&mut self) {
        let article = &self.page.article;
        let words = article.body.split_whitespace().count();
        let mut parts = vec![format!("{} min", words.div_ceil(WORDS_A_MINUTE).max(1))];
        parts.extend(article.category.clone());
        parts.extend(article.lang.clone());
        let photo = article.photo.as_ref().and_then(|photo| photo.in_words());
        parts.extend(photo.map(|photo| format!("photo: {photo}")));
        self.pieces(&[(parts.join(self.dot), Ink::Dim, None)], 0);
        if let Some(url) = article.url.clone() {
            self.pieces(&[(url.clone(), Ink::Url, Some(Target::Url(url)))], 0);
        }
        if !article.tags.is_empty() {
            let mut pieces: Vec<Piece> = vec![("tags: ".into(), Ink::Dim, None)];
            for (place, tag) in article.tags.iter().enumerate() {
                if place > 0 {
                    pieces.push((", ".into(), Ink::Dim, None));
                }
                let target = search(Leaf::Name {
                    field: NameField::Tag,
                    value: tag.clone(),
                });
                pieces.push((tag.clone(), Ink::Meta, Some(target)));
            }
            self.pieces(&pieces, 0);
        }
        self.marks();
    }

    fn marks(&mut self) {
        let marks = &self.page.marks;
        let mut parts = Vec::new();
        if marks.starred {
            parts.push("starred".to_owned());
        }
        if !marks.tags.is_empty() {
            parts.push(format!("tagged {}", marks.tags.join(", ")));
        }
        if !parts.is_empty() {
            let yours = format!("yours: {}", parts.join(self.dot));
            self.pieces(&[(yours, Ink::Heading, None)], 0);
        }
        if let Some(note) = marks.note.clone() {
            for (place, line) in note.lines().enumerate() {
                let lead = if place == 0 { "note: " } else { "      " };
                self.pieces(&[(format!("{lead}{line}"), Ink::Heading, None)], 6);
            }
        }
    }

    fn body(&mut self, what: &str) {
        let body = &self.page.article.body;
        if body.trim().is_empty() {
            let nothing = ("(no text)".to_owned(), Ink::Dim, None);
            return self.pieces(&[nothing], 0);
        }
        let marked = self.marked(body, Field::Body, what);
        let mut paragraph = true;
        for line in wrap(body, self.document.width) {
            let spans = marked.spans(body, line.range(), Ink::Plain);
            self.show_links(&spans);
            self.places(&marked, line.range());
            let empty = line.range().is_empty();
            self.document.lines.push(Line {
                spans,
                at: u32::try_from(line.start).ok(),
                paragraph: paragraph && !empty,
            });
            paragraph = empty;
        }
    }

    /// A field of the article with its links, and its hits and found places above them.
    fn marked(&mut self, text: &str, field: Field, what: &str) -> Marked {
        let hits = match field {
            Field::Title => self.page.title_hits.clone(),
            Field::Body => self.page.body_hits.clone(),
        };
        let above = self.above(&hits, &find::places(text, what), what);
        let (below, targets) = self.below(text, field);
        let first = self.document.links.len();
        let mut marked = Marked::new(text, below, above);
        // Links are numbered in the order they stand in, those that overlapped another left out.
        for (place, mark) in marked.below.iter_mut().enumerate() {
            let Some(target) = mark.link.and_then(|old| targets.get(old)) else {
                continue;
            };
            self.document.links.push(Link {
                line: usize::MAX,
                at: u32::try_from(mark.start)
                    .ok()
                    .filter(|_| field == Field::Body),
                target: target.clone(),
            });
            mark.link = Some(first + place);
        }
        marked
    }

    /// Notes the line of each link that begins in the next one.
    fn show_links(&mut self, spans: &[Span]) {
        let number = self.document.lines.len();
        for link in spans.iter().filter_map(|span| span.link) {
            if let Some(link) = self.document.links.get_mut(link) {
                link.line = link.line.min(number);
            }
        }
    }

    /// Actors and web addresses in a field, each with its place among the targets.
    fn below(&self, text: &str, field: Field) -> (Vec<Mark>, Vec<Target>) {
        let names: HashMap<_, _> = self
            .page
            .actors
            .iter()
            .map(|actor| (actor.no, actor))
            .collect();
        let (mut marks, mut targets) = (Vec::new(), Vec::new());
        let mut add = |start, end, ink, target| {
            marks.push(Mark {
                start,
                end,
                ink,
                link: Some(targets.len()),
            });
            targets.push(target);
        };
        for (range, url) in urls(text) {
            add(range.start, range.end, Ink::Url, Target::Url(url));
        }
        for mention in &self.page.mentions {
            let Some(actor) = names.get(&mention.actor) else {
                continue;
            };
            if mention.field != field {
                continue;
            }
            let ink = if mention.confidence < 0.5 {
                Ink::Uncertain
            } else {
                Ink::Actor
            };
            let target = Target::Address(Address::Actor {
                name: actor.handle.clone(),
            });
            add(mention.start as usize, mention.end as usize, ink, target);
        }
        (marks, targets)
    }

    fn related(&mut self) {
        let parts: [(&str, &[RelatedKind]); 4] = [
            ("Related articles", &[RelatedKind::Cited, RelatedKind::Stub]),
            ("Cited by", &[RelatedKind::CitedBy]),
            ("Copies", &[RelatedKind::Copy]),
            ("Similar", &[RelatedKind::Similar]),
        ];
        let page = self.page;
        for (heading, kinds) in parts {
            let pieces = page
                .related
                .iter()
                .filter(|piece| kinds.contains(&piece.kind));
            for (place, piece) in pieces.enumerate() {
                if place == 0 {
                    self.blank();
                    self.document
                        .related
                        .get_or_insert(self.document.lines.len());
                    self.pieces(&[(heading.to_owned(), Ink::Heading, None)], 0);
                }
                self.piece(piece);
            }
        }
    }

    fn piece(&mut self, piece: &Related) {
        let target = match (&piece.no, &piece.id, &piece.url) {
            (Some(_), Some(id), _) => Target::Address(Address::Article { id: id.clone() }),
            (_, _, Some(url)) => Target::Url(url.clone()),
            _ => Target::Stub(piece.title.clone()),
        };
        let ink = if piece.no.is_some() {
            Ink::Piece
        } else {
            Ink::Dim
        };
        let mut parts: Vec<Piece> = vec![
            ("- ".into(), Ink::Dim, None),
            (piece.title.clone(), ink, Some(target)),
        ];
        if let Some(date) = &piece.date {
            parts.push((format!("  {}", date.civil()), Ink::Dim, None));
        }
        parts.push((format!(" ({})", piece.reason), Ink::Dim, None));
        self.pieces(&parts, 2);
        if let Some(teaser) = piece.teaser.as_ref().filter(|teaser| !teaser.is_empty()) {
            self.pieces(&[(format!("  {teaser}"), Ink::Dim, None)], 2);
        }
    }

    fn foot(&mut self) {
        if !self.page.origin.is_empty() {
            self.blank();
            let origin = format!("from {}", self.page.origin);
            self.pieces(&[(origin, Ink::Dim, None)], 0);
        }
    }

    fn blank(&mut self) {
        self.document.lines.push(Line::default());
    }

    /// Wraps pieces that follow one another into lines; all but the first line begin with `indent` spaces.
    fn pieces(&mut self, pieces: &[Piece], indent: usize) {
        let text: String = pieces.iter().map(|(text, ..)| text.as_str()).collect();
        let mut marks = Vec::with_capacity(pieces.len());
        let mut at = 0;
        for (part, ink, target) in pieces {
            let link = target.clone().map(|target| {
                self.document.links.push(Link {
                    line: usize::MAX,
                    at: None,
                    target,
                });
                self.document.links.len() - 1
            });
            marks.push(Mark {
                start: at,
                end: at + part.len(),
                ink: *ink,
                link,
            });
            at += part.len();
        }
        let marked = Marked::new(&text, marks, Vec::new());
        let indent = indent.min(self.document.width / 2);
        let mut lines = wrap(&text, self.document.width).into_iter();
        let Some(first) = lines.next() else { return };
        self.line(&text, &marked, first.range(), 0);
        let rest = text[first.end..].trim_start();
        let offset = text.len() - rest.len();
        for line in wrap(rest, self.document.width - indent) {
            if !line.range().is_empty() {
                let range = line.start + offset..line.end + offset;
                self.line(&text, &marked, range, indent);
            }
        }
    }

    fn line(&mut self, text: &str, marked: &Marked, range: std::ops::Range<usize>, indent: usize) {
        let mut spans = Vec::new();
        if indent > 0 {
            spans.push(Span {
                text: " ".repeat(indent),
                ink: Ink::Plain,
                link: None,
            });
        }
        spans.extend(marked.spans(text, range, Ink::Plain));
        self.show_links(&spans);
        debug_assert!(
            spans.iter().map(|span| cells(&span.text)).sum::<usize>()
                <= self.document.width.max(2) + 1
        );
        self.document.lines.push(Line {
            spans,
            ..Line::default()
        });
    }
}

/// Parts what follows from what stands before, where there is anything.
fn comma(pieces: &mut Vec<Piece>, with: &str) {
    if !pieces.is_empty() {
        pieces.push((with.to_owned(), Ink::Dim, None));
    }
}

/// A date for people.
pub(crate) fn day(date: &Date) -> String {
    let civil = date.civil();
    match date.offset_minutes() {
        Some(_) => {
            let written = date.to_string();
            let time = written.get(11..16).unwrap_or_default();
            format!("{} {time}", civil.strftime("%-d %b %Y"))
        }
        None => civil.strftime("%-d %b %Y").to_string(),
    }
}

fn on_day(date: &Date) -> Target {
    let day = date.civil();
    search(Leaf::Date {
        from: Some(day),
        to: Some(day),
        written: format!("date:{day}"),
    })
}

fn search(leaf: Leaf) -> Target {
    Target::Address(Address::Articles(ArticlesAt {
        query: language::print(&Query::Leaf(leaf)),
        ..ArticlesAt::default()
    }))
}
