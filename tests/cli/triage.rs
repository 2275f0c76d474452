//! Actors that may be one: proposed with a reason, and answered.

use tempfile::TempDir;

use super::{check, objects};

#[test]
fn what_may_be_one_is_proposed_until_it_is_answered() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let file = home.join("two.jsonl");
    let lines = [
        ("1", "William Clinton"),
        ("2", "William Clinton"),
        ("3", "Bill Clinton"),
        ("4", "George Bush"),
        ("5", "Joseph R. Anselm, Jr."),
        ("6", "Joe Anselm"),
    ];
    let line = |(id, name): (&str, &str)| {
        format!(
            "{{\"id\":\"{id}\",\"title\":\"t {id}\",\"body\":\"{name} spoke.\",\"actors\":[\"{name}\"]}}\n"
        )
    };
    std::fs::write(&file, lines.map(line).concat()).expect("a file");
    check(home, &["-q", "add", &file.to_string_lossy()]);
    let proposals = objects(home, &["--json", "actors", "triage"]);
    assert_eq!(proposals.len(), 2);
    assert_eq!(proposals[0]["actor"]["name"], "Bill Clinton");
    assert_eq!(proposals[0]["into"]["name"], "William Clinton");
    let reason = &proposals[0]["reason"];
    assert_eq!(
        reason,
        "family names sound alike, one first name is short for the other"
    );
    let pair = ["actor", "into"].map(|part| proposals[1][part]["name"].as_str());
    assert!(pair.contains(&Some("Joe Anselm")), "{pair:?}");
    let reason = &proposals[1]["reason"];
    assert_eq!(
        reason,
        "the names are alike, but only one says Jr. or the like"
    );
    check(
        home,
        &["actors", "apart", "Joe Anselm", "Joseph R. Anselm, Jr."],
    );
    check(
        home,
        &["actors", "apart", "Bill Clinton", "William Clinton"],
    );
    assert_eq!(check(home, &["actors", "triage"]).1, 1);
}
