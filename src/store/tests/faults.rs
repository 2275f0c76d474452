//! Accidents: killed while writing, damaged, emptied, cut short, full, locked, of another layout.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use rusqlite::Connection;

use crate::model::{Article, ArticleNo, DeclaredActor};
use crate::store::{Mode, ReadOnly, Store, StoreError, Verified, verify};
use crate::text::Cancel;

use super::{article, load, new, numbered, open, temp};
use crate::store::{Added, lock::WriteLock, record};

const CHILD: &str = "DATELINE_STORE_TEST_CHILD";

/// Writes batch after batch and says after each commit how many articles there are, until it is killed.
/// Does nothing when it runs as a test.
#[test]
#[allow(clippy::print_stdout)]
fn child_that_is_killed() {
    let Ok(dir) = std::env::var(CHILD) else {
        return;
    };
    let mut store = open(Path::new(&dir));
    for batch in 0.. {
        let all: Vec<_> = (batch * 50..batch * 50 + 50).map(numbered).collect();
        load(&mut store, &format!("part {batch}"), &all);
        if batch % 7 == 3 {
            store.finish().expect("a load ends");
        }
        println!("committed {}", (batch + 1) * 50);
    }
}

#[test]
fn a_killed_writer_loses_nothing_it_acknowledged() {
    for rounds in [1, 4, 9] {
        let dir = temp();
        let me = std::env::current_exe().expect("a test binary");
        let mut child = Command::new(me)
            .args([
                "--exact",
                "store::tests::faults::child_that_is_killed",
                "--nocapture",
            ])
            .env(CHILD, dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let acknowledged = lines
            .map_while(Result::ok)
            .filter_map(|line| line.split_once("committed ")?.1.trim().parse::<u64>().ok())
            .nth(rounds)
            .expect("the child commits");
        child.kill().expect("killed");
        child.wait().expect("gone");
        let mut store = open(dir.path());
        let there = store.counts().expect("counts").articles;
        assert!(there >= acknowledged, "{there} of {acknowledged}");
        assert_eq!(there % 50, 0, "batches are whole");
        // The same load again: every article once.
        for batch in 0..there as usize / 50 + 2 {
            let all: Vec<_> = (batch * 50..batch * 50 + 50).map(numbered).collect();
            load(&mut store, &format!("part {batch}"), &all);
        }
        store.finish().expect("a load ends");
        let counts = store.counts().expect("counts");
        assert_eq!((counts.articles, counts.duplicates), (there + 100, 0));
        drop(store);
        assert!(check(dir.path()).expect("a check").sound);
    }
}

#[test]
fn the_second_process_reads_and_is_told_why() {
    let dir = temp();
    let mut store = open(dir.path());
    load(&mut store, "one", &[numbered(1)]);
    let (mut second, opened) = Store::open(dir.path(), Mode::Write).expect("it opens");
    let pid = Some(std::process::id());
    assert_eq!(opened.read_only, Some(ReadOnly::Held { pid }));
    assert!(matches!(second.batch(), Err(StoreError::ReadOnly { .. })));
    load(&mut store, "two", &[numbered(2)]);
    let reader = second.reader().expect("a reader");
    assert_eq!(reader.articles().expect("a count"), 2);
    assert_eq!(reader.by_id("a2").expect("a lookup"), Some(ArticleNo(2)));
}

#[test]
fn the_second_process_waits_until_a_new_library_is_made() {
    let dir = temp();
    let lock = WriteLock::take(dir.path()).expect("nobody writes");
    std::thread::scope(|scope| {
        let second = scope.spawn(|| Store::open(dir.path(), Mode::Write).map(|(_, opened)| opened));
        std::thread::sleep(std::time::Duration::from_millis(50));
        // What SQLite leaves before the first table is there.
        fs::write(dir.path().join("articles.db"), "").expect("written");
        drop(lock);
        let opened = second.join().expect("no panic").expect("it opens");
        assert_eq!((opened.created, opened.read_only), (true, None));
    });
}

fn check(dir: &Path) -> Result<Verified, StoreError> {
    verify(dir, false, &Cancel::new(), &|| {})
}

/// A finished library with 400 articles, closed.
fn library() -> tempfile::TempDir {
    let dir = temp();
    let mut store = open(dir.path());
    let all: Vec<_> = (0..400).map(numbered).collect();
    load(&mut store, "one", &all);
    store.finish().expect("a load ends");
    store.set_about("name", "A library").expect("kept");
    dir
}

#[test]
fn an_emptied_library_is_not_taken_for_a_new_one() {
    let lost = |damage: &dyn Fn(&Path), what: &str| {
        let dir = library();
        damage(&dir.path().join("articles.db"));
        match Store::open(dir.path(), Mode::Write) {
            Err(StoreError::Lost {
                expected: Some(400),
                what: found,
                ..
            }) => assert_eq!(found, what),
            Err(error) => panic!("{what}: {error}"),
            Ok(_) => panic!("{what}: opened"),
        }
        let verified = check(dir.path()).expect("a check");
        assert!(!verified.sound, "{what}: {verified:?}");
        // With an article that is there its text may be lost.
        let lost = verified.lost.unwrap_or_default();
        assert!(lost >= 400 - verified.articles, "{what}: {verified:?}");
        open(dir.path());
    };
    lost(&|path| fs::remove_file(path).expect("removed"), "missing");
    lost(&|path| fs::write(path, "").expect("written"), "empty");
    let cut = |path: &Path| {
        let file = fs::OpenOptions::new().write(true).open(path).expect("open");
        let length = file.metadata().expect("a length").len();
        file.set_len(length / 2).expect("cut");
    };
    lost(&cut, "cut short");
    let fresh = |path: &Path| {
        fs::remove_file(path).expect("removed");
        let dir = temp();
        drop(open(dir.path()));
        fs::copy(dir.path().join("articles.db"), path).expect("copied");
    };
    lost(&fresh, "empty");
}

#[test]
fn what_is_no_database_is_named() {
    let dir = library();
    fs::write(dir.path().join("articles.db"), "x".repeat(9_000)).expect("written");
    let error = Store::open(dir.path(), Mode::Write).err().expect("refused");
    assert!(matches!(error, StoreError::Damaged { .. }));
    assert!(error.to_string().contains("articles.db"));
    let verified = check(dir.path()).expect("a check");
    assert_eq!((verified.sound, verified.articles), (false, 0));
    assert_eq!(verified.lost, Some(400));
    assert!(verified.aside.expect("kept aside").exists());
    // Where no note was kept either, nobody knows what was there.
    fs::write(dir.path().join("articles.db"), "x".repeat(9_000)).expect("written");
    fs::remove_file(dir.path().join("library.json")).expect("removed");
    let verified = check(dir.path()).expect("a check");
    assert_eq!((verified.sound, verified.lost), (false, None));
}

#[test]
fn a_text_that_is_lost_is_told_of() {
    let dir = library();
    let db = Connection::open(dir.path().join("articles.db")).expect("a database");
    db.execute("UPDATE bodies SET body = x'ff' WHERE n = 7", [])
        .expect("changed");
    drop(db);
    let verified = check(dir.path()).expect("a check");
    assert_eq!((verified.articles, verified.lost), (400, Some(1)));
    // Until it is read again it is lost.
    let verified = check(dir.path()).expect("a check");
    assert_eq!((verified.sound, verified.lost), (true, Some(1)));
    let mut store = open(dir.path());
    let all: Vec<_> = (0..400).map(numbered).collect();
    load(&mut store, "one", &all);
    drop(store);
    let verified = check(dir.path()).expect("a check");
    assert_eq!((verified.sound, verified.lost), (true, Some(0)));
}

#[test]
fn a_database_that_cannot_be_opened_is_left_where_it_is() {
    let dir = library();
    let path = dir.path().join("articles.db");
    // What nobody may open is open to the administrator, but not even he opens a folder as a file.
    let away = dir.path().join("away.db");
    fs::rename(&path, &away).expect("moved");
    fs::create_dir(&path).expect("a folder");
    let error = check(dir.path()).expect_err("it cannot be opened");
    assert!(error.to_string().contains("articles.db"), "{error}");
    assert!(path.is_dir());
    fs::remove_dir(&path).expect("removed");
    fs::rename(&away, &path).expect("moved");
    assert!(check(dir.path()).expect("a check").sound);
}

#[test]
fn what_can_be_read_of_a_damaged_library_is_saved() {
    let dir = damaged();
    let verified = check(dir.path()).expect("a check");
    assert!(!verified.sound);
    assert!(verified.articles > 200, "{verified:?}");
    let mut store = open(dir.path());
    assert_eq!(
        store.about("name").expect("a word").as_deref(),
        Some("A library")
    );
    // Reading the source again brings back the rest.
    assert!(!store.reader().expect("a reader").inputs().expect("inputs")[0].complete);
    let all: Vec<_> = (0..400).map(numbered).collect();
    load(&mut store, "one", &all);
    assert_eq!(store.counts().expect("counts").articles, 400);
    let reader = store.reader().expect("a reader");
    for article in &all {
        let no = reader.by_id(&article.id).expect("a lookup").expect("there");
        assert_eq!(
            reader.body(no).expect("a read").as_ref(),
            Some(&article.body)
        );
    }
    drop((reader, store));
    assert!(check(dir.path()).expect("a check").sound);
}

#[test]
fn however_short_a_database_is_cut_what_is_left_is_saved() {
    let whole = library();
    let bytes = fs::read(whole.path().join("articles.db")).expect("read");
    for length in (8192..bytes.len()).step_by(8192) {
        let dir = temp();
        fs::write(dir.path().join("articles.db"), &bytes[..length]).expect("written");
        let note = whole.path().join("library.json");
        fs::copy(note, dir.path().join("library.json")).expect("copied");
        let verified = check(dir.path()).expect("a check");
        assert!(!verified.sound && verified.articles <= 400, "{verified:?}");
        assert!(check(dir.path()).expect("a check").sound, "{length}");
    }
}

/// A library of which some pages cannot be read.
fn damaged() -> tempfile::TempDir {
    let dir = library();
    let path = dir.path().join("articles.db");
    let mut bytes = fs::read(&path).expect("read");
    // Some pages in the middle; the first one holds the schema.
    let middle = bytes.len() / 8192 / 2 * 8192;
    bytes[middle..middle + 2 * 8192].fill(0xA5);
    fs::write(&path, bytes).expect("written");
    dir
}

#[test]
fn a_new_database_takes_the_place_of_a_damaged_one_only_when_it_is_whole() {
    let dir = damaged();
    let path = dir.path().join("articles.db");
    let before = fs::read(&path).expect("read");
    let fresh = dir.path().join("salvage");
    // What an earlier check left when it was killed.
    fs::create_dir(&fresh).expect("a folder");
    fs::write(fresh.join("articles.db"), "half").expect("written");
    // Killed, in effect, before the last step.
    let killed = || panic!("killed");
    let died = std::panic::catch_unwind(|| verify(dir.path(), false, &Cancel::new(), &killed));
    assert!(died.is_err());
    assert_eq!(fs::read(&path).expect("read"), before);
    assert!(check_note(dir.path()));
    // The new database cannot be put in place.
    let gone = || fs::remove_file(fresh.join("articles.db")).expect("removed");
    verify(dir.path(), false, &Cancel::new(), &gone).expect_err("nothing can be put in place");
    assert_eq!(fs::read(&path).expect("read"), before);
    assert!(check_note(dir.path()) && !fresh.exists());
    let verified = check(dir.path()).expect("a check");
    assert!(verified.articles > 200 && !fresh.exists(), "{verified:?}");
    let aside = verified.aside.expect("kept aside");
    assert_eq!(fs::read(aside).expect("read"), before);
    assert!(check(dir.path()).expect("a check").sound);
}

/// Whether the note still knows of 400 articles.
fn check_note(dir: &Path) -> bool {
    let note = fs::read_to_string(dir.join("library.json"));
    note.expect("a note").contains("400")
}

#[test]
fn a_full_disk_keeps_what_was_committed() {
    let dir = temp();
    let mut store = open(dir.path());
    load(&mut store, "one", &[numbered(1)]);
    let pages: u32 = store
        .db
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .expect("a count");
    let limit = |store: &Store, pages: u32| {
        store
            .db
            .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
            .expect("a limit");
    };
    limit(&store, pages + 3);
    let mut batch = store.batch().expect("a batch");
    let input = batch
        .begin_input(&Default::default(), super::Reading::Again)
        .expect("an input");
    let origin = super::Origin {
        input,
        line: None,
        record: None,
    };
    let mut failed = None;
    for number in 2..500 {
        let long = article(&format!("l{number}"), "Long", &random_text(number));
        if let Err(error) = batch.article(&long, origin) {
            failed = Some(error);
            break;
        }
    }
    assert!(
        matches!(failed, Some(StoreError::Full { .. })),
        "{failed:?}"
    );
    drop(batch);
    limit(&store, 1_000_000);
    // There is room again: the load goes on.
    assert_eq!(load(&mut store, "two", &[numbered(2)]), [new(2)]);
    assert_eq!(store.counts().expect("counts").articles, 2);
}

/// Text that no packer makes smaller.
fn random_text(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    (0..6_000)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            char::from(b'!' + (state % 90) as u8)
        })
        .collect()
}

