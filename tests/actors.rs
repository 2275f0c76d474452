//! How well actors are recognised in short pieces of news written for this project, with a floor under the scores.

#![allow(clippy::print_stdout, reason = "scores are shown when the test fails")]

use std::collections::HashSet;
use std::path::Path;

use dateline::actors::{Document, Input, Recogniser};
use dateline::model::{ActorKind, Field};

#[path = "../benches/actors_gold.rs"]
#[allow(dead_code, reason = "the commands that train and score use the rest")]
mod actors_gold;
#[path = "../benches/actors_identity.rs"]
#[allow(dead_code, reason = "the commands that train and score use the rest")]
mod actors_identity;

use actors_gold::{KINDS, Span, load, score};
use actors_identity::identity;

/// Least F1 of names with their kind, of pairs of names of one actor, and least share of short names gone right.
const FLOOR: [f64; 3] = [95.0, 96.0, 0.95];

fn spans(document: &Document) -> Vec<Span> {
    let names = document.mentions.iter();
    names
        .filter(|m| m.field == Field::Body && !m.described)
        .map(|m| {
            let kind = match m.kind {
                ActorKind::Person => KINDS[0],
                ActorKind::Organisation | ActorKind::Group => KINDS[1],
                ActorKind::Place => KINDS[2],
            };
            (m.start as usize, m.end as usize, kind)
        })
        .collect()
}

#[test]
fn scores_stay_above_the_floor() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/actors.txt");
    let documents = load(&path).expect("the gold pieces can be read");
    assert!(documents.len() > 20);
    let recogniser = Recogniser::shipped();
    let read: Vec<Document> = documents
        .iter()
        .map(|d| {
            recogniser.read(&Input {
                body: &d.text,
                ..Input::default()
            })
        })
        .collect();
    let predicted: Vec<Vec<Span>> = read.iter().map(spans).collect();
    let scores = score(&documents, &predicted, &HashSet::new());
    let identity = identity(&documents, &read);
    let (right, all) = identity.short;
    println!(
        "names {} pairs {} short names {right}/{all}\n{:?}\n{:?}",
        scores.all.show(),
        identity.inside.show(),
        scores.errors,
        identity.errors
    );
    assert!(scores.all.f1() >= FLOOR[0]);
    assert!(identity.inside.f1() >= FLOOR[1]);
    assert!(right as f64 >= all as f64 * FLOOR[2]);
}
