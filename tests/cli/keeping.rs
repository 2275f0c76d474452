//! What is in the library stays, whatever becomes of the files it came from and of its own.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{check, dateline, said};

/// Records of these days, a line each.
fn days(days: impl IntoIterator<Item = u32>) -> String {
    days.into_iter()
        .map(|day| {
            format!(
                "{{\"id\":\"d{day}\",\"title\":\"Talks, day {day}\",\"body\":\"Day {day} of the talks.\",\"date\":\"2022-05-{:02}\"}}\n",
                1 + day % 28
            )
        })
        .collect()
}

/// Writes a file in a folder; its path.
fn file(home: &Path, name: &str, text: &str) -> String {
    let file = home.join(name);
    fs::write(&file, text).expect("written");
    file.to_str().expect("a plain path").to_owned()
}

fn found(home: &Path, args: &[&str]) -> String {
    check(home, args).0.trim().to_owned()
}

#[test]
fn what_was_added_stays_whatever_becomes_of_its_file() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let path = file(home, "talks.jsonl", &days(1..=5));
    assert_eq!(check(home, &["add", &path]).1, 0);
    assert_eq!(check(home, &["mark", "d5", "--star"]).1, 0);
    for text in [days(1..=3), days(11..=12), "{bad".to_owned(), String::new()] {
        file(home, "talks.jsonl", &text);
        dateline(home, &["add", &path]);
    }
    assert_eq!(found(home, &["search", "--count", "talks"]), "7");
    assert_eq!(found(home, &["search", "--count", "is:starred"]), "1");
}

#[test]
fn sources_that_were_cut_short_are_followed_with_a_word() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let path = file(home, "talks.jsonl", &days(1..=5));
    let corpus = ["--corpus", &path, "search", "--count", "talks"];
    assert_eq!(found(home, &corpus), "5");
    let text = days(1..=3);
    file(home, "talks.jsonl", &text[..text.len() - 20]);
    let output = dateline(home, &corpus);
    assert!(
        said(&output).contains("3 articles are no longer in"),
        "{}",
        said(&output)
    );
    file(home, "talks.jsonl", &days(1..=1));
    let output = dateline(home, &corpus);
    assert!(!said(&output).contains("no longer in"), "{}", said(&output));
}

/// Changes rows of the library behind its back.
fn damage(home: &Path, change: &str) {
    let database = home.join("data/library/articles.db");
    let database = rusqlite::Connection::open(database).expect("a database");
    database.execute_batch(change).expect("damaged");
}

const DAMAGED_BODY: &str =
    "UPDATE bodies SET body = x'ffff01' WHERE n = (SELECT n FROM articles WHERE id = 'd2')";

#[test]
fn one_damaged_text_does_no_harm_to_the_others() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let path = file(home, "talks.jsonl", &days(1..=5));
    assert_eq!(check(home, &["add", &path]).1, 0);
    damage(home, DAMAGED_BODY);
    for args in [
        &["search", "talks", "--json"][..],
        &["search", "talks", "--kwic", "--json"],
    ] {
        let output = dateline(home, args);
        let lines = String::from_utf8_lossy(&output.stdout).lines().count();
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert!(lines >= 5, "{args:?}: {lines}");
        let told = said(&output);
        assert_eq!(
            told.matches("article d2 cannot be read whole").count(),
            1,
            "{told}"
        );
    }
}

#[test]
fn names_are_printed_past_a_damaged_article() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let records = ["Charles Michel", "Nikol Pashinyan", "Ilham Aliyev"].map(|name| {
        format!("{{\"id\":\"{name}\",\"title\":\"Talks\",\"body\":\"{name} spoke in Brussels.\"}}")
    });
    let path = file(home, "names.jsonl", &records.join("\n"));
    assert_eq!(check(home, &["add", &path]).1, 0);
    damage(home, "UPDATE articles SET meta = x'ffff0102' WHERE n = 2");
    let output = dateline(home, &["mentions", "--json"]);
    let told = said(&output);
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("Nikol Pashinyan:"), "{told}");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        printed.contains("Charles Michel") && printed.contains("Ilham Aliyev"),
        "{printed}"
    );
}