#[test]
fn an_older_layout_is_brought_up_to_date() {
    let dir = library();
    let path = dir.path().join("articles.db");
    let indexes = || -> Vec<String> {
        let db = Connection::open(&path).expect("a database");
        let mut all = db
            .prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' ORDER BY name")
            .expect("a query");
        let all = all.query_map([], |row| row.get(0)).expect("the indexes");
        all.map(|sql: rusqlite::Result<Option<String>>| sql.expect("a name").unwrap_or_default())
            .collect()
    };
    // Layout 1, as far as it differed.
    let present = indexes();
    let db = Connection::open(&path).expect("a database");
    db.execute_batch(
        "DROP TABLE tombstones; ALTER TABLE inputs DROP COLUMN complete;
         ALTER TABLE actors DROP COLUMN articles; DROP INDEX articles_content;
         CREATE INDEX articles_content ON articles (content); CREATE INDEX articles_at ON articles (at);
         PRAGMA user_version = 1;",
    )
    .expect("an older layout");
    drop(db);
    let older = Store::open(dir.path(), Mode::Read).err().expect("refused");
    assert!(matches!(older, StoreError::Older { found: 1, .. }));
    let (mut store, opened) = Store::open(dir.path(), Mode::Write).expect("it opens");
    assert_eq!(opened.migrated, Some(1));
    assert_eq!(indexes(), present);
    assert_eq!(load(&mut store, "two", &[numbered(900)]), [new(401)]);
    drop(store);
    let (_, opened) = Store::open(dir.path(), Mode::Write).expect("it opens");
    assert_eq!(opened.migrated, None);
}

