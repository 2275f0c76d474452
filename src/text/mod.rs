//! Spans, folding, words, wrapping, cleaning of foreign text, fuzzy ranking, the language of a text. Imports no other room.
//!
//! Everything here is a pure function of the text it is given: nothing is read, kept or printed.
//! `clean` comes first for all text from outside; `fold` is the one alphabet in which names and words meet.

pub mod cancel;
pub mod clean;
pub mod fold;
pub mod fuzzy;
pub mod lang;
pub mod regex;
pub mod sentence;
pub mod words;
pub mod wrap;

pub use cancel::Cancel;
