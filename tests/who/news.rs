//! News for the tests, and its library.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use dateline::config::Folders;
use dateline::ingest::Source;
use dateline::library::{Library, OpenOptions, Upto, What};
use jiff::civil::date;
use tempfile::TempDir;

/// A folder of news, each piece a file of its own.
pub(crate) struct News {
    home: TempDir,
}

impl News {
    pub(crate) fn new() -> Self {
        let home = TempDir::new().expect("a folder for the test");
        fs::create_dir(home.path().join("news")).expect("a folder");
        Self { home }
    }

    pub(crate) fn path(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn write(&self, id: &str, body: &str) -> &Self {
        let line =
            format!("{{\"id\":\"{id}\",\"title\":\"A piece of news: {id}\",\"body\":\"{body}\"}}");
        let file = self.path().join("news").join(format!("{id}.json"));
        fs::write(file, line).expect("a file");
        self
    }

    pub(crate) fn remove(&self, id: &str) -> &Self {
        let file = self.path().join("news").join(format!("{id}.json"));
        fs::remove_file(file).expect("the file was there");
        self
    }

    pub(crate) fn options(&self) -> OpenOptions {
        OpenOptions {
            folders: Folders::under(self.path()),
            what: What::Sources(vec![Source::Path(self.path().join("news"))]),
            today: date(2026, 11, 23),
        }
    }

    pub(crate) fn open(&self) -> Arc<Library> {
        let library = Library::open(&self.options()).expect("the library opens");
        let work = library.work(Upto::Actors, &mut |_| {});
        work.expect("the sources load");
        library
    }
}
