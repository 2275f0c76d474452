//! The program as its users' scripts see it: what it prints, as text and as JSON, and how it ends.

mod dictionary;
mod faults;
mod keeping;
mod pipe;
mod queries;
mod triage;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Output, Stdio};

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;
use tempfile::TempDir;

/// Runs the program with its folders under `home`.
fn dateline(home: &Path, args: &[&str]) -> Output {
    cargo_bin_cmd!("dateline")
        .arg("--home")
        .arg(home)
        .args(args)
        .env_remove("DATELINE_LIBRARY")
        .output()
        .expect("the program runs")
}

/// Its standard output and exit status.
fn check(home: &Path, args: &[&str]) -> (String, i32) {
    let output = dateline(home, args);
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    let is_raw = |c: char| c.is_control() && c != '\n' && c != '\t';
    assert!(!text.contains(is_raw), "{args:?} prints controls: {text:?}");
    (text, output.status.code().unwrap_or(-1))
}

fn objects(home: &Path, args: &[&str]) -> Vec<Value> {
    let (text, status) = check(home, args);
    assert_eq!(status, 0, "{args:?}");
    let object = |line: &str| serde_json::from_str(line).expect("each line is an object");
    text.lines().map(object).collect()
}

fn has(object: &Value, keys: &[&str]) {
    for key in keys {
        assert!(object.get(key).is_some(), "no {key} in {object}");
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_sample_answers_every_question() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let hits = objects(home, &["--json", "search", "pashinyan", "--limit", "3"]);
    assert_eq!(hits.len(), 3);
    has(
        &hits[0],
        &["id", "date", "source", "title", "snippet", "score"],
    );
    let (count, _) = check(home, &["search", "--count", "pashinyan"]);
    let all = objects(home, &["--json", "search", "pashinyan"]);
    assert_eq!(count.trim(), all.len().to_string());
    let shown = &objects(home, &["show", "2021-01-11-moscow", "--json"])[0];
    has(
        shown,
        &["id", "title", "body", "date", "source", "actors", "related"],
    );
    has(&shown["actors"][0], &["name", "kind", "mentions"]);
    let related = objects(home, &["--json", "related", "2021-01-11-moscow"]);
    has(
        &related[0],
        &["article", "kind", "title", "reason", "score"],
    );
    let actors = objects(home, &["--json", "actors", "mirz"]);
    assert_eq!(actors[0]["name"], "Ararat Mirzoyan");
    has(
        &actors[0],
        &["kind", "aliases", "articles", "mentions", "first", "last"],
    );
    let page = &objects(home, &["--json", "actor", "Ararat Mirzoyan"])[0];
    has(page, &["name", "roles", "months", "with", "contexts"]);
    has(page, &["said"]);
    has(&page["written"][0], &["name", "mentions"]);
    let (lines, _) = check(home, &["actor", "Ilham Aliyev", "--limit", "500"]);
    let every = "`dateline search --kwic=date 'actor:\"Ilham Aliyev\"'` prints every place";
    assert!(lines.contains(every), "{lines}");
    let pair = &objects(home, &["--json", "pair", "Aliyev", "Pashinyan"])[0];
    has(pair, &["one", "other", "total", "months", "sentences"]);
    let ids = pair["articles"].as_array().expect("a list").len() as u64;
    assert!(Some(ids) <= pair["total"].as_u64() && ids > 0);
    let (lines, _) = check(
        home,
        &["export", "--graph", "csv", "--limit", "20", "brussels"],
    );
    assert!(lines.starts_with("one,other,articles"), "{lines}");
    assert!(lines.contains("Charles Michel"), "{lines}");
    let stats = &objects(home, &["--json", "stats"])[0];
    has(
        stats,
        &[
            "articles",
            "stubs",
            "actors",
            "sources",
            "problems",
            "first",
            "last",
            "languages",
        ],
    );
    for mention in objects(home, &["--json", "mentions", "2021-01-11-moscow"]) {
        let field = shown[mention["field"].as_str().expect("a field")].as_str();
        let place = |key: &str| mention[key].as_u64().expect("a place") as usize;
        let surface = &field.expect("a text")[place("start")..place("end")];
        assert_eq!(mention["surface"], surface);
    }
    let months = objects(home, &["--json", "timeline", "--by", "year"]);
    has(&months[0], &["period", "articles"]);
}

#[test]
fn statuses_tell_how_it_ended() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    assert_eq!(check(home, &["search", "qqqzzz"]).1, 1);
    assert_eq!(check(home, &["show", "no-such-id"]).1, 1);
    assert_eq!(check(home, &["search", "--no-such-option"]).1, 2);
    assert_eq!(check(home, &["--corpus", "missing.json", "stats"]).1, 3);
    let output = dateline(home, &["search", "title:("]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains('^') && said(&output).contains("expected"));
    let output = dateline(home, &["export", "--graph", "dot", "title:("]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains('^'));
    assert_eq!(check(home, &["saved", "add", "", "talks"]).1, 2);
    let output = dateline(home, &["serach", "x"]);
    assert_ne!(output.status.code(), Some(0));
    assert!(said(&output).contains("serach") && said(&output).contains("dateline search"));
    let output = dateline(home, &["add", "https://news.example/feed.xml"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(said(&output).contains("https://news.example/feed.xml"));
    let output = dateline(home, &[]);
    assert_eq!(output.status.code(), Some(2), "there is no terminal here");
}

#[test]
fn a_library_is_filled_checked_and_marked() {
    let home = TempDir::new().expect("a folder");
    let file = home.path().join("news.jsonl");
    let lines = "{\"id\":\"a\",\"title\":\"Harbour opens\",\"body\":\"Ships came.\"}\n\
        {\"id\":\"b\",\"title\":\"Evil \\u001b]0;x\\u0007 \\u202e title\",\"body\":\"Ships left.\"}\n\
        {\"id\":\"c\",\"title\":\"Harbour opens\",\"body\":\"Ships came.\"}\n\
        not json\n";
    fs::write(&file, lines).expect("a file");
    let (home, file) = (home.path(), file.to_str().expect("a plain name"));
    let (checked, _) = check(home, &["--json", "check", file]);
    let last: Value = serde_json::from_str(checked.lines().last().expect("a last line"))
        .expect("the last line is an object");
    assert_eq!(
        (&last["articles"], &last["duplicates"]),
        (&2.into(), &1.into())
    );
    let (added, _) = check(home, &["add", file]);
    assert!(added.lines().any(|line| line == "committed 2"), "{added}");
    check(home, &["add", file]);
    assert_eq!(check(home, &["search", "--count"]).0.trim(), "2");
    let (verified, status) = check(home, &["verify"]);
    assert_eq!((verified.trim(), status), ("sound: 2 articles", 0));
    assert_eq!(check(home, &["mark", "a", "--star", "--tag", "sea"]).1, 0);
    assert_eq!(check(home, &["mark", "nobody", "--star"]).1, 1);
    let marks = objects(home, &["--json", "marks"]);
    assert_eq!(
        (&marks[0]["id"], &marks[0]["starred"]),
        (&"a".into(), &true.into())
    );
    assert_eq!(
        check(home, &["search", "--count", "is:starred"]).0.trim(),
        "1"
    );
}

#[test]
fn searches_are_saved_and_opened() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    assert_eq!(check(home, &["saved"]).1, 1);
    assert_eq!(
        check(home, &["saved", "add", "talks", "brussels", "talks"]).1,
        0
    );
    assert_eq!(check(home, &["saved", "add", "bad", "a ("]).1, 2);
    let output = dateline(home, &["--json", "saved"]);
    assert_eq!(said(&output), "");
    let saved = objects(home, &["--json", "saved"]);
    has(&saved[0], &["name", "query", "sort", "articles", "new"]);
    let found = objects(home, &["--json", "search", "brussels talks"]);
    assert_eq!(saved[0]["articles"], found.len());
    assert_eq!(objects(home, &["--json", "saved", "open", "talks"]), found);
    assert_eq!(check(home, &["saved", "open", "talks", "--new"]).1, 1);
    assert_eq!(check(home, &["saved", "remove", "talks"]).1, 0);
    assert_eq!(check(home, &["saved", "open", "talks"]).1, 1);
}

#[test]
fn hits_are_printed_in_context() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let hits = objects(home, &["--json", "search", "--kwic", "brussels"]);
    has(
        &hits[0],
        &[
            "article", "date", "title", "field", "start", "end", "left", "hit", "right",
        ],
    );
    let text = check(home, &["search", "--kwic=left", "brussels"]).0;
    assert_eq!(text.lines().count(), hits.len());
    assert_eq!(
        objects(
            home,
            &["--json", "--limit", "2", "search", "--kwic", "brussels"]
        ),
        hits[..2]
    );
    assert_eq!(check(home, &["search", "--kwic", "nosuchwordhere"]).1, 1);
    assert_eq!(check(home, &["search", "--kwic=up", "brussels"]).1, 2);
}

