//! Checks searches against a corpus with known answers: `search_expected CORPUS EXPECTED`, JSON Lines, plain or packed by gzip or zstd.
#![allow(clippy::print_stdout, missing_docs)]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::time::Instant;

use dateline::index::RowSet;
use dateline::index::text::{Filters, Hits, SearchOptions, TextIndex, WriterOptions};
use dateline::model::{Article, ArticleNo, Leaf, Mark, NameField, Query, Scope};
use dateline::text::Cancel;
use serde_json::Value;

type Outcome<T> = Result<T, Box<dyn Error>>;

struct NoFilters;

impl Filters for NoFilters {
    fn dates(&self, _: Option<jiff::civil::Date>, _: Option<jiff::civil::Date>) -> RowSet {
        RowSet::new()
    }
    fn marked(&self, _: Mark) -> RowSet {
        RowSet::new()
    }
    fn named(&self, _: NameField, _: &str) -> Option<RowSet> {
        None
    }
}

fn lines(path: &str) -> Outcome<impl Iterator<Item = Outcome<Value>>> {
    let file = File::open(path)?;
    let reader: Box<dyn Read> = match path.rsplit('.').next() {
        Some("gz") => Box::new(flate2::read::MultiGzDecoder::new(file)),
        Some("zst") => Box::new(zstd::Decoder::new(file)?),
        _ => Box::new(file),
    };
    Ok(BufReader::with_capacity(1 << 20, reader)
        .lines()
        .map(|line| Ok(serde_json::from_str(&line?)?)))
}

fn text<'v>(record: &'v Value, key: &str) -> &'v str {
    record.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// One query word or phrase: alone or in quotes.
fn leaf(words: &str, exact: bool) -> Query {
    let scope = Scope::Text;
    Query::Leaf(
        if words.contains(' ') || words.chars().any(|c| c as u32 > 0x3000) {
            Leaf::Phrase {
                scope,
                text: words.to_string(),
            }
        } else {
            Leaf::Word {
                scope,
                word: words.to_string(),
                exact,
            }
        },
    )
}

fn query(kind: &str, words: &[String], exact: bool) -> Query {
    let mut leaves: Vec<Query> = words.iter().map(|word| leaf(word, exact)).collect();
    match kind {
        "or" => Query::Or(leaves),
        "and-not" => {
            let last = Query::Not(Box::new(leaves.remove(leaves.len() - 1)));
            leaves.push(last);
            Query::And(leaves)
        }
        _ if leaves.len() == 1 => leaves.remove(0),
        _ => Query::And(leaves),
    }
}

fn main() -> Outcome<()> {
    let mut args = std::env::args().skip(1);
    let (Some(corpus), Some(expected)) = (args.next(), args.next()) else {
        return Err("give a corpus and the file of expected answers".into());
    };
    let folder = tempfile::tempdir()?;
    let index = TextIndex::create(folder.path())?;
    let mut writer = index.writer(WriterOptions::default())?;
    let mut ids = Vec::new();
    let started = Instant::now();
    for record in lines(&corpus)? {
        let record = record?;
        let article = Article {
            id: text(&record, "id").to_string(),
            title: text(&record, "title").to_string(),
            body: text(&record, "body").to_string(),
            lang: record
                .get("lang")
                .and_then(Value::as_str)
                .map(str::to_string),
            ..Article::default()
        };
        writer.add(ArticleNo(ids.len() as u32), &article)?;
        ids.push(article.id);
    }
    writer.commit(ArticleNo(ids.len().saturating_sub(1) as u32))?;
    println!(
        "{} articles indexed in {:.1} s",
        ids.len(),
        started.elapsed().as_secs_f32()
    );
    let numbers: HashMap<&str, u32> = ids.iter().map(String::as_str).zip(0..).collect();
    let mut scores: BTreeMap<String, [u32; 5]> = BTreeMap::new();
    for record in lines(&expected)? {
        let record = record?;
        let kind = text(&record, "kind").to_string();
        let strings = |key: &str| -> Vec<String> {
            let list = record
                .get(key)
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default();
            list.iter()
                .filter_map(Value::as_str)
                .map(str::to_string)
                .collect()
        };
        let mut words = strings("query");
        if words.is_empty() {
            words = vec![text(&record, "query").to_string()];
        }
        let run = |exact: bool| -> Outcome<Hits> {
            let options = SearchOptions {
                best: 10,
                today: None,
            };
            let query = query(&kind, &words, exact);
            Ok(index.search(&query, &NoFilters, options, &Cancel::new())?)
        };
        let score = scores.entry(kind.clone()).or_default();
        score[0] += 1;
        if kind == "known-item" {
            let mut wanted: HashSet<u32> = strings("also")
                .iter()
                .filter_map(|id| numbers.get(id.as_str()).copied())
                .collect();
            wanted.extend(numbers.get(text(&record, "want")));
            let hits = run(false)?;
            let rank = hits.best.iter().position(|(no, _)| wanted.contains(&no.0));
            score[1] += u32::from(rank == Some(0));
            score[2] += u32::from(rank.is_some());
            continue;
        }
        let count = record.get("count").and_then(Value::as_u64).unwrap_or(0) as usize;
        let (quoted, loose) = (run(true)?, run(false)?);
        score[1] += u32::from(quoted.count == count);
        score[2] += u32::from(kind == "and-not" || loose.count >= count);
        let given: Vec<u32> = strings("ids")
            .iter()
            .filter_map(|id| numbers.get(id.as_str()).copied())
            .collect();
        score[3] += u32::from(given.iter().all(|no| quoted.all.contains(*no)));
        if quoted.count != count {
            println!(
                "{kind} {words:?}: expected {count}, quoted {}, loose {}",
                quoted.count, loose.count
            );
        }
    }
    for (kind, [all, first, second, third, _]) in scores {
        if kind == "known-item" {
            println!("{kind}: {all} queries, first {first}, in the first ten {second}");
        } else {
            println!(
                "{kind}: {all} queries, quoted exact {first}, loose may only add {second}, ids {third}"
            );
        }
    }
    Ok(())
}
