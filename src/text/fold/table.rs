//! What the letters below U+0800 become wherever they stand, worked out once: folding runs over whole archives.

use std::sync::LazyLock;

use super::{lower, piece, push};

const FIRST: u32 = 0x80;
const AFTER: u32 = 0x800;

/// What one character becomes.
#[derive(Clone, Copy)]
pub(super) struct Short {
    /// The character in lower case.
    pub(super) lower: char,
    /// Bytes of `text` in use; `TURNS` where it depends on the letters around.
    length: u8,
    text: [u8; 7],
}

const TURNS: u8 = u8::MAX;

impl Short {
    pub(super) fn text(&self) -> &str {
        let bytes = self.text.get(..usize::from(self.length));
        bytes
            .and_then(|bytes| str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}

static TABLE: LazyLock<Vec<Short>> = LazyLock::new(|| (FIRST..AFTER).map(work_out).collect());

/// Looks a character up; `None` where it depends on the letters around it or lies outside the table.
pub(super) fn get(c: char) -> Option<Short> {
    let at = u32::from(c).checked_sub(FIRST)?;
    let short = *TABLE.get(at as usize)?;
    (short.length != TURNS).then_some(short)
}

fn work_out(code: u32) -> Short {
    let c = char::from_u32(code).unwrap_or('\0');
    let lower = lower(c);
    let mut text = String::new();
    push(piece(None, lower, ""), &mut text);
    let mut short = Short {
        lower,
        length: TURNS,
        text: [0; 7],
    };
    if let Some(room) = short.text.get_mut(..text.len())
        && !turns(lower)
    {
        room.copy_from_slice(text.as_bytes());
        short.length = u8::try_from(text.len()).unwrap_or(TURNS);
    }
    short
}

/// Whether the letters around decide what this one becomes.
fn turns(lower: char) -> bool {
    matches!(
        lower,
        'е' | 'ё'
            | 'є'
            | 'и'
            | 'й'
            | 'ъ'
            | 'д'
            | 'ж'
            | 'ե'
            | 'ո'
            | 'ւ'
            | 'և'
            | 'ב'
            | 'פ'
            | 'כ'
            | '\u{370}'..='\u{3ff}'
    )
}