#[test]
fn texts_are_tagged_as_they_stand() {
    let home = TempDir::new().expect("a folder");
    let file = home.path().join("raw.jsonl");
    let text = "\u{9b}31m Vladimir Putin met Ilham Aliyev in Moscow.";
    let line = serde_json::json!({"id": 7, "text": text}).to_string();
    fs::write(&file, line).expect("a file");
    let file = file.to_str().expect("a plain name");
    let mentions = objects(home.path(), &["--json", "mentions", "--raw", file]);
    assert!(!mentions.is_empty());
    for mention in mentions {
        let place = |key: &str| mention[key].as_u64().expect("a place") as usize;
        assert_eq!(mention["surface"], text[place("start")..place("end")]);
        assert_eq!(mention["article"], "7");
    }
}

#[test]
fn a_guess_at_who_is_meant_looks_like_one() {
    let home = TempDir::new().expect("a folder");
    let file = home.path().join("two.json");
    let body = "Ilham Aliyev met Mehriban Aliyev in Baku. Aliyev spoke of gas with Charles Michel.";
    let article = serde_json::json!({"id": "two", "title": "A meeting", "body": body});
    fs::write(&file, article.to_string()).expect("a file");
    let file = file.to_str().expect("a plain name");
    let shown = objects(home.path(), &["--corpus", file, "--json", "show", "two"]);
    let actors = shown[0]["actors"].as_array().expect("actors");
    let unsure = |found: &Value| found["uncertain"] == true;
    assert!(!actors.iter().any(unsure), "both are named in full");
    let named = objects(
        home.path(),
        &["--corpus", file, "--json", "mentions", "two"],
    );
    let guessed = named.iter().filter(|mention| unsure(mention));
    let guessed: Vec<&Value> = guessed.map(|mention| &mention["surface"]).collect();
    assert_eq!(guessed, ["Aliyev"]);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let home = TempDir::new().expect("a folder");
    dateline(home.path(), &["stats"]);
    let program = cargo_bin_cmd!("dateline").get_program().to_owned();
    let mut running = std::process::Command::new(program)
        .args(["mentions", "--home"])
        .arg(home.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut line = String::new();
    let stdout = running.stdout.take().expect("a pipe");
    BufReader::with_capacity(16, stdout)
        .read_line(&mut line)
        .expect("a line comes");
    let output = running.wait_with_output().expect("it ends");
    assert_eq!(
        (output.status.code(), said(&output)),
        (Some(0), String::new())
    );
}

#[test]
fn it_describes_itself() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let version = &objects(home, &["--version", "--json"])[0];
    assert_eq!(
        (&version["name"], &version["schema"]),
        (&"dateline".into(), &1.into())
    );
    assert!(check(home, &["completions", "bash"]).0.contains("dateline"));
    let (manual, _) = check(home, &["man"]);
    assert!(manual.contains("DATELINE SEARCH") && manual.contains("\\-\\-batch"));
    assert!(check(home, &["config"]).0.contains("[keys]"));
    assert!(check(home, &["--help"]).0.contains("Examples"));
}

