//! Who is named where in one article, without all else that its screen shows.

use crate::model::{ActorKind, ArticleRow, Field};

use super::{Library, LookError};

/// One place in a text that names an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged {
    /// Where it stands.
    pub field: Field,
    /// First byte in the field (UTF-8).
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What the text makes of the actor here.
    pub kind: ActorKind,
    /// The actor's name.
    pub actor: String,
    /// How sure the recogniser is that this is a name of this kind, 0 to 1.
    pub confidence: f32,
    /// Whether it is a guess whose name it is.
    pub uncertain: bool,
}

/// The names in one article with the texts they stand in; descriptions name nobody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// The headline.
    pub title: String,
    /// The text.
    pub body: String,
    /// Who is named, in order of field and place.
    pub mentions: Vec<Tagged>,
}

/// A mention of less confidence is uncertain.
pub(super) const DOUBTFUL: f32 = 0.5;

impl Library {
    /// Who is named where in the article with this id.
    pub fn mentions(&self, id: &str) -> Result<Named, LookError> {
        let reader = self.reader()?;
        let not_found = || LookError::NotFound {
            what: "article",
            name: id.to_owned(),
        };
        let no = reader.by_id(id)?.ok_or_else(not_found)?;
        let article = reader.article(no)?.ok_or_else(not_found)?;
        let seen = self.seen();
        let mentions = seen.mentions(&reader, no)?.unwrap_or_default();
        let unsure = seen.unsure_in(&reader, no)?;
        let names = mentions.into_iter().filter(|mention| !mention.described);
        let named = names.map(|mention| Tagged {
            field: mention.field,
            start: mention.start,
            end: mention.end,
            kind: mention.kind,
            actor: seen.actors.name(mention.actor).to_owned(),
            confidence: mention.confidence,
            uncertain: unsure.contains(&mention.actor) || mention.confidence < DOUBTFUL,
        });
        Ok(Named {
            title: article.title,
            body: article.body,
            mentions: named.collect(),
        })
    }

    /// What a list shows of the article with this id, where there is one.
    pub fn row(&self, id: &str) -> Result<Option<ArticleRow>, LookError> {
        let Some(no) = self.reader()?.by_id(id)? else {
            return Ok(None);
        };
        Ok(self.seen().row(no))
    }
}
