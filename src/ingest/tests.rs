//! Whole readings: sources in, and what the sink hears.

use std::fs;
use std::io::Write;
use std::path::Path;

use jiff::civil::date;
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

/// What is said of a file in the end of which not one record was an article.
const NONE_READ: &str = "a: no article in it could be read";

/// Writes down what it hears.
#[derive(Default)]
struct Heard {
    articles: Vec<Parsed>,
    problems: Vec<String>,
    ended: Vec<(Input, FileOutcome)>,
    bytes: u64,
    most: Option<usize>,
}

impl Sink for Heard {
    fn begin(&mut self, input: &Input) {
        assert_eq!(input.fingerprint, 0);
    }

    fn article(&mut self, parsed: Parsed) -> Flow {
        self.articles.push(parsed);
        match self.most {
            Some(most) if self.articles.len() >= most => Flow::Stop,
            _ => Flow::Continue,
        }
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem.to_string());
    }

    fn end(&mut self, input: &Input, outcome: FileOutcome) {
        self.ended.push((input.clone(), outcome));
    }

    fn bytes(&mut self, read: u64) {
        assert!(read >= self.bytes);
        self.bytes = read;
    }
}

fn hear(sources: &[Source]) -> Heard {
    let mut heard = Heard::default();
    let options = Options::new(date(2026, 11, 23));
    read(sources, &options, &mut heard, &Cancel::new());
    heard
}

/// Reads a file with these bytes; problems lose the name of its folder.
fn file(name: &str, bytes: &[u8]) -> Heard {
    let folder = TempDir::new().expect("a folder for the test");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("the file can be written");
    let mut heard = hear(&[Source::Path(path)]);
    for problem in &mut heard.problems {
        let place = format!("/{name}");
        let at = problem.find(&place).expect("the problem names the file");
        problem.drain(..=at);
    }
    heard
}

fn check(name: &str, bytes: impl AsRef<[u8]>, titles: &[&str], problems: &[&str]) {
    let heard = file(name, bytes.as_ref());
    let found: Vec<_> = heard
        .articles
        .iter()
        .map(|parsed| parsed.article.title.as_str())
        .collect();
    assert_eq!(found, titles);
    let mut expected = problems.to_vec();
    // Of a file in which only records are wrong, and all of them, more is said at its end.
    let in_record = |problem: &&str| problem.starts_with("a:") && !problem.starts_with("a: ");
    if titles.is_empty() && !problems.is_empty() && problems.iter().all(in_record) {
        expected.push(NONE_READ);
    }
    assert_eq!(heard.problems, expected);
    let (_, outcome) = heard.ended.first().expect("the file ended");
    assert!(outcome.complete);
    assert_eq!(outcome.problems, expected.len() as u64);
}

#[test]
fn every_layout_is_read() {
    let one = r#"{"title":"One","body":"x"}"#;
    let two = "{\n \"title\": \"Two\",\n \"body\": \"y\"\n}";
    let both = ["One", "Two"];
    check("a", one, &["One"], &[]);
    check("a", format!("[{one},\n{two}\n]"), &both, &[]);
    check(
        "a",
        format!("{one}\r\n\r\n{{\"title\":\"Two\"}}\n"),
        &both,
        &[],
    );
    check("a", format!("{one}{two}"), &both, &[]);
    check("a", format!("{two}\n{two}\n"), &["Two", "Two"], &[]);
    check(
        "a",
        format!("\u{feff}{{\"n\":2,\"articles\":[{one},{two}],\"next\":null}}"),
        &both,
        &[],
    );
    check(
        "a",
        format!("{{\"status\":\"ok\",\"response\":{{\"title\":\"\",\"results\":[{one},{two}]}}}}"),
        &both,
        &[],
    );
    check(
        "a",
        format!("{{\"data\":{{\"children\":[{{\"data\":{one}}},{{\"data\":{two}}}]}}}}"),
        &both,
        &[],
    );
    check(
        "a",
        format!("{{\"data\":{{\"meta\":{{}},\"item\":{one}}}}}"),
        &["One"],
        &[],
    );
    check(
        "a",
        format!("{{\"hits\":{{\"hits\":[{{\"_id\":\"7\",\"_source\":{one}}}]}}}}"),
        &["One"],
        &[],
    );
    let feed = format!(
        "{{\"version\":\"x\",\"title\":\"Feed\",\"items\":[{one}]}}\n{{\"a\":1,\"items\":[{two}]}}"
    );
    check("a", feed, &both, &[]);
    let parts = r#"{"title":"One","actors":[{"name":"A"}],"links":[{"x":1}],"body":"x","items":[{"title":"No"}]}"#;
    check("a", parts, &["One"], &[]);
}