#[test]
fn what_stood_in_the_rows_of_layout_5_is_read_where_it_is() {
    let dir = temp();
    let declared = Article {
        url: Some("https://caucasus.example/1".into()),
        actors: vec![DeclaredActor {
            name: "Charles Michel".into(),
            kind: None,
            role: None,
        }],
        ..numbered(1)
    };
    let mut store = open(dir.path());
    let added = load(&mut store, "one", std::slice::from_ref(&declared));
    drop(store);
    let db = Connection::open(dir.path().join("articles.db")).expect("a database");
    let meta = [record::encode(&declared), record::encode_more(&declared)].concat();
    db.execute(
        "UPDATE articles SET url = ?, meta = ?",
        (&declared.url, meta),
    )
    .expect("the row of layout 5");
    let body = [b"\0", declared.body.as_bytes()].concat();
    db.execute("UPDATE bodies SET body = ?", [body])
        .expect("the body of layout 5");
    db.pragma_update(None, "user_version", 5).expect("a layout");
    drop(db);
    let (mut store, opened) = Store::open(dir.path(), Mode::Write).expect("it opens");
    assert_eq!(opened.migrated, Some(5));
    let read = store.readers().open().expect("a reader");
    let read = read.article(added[0].no()).expect("it is read");
    assert_eq!(read.as_ref(), Some(&declared));
    let again = load(&mut store, "one", &[declared]);
    assert_eq!(
        again,
        [Added::Known(added[0].no())],
        "it is the same record"
    );
}

