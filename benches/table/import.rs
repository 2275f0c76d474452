//! The import, with and without recognition of actors, against bare parsing and indexing.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use dateline::config::Folders;
use dateline::ingest::Source;
use dateline::library::{Library, OpenOptions, Upto, What};
use dateline::model::{ArticlesAt, Sort, Window};
use dateline::text::Cancel;

use super::peers;
use super::print::Table;

/// Where the library lies.
pub(crate) struct Place {
    pub(crate) home: PathBuf,
}

impl Place {
    /// In the folder of all that is measured.
    pub(crate) fn below(folder: &Path) -> Self {
        Self {
            home: folder.join("home"),
        }
    }

    /// The folder of the library.
    pub(crate) fn library(&self) -> PathBuf {
        self.home.join("data").join("library")
    }

    /// Opens it.
    pub(crate) fn open(&self) -> Result<Arc<Library>, Box<dyn Error>> {
        Ok(Library::open(&OpenOptions {
            folders: Folders::under(&self.home),
            what: What::Own,
            today: jiff::ZonedDateTime::now().date(),
        })?)
    }
}

/// What a stretch of work cost.
struct Cost {
    wall: Duration,
    cpu: Duration,
}

/// Measures a stretch of work of this process.
fn cost<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (begin, before) = (Instant::now(), cpu());
    let done = work();
    let cost = Cost {
        wall: begin.elapsed(),
        cpu: cpu().saturating_sub(before),
    };
    (done, cost)
}

/// Processor time of this process so far, all threads together.
fn cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

/// Makes the library where there is none, and measures that.
pub(crate) fn prepare(
    corpus: &Path,
    folder: &Path,
    table: &mut Table,
) -> Result<Place, Box<dyn Error>> {
    let place = Place::below(folder);
    let raw = fs::metadata(corpus)?.len();
    if !folder.join("made").exists() {
        fs::create_dir_all(folder)?;
        import(corpus, folder, &place, table)?;
        fs::write(folder.join("made"), "")?;
    }
    let data = size(&place.home, &|_| true);
    let per = |bytes: u64| bytes as f64 / raw as f64;
    let figure = format!("{:.2} of the raw {} MB", per(data), raw / 1_000_000);
    table.row("disk, all of it", figure, String::new());
    Ok(place)
}

fn import(
    corpus: &Path,
    folder: &Path,
    place: &Place,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    let bare = folder.join("bare");
    let (made, parse) = cost(|| peers::bare_index(corpus, &bare));
    made?;
    let sources = [Source::Path(corpus.to_owned())];
    // Read as sources are that are opened directly: without recognition.
    let apart = Folders::under(&folder.join("apart"));
    let library = Library::open(&OpenOptions {
        folders: apart,
        what: What::Sources(sources.to_vec()),
        today: jiff::ZonedDateTime::now().date(),
    })?;
    let begin = Instant::now();
    let (mut first, mut hit) = (None, None);
    let asked = ArticlesAt {
        query: peers::first_word(corpus)?,
        sort: Sort::Relevance,
        ..ArticlesAt::default()
    };
    let is_found = || {
        let found = library.rows(&asked, Window::first(1), &Cancel::new());
        found.is_ok_and(|found| !found.rows.is_empty())
    };
    let (read, plain) = cost(|| {
        library.work(Upto::Articles, &mut |_| {
            first.get_or_insert_with(|| begin.elapsed());
            if hit.is_none() && is_found() {
                hit = Some(begin.elapsed());
            }
        })
    });
    read?;
    library.tidy();
    library.close();
    let [stored, columns] =
        [false, true].map(|is| size(&folder.join("apart"), &|file| is == is_column(file)));
    drop(library);
    fs::remove_dir_all(folder.join("apart"))?;
    let raw = fs::metadata(corpus)?.len() as f64;
    let say_time = |cost: &Cost| {
        let (wall, cpu) = (cost.wall.as_secs_f64(), cost.cpu.as_secs_f64());
        format!("{wall:.1} s, {cpu:.1} s CPU")
    };
    let say = |cost: &Cost| {
        let rate = raw / 1e6 / cost.wall.as_secs_f64();
        format!("{}, {rate:.0} MB/s", say_time(cost))
    };
    let ratio = |cost: &Cost| {
        format!(
            "bare serde_json + tantivy {} ({:.2}x its wall, {:.2}x its CPU)",
            say(&parse),
            cost.wall.as_secs_f64() / parse.wall.as_secs_f64(),
            cost.cpu.as_secs_f64() / parse.cpu.as_secs_f64()
        )
    };
    table.row("import without actors", say(&plain), ratio(&plain));
    for (act, after) in [("rows", first), ("full-text hit", hit)] {
        let after = after.unwrap_or_default().as_secs_f64() * 1_000.0;
        table.row(
            &format!("first {act} of a fresh file"),
            format!("{after:.0} ms"),
            String::new(),
        );
    }
    let figure = format!(
        "{:.3} of the raw, columns {:.3} more",
        stored as f64 / raw,
        columns as f64 / raw
    );
    table.row(
        "disk without actors: articles and index at rest",
        figure,
        String::new(),
    );
    let library = place.open()?;
    let (read, whole) = cost(|| library.add(&sources, &mut |_| {}));
    read?;
    table.row("import with actors", say(&whole), ratio(&whole));
    let ((), tidied) = cost(|| library.tidy());
    table.row(
        "merging its index at rest",
        say_time(&tidied),
        String::new(),
    );
    library.close();
    Ok(())
}

/// Whether a file holds columns, which are made from the rest.
fn is_column(file: &Path) -> bool {
    file.extension().is_some_and(|kind| kind == "columns")
}

/// Bytes of those files below a folder that count.
fn size(folder: &Path, counts: &dyn Fn(&Path) -> bool) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    let bytes = entries.flatten().map(|entry| match entry.metadata() {
        Ok(about) if about.is_dir() => size(&entry.path(), counts),
        Ok(about) if counts(&entry.path()) => about.len(),
        _ => 0,
    });
    bytes.sum()
}