#[test]
fn one_damaged_row_does_not_keep_the_rest_from_being_made_anew() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let path = file(home, "talks.jsonl", &days(1..=5));
    assert_eq!(check(home, &["add", &path]).1, 0);
    damage(
        home,
        "UPDATE articles SET meta = x'ffff0102' WHERE id = 'd2';
         UPDATE articles SET title = CAST(x'ff41' AS TEXT) WHERE id = 'd3'",
    );
    let library = home.join("data/library");
    fs::remove_dir_all(library.join("text")).expect("removed");
    fs::remove_file(library.join("articles.columns")).expect("removed");
    let output = dateline(home, &["search", "--count", "talks"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let told = said(&output);
    assert!(told.contains("data/library/articles.db: article"), "{told}");
    let (told, status) = check(home, &["verify"]);
    assert!(told.contains("article d2: could not be read"), "{told}");
    assert!(told.contains("article d3: could not be read"), "{told}");
    assert_eq!(status, 0, "{told}");
    assert_eq!(found(home, &["search", "--count", "day"]), "5");
    assert_eq!(check(home, &["verify"]).0.trim(), "sound: 5 articles");
    assert_eq!(check(home, &["add", &path]).1, 0);
    assert_eq!(found(home, &["search", "--count", "title:talks"]), "5");
}

#[test]
fn a_library_that_is_gone_is_not_taken_for_a_new_one() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let path = file(home, "talks.jsonl", &days(1..=5));
    assert_eq!(check(home, &["add", &path]).1, 0);
    assert_eq!(check(home, &["mark", "d5", "--star"]).1, 0);
    let library = home.join("data/library");
    fs::remove_file(library.join("articles.db")).expect("removed");
    let check_lost = |args: &[&str]| {
        let output = dateline(home, args);
        let told = said(&output);
        assert_eq!(output.status.code(), Some(3), "{args:?}: {told}");
        assert!(told.contains("but the database is missing"), "{told}");
        assert!(told.contains("`dateline verify`"), "{told}");
    };
    check_lost(&["stats"]);
    fs::remove_file(library.join("library.json")).expect("removed");
    for args in [&["stats"][..], &["search", "talks"], &["add", &path]] {
        check_lost(args);
    }
    let (told, status) = check(home, &["verify"]);
    assert!(told.contains("nobody knows how many"), "{told}");
    assert_eq!(status, 3, "{told}");
    let output = dateline(home, &["search", "--count", "talks"]);
    assert_eq!(output.status.code(), Some(0));
    let told = said(&output);
    assert!(
        told.contains("marks on 1 article, but no articles"),
        "{told}"
    );
    assert_eq!(check(home, &["add", &path]).1, 0);
    let output = dateline(home, &["search", "--count", "is:starred"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "1");
    assert_eq!(said(&output), "");
}

#[test]
fn a_text_index_that_turns_out_to_be_damaged_is_made_anew_at_once() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let path = file(home, "talks.jsonl", &days(1..=25));
    assert_eq!(check(home, &["add", &path]).1, 0);
    let text = home.join("data/library/text");
    for (round, part) in ["term", "term"].into_iter().enumerate() {
        let files = fs::read_dir(&text).expect("a folder").flatten();
        let mut files = files.map(|entry| entry.path());
        let damaged = files
            .find(|file| file.extension().is_some_and(|end| end == part))
            .expect("a segment has one");
        let mut bytes = fs::read(&damaged).expect("read");
        // Its footer is as it was, so that it is opened like a sound one.
        let end = bytes.len().saturating_sub(140);
        let mut noise = 12_345_u64 + round as u64;
        for byte in &mut bytes[..end] {
            noise = noise
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            *byte = (noise >> 56) as u8;
        }
        fs::write(&damaged, bytes).expect("written");
        let output = dateline(home, &["search", "\"of the talks\"", "--json"]);
        let told = said(&output);
        assert_eq!(output.status.code(), Some(0), "{part}: {told}");
        let lines = String::from_utf8_lossy(&output.stdout).lines().count();
        assert_eq!(lines, 25, "{part}: {told}");
        assert!(told.contains("put aside"), "{part}: {told}");
        assert!(!told.contains("panicked"), "{part}: {told}");
        assert_eq!(told.lines().count(), 1, "{part}: {told}");
        let again = dateline(home, &["search", "--count", "\"of the talks\""]);
        assert_eq!(said(&again), "", "{part}");
    }
}

