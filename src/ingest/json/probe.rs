//! Which lists inside an object hold articles: told by the keys on the way to them, before the object has ended.

/// Longest key that is looked at.
const KEY: usize = 40;

/// Deepest objects in which a list of articles is looked for.
const LEVELS: usize = 4;

/// Keys of lists that belong to an article and are no list of articles.
const PARTS: &[&str] = &[
    "actors",
    "annotations",
    "annos",
    "assets",
    "associations",
    "attachments",
    "author",
    "authors",
    "byline",
    "bylines",
    "categories",
    "contributors",
    "creators",
    "entities",
    "enclosures",
    "genre",
    "genres",
    "images",
    "imgs",
    "infosource",
    "keywords",
    "labels",
    "links",
    "locations",
    "media",
    "mentions",
    "metadata",
    "multimedia",
    "organisation",
    "organisations",
    "organizations",
    "people",
    "person",
    "persons",
    "photos",
    "pictures",
    "place",
    "places",
    "products",
    "references",
    "related",
    "relatedarticles",
    "related_articles",
    "service",
    "sources",
    "subject",
    "subjects",
    "tags",
    "topics",
    "videos",
];

/// Keys of lists of articles, and of objects on the way to them.
const WAYS: &[&str] = &[
    "article",
    "articles",
    "bookmarks",
    "children",
    "content",
    "data",
    "docs",
    "documents",
    "entries",
    "entry",
    "feed",
    "feeds",
    "hits",
    "item",
    "items",
    "list",
    "news",
    "pages",
    "posts",
    "record",
    "records",
    "response",
    "result",
    "results",
    "rows",
    "stories",
    "story",
    "value",
    "channel",
];

/// Keys whose presence makes the object itself an article.
const TEXTS: &[&str] = &[
    "articlebody",
    "article_body",
    "body",
    "body_html",
    "body_text",
    "body_xhtml",
    "content_html",
    "content_text",
    "full_text",
    "fulltext",
    "maintext",
    "text",
];

/// The objects that are open on the way down, the outermost first.
#[derive(Default)]
pub(super) struct Probe {
    levels: Vec<Level>,
    key: Vec<u8>,
    expects_key: bool,
    in_key: bool,
    in_hope: bool,
    found: bool,
}

struct Level {
    /// Brackets open inside this object.
    depth: usize,
    /// A key of [`TEXTS`] has been met in it.
    is_article: bool,
    /// A title has been met in it.
    is_titled: bool,
}

impl Probe {
    /// An object of the outermost level has begun.
    pub(super) fn begin(&mut self) {
        self.levels.clear();
        self.found = false;
        self.in_hope = false;
        self.push(1);
    }

    /// Whether a list of articles has been met in the object.
    pub(super) fn has_found(&self) -> bool {
        self.found
    }

    fn push(&mut self, depth: usize) {
        self.levels.push(Level {
            depth,
            is_article: false,
            is_titled: false,
        });
        self.expects_key = true;
    }

    fn is_here(&self, depth: usize) -> bool {
        self.levels.last().is_some_and(|level| level.depth == depth)
    }

    /// A string begins.
    pub(super) fn string_begins(&mut self, depth: usize) {
        self.in_hope = false;
        self.in_key = self.expects_key && self.is_here(depth);
        if self.in_key {
            self.key.clear();
        }
    }

    /// Bytes of a string.
    pub(super) fn string(&mut self, part: &[u8]) {
        if self.in_key {
            let room = (KEY + 1).saturating_sub(self.key.len()).min(part.len());
            self.key.extend_from_slice(&part[..room]);
        }
    }

    /// A string ends.
    pub(super) fn string_ends(&mut self) {
        if !std::mem::take(&mut self.in_key) {
            return;
        }
        self.expects_key = false;
        self.key.make_ascii_lowercase();
        let is_text = self.is_one_of(TEXTS);
        let is_title = self.is_one_of(&["title", "headline"]);
        if let Some(level) = self.levels.last_mut() {
            level.is_article |= is_text;
            level.is_titled |= is_title;
        }
    }

    /// A comma stands between two members.
    pub(super) fn comma(&mut self, depth: usize) {
        if self.is_here(depth) {
            self.expects_key = true;
        }
    }

    /// An object begins as a value; returns whether it is the first of a list of articles.
    pub(super) fn object(&mut self, depth: usize) -> bool {
        if std::mem::take(&mut self.in_hope) {
            self.found = true;
            return true;
        }
        let may = self.levels.len() < LEVELS && self.is_one_of(WAYS);
        if self.is_here(depth) && may && !self.is_article() {
            self.push(depth + 1);
        }
        false
    }

    /// A list begins as a value.
    pub(super) fn list(&mut self, depth: usize) {
        self.in_hope = self.is_here(depth)
            && !self.is_article()
            && (self.is_one_of(WAYS) || !self.found && !self.is_titled() && !self.is_one_of(PARTS));
    }

    /// Anything else that is a value.
    pub(super) fn other(&mut self) {
        self.in_hope = false;
    }

    /// An object or a list has ended; `depth` brackets stay open.
    pub(super) fn end(&mut self, depth: usize) {
        self.in_hope = false;
        while self.levels.last().is_some_and(|level| level.depth > depth) {
            self.levels.pop();
        }
    }

    fn is_one_of(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| key.as_bytes() == self.key)
    }

    fn is_article(&self) -> bool {
        self.levels.iter().any(|level| level.is_article)
    }

    fn is_titled(&self) -> bool {
        self.levels.last().is_some_and(|level| level.is_titled)
    }
}
