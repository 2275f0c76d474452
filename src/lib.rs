//! dateline: a terminal browser for news archives.
//!
//! ```text
//!  dateline  sample · 78 articles · 195 actors          ? help   <- ui/frame.rs   from app.counts
//!  Articles ▸ actor: Ararat Mirzoyan ▸ …                         <- ui/frame.rs   from app.pages
//! ┌ list ─────────────┐┌ article ─────────────┐┌ Actors here ─┐
//! │ ui/list.rs        ││ ui/article.rs        ││ ui/side.rs   │   <- places: app/layout.rs
//! │ app/list.rs       ││ app/document/        ││ app/side.rs  │
//! └───────────────────┘└──────────────────────┘└──────────────┘
//!  / search   @ actors   f follow                          38 %   <- hints: app/commands.rs, prompts: app/prompt.rs
//! ```
//!
//! Rooms, each knowing only those to its left (`tests/house.rs` checks it):
//!
//! ```text
//! text <- model <- { language | ingest | actors | store | index | config } <- library
//!      <- app <- ui <- headless <- { terminal | cli } <- main
//! ```
//!
//! **A keystroke to a frame.** `terminal::input` reads bytes, `terminal::decode` makes a key of them, `app::update` finds its command in
//! `app::keymap`, the command changes the state and may leave an `Effect::Ask`; `terminal::lanes` hands that to `library::look` on a
//! thread of its own, the answer comes back as a message, `app::answer` puts it in its place, `ui::draw` draws what is seen.
//!
//! **A file to a hit.** `ingest` walks, unpacks, decodes, cuts and parses; `library::load` commits batches to `store`, then
//! `library::derive` adds them to `index`; `library::recognise` reads who is named, newest first; `library::queries` asks the index.

pub mod actors;
pub mod app;
pub mod cli;
pub mod config;
pub mod headless;
pub mod index;
pub mod ingest;
pub mod language;
pub mod library;
pub mod model;
pub mod store;
pub mod terminal;
pub mod text;
pub mod ui;

/// Gives out memory, in the program and in everything that measures it: reading and recognising make and drop many short texts on several
/// threads, for which the system's allocator takes a fifth longer. Huge pages are left out (`no_thp`), which make a short process start
/// later, and its version 2 is taken, which keeps less.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