#[test]
fn actors_are_merged_named_and_shared() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let articles = |name: &str| {
        let page = &objects(home, &["--json", "actor", name])[0];
        (
            page["name"].clone(),
            page["articles"].as_u64().expect("a number"),
        )
    };
    let (_, one) = articles("Ilham Aliyev");
    let (_, other) = articles("Charles Michel");
    let (_, status) = check(
        home,
        &["-q", "actors", "merge", "Charles Michel", "Ilham Aliyev"],
    );
    assert_eq!(status, 0);
    let (name, both) = articles("Charles Michel");
    assert_eq!(name, "Ilham Aliyev");
    assert!(both >= one.max(other) && both > one, "{one} {other} {both}");
    check(home, &["actors", "rename", "Ilham Aliyev", "The two"]);
    assert_eq!(articles("Ilham Aliyev").0, "The two");
    let (lines, _) = check(home, &["actors", "export"]);
    assert_eq!(lines.lines().count(), 3, "{lines}");
    for undone in 0..2 {
        assert_eq!(check(home, &["actors", "undo"]).1, 0, "{undone}");
    }
    assert_eq!(articles("Charles Michel"), ("Charles Michel".into(), other));
    let shared = home.join("decisions.tsv");
    std::fs::write(&shared, format!("{lines}nonsense\n")).expect("a file");
    let imported = dateline(home, &["actors", "import", &shared.to_string_lossy()]);
    assert_eq!(imported.status.code(), Some(3));
    assert!(said(&imported).contains("decisions.tsv:4: `nonsense` is none of"));
    assert_eq!(articles("Charles Michel"), ("The two".into(), both));
    let ignored = dateline(home, &["actors", "ignore", "The two"]);
    assert!(said(&ignored).contains("`dateline actors undo` takes it back"));
    assert_eq!(check(home, &["actor", "The two"]).1, 1);
}

