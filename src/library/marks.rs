//! The reader's marks in memory, in step with what is kept on disk.

use std::collections::HashMap;

use crate::model::{
    Act, ArticleList, ArticleNo, ArticleRow, Change, Decision, From, Marks, Sort, View, Window,
};
use crate::store::{self, StoreError, UndoneWhat, Visit};

use super::{Library, LookError, articles};

/// The marks, read once and changed with what is kept.
pub(super) struct MarkBook {
    kept: store::Marks,
    all: HashMap<String, Marks>,
    /// What was opened, read when it is first asked for.
    visits: Option<Vec<Visit>>,
    /// Grows with every change of marks and of saved searches.
    pub generation: u64,
    /// What the file was like when it was last read: another process may change it, too.
    version: i64,
}

impl MarkBook {
    /// Reads all marks.
    pub(super) fn read(kept: store::Marks) -> Result<Self, StoreError> {
        let version = kept.version()?;
        let all = kept.all()?.into_iter().collect();
        Ok(Self {
            kept,
            all,
            visits: None,
            generation: 0,
            version,
        })
    }

    /// Reads the marks again where another process has changed them. What cannot be read now stays as it was.
    pub(super) fn refresh(&mut self) {
        let version = self.kept.version().unwrap_or(self.version);
        if version == self.version {
            return;
        }
        if let Ok(all) = self.kept.all() {
            self.all = all.into_iter().collect();
            self.visits = None;
            self.generation += 1;
            self.version = version;
        }
    }

    /// The marks of an article.
    pub(super) fn of(&self, id: &str) -> Marks {
        self.all.get(id).cloned().unwrap_or_default()
    }

    /// Every article that is marked.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Marks)> {
        self.all.iter()
    }

    /// Fills the reader's marks into rows.
    pub(super) fn fill(&self, rows: &mut [ArticleRow]) {
        for row in rows {
            if let Some(marks) = self.all.get(&row.id) {
                row.read = marks.read;
                row.starred = marks.starred;
                row.noted = marks.note.is_some() || !marks.tags.is_empty();
            }
        }
    }

    /// Makes a change and says what was done.
    pub(super) fn change(&mut self, change: &Change, at: i64) -> Result<String, StoreError> {
        let changed = self.kept.change(change, at)?;
        self.reread(&change.ids)?;
        Ok(said(&change.act, changed.len()))
    }

    /// Takes the last change back that is wanted and says so; a decision about actors is given back, for whoever knows their names.
    pub(super) fn undo(
        &mut self,
        wanted: impl Fn(&UndoneWhat) -> bool,
    ) -> Result<TakenBack, StoreError> {
        let Some(undone) = self.kept.undo(wanted)? else {
            return Ok(TakenBack::Said("nothing to undo".to_owned()));
        };
        self.generation += 1;
        Ok(TakenBack::Said(match undone.what {
            UndoneWhat::Marks(change) => {
                self.reread(&change.ids)?;
                format!("undone: {}", said(&change.act, change.ids.len()))
            }
            UndoneWhat::Decision(line) => match line.parse() {
                Ok(decision) => return Ok(TakenBack::Decision(decision)),
                Err(_) => "undone: what was decided about an actor".to_owned(),
            },
            UndoneWhat::Dictionary => {
                "undone: what was added to the dictionary of actors".to_owned()
            }
            UndoneWhat::Search { name, there: true } => format!("undone: {name} is as it was"),
            UndoneWhat::Search { name, there: false } => format!("undone: saved {name}"),
        }))
    }

    /// Everything that was opened, in no order.
    pub(super) fn visits(&mut self) -> Result<&[Visit], StoreError> {
        if self.visits.is_none() {
            self.visits = Some(self.kept.visits()?);
        }
        Ok(self.visits.as_deref().unwrap_or_default())
    }

    /// Counts an opening at a moment.
    pub(super) fn visit(&mut self, kind: &str, name: &str, at: i64) -> Result<(), StoreError> {
        let visit = self.kept.add_visit(kind, name, at)?;
        if let Some(visits) = &mut self.visits {
            visits.retain(|other| (other.kind.as_str(), other.name.as_str()) != (kind, name));
            visits.push(visit);
        }
        Ok(())
    }

    /// The reader's tags, commonest first.
    pub(super) fn tags(&self) -> Result<Vec<String>, StoreError> {
        let tags = self.kept.tags()?.into_iter();
        Ok(tags.map(|(tag, _)| tag).collect())
    }

    /// Something small kept from visit to visit.
    pub(super) fn read_kept(&self, key: &str) -> Option<Vec<u8>> {
        self.kept.kept(key).ok().flatten()
    }

    /// The file of marks, for small things kept from visit to visit.
    pub(super) fn kept(&mut self) -> &mut store::Marks {
        &mut self.kept
    }

    fn reread(&mut self, ids: &[String]) -> Result<(), StoreError> {
        for id in ids {
            let marks = self.kept.of(id)?;
            if marks == Marks::default() {
                self.all.remove(id);
            } else {
                self.all.insert(id.clone(), marks);
            }
        }
        self.generation += 1;
        Ok(())
    }
}

/// What was taken back.
pub(super) enum TakenBack {
    /// In words.
    Said(String),
    /// A decision about actors.
    Decision(Decision),
}

fn said(act: &Act, articles: usize) -> String {
    let many = match articles {
        0 => return "no change".to_owned(),
        1 => String::new(),
        more => format!(" {more} articles"),
    };
    match act {
        Act::Star(true) => format!("starred{many}"),
        Act::Star(false) => format!("unstarred{many}"),
        Act::Read(true) => format!("marked read{many}"),
        Act::Read(false) => format!("marked unread{many}"),
        Act::Tag(tag) => format!("tagged{many} {tag}"),
        Act::Untag(tag) => format!("untagged{many} {tag}"),
        Act::Note(Some(_)) => format!("noted{many}"),
        Act::Note(None) => format!("note removed{many}"),
        Act::Place(_) | Act::Opened => String::new(),
    }
}

/// Looks at everything that is starred, tagged or noted, newest first.
pub(super) fn look(library: &Library, window: Window) -> Result<View, LookError> {
    let seen = library.seen();
    let marked =
        library.marked(|marks| marks.starred || !marks.tags.is_empty() || marks.note.is_some());
    let order = seen.columns.sorted(&marked, Sort::Newest);
    let offset = match window.from {
        From::Row(row) => row.min(order.len()),
        From::Around(no) => {
            let place = order.iter().position(|&found| found == no.0).unwrap_or(0);
            place.saturating_sub(window.limit / 2)
        }
        From::AroundActor(_) => 0,
    };
    let part = order
        .iter()
        .skip(offset)
        .take(window.limit)
        .map(|&no| ArticleNo(no));
    Ok(View::Articles(ArticleList {
        total: order.len(),
        exact: true,
        offset,
        rows: articles::rows(library, &seen, part),
        ..ArticleList::default()
    }))
}
