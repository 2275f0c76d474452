//! Queries and addresses as people type them: parse, print, complete. Imports `text` and `model`.
//!
//! | typed | finds articles |
//! |---|---|
//! | `peace talks` | with both words, in any form |
//! | `"peace talks"`, `"talks"` | with this phrase, with this very form |
//! | `a OR b`, `-a`, `NOT a`, `(a OR b) c` | with either, without, grouped; OR binds less than the rest |
//! | `a near/5 b`, `"a b c"~5` | with the words at most five others apart; in quotes, in this very form |
//! | `negotiat*`, `aliev~1`, `/colou?r/` | with a word that starts so, is one edit away, matches a pattern |
//! | `title:x`, `title:(a OR "b c")` | with this in the title |
//! | `actor:x with:y source:"BBC News" author:x tag:x lang:hy` | that name this; `source:reut*` every name that starts so, `source:="BBC"` that very name |
//! | `date:2022-05..2022-06`, `date:3d..`, `date:last-week`, `after:x`, `before:x` | published then; after and before leave `x` out |
//! | `saved:x`, `new:x` | that the saved search x finds; of those what came since it was opened last |
//! | `is:unread`, `is:starred`, `is:new` | so marked, came since the last visit |

pub mod address;
mod bare;
mod complete;
mod dates;
mod error;
mod fields;
mod narrow;
mod open;
mod parse;
mod print;

#[cfg(test)]
mod tests;

pub use complete::{Completion, What, complete, quoted};
pub use error::QueryError;
pub use fields::FIELDS;
pub use narrow::{exclude, include};
pub use open::{asked, open};
pub use parse::{DEEPEST, LONGEST, parse};
pub use print::print;