#[test]
fn a_name_is_split_off_an_actor() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let page = |name: &str| objects(home, &["--json", "actor", name])[0].clone();
    let before = page("Ilham Aliyev")["articles"].clone();
    check(
        home,
        &["-q", "actors", "merge", "Charles Michel", "Ilham Aliyev"],
    );
    let split = ["actors", "split", "Ilham Aliyev", "Charles Michel"];
    let done = dateline(home, &split);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    assert_eq!(page("Charles Michel")["name"], "Charles Michel");
    assert!(page("Ilham Aliyev")["articles"].as_u64() >= before.as_u64());
    let (lines, _) = check(home, &["actors", "export"]);
    let last = lines.lines().last().expect("decisions");
    assert!(last.starts_with("split\tperson\t") && last.contains("\tCharles Michel\t# "));
    check(home, &["actors", "undo"]);
    assert_eq!(page("Charles Michel")["name"], "Ilham Aliyev");
    let missing = ["actors", "split", "Ilham Aliyev", "Nobody Known"];
    assert_eq!(check(home, &missing).1, 1);
}

#[test]
fn decisions_are_written_by_hand() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let file = home.join("decisions.tsv");
    let lines = b"merge\tperson\tCharles Michel\tperson\tIlham Aliyev\nignore\tperson\tJos\xe9\n";
    std::fs::write(&file, lines).expect("a file");
    let name = file.to_string_lossy();
    let taken = dateline(home, &["actors", "import", &name]);
    assert_eq!(taken.status.code(), Some(3), "{}", said(&taken));
    assert!(said(&taken).contains("decisions.tsv:2: not UTF-8"));
    let page = &objects(home, &["--json", "actor", "Charles Michel"])[0];
    assert_eq!(page["name"], "Ilham Aliyev");
    let alone = ["actors", "merge", "Ilham Aliyev", "Charles Michel"];
    assert!(said(&dateline(home, &alone)).contains("nothing was changed"));
}

