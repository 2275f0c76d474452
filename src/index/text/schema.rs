//! The fields of the text index and what one article puts into them.

use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{RawTokenizer, TextAnalyzer, TokenizerManager};

use super::stems::primary;
use super::words::WordTokenizer;
use crate::model::{Article, ArticleNo, NameField};
use crate::text::fold::fold;

/// Raised whenever what is written changes; an index of another number is made anew.
pub(crate) const VERSION: u32 = 2;

const WORDS: &str = "words";
const NAMES: &str = "names";
/// Stands before a whole name, so that it never meets a single word of a name.
pub(crate) const WHOLE: char = NameField::WHOLE;

/// The fields by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    pub(crate) title: Field,
    pub(crate) body: Field,
    pub(crate) source: Field,
    pub(crate) author: Field,
    pub(crate) tag: Field,
    pub(crate) lang: Field,
    pub(crate) no: Field,
    pub(crate) day: Field,
}

/// Bytes that all but the text of an article mostly takes.
const NAMES_ROOM: usize = 512;

/// The name of the column of article numbers.
pub(crate) const NO: &str = "no";
/// The name of the column of days since 1970-01-01, shifted by [`DAY_ZERO`]; 0 without a date.
pub(crate) const DAY: &str = "day";
/// What is added to a day so that it is never negative.
pub(crate) const DAY_ZERO: i64 = 4_000_000;

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(WORDS)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    let names = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(NAMES)
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic),
    );
    let fields = Fields {
        title: builder.add_text_field("title", words.clone()),
        body: builder.add_text_field("body", words),
        source: builder.add_text_field("source", names.clone()),
        author: builder.add_text_field("author", names.clone()),
        tag: builder.add_text_field("tag", names.clone()),
        lang: builder.add_text_field("lang", names),
        no: builder.add_u64_field(NO, FAST),
        day: builder.add_u64_field(DAY, FAST),
    };
    (builder.build(), fields)
}

/// The tokenizers that the schema names.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORDS, TextAnalyzer::from(WordTokenizer::default()));
    manager.register(NAMES, TextAnalyzer::from(RawTokenizer::default()));
    manager
}

impl Fields {
    /// The field that holds names of this kind; none for actors, which the columns know, and for saved searches.
    pub(crate) fn of_name(&self, field: NameField) -> Option<Field> {
        match field {
            NameField::Actor | NameField::With | NameField::Saved | NameField::New => None,
            NameField::Source => Some(self.source),
            NameField::Author => Some(self.author),
            NameField::Tag => Some(self.tag),
            NameField::Lang => Some(self.lang),
        }
    }

    /// What is indexed of an article.
    pub(crate) fn document(&self, no: ArticleNo, article: &Article) -> TantivyDocument {
        let text = article.title.len() + article.body.len();
        let mut document = TantivyDocument::with_capacity(text + NAMES_ROOM);
        document.add_u64(self.no, u64::from(no.0));
        let day = article.date.map_or(0, |date| {
            (date.seconds().div_euclid(86_400) + DAY_ZERO).max(0)
        });
        document.add_u64(self.day, day.unsigned_abs());
        if !article.title.is_empty() {
            document.add_text(self.title, &article.title);
        }
        if !article.body.is_empty() {
            document.add_text(self.body, &article.body);
        }
        let mut name = |field, value: &str| {
            let folded = fold(value);
            if let Some(folded) = name_key(&folded) {
                document.add_text(field, format!("{WHOLE}{folded}"));
                for word in folded.split(' ') {
                    document.add_text(field, word);
                    name_words(word)
                        .filter(|part| *part != word)
                        .for_each(|part| document.add_text(field, part));
                }
            }
        };
        article
            .sources
            .iter()
            .for_each(|value| name(self.source, value));
        article
            .authors
            .iter()
            .for_each(|value| name(self.author, value));
        article.tags.iter().for_each(|value| name(self.tag, value));
        if let Some(lang) = &article.lang {
            document.add_text(self.lang, primary(lang).to_ascii_lowercase());
        }
        document
    }
}

/// A folded name as it is indexed: its words with one space between, without the marks around them.
pub(crate) fn name_key(folded: &str) -> Option<String> {
    let words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"'))
        .filter(|word| !word.is_empty())
        .collect();
    let key = words.join(" ");
    (!key.is_empty() && key.len() < 1_000).then_some(key)
}

/// The words of a folded name; `jean-luc` is two, as it is in a text.
pub(crate) fn name_words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}
