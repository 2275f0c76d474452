//! What others do of the same: a bare tantivy index, SQLite with FTS5, SkimMatcherV2 over everything.

use std::borrow::Cow;
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use dateline::library::Library;
use dateline::model::{ActorsAt, Address, View, Window};
use dateline::text::Cancel;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use serde::Deserialize;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{Field, STORED, STRING, Schema, TEXT};
use tantivy::{Index, IndexReader, Term, doc};

use super::questions::Questions;

/// An article as a bare program would read it.
#[derive(Deserialize)]
struct Bare<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    body: Cow<'a, str>,
}

/// Reads a corpus and indexes title and body, two threads, and nothing more.
pub(crate) fn bare_index(corpus: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED);
    let title = schema.add_text_field("title", TEXT | STORED);
    let body = schema.add_text_field("body", TEXT);
    let index = Index::create_in_dir(folder, schema.build())?;
    let mut writer = index.writer_with_num_threads(2, 400_000_000)?;
    each(corpus, |article| {
        writer.add_document(doc!(
            id => &*article.id, title => &*article.title, body => &*article.body
        ))?;
        Ok(())
    })?;
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

/// The longest word of the first title that has one.
pub(crate) fn first_word(corpus: &Path) -> Result<String, Box<dyn Error>> {
    let lines = BufReader::new(fs::File::open(corpus)?).lines();
    for line in lines.take(100) {
        let line = line?;
        let article: Bare<'_> = serde_json::from_str(&line)?;
        let words = article.title.split(|c: char| !c.is_alphanumeric());
        let longest = words.max_by_key(|word| word.len()).unwrap_or_default();
        if !longest.is_empty() {
            return Ok(longest.to_owned());
        }
    }
    Err("no title to ask for".into())
}

fn each(
    corpus: &Path,
    mut take: impl FnMut(Bare<'_>) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let mut lines = BufReader::with_capacity(1 << 20, fs::File::open(corpus)?);
    let mut line = String::new();
    loop {
        line.clear();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        take(serde_json::from_str(&line)?)?;
    }
}

/// The peers, ready to be asked.
pub(crate) struct Peers {
    reader: IndexReader,
    parser: QueryParser,
    /// A database with an FTS5 table `articles(title, body)`.
    pub(crate) fts: PathBuf,
    titles: Vec<String>,
    names: Vec<String>,
    matcher: SkimMatcherV2,
}

impl Peers {
    /// Where the database with an FTS5 table lies.
    pub(crate) fn fts_below(folder: &Path) -> PathBuf {
        folder.join("fts.db")
    }

    /// Where the titles lie, one a line.
    pub(crate) fn titles_below(folder: &Path) -> PathBuf {
        folder.join("titles")
    }

    /// The queries that are asked, made from the corpus.
    pub(crate) fn questions(&self) -> Questions {
        let searcher = self.reader.searcher();
        let body = searcher.schema().get_field("body");
        let frequency = |word: &str| {
            let body = body.as_ref().ok();
            let count = |body: &Field| searcher.doc_freq(&Term::from_field_text(*body, word));
            body.and_then(|body| count(body).ok()).unwrap_or(0)
        };
        Questions::new(&self.titles, searcher.num_docs(), frequency)
    }

    /// Makes what they need where it is not there yet.
    pub(crate) fn prepare(
        corpus: &Path,
        folder: &Path,
        library: &Library,
    ) -> Result<Self, Box<dyn Error>> {
        let bare = folder.join("bare");
        if !bare.exists() {
            bare_index(corpus, &bare)?;
        }
        let index = Index::open_in_dir(&bare)?;
        let schema = index.schema();
        let fields = vec![schema.get_field("title")?, schema.get_field("body")?];
        let mut parser = QueryParser::for_index(&index, fields);
        parser.set_conjunction_by_default();
        let (fts, titles_file) = (Self::fts_below(folder), Self::titles_below(folder));
        let mut titles = Vec::new();
        if !fts.exists() {
            make_fts(corpus, &fts)?;
        }
        each(corpus, |article| {
            titles.push(article.title.into_owned());
            Ok(())
        })?;
        let mut file = std::io::BufWriter::new(fs::File::create(&titles_file)?);
        for title in &titles {
            writeln!(file, "{title}")?;
        }
        file.flush()?;
        let all = Address::Actors(ActorsAt::default());
        let window = Window::first(usize::MAX);
        let View::Actors(list) = library.look(&all, window, &Cancel::new())? else {
            return Err("no list of actors".into());
        };
        let names = list.rows.into_iter().flat_map(|row| {
            let mut names = row.aliases;
            names.push(row.name);
            names
        });
        Ok(Self {
            reader: index.reader()?,
            parser,
            fts,
            titles,
            names: names.collect(),
            matcher: SkimMatcherV2::default(),
        })
    }

    /// The best 100 and the exact count, by bare tantivy on one thread.
    pub(crate) fn tantivy(&self, query: &str) -> Option<usize> {
        let query = self.parser.parse_query(query).ok()?;
        let searcher = self.reader.searcher();
        let best = TopDocs::with_limit(100).order_by_score();
        searcher
            .search(&query, &(best, Count))
            .ok()
            .map(|found| found.1)
    }

    /// Every title scored, the best 200 kept.
    pub(crate) fn skim_titles(&self, typed: &str) -> usize {
        self.skim(&self.titles, typed)
    }

    /// Every name of every actor scored, the best 200 kept.
    pub(crate) fn skim_names(&self, typed: &str) -> usize {
        self.skim(&self.names, typed)
    }

    fn skim(&self, texts: &[String], typed: &str) -> usize {
        let score = |text: &String| self.matcher.fuzzy_match(text, typed);
        let mut scores: Vec<i64> = texts.iter().filter_map(score).collect();
        scores.sort_unstable_by_key(|score| std::cmp::Reverse(*score));
        scores.truncate(200);
        scores.len()
    }
}

fn make_fts(corpus: &Path, fts: &Path) -> Result<(), Box<dyn Error>> {
    let db = rusqlite::Connection::open(fts)?;
    db.execute_batch(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
         CREATE VIRTUAL TABLE articles USING fts5(title, body); BEGIN;",
    )?;
    let mut put = db.prepare("INSERT INTO articles VALUES (?, ?)")?;
    each(corpus, |article| {
        put.execute([&*article.title, &*article.body])?;
        Ok(())
    })?;
    drop(put);
    db.execute_batch("COMMIT;")?;
    Ok(())
}