#[test]
fn a_dictionary_is_taken_in_and_given_back() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let file = home.join("own.actors");
    let text =
        "ILHAM_ALIYEV_  ; son\n\t[AZEGOV >20031031]\n\t[AZEELI 2003-1]\nMINISTER {} [~GOV] # x\n";
    std::fs::write(&file, text).expect("a file");
    let name = file.to_string_lossy();
    let taken = dateline(home, &["actors", "import", &name]);
    assert_eq!(taken.status.code(), Some(3));
    let words = said(&taken);
    assert!(words.contains("own.actors:3: `2003` is no date"), "{words}");
    assert!(
        words.contains("actors 1, words for roles 1; lines passed over 1"),
        "{words}"
    );
    let page = &objects(home, &["--json", "actor", "Ilham Aliyev"])[0];
    let office = &page["offices"][0];
    assert_eq!(
        (&office["code"], &office["from"]),
        (&"AZEGOV".into(), &"2003-10-31".into())
    );
    assert_eq!(
        (&office["origin"], &office["ended"]),
        (&"dictionary".into(), &false.into())
    );
    let (lines, _) = check(home, &["actor", "Ilham Aliyev"]);
    assert!(
        lines.contains("By your dictionary\n  AZEGOV, from 2003-10-31"),
        "{lines}"
    );
    check(home, &["actors", "rename", "Ilham Aliyev", "The president"]);
    let (lines, _) = check(home, &["actors", "export"]);
    let other = TempDir::new().expect("a folder");
    let shared = home.join("shared");
    std::fs::write(&shared, &lines).expect("a file");
    let taken = dateline(
        other.path(),
        &["actors", "import", &shared.to_string_lossy()],
    );
    assert_eq!(taken.status.code(), Some(0), "{}", said(&taken));
    assert_eq!(check(other.path(), &["actors", "export"]).0, lines);
    check(home, &["actors", "undo"]);
    check(home, &["actors", "undo"]);
    assert_eq!(check(home, &["actors", "export"]).1, 1);
}

#[test]
fn what_a_pipe_brings_is_a_corpus_like_any() {
    let home = TempDir::new().expect("a folder");
    let article = r#"{"id": "p1", "title": "Peace talks", "body": "They met in Ghent.", "date": "2022-05-31"}"#;
    let output = cargo_bin_cmd!("dateline")
        .arg("--home")
        .arg(home.path())
        .args(["--corpus", "-", "search", "ghent"])
        .write_stdin(article)
        .output()
        .expect("the program runs");
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(
        text.contains("Peace talks") && text.contains("p1"),
        "{text}"
    );
}

#[test]
fn a_day_that_was_worked_out_is_printed_as_a_guess() {
    let home = TempDir::new().expect("a folder");
    let file = home.path().join("guess.json");
    let article = r#"{"id": "g1", "title": "Peace talks", "body": "They met on Monday (30 May)."}"#;
    fs::write(&file, article).expect("written");
    let corpus = file.to_str().expect("a path");
    let (text, status) = check(home.path(), &["--corpus", corpus, "search", "peace"]);
    assert_eq!(status, 0);
    assert!(text.starts_with("2022-05-30?"), "{text}");
    let hits = objects(
        home.path(),
        &["--corpus", corpus, "search", "--json", "peace"],
    );
    let hit = hits.iter().find(|hit| hit["id"] == "g1").expect("a hit");
    assert_eq!(hit["date_inferred"], true);
    let stats = &objects(home.path(), &["--corpus", corpus, "stats", "--json"])[0];
    assert_eq!(stats["first"], "2022-05-30");
    assert_eq!(
        (&stats["first_inferred"], &stats["last_inferred"]),
        (&true.into(), &true.into())
    );
    let steps = objects(home.path(), &["--corpus", corpus, "timeline", "--json"]);
    assert_eq!(steps[0]["inferred"], 1);
}
