//! Scores the recogniser on gold files of actor mentions.
//!
//! `cargo run --release --example score_actors -- GOLD.jsonl ... [--states DICTIONARIES] [--lists NAMES.jsonl]
//! [--variants NAMES.tsv] [--tagger FILE] [--out FOLDER] [--errors N]` prints precision/recall/F1 of exact spans and
//! kinds, then of identity where the gold says who is who, of identity given lists of typed names, and of spellings;
//! and writes predictions for other scorers to FOLDER.

#![allow(clippy::print_stdout, reason = "a command answers on standard output")]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dateline::actors::tagger::Tagger;
use dateline::actors::{Document, Input, Recogniser};
use dateline::model::{ActorKind, Field};

#[path = "actors_gold.rs"]
#[allow(dead_code, reason = "each command uses its part")]
mod actors_gold;
#[path = "actors_identity.rs"]
mod actors_identity;
use actors_gold::{GoldDocument, KINDS, Outcome, Span, load, score, states};
use actors_identity::Identity;

fn main() -> Outcome<()> {
    let (mut files, mut known, mut errors, mut out) = (Vec::new(), HashSet::new(), 0, None);
    let (mut lists, mut variants) = (None, None);
    let mut recogniser = Recogniser::shipped();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} wants a value"));
        match arg.as_str() {
            "--states" => known = states(Path::new(&value()?))?,
            "--errors" => errors = value()?.parse()?,
            "--lists" => lists = Some(PathBuf::from(value()?)),
            "--variants" => variants = Some(PathBuf::from(value()?)),
            "--out" => out = Some(PathBuf::from(value()?)),
            "--tagger" => {
                recogniser = Recogniser::with(
                    Tagger::read(&fs::read(value()?)?).ok_or("no tagger of this version")?,
                )
            }
            _ => files.push(PathBuf::from(arg)),
        }
    }
    println!(
        "{:12} {:>17} {:>17} {:>17} {:>17}  MB/s",
        "P/R/F1", "all", "person", "organisation", "place"
    );
    let mut identities = Vec::new();
    for file in &files {
        let documents = load(file)?;
        let begun = Instant::now();
        let read: Vec<Document> = documents
            .iter()
            .map(|d| {
                recogniser.read(&Input {
                    body: &d.text,
                    ..Input::default()
                })
            })
            .collect();
        let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
        let speed = bytes as f64 / 1e6 / begun.elapsed().as_secs_f64();
        let predicted: Vec<Vec<Span>> = read.iter().map(spans).collect();
        let result = score(&documents, &predicted, &known);
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        println!(
            "{name:12} {:>17} {:>17} {:>17} {:>17}  {speed:.1}",
            result.all.show(),
            result.each[0].show(),
            result.each[1].show(),
            result.each[2].show()
        );
        let mut worst: Vec<_> = result.errors.into_iter().collect();
        worst.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        for ((sort, kind, text), count) in worst.into_iter().take(errors) {
            println!("    {count:3} {sort:6} {kind} {text:?}");
        }
        if documents
            .iter()
            .flat_map(|d| &d.mentions)
            .any(|m| m.entity.is_some())
        {
            identities.push((
                name.to_string(),
                actors_identity::identity(&documents, &read),
            ));
        }
        if let Some(folder) = &out {
            fs::create_dir_all(folder)?;
            fs::write(
                folder.join(format!("{name}.jsonl")),
                predictions(&documents, &read),
            )?;
        }
    }
    if let Some(path) = lists {
        let (documents, read) = actors_identity::lists(&path, &recogniser)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        identities.push((
            name.to_string(),
            actors_identity::identity(&documents, &read),
        ));
    }
    show_identities(&identities, errors);
    if let Some(path) = variants {
        let [met, all, wrong, others] = actors_identity::spellings(&path, errors > 0)?;
        println!("spellings {met}/{all} met, {wrong}/{others} of others wrongly");
    }
    Ok(())
}

fn show_identities(identities: &[(String, Identity)], errors: usize) {
    if identities.is_empty() {
        return;
    }
    let heads = ["in articles", "across", "person", "organisation", "place"];
    println!(
        "{:14} {:>11} {:>11} {}",
        "identity",
        "found",
        "short names",
        heads.map(|h| format!("{h:>17}")).join(" ")
    );
    for (name, of) in identities {
        let share = |(right, all): (usize, usize)| format!("{right}/{all}");
        let cells = [
            of.inside,
            of.across_all,
            of.across[0],
            of.across[1],
            of.across[2],
        ];
        println!(
            "{name:14} {:>11} {:>11} {}",
            share(of.found),
            share(of.short),
            cells.map(|c| format!("{:>17}", c.show())).join(" ")
        );
        let mut worst: Vec<_> = of.errors.iter().collect();
        worst.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        for (what, count) in worst.into_iter().take(errors) {
            println!("    {count:3} {what}");
        }
    }
}

fn spans(document: &Document) -> Vec<Span> {
    let names = document
        .mentions
        .iter()
        .filter(|m| m.field == Field::Body && !m.described);
    names
        .map(|m| (m.start as usize, m.end as usize, kind(m.kind)))
        .collect()
}

fn kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => KINDS[0],
        ActorKind::Organisation | ActorKind::Group => KINDS[1],
        ActorKind::Place => KINDS[2],
    }
}

fn predictions(documents: &[GoldDocument], read: &[Document]) -> String {
    let mut out = String::new();
    for (document, found) in documents.iter().zip(read) {
        let mentions: Vec<_> = found.mentions.iter().filter(|m| m.field == Field::Body && !m.described).map(|m| {
            serde_json::json!({ "start": m.start, "end": m.end, "type": kind(m.kind), "actor": found.actors[m.actor].key.clone() + if found.actors[m.actor].key.starts_with('~') { "#" } else { "" } })
        }).collect();
        out.push_str(&serde_json::json!({ "id": document.id, "mentions": mentions }).to_string());
        out.push('\n');
    }
    out
}