/// Runs dateline where no file may grow beyond 100 or 200 KB (as the shell counts), as on a full disk.
#[cfg(unix)]
fn limited(home: &Path, args: &[&str]) -> std::process::Output {
    std::process::Command::new("sh")
        .args(["-c", "ulimit -f 200; exec \"$0\" \"$@\""])
        .args([env!("CARGO_BIN_EXE_dateline"), "--home"])
        .arg(home)
        .args(args)
        .output()
        .expect("it runs")
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow_is_no_end_of_the_program() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let path = file(home, "talks.jsonl", &days(1..=2_000));
    let output = limited(home, &["add", &path]);
    let told = said(&output);
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("no more can be written"), "{told}");
    assert_eq!(check(home, &["add", &path]).1, 0);
    assert_eq!(found(home, &["search", "--count", "talks"]), "2000");
}

#[cfg(unix)]
#[test]
fn without_room_for_a_corpus_it_is_told_what_to_do() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let path = file(home, "talks.jsonl", &days(1..=2_000));
    let output = limited(home, &["--corpus", &path, "stats"]);
    let told = said(&output);
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(
        told.contains("make room there, or set XDG_CACHE_HOME"),
        "{told}"
    );
}

#[test]
fn a_corpus_that_finds_no_room_is_read_elsewhere() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let path = file(home, "talks.jsonl", &days(1..=20));
    let search = ["--corpus", &path, "search", "--count", "talks"];
    assert_eq!(found(home, &search), "20");
    // A folder where a file would be: that cannot be written, as on a full disk.
    let corpora = home.join("cache/corpora");
    let corpus = fs::read_dir(&corpora)
        .expect("corpora are kept there")
        .next()
        .and_then(Result::ok)
        .expect("one is there")
        .path();
    fs::remove_dir_all(&corpus).expect("it can be removed");
    fs::create_dir_all(corpus.join("articles.columns/taken")).expect("it can be made anew");
    let output = dateline(home, &search);
    let told = said(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "20");
    assert!(told.contains("gone after this run"), "{told}");
}

#[test]
fn very_many_bad_records_are_counted_and_end_as_few_do() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let statuses = |number: u64, good: &str| {
        let text = match good.is_empty() {
            true => format!("[{}7]", "7,".repeat(number as usize - 1)),
            false => good.to_owned() + &"{bad\n".repeat(number as usize),
        };
        let path = file(home, &format!("{number}{}.jsonl", good.len()), &text);
        // Where nothing can be read that is one more.
        let met = number + u64::from(good.is_empty());
        let asked: [(&[&str], &str); 4] = [
            (&["check", &path], " problem"),
            (&["--corpus", &path, "stats"], "problems "),
            (&["--corpus", &path, "report"], " problem"),
            (&["--corpus", &path, "search", "talks"], ""),
        ];
        asked.map(|(args, counted)| {
            let (printed, status) = check(home, args);
            let last = printed.lines().rfind(|line| line.contains(counted));
            let is_told = status == 3 && printed.is_empty();
            let is_counted = last.is_some_and(|last| last.contains(&met.to_string()));
            assert!(
                is_counted || is_told || counted.is_empty(),
                "{args:?}: {last:?}"
            );
            status
        })
    };
    assert_eq!(statuses(10_050, ""), statuses(50, ""));
    let good = days(1..=1);
    assert_eq!(statuses(10_050, &good), statuses(50, &good));
    assert_eq!(statuses(50, &good), [0; 4]);
}