#[test]
fn broken_records_are_named_and_the_rest_loads() {
    let one = r#"{"title":"One"}"#;
    let two = r#"{"title":"Two"}"#;
    let both = ["One", "Two"];
    check(
        "a",
        format!("{one}\n{{oops\n{two}\n"),
        &both,
        &["a:2: no JSON: key must be a string at column 2"],
    );
    check(
        "a",
        format!("{one}\n{two}\n{{\"title\":\"Th"),
        &both,
        &["a:3: no JSON: it ends in the middle, at column 12"],
    );
    check(
        "a",
        format!("[{one},\n{{\"title\":\"x\ny\"}},\n{two}]"),
        &both,
        &["a:2, record 2: a string does not end on its line: passed over up to the next record"],
    );
    check(
        "a",
        format!("[\n {one},\n {{\"title\":\"x}},\n {two}\n]"),
        &both,
        &["a:3, record 2: a string does not end on its line: passed over up to the next record"],
    );
    check(
        "a",
        format!("[{one}, null, 5, \"x\", [1], {two},]"),
        &both,
        &[
            "a:1, record 2: null where an article was expected",
            "a:1, record 3: a number where an article was expected",
            "a:1, record 4: a string where an article was expected",
            "a:1, record 5: a list where an article was expected",
            "a:1: a comma after the last record",
        ],
    );
    check(
        "a",
        format!("[{one}"),
        &["One"],
        &["a:1: the file ends before the list in it does"],
    );
    check(
        "a",
        format!("[{one}, {{\"title\":"),
        &["One"],
        &["a:1, record 2: the file ends in the middle of the record that begins here"],
    );
    check(
        "a",
        "{\"title\":\"x\",\"score\":NaN}",
        &[],
        &["a:1: no JSON: expected value at column 22"],
    );
    check(
        "a",
        "{\"title\":\"x\",\n}",
        &[],
        &["a:2: no JSON: trailing comma at column 1"],
    );
    check(
        "a",
        "{'title':'x'}",
        &[],
        &["a:1: no JSON: key must be a string at column 2"],
    );
    check(
        "a",
        "{\"url\":\"https://example.org\"}",
        &[],
        &["a:1: neither a title nor a text"],
    );
    check("a", "[]", &[], &["a: no articles in it"]);
}

