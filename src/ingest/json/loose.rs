//! A JSON value of whatever type a tool chose, and what can be made of it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value of a known field.
#[derive(Debug)]
pub(super) enum Loose<'a> {
    Nothing,
    Truth(bool),
    Text(Cow<'a, str>),
    Whole(i64),
    Real(f64),
    List(Vec<Loose<'a>>),
    Map(Vec<(Cow<'a, str>, Loose<'a>)>),
}

impl<'a> Loose<'a> {
    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Nothing | Self::Truth(_) => true,
            // What Python writes for no value.
            Self::Text(text) => text.trim().is_empty() || text == "None",
            Self::Whole(_) | Self::Real(_) => false,
            Self::List(list) => list.iter().all(Self::is_empty),
            Self::Map(map) => map.is_empty(),
        }
    }

    /// One text: itself, a number in digits, the first of a list, the text inside an object.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        if self.is_empty() {
            return None;
        }
        match self {
            Self::Nothing | Self::Truth(_) => None,
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Whole(number) => Some(number.to_string().into()),
            Self::Real(number) => Some(number.to_string().into()),
            Self::List(list) => list.iter().find_map(Self::text),
            Self::Map(_) => self.first(&[
                "rendered", "content", "value", "text", "body", "main", "name", "title", "href",
                "url", "__cdata", "$t", "#text",
            ]),
        }
    }

    /// Text of several paragraphs: a list is its paragraphs.
    pub(super) fn paragraphs(&self) -> Option<Cow<'_, str>> {
        let Self::List(list) = self else {
            return self.text();
        };
        let parts: Vec<_> = list.iter().filter_map(Self::paragraphs).collect();
        (!parts.is_empty()).then(|| parts.join("\n\n").into())
    }

    /// The values of a list; a value that stands alone.
    pub(super) fn members(&self) -> &[Loose<'a>] {
        match self {
            Self::List(list) => list,
            Self::Nothing | Self::Truth(_) => &[],
            other => std::slice::from_ref(other),
        }
    }

    /// The first text that stands in an object under one of these keys, in the order of the keys.
    pub(super) fn first(&self, keys: &[&str]) -> Option<Cow<'_, str>> {
        keys.iter().find_map(|key| self.get(key)?.text())
    }

    /// The value under a key, whatever its case.
    pub(super) fn get(&self, key: &str) -> Option<&Loose<'a>> {
        let Self::Map(map) = self else {
            return None;
        };
        map.iter()
            .find(|(name, value)| name.eq_ignore_ascii_case(key) && !value.is_empty())
            .map(|(_, value)| value)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Loose<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Loose<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Loose::Truth(truth))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Loose::Nothing)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Loose::Whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(number)
            .map_or_else(|_| Loose::Text(number.to_string().into()), Loose::Whole))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Loose::Real(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Loose::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Loose::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Loose::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(member) = members.next_element()? {
            list.push(member);
        }
        Ok(Loose::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = members.next_key::<Loose<'de>>()? {
            let value = members.next_value()?;
            if let Loose::Text(key) = key {
                map.push((key, value));
            }
        }
        Ok(Loose::Map(map))
    }
}