#[test]
fn a_problem_is_told_once_and_goes_when_its_file_is_read() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let missing = home.join("nope.jsonl").to_string_lossy().into_owned();
    let good = file(home, "good.jsonl", &days(1..=2));
    let add = |path: &str| {
        let output = dateline(home, &["add", path]);
        (said(&output), output.status.code())
    };
    add(&file(home, "first.jsonl", &days(5..=6)));
    for _ in 0..2 {
        let (told, status) = add(&missing);
        assert!(told.contains("no such file") && status == Some(3), "{told}");
        assert_eq!(check(home, &["report"]).0.lines().count(), 2);
    }
    let (told, status) = add(&good);
    assert!(!told.contains("nope") && status == Some(0), "{told}");
    assert!(check(home, &["report"]).0.contains("nope"));
    file(home, "nope.jsonl", &days(3..=4));
    let (told, status) = add(&missing);
    assert!(
        !told.contains("no such file") && status == Some(0),
        "{told}"
    );
    assert!(!check(home, &["report"]).0.contains("nope"));
}

#[test]
fn a_problem_goes_by_whatever_name_its_file_is_read() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    fs::create_dir(home.join("sub")).expect("a folder can be made");
    let spelled = |name: &str| format!("{}/{name}", home.display());
    let first = file(home, "first.jsonl", &days(5..=6));
    assert_eq!(check(home, &["add", &first]).1, 0);
    let odd = [
        "sub/../nope.jsonl",
        "./nope.jsonl",
        "sub//late.jsonl",
        "sub/",
    ];
    for name in odd {
        assert_eq!(check(home, &["add", &spelled(name)]).1, 3, "{name}");
    }
    // The one that was named twice is told once.
    let report = || check(home, &["report"]).0;
    assert_eq!(report().lines().count(), 4, "{}", report());
    let nope = file(home, "nope.jsonl", &days(1..=2));
    assert_eq!(check(home, &["add", &nope]).1, 0);
    assert!(!report().contains("nope"), "{}", report());
    // With the file the word about its folder goes, too.
    file(&home.join("sub"), "late.jsonl", &days(3..=4));
    assert_eq!(check(home, &["add", &spelled("./sub/late.jsonl")]).1, 0);
    assert!(report().ends_with("0 problems\n"), "{}", report());
}

#[test]
fn what_sources_have_met_is_named_at_every_opening() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let path = file(home, "half bad.jsonl", &(days(1..=2) + "{bad\n{worse\n"));
    for round in 0..2 {
        let output = dateline(home, &["--corpus", &path, "stats"]);
        let told = said(&output);
        assert!(
            told.contains("half bad.jsonl:3: no JSON"),
            "{round}: {told}"
        );
        let command = format!("`dateline --corpus '{path}' report` lists them");
        assert_eq!(told.contains(&command), round == 1, "{told}");
    }
}

#[test]
fn nothing_is_said_to_be_nothing() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    for (args, status, word) in [
        (&["actors", "zzzz"][..], 1, "nothing found"),
        (&["timeline", "zzzz"], 1, "nothing found"),
        (&[""], 2, "an empty name names no source"),
        (
            &["mark", "2021-01-11-moscow", "--tag", " "],
            2,
            "an empty tag",
        ),
    ] {
        let output = dateline(home, args);
        let told = said(&output);
        assert_eq!(output.status.code(), Some(status), "{args:?}: {told}");
        assert!(told.contains(word), "{args:?}: {told}");
    }
}
