//! Where a library lies: the user's own, the sample, or a cache made for sources that were opened directly.

use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

use crate::config::Folders;
use crate::ingest::Source;
use crate::store;

use super::{actors, derive, open, sample};

/// What is to be opened.
#[derive(Clone, Debug)]
pub enum What {
    /// The user's library where it has articles, else the sample.
    Usual,
    /// The user's library, empty or not.
    Own,
    /// These sources, by way of a library in the cache.
    Sources(Vec<Source>),
    /// The library in this folder.
    At(PathBuf),
}

/// Where a library lies and what it is made from.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Shown in the top line.
    pub name: String,
    /// Articles, index, columns.
    pub dir: PathBuf,
    /// The reader's marks.
    pub marks: PathBuf,
    /// What is read at each opening; empty for a library that only `add` fills.
    pub sources: Vec<Source>,
    /// Whether the articles are only of use for this run, because they came from a stream.
    pub passing: bool,
}

impl Place {
    /// Finds the place for what is to be opened.
    pub(super) fn find(what: &What, folders: &Folders) -> Self {
        match what {
            What::Usual if Self::own(folders).has_articles() => Self::own(folders),
            What::Usual => Self::cached(sample::NAME.to_owned(), sample::sources(), folders),
            What::Own => Self::own(folders),
            What::Sources(sources) => Self::cached(name_of(sources), sources.clone(), folders),
            What::At(dir) => Self {
                name: shown(dir),
                dir: dir.clone(),
                marks: dir.join("marks.db"),
                sources: Vec::new(),
                passing: false,
            },
        }
    }

    fn own(folders: &Folders) -> Self {
        let dir = folders.data.join("library");
        Self {
            name: "library".to_owned(),
            marks: dir.join("marks.db"),
            dir,
            sources: Vec::new(),
            passing: false,
        }
    }

    /// Whether there is a library with articles, or should be: one that was lost is not to be mistaken for a new one.
    pub(super) fn has_articles(&self) -> bool {
        store::holds_articles(&self.dir) || self.is_lost()
    }

    /// Whether what was made of a library is there, and the library is not.
    pub(super) fn is_lost(&self) -> bool {
        let derived = [derive::COLUMNS, actors::COLUMNS, open::TEXT];
        !store::is_library(&self.dir) && derived.iter().any(|name| self.dir.join(name).exists())
    }

    /// What the user's own library has still, where another is shown because it holds no articles.
    pub(super) fn shadowed(what: &What, folders: &Folders) -> Option<String> {
        let own = Self::own(folders);
        if !matches!(what, What::Usual) || own.has_articles() || !own.marks.exists() {
            return None;
        }
        let marked = store::Marks::count(&own.marks)
            .ok()
            .filter(|&marked| marked > 0)?;
        let marks = match marked {
            1 => "marks on 1 article".to_owned(),
            _ => format!("marks on {marked} articles"),
        };
        Some(format!(
            "{}: your own library has {marks}, but no articles, so the sample is shown; `dateline add SOURCE` reads its sources again",
            own.dir.display()
        ))
    }

    fn cached(name: String, sources: Vec<Source>, folders: &Folders) -> Self {
        let key = key_of(&sources);
        Self {
            name,
            dir: folders.cache.join("corpora").join(&key),
            marks: folders.data.join("marks").join(format!("{key}.db")),
            passing: sources.iter().any(|source| matches!(source, Source::Stdin)),
            sources,
        }
    }
}

/// The same sources in the same order have the same key, from whatever folder they are named.
fn key_of(sources: &[Source]) -> String {
    let mut hash = Xxh3::new();
    for source in sources {
        match source {
            Source::Stdin => hash.update(b"-"),
            Source::Given { name, bytes } => {
                hash.update(name.as_bytes());
                hash.update(bytes);
            }
            Source::Path(path) => {
                let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                let whole = whole.canonicalize().unwrap_or(whole);
                hash.update(whole.as_os_str().as_encoded_bytes());
            }
        }
        hash.update(&[0]);
    }
    format!("{:032x}", hash.digest128())
}

fn name_of(sources: &[Source]) -> String {
    let first = match sources.first() {
        Some(Source::Path(path)) => shown(path),
        Some(Source::Given { name, .. }) => (*name).to_owned(),
        Some(Source::Stdin) => "standard input".to_owned(),
        None => "nothing".to_owned(),
    };
    match sources.len() {
        0 | 1 => first,
        more => format!("{first} and {} more", more - 1),
    }
}

fn shown(path: &Path) -> String {
    let name = path.canonicalize().ok();
    let name = name
        .as_deref()
        .unwrap_or(path)
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    crate::text::clean::clean_line(&name.unwrap_or_else(|| path.to_string_lossy().into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders() -> Folders {
        Folders::under(Path::new("/nowhere"))
    }

    #[test]
    fn without_a_library_of_the_users_the_sample_opens() {
        let place = Place::find(&What::Usual, &folders());
        assert_eq!(place.name, sample::NAME);
        assert!(!place.sources.is_empty());
    }

    #[test]
    fn marks_of_opened_sources_lie_outside_the_cache() {
        let what = What::Sources(vec![Source::Path("a.json".into())]);
        let place = Place::find(&what, &folders());
        assert!(place.dir.starts_with("/nowhere/cache"));
        assert!(place.marks.starts_with("/nowhere/data"));
    }

    #[test]
    fn other_sources_have_another_place() {
        let place = |name: &str| {
            let what = What::Sources(vec![Source::Path(name.into())]);
            Place::find(&what, &folders()).dir
        };
        assert_eq!(place("a.json"), place("./a.json"));
        assert_ne!(place("a.json"), place("b.json"));
    }
}