#[test]
fn a_newer_layout_is_left_alone() {
    let dir = library();
    let path = dir.path().join("articles.db");
    let db = Connection::open(&path).expect("a database");
    db.pragma_update(None, "user_version", 99)
        .expect("a layout");
    drop(db);
    for mode in [Mode::Read, Mode::Write] {
        let error = Store::open(dir.path(), mode).err().expect("refused");
        assert!(
            matches!(error, StoreError::Newer { found: 99, .. }),
            "{error}"
        );
    }
}

#[test]
fn a_sound_library_is_found_sound() {
    let dir = library();
    let verified = check(dir.path()).expect("a check");
    assert!(verified.sound, "{:?}", verified.notes);
    assert_eq!(verified.articles, 400);
    let cancel = Cancel::new();
    cancel.cancel();
    let stopped = verify(dir.path(), false, &cancel, &|| {}).expect("a check");
    assert!(stopped.stopped);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let dir = library();
    let path = dir.path().join("articles.db");
    let allow = |mode, to: &Path| {
        fs::set_permissions(to, fs::Permissions::from_mode(mode)).expect("set");
    };
    fs::remove_file(dir.path().join("writer.lock")).expect("removed");
    allow(0o444, &path);
    allow(0o555, dir.path());
    let opened = Store::open(dir.path(), Mode::Write);
    // The administrator may write everywhere; then there is nothing to see here.
    let (store, opened) = opened.expect("it opens");
    let reader = store.reader().expect("a reader");
    assert_eq!(reader.articles().expect("a count"), 400);
    assert!(reader.by_id("a7").expect("a lookup").is_some());
    let free = fs::write(dir.path().join("probe"), "").is_ok();
    assert_eq!(opened.read_only.is_none(), free);
    allow(0o755, dir.path());
}
