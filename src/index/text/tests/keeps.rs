//! How an index is written, kept and found damaged.

use super::*;

#[test]
fn deleted_articles_are_gone_after_the_commit_and_the_last_number_is_kept() {
    let fixture = fixture(&articles());
    let mut writer = fixture
        .index
        .writer(WriterOptions::default())
        .expect("the only writer");
    writer.delete(ArticleNo(0));
    writer.commit(ArticleNo(9)).expect("a commit");
    assert_eq!(
        fixture.search(&word("vote")).all.iter().collect::<Vec<_>>(),
        [4]
    );
    assert_eq!(fixture.index.articles(), 4);
    assert_eq!(fixture.index.last(), Some(ArticleNo(9)));
}

#[test]
fn a_second_writer_is_told_so() {
    let fixture = fixture(&articles());
    let _writer = fixture
        .index
        .writer(WriterOptions::default())
        .expect("the first writer");
    let second = fixture.index.writer(WriterOptions::default());
    assert!(matches!(second, Err(IndexError::Locked)));
}

#[test]
fn a_missing_or_damaged_index_asks_to_be_rebuilt() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let missing = TextIndex::open(folder.path());
    assert!(matches!(missing, Err(IndexError::Rebuild { .. })));
    drop(TextIndex::create(folder.path()).expect("a new index"));
    std::fs::write(folder.path().join("meta.json"), "{").expect("a file to spoil");
    let spoilt = TextIndex::open(folder.path());
    assert!(matches!(spoilt, Err(IndexError::Rebuild { .. })));
}

#[test]
fn damaged_segments_never_panic() {
    let fixture = fixture(&articles());
    let folder = fixture._folder.path();
    for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
        let path = entry.path();
        if path
            .extension()
            .is_some_and(|end| ["term", "idx", "pos", "fast"].iter().any(|e| end == *e))
        {
            let len = std::fs::metadata(&path).expect("a file").len();
            std::fs::write(&path, vec![0xa5; len as usize]).expect("a file to spoil");
        }
    }
    if let Ok(index) = TextIndex::open(folder) {
        let query = Query::Or(vec![word("vote"), phrase("the vote")]);
        let found = index.search(&query, &NoFilters, SearchOptions::default(), &Cancel::new());
        assert!(
            matches!(found, Err(IndexError::Rebuild { .. })),
            "{found:?}"
        );
    }
}

#[test]
fn names_are_completed() {
    let fixture = fixture(&articles());
    let names = |field, start| fixture.index.names(field, start, 9).expect("names");
    assert_eq!(
        names(NameField::Source, "The d"),
        [("the daily post".to_string(), 5)]
    );
    assert_eq!(names(NameField::Tag, "al"), [("aliyev".to_string(), 5)]);
    assert_eq!(names(NameField::Lang, "")[0], ("en".to_string(), 2));
}

#[test]
fn tidying_leaves_few_files_and_every_article() {
    let all = articles();
    let Fixture { _folder, index } = fixture(&[]);
    let mut writer = index
        .writer(WriterOptions {
            threads: 1,
            heap: 20 << 20,
        })
        .expect("the only writer");
    for no in 0..6 {
        writer
            .add(ArticleNo(no), &all[0])
            .expect("there is room for an article");
        writer.commit(ArticleNo(no)).expect("a commit");
    }
    let files = |ending: &str| {
        let entries = std::fs::read_dir(_folder.path()).expect("the folder of the index");
        let names = entries.flatten().map(|entry| entry.file_name());
        names
            .filter(|name| name.to_string_lossy().ends_with(ending))
            .count()
    };
    assert_eq!(files(".idx"), 6);
    writer.tidy().expect("segments merge");
    assert_eq!(files(".idx"), 2, "and the files of the old ones are gone");
    assert_eq!(index.articles(), 6);
}
