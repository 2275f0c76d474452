//! Full text and columns, derived from the store and rebuilt from it at any time.

pub mod columns;
mod rowset;
pub mod text;

pub(crate) use rowset::Gathered;
pub use rowset::RowSet;
