//! Who is named where, and which names are one actor.
//!
//! Text goes through tokens, known names, runs of capitals, the trained tagger, repairs, agreement within the
//! article, clusters of names, and roles; each stage is a pure function of the ones before it, and offsets always
//! point into the original text. Imports only `text` and `model`; knows no files, no clock and no screen.

mod acronym;
pub mod alike;
mod blocks;
mod body;
mod cluster;
pub mod corpus;
mod declared;
mod described;
mod doubt;
mod explained;
pub mod features;
mod fields;
mod firm;
pub mod hash;
mod heads;
mod inflection;
mod join;
mod junk;
pub mod key;
mod known;
mod letters;
pub mod lexicon;
mod list;
mod lone;
mod memory;
mod middle;
mod names;
mod nicknames;
mod office_words;
pub mod page;
mod pattern;
pub mod quote;
mod recent;
mod recogniser;
mod repair;
mod role;
pub mod script;
mod setting;
mod shape;
pub mod short;
mod slip;
mod small_words;
mod sound;
mod spoken;
mod spread;
pub mod tagger;
mod teams;
pub mod token;
mod when;
mod whose;

pub use declared::OwnNames;
pub use described::Office;
pub use recogniser::{Document, Input, LocalActor, LocalMention, Recogniser, VERSION};

#[cfg(test)]
mod tests;
