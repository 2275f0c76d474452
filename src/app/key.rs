//! Keys as the browser knows them, and how they are written: `ctrl-d`, `gg`, `[a`, `alt-left`, `/ghent<enter>`.

use std::fmt;

/// One key with its modifiers. Shift is part of the character where the key is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift; never set for characters.
    pub shift: bool,
}

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character, as shifted.
    Char(char),
    /// A function key.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab; with Shift for the way back.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow.
    Left,
    /// Arrow.
    Right,
    /// Arrow.
    Up,
    /// Arrow.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// The names of keys that are not characters of themselves; the first name of a key is the one printed.
const NAMES: [(&str, Code); 24] = [
    ("enter", Code::Enter),
    ("return", Code::Enter),
    ("esc", Code::Esc),
    ("escape", Code::Esc),
    ("tab", Code::Tab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("del", Code::Delete),
    ("insert", Code::Insert),
    ("ins", Code::Insert),
    ("left", Code::Left),
    ("right", Code::Right),
    ("up", Code::Up),
    ("down", Code::Down),
    ("home", Code::Home),
    ("end", Code::End),
    ("pgup", Code::PageUp),
    ("pageup", Code::PageUp),
    ("pgdn", Code::PageDown),
    ("pagedown", Code::PageDown),
    ("space", Code::Char(' ')),
    ("lt", Code::Char('<')),
    ("gt", Code::Char('>')),
    ("minus", Code::Char('-')),
];

impl Key {
    /// A key without modifiers.
    pub fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character.
    pub fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// The character it types, unless Ctrl or Alt is held.
    pub fn typed(&self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The same key as it lies on a Latin keyboard, where the character belongs to another alphabet.
    pub fn on_latin_keyboard(&self) -> Option<Self> {
        let Code::Char(c) = self.code else {
            return None;
        };
        super::keyboard::latin(c).map(|latin| Self {
            code: Code::Char(latin),
            ..*self
        })
    }

    /// Reads one key: a character, or a name with its modifiers (`ctrl-d`, `shift-tab`, `alt-left`).
    pub fn parse(written: &str) -> Option<Self> {
        let mut key = Self::plain(Code::Esc);
        let mut rest = written;
        loop {
            let lower = rest.to_ascii_lowercase();
            let modifier = ["ctrl-", "alt-", "shift-"]
                .into_iter()
                .find(|name| lower.starts_with(name) && lower.len() > name.len());
            let Some(modifier) = modifier else { break };
            match modifier {
                "ctrl-" => key.ctrl = true,
                "alt-" => key.alt = true,
                _ => key.shift = true,
            }
            rest = rest.get(modifier.len()..)?;
        }
        key.code = parse_code(rest)?;
        if let (Code::Char(c), true) = (key.code, key.shift) {
            key.code = Code::Char(c.to_uppercase().next().unwrap_or(c));
            key.shift = false;
        }
        if let (Code::Char(c), true) = (key.code, key.ctrl) {
            key.code = Code::Char(c.to_ascii_lowercase());
        }
        Some(key)
    }
}

fn parse_code(written: &str) -> Option<Code> {
    let mut chars = written.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control()).then_some(Code::Char(c));
    }
    let lower = written.to_ascii_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == lower) {
        return Some(*code);
    }
    let number: u8 = lower.strip_prefix('f')?.parse().ok()?;
    (1..=24).contains(&number).then_some(Code::F(number))
}

/// Reads keys pressed one after the other: one key by name, or characters with names in `<…>` among them.
/// `None` where a name is unknown or there is nothing.
pub fn parse_sequence(written: &str) -> Option<Vec<Key>> {
    if let Some(key) = Key::parse(written) {
        return Some(vec![key]);
    }
    let lower = written.to_ascii_lowercase();
    if ["ctrl-", "alt-", "shift-"]
        .iter()
        .any(|name| lower.starts_with(name))
    {
        return None;
    }
    let mut keys = Vec::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|inner| {
            let end = inner.find('>')?;
            let key = Key::parse(inner.get(..end)?).filter(|_| end > 1)?;
            Some((key, inner.get(end + 1..)?))
        });
        if let Some((key, after)) = named {
            keys.push(key);
            rest = after;
        } else {
            if c.is_whitespace() || c.is_control() {
                return None;
            }
            keys.push(Key::char(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    (!keys.is_empty()).then_some(keys)
}

/// Reads what somebody types: like [`parse_sequence`], but spaces are typed too and nothing is refused.
pub fn typed(written: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|inner| {
            let end = inner.find('>')?;
            let key = Key::parse(inner.get(..end)?).filter(|_| end > 1)?;
            Some((key, inner.get(end + 1..)?))
        });
        match named {
            Some((key, after)) => {
                keys.push(key);
                rest = after;
            }
            None => {
                keys.push(Key::char(c));
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    keys
}

/// As help and footer show it: `Ctrl-D`, `Enter`, `g`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let modified = self.ctrl || self.alt || self.shift;
        for (held, name) in [
            (self.ctrl, "Ctrl-"),
            (self.alt, "Alt-"),
            (self.shift, "Shift-"),
        ] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(c) if modified => write!(f, "{}", c.to_uppercase()),
            Code::Char(c) => write!(f, "{c}"),
            Code::F(number) => write!(f, "F{number}"),
            Code::PageUp => f.write_str("PgUp"),
            Code::PageDown => f.write_str("PgDn"),
            code => {
                let name = NAMES.iter().find(|(_, other)| *other == code);
                let name = name.map_or("", |(name, _)| *name);
                let mut chars = name.chars();
                if let Some(first) = chars.next() {
                    write!(f, "{}{}", first.to_ascii_uppercase(), chars.as_str())?;
                }
                Ok(())
            }
        }
    }
}

/// Prints keys pressed one after the other: `gg`, `Ctrl-D`, `g Enter`.
pub fn print_sequence(keys: &[Key]) -> String {
    let plain = |key: &Key| matches!(key.typed(), Some(c) if c != ' ');
    if keys.iter().all(plain) {
        return keys.iter().filter_map(Key::typed).collect();
    }
    let printed: Vec<String> = keys.iter().map(ToString::to_string).collect();
    printed.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, printed: Option<&str>) {
        let keys = parse_sequence(written).map(|keys| print_sequence(&keys));
        assert_eq!(keys.as_deref(), printed, "{written}");
    }

    #[test]
    fn keys_are_read_and_printed() {
        check("j", Some("j"));
        check("gg", Some("gg"));
        check("[a", Some("[a"));
        check("ctrl-d", Some("Ctrl-D"));
        check("Ctrl-P", Some("Ctrl-P"));
        check("alt-left", Some("Alt-Left"));
        check("shift-tab", Some("Shift-Tab"));
        check("shift-j", Some("J"));
        check("pgdn", Some("PgDn"));
        check("f1", Some("F1"));
        check("<", Some("<"));
        check("-", Some("-"));
        check("g<enter>", Some("g Enter"));
        check("<<", Some("<<"));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        check("", None);
        check("ctrl-", None);
        check("ctrl-nosuch", None);
        check("a b", None);
        check("f99x y", None);
    }

    #[test]
    fn typed_text_keeps_its_spaces() {
        let keys = typed("/a b<enter>");
        assert_eq!(keys.len(), 5);
        assert_eq!(keys[2], Key::char(' '));
        assert_eq!(keys[4], Key::plain(Code::Enter));
    }
}