#[test]
fn depth_overflows_nothing() {
    let deep = format!(
        "{{\"title\":\"One\",\"x\":{}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    check("a", deep, &["One"], &[]);
    let used = format!(
        "{{\"title\":\"One\",\"tags\":{}{}}}",
        "[".repeat(500),
        "]".repeat(500)
    );
    check(
        "a",
        used,
        &[],
        &["a:1: no JSON that is read: more than 128 levels deep"],
    );
    check(
        "a",
        "[".repeat(100_000),
        &[],
        &["a:1, record 1: the file ends in the middle of the record that begins here"],
    );
}

#[test]
fn other_files_are_named() {
    let unread = |what: &str| format!("a: {what}: this version does not read these");
    check(
        "a",
        "<html><body>x</body></html>",
        &[],
        &[&unread("an HTML page")],
    );
    check("a", b"%PDF-1.7 x", &[], &[&unread("a PDF document")]);
    check(
        "a",
        [0, 1, 2, 3, 255, 254, 0, 7],
        &[],
        &[&unread("a binary file")],
    );
    check("a", "", &[], &["a: an empty file: no articles in it"]);
    check("a", "\n \n", &[], &["a: no text in it: no articles"]);
    check(
        "a.json",
        "nothing",
        &[],
        &["a.json: named as JSON, but none: this version does not read these"],
    );
}

#[test]
fn what_is_too_much_of_a_record_is_told() {
    let names: Vec<String> = (0..1_200).map(|at| format!("\"Ana {at}\"")).collect();
    let long = "Ana ".repeat(2_000);
    let record = format!(
        r#"{{"title":"{long}","tags":[{names}],"actors":["{long}",{names}]}}"#,
        names = names.join(",")
    );
    let heard = file("a", record.as_bytes());
    assert_eq!(heard.articles[0].article.actors.len(), 1_000);
    assert_eq!(
        heard.problems,
        [
            "a:1: a title of more than 4096 bytes: it was cut",
            "a:1: more than 1000 tags: 200 were left out",
            "a:1: more than 1000 actors: 201 were left out",
            "a:1: a name of an actor of more than 4096 bytes: it was cut",
        ]
    );
}

#[test]
fn odd_dates_are_counted_and_the_articles_load() {
    let lines = "{\"title\":\"x\",\"date\":\"some day\"}\n".repeat(25);
    let heard = file("a", lines.as_bytes());
    assert_eq!((heard.articles.len(), heard.problems.len()), (25, 21));
    assert_eq!(
        heard.problems[0],
        "a:1: a date that cannot be read: some day"
    );
    assert_eq!(
        heard.problems[20],
        "a:21: 5 more articles from here on of which a part could not be read"
    );
    assert_eq!(heard.ended[0].1.problems, 25);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

#[test]
fn packed_files_are_unpacked_by_content() {
    let (one, two) = (b"{\"title\":\"One\"}\n", b"{\"title\":\"Two\"}\n");
    check("a", [gzip(one), gzip(two)].concat(), &["One", "Two"], &[]);
    let zstd = zstd::encode_all(&one[..], 1).expect("memory takes it");
    check("a", &zstd, &["One"], &[]);
    check("a", gzip(&zstd), &["One"], &[]);
    let skipped = [&[0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3], &zstd[..]].concat();
    check("a", skipped, &["One"], &[]);
    check("a", [gzip(one), vec![0; 700]].concat(), &["One"], &[]);
    check(
        "a",
        gzip(&gzip(&zstd)),
        &[],
        &["a: packed more than twice: not unpacked further"],
    );
    let whole = gzip(one);
    let cut = [gzip(two), whole[..whole.len() - 6].to_vec()].concat();
    check(
        "a",
        cut,
        &["Two", "One"],
        &["a: the gzip data is cut off: only what came before was read"],
    );
    let blank = gzip(&[&vec![b'\n'; 1 << 20], &one[..]].concat());
    check("a", blank, &["One"], &[]);
    let bomb = gzip(&[&one[..], &vec![b'\n'; 40 << 20]].concat());
    check(
        "a",
        &bomb,
        &["One"],
        &["a: it unpacks to more than 200 times its size: only what came before was read"],
    );
}

#[test]
fn encodings_do_not_matter() {
    let text = "{\"title\":\"Café\"}";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("a", utf16, &["Café"], &[]);
    check(
        "a",
        b"{\"title\":\"The caf\xe9 in the mill opens\"}",
        &["The café in the mill opens"],
        &[],
    );
    check("a", b"{\"title\":\"One\"}\n\0\0\0\0", &["One"], &[]);
    check("a", r#"{"title":"cut \ud83d!"}"#, &["cut \u{fffd}!"], &[]);
}

#[test]
fn folders_are_read_in_order_and_known_files_are_not() {
    let folder = TempDir::new().expect("a folder for the test");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    fs::create_dir(folder.path().join("b")).expect("a folder");
    write("c.txt", "See\n\nText.");
    write("b/two.json", "{\"title\":\"Two\"}");
    write("a.json", "{\"title\":\"One\"}");
    write(".hidden", "{\"title\":\"No\"}");
    let sources = [
        Source::Path(folder.path().into()),
        Source::Path(folder.path().join("a.json")),
    ];
    let heard = hear(&sources);
    let titles: Vec<_> = heard
        .articles
        .iter()
        .map(|parsed| parsed.article.title.as_str())
        .collect();
    assert_eq!(titles, ["One", "Two", "See"]);
    assert_eq!(
        heard.bytes,
        heard.ended.iter().map(|(input, _)| input.size).sum::<u64>()
    );
    let expected = xxhash_rust::xxh3::xxh3_64(b"{\"title\":\"One\"}");
    assert_eq!(heard.ended[0].0.fingerprint, expected);
    let mut again = Heard::default();
    let known =
        |input: &Input| input.key.ends_with(".json") && input.size > 0 && input.mtime_ns > 0;
    let options = Options {
        known: &known,
        ..Options::new(date(2026, 11, 23))
    };
    read(&sources, &options, &mut again, &Cancel::new());
    assert_eq!(again.articles.len(), 1);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_a_problem_and_blocks_nothing() {
    let folder = TempDir::new().expect("a folder for the test");
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).expect("a folder");
    let pipe = folder.path().join("pipe");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        0o600.into(),
        0,
    )
    .expect("a pipe");
    let ring = folder.path().join("ring");
    fs::create_dir(&ring).expect("a folder");
    std::os::unix::fs::symlink(&ring, ring.join("back")).expect("a link");
    let problems = |path: &Path| hear(&[Source::Path(path.into())]).problems.join("; ");
    assert!(problems(&pipe).contains("pipe: a pipe"));
    assert!(problems(&empty).contains("an empty folder"));
    assert!(problems(&ring).contains("back: a link back"));
    assert!(problems(Path::new("/dev/null")).contains("a device"));
    assert!(problems(&folder.path().join("none")).contains("no such file"));
}

#[test]
fn a_stop_and_a_cancel_end_it_early() {
    let folder = TempDir::new().expect("a folder for the test");
    let path = folder.path().join("many");
    fs::write(&path, "{\"title\":\"x\"}\n".repeat(200_000)).expect("the file can be written");
    let sources = [Source::Path(path.clone()), Source::Path(path)];
    let mut heard = Heard {
        most: Some(10),
        ..Heard::default()
    };
    let options = Options::new(date(2026, 11, 23));
    read(&sources, &options, &mut heard, &Cancel::new());
    assert_eq!((heard.articles.len(), heard.ended.len()), (10, 1));
    assert!(!heard.ended[0].1.complete);
    let cancel = Cancel::new();
    cancel.cancel();
    let mut heard = Heard::default();
    read(&sources, &options, &mut heard, &cancel);
    assert_eq!(heard.articles.len(), 0);
}

#[test]
fn lines_and_records_are_counted() {
    let heard = file("a", b"\n{\"title\":\"x\"}\n\n{\"title\":\"y\"}\n");
    let places: Vec<_> = heard
        .articles
        .iter()
        .map(|parsed| (parsed.line, parsed.record))
        .collect();
    assert_eq!(places, [(Some(2), None), (Some(4), None)]);
    let heard = file("a", b"[{\"title\":\"x\"},\n{\"title\":\"y\"}]");
    let places: Vec<_> = heard
        .articles
        .iter()
        .map(|parsed| (parsed.line, parsed.record))
        .collect();
    assert_eq!(places, [(Some(1), Some(1)), (Some(2), Some(2))]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_can_be_read(bytes in any::<Vec<u8>>(), shaped in "[\\[\\]{}\",:\n \\\\ua0-9title]{0,200}") {
        file("a", &bytes);
        file("a", shaped.as_bytes());
    }
}

#[test]
fn what_stands_in_or_around_a_record_does_not_cost_it() {
    let tab = "{\"title\":\"A\tB\",\"body\":\"x\u{1}y\"}\n";
    check("a", tab.repeat(2), &["A B", "A B"], &[]);
    let commas = "{\"title\":\"A\"},\n{\"title\":\"B\"},\n";
    check("a", commas, &["A", "B"], &[]);
    let marks = "\u{feff}{\"title\":\"A\"}\n\u{feff}{\"title\":\"B\"}\n";
    check("a", marks, &["A", "B"], &[]);
}
