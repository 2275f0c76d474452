//! Turns a piece of the terminal's bytes into a message for the browser or into the terminal's answer to a question of ours.

use termina::escape::csi::{Csi, Keyboard};
use termina::escape::osc::{ColorOrQuery, DynamicColorNumber, Osc};
use termina::event::{Event, KeyCode, KeyEvent, KeyEventKind, Modifiers};

use super::split::Piece;
use crate::app::key::{Code, Key};
use crate::app::{Button, Mouse, MouseKind, Msg};
use crate::text::clean;

/// What a piece means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Input {
    /// Something for the browser.
    Msg(Msg),
    /// The terminal says how light its background is.
    Background {
        /// Whether dark text stands out on it.
        light: bool,
    },
    /// The terminal can tell apart keys that used to look the same, if it is asked to.
    KeyboardCanMore,
}

/// Reads a piece; `None` where it means nothing to us.
pub(super) fn decode(piece: &Piece) -> Option<Input> {
    match piece {
        Piece::Paste(bytes) => {
            let text = pasted(bytes);
            (!text.is_empty()).then_some(Input::Msg(Msg::Paste(text)))
        }
        // Alt with a key that begins sequences: the parser would wait for the rest for ever.
        Piece::Whole(bytes) if matches!(bytes.as_slice(), [0x1b, b'[' | b'O' | b']' | b'P']) => {
            let key = Key {
                alt: true,
                ..Key::char(char::from(bytes[1]))
            };
            Some(Input::Msg(Msg::Key(key)))
        }
        Piece::Whole(bytes) if bytes.starts_with(b"\x1b[<") => {
            mouse(&bytes[3..]).map(|mouse| Input::Msg(Msg::Mouse(mouse)))
        }
        // Reports of the mouse in forms that were not asked for.
        Piece::Whole(bytes) if bytes.starts_with(b"\x1b[") && bytes.ends_with(b"M") => None,
        Piece::Whole(bytes) if bytes.starts_with(b"\x1b[M") => None,
        Piece::Whole(bytes) => {
            let mut parser = termina::Parser::default();
            parser.parse(bytes, false);
            meaning(parser.pop()?)
        }
    }
}

/// The text of a paste: whole characters, no controls but line breaks and tabs.
fn pasted(bytes: &[u8]) -> String {
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    };
    let text = String::from_utf8_lossy(whole);
    clean::clean(&text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn meaning(event: Event) -> Option<Input> {
    match event {
        Event::Key(event) => key(event).map(|key| Input::Msg(Msg::Key(key))),
        Event::Osc(Osc::ChangeDynamicColors(DynamicColorNumber::TextBackgroundColor, colours)) => {
            match colours.first()? {
                ColorOrQuery::Color(colour) => Some(Input::Background {
                    light: is_light(colour.red, colour.green, colour.blue),
                }),
                ColorOrQuery::Query => None,
            }
        }
        Event::Csi(Csi::Keyboard(Keyboard::ReportFlags(_))) => Some(Input::KeyboardCanMore),
        _ => None,
    }
}

/// Whether black stands out better than white on this colour (luma of ITU-R BT.601).
fn is_light(red: u8, green: u8, blue: u8) -> bool {
    let luma = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    luma > 127_500
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| event.modifiers.contains(modifier);
    let mut shift = held(Modifiers::SHIFT);
    let code = match event.code {
        KeyCode::Char(c) => {
            // Control characters have keys of their own; what else the terminal sends is for the filter.
            let c = if shift && c.is_lowercase() {
                c.to_uppercase().next().unwrap_or(c)
            } else {
                c
            };
            shift = false;
            let c = if held(Modifiers::CONTROL) {
                c.to_ascii_lowercase()
            } else {
                c
            };
            (!c.is_control()).then_some(Code::Char(c))?
        }
        KeyCode::Enter => Code::Enter,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => {
            shift = true;
            Code::Tab
        }
        KeyCode::Escape => Code::Esc,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Insert => Code::Insert,
        KeyCode::Delete => Code::Delete,
        KeyCode::Function(number) => Code::F(number),
        _ => return None,
    };
    Some(Key {
        code,
        ctrl: held(Modifiers::CONTROL),
        alt: held(Modifiers::ALT) || held(Modifiers::META),
        shift,
    })
}

/// Reads a report of the mouse, `ESC [ < button ; column ; row` and `M` for pressed, with columns and rows from 1.
///
/// Read here because the parser subtracts with overflow from a column 0.
fn mouse(report: &[u8]) -> Option<Mouse> {
    let report = std::str::from_utf8(report).ok()?.strip_suffix('M')?;
    let mut numbers = report.split(';').map(str::parse::<u16>);
    let (button, x, y) = (
        numbers.next()?.ok()?,
        numbers.next()?.ok()?,
        numbers.next()?.ok()?,
    );
    // Bits 4, 8 and 16 are Shift, Alt and Ctrl; bit 32 is a movement.
    let kind = match button & !0b1_1100 {
        0 => MouseKind::Press(Button::Left),
        1 => MouseKind::Press(Button::Middle),
        2 => MouseKind::Press(Button::Right),
        64 => MouseKind::WheelUp,
        65 => MouseKind::WheelDown,
        128 => MouseKind::Press(Button::Back),
        129 => MouseKind::Press(Button::Forward),
        _ => return None,
    };
    Some(Mouse {
        kind,
        x: x.checked_sub(1)?,
        y: y.checked_sub(1)?,
        spot: None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::key::print_sequence;
    use crate::terminal::split::Splitter;

    /// Decodes one whole piece and compares it, written short, with `expected`.
    fn check(bytes: &[u8], expected: &str) {
        let shown = match decode(&Piece::Whole(bytes.to_vec())) {
            Some(Input::Msg(Msg::Key(key))) => print_sequence(&[key]),
            Some(Input::Msg(Msg::Mouse(mouse))) => {
                format!("{:?} {},{}", mouse.kind, mouse.x, mouse.y)
            }
            Some(Input::Background { light: true }) => "light".to_owned(),
            Some(Input::Background { light: false }) => "dark".to_owned(),
            Some(Input::KeyboardCanMore) => "keyboard".to_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(shown, expected, "{}", bytes.escape_ascii());
    }

    #[test]
    fn keys_are_read() {
        check(b"j", "j");
        check(b"J", "J");
        check("я".as_bytes(), "я");
        check(b"\x04", "Ctrl-D");
        check(b"\x1a", "Ctrl-Z");
        check(b"\r", "Enter");
        check(b"\t", "Tab");
        check(b"\x1b[Z", "Shift-Tab");
        check(b"\x7f", "Backspace");
        check(b"\x1b", "Esc");
        check(b"\x1b[A", "Up");
        check(b"\x1bOA", "Up");
        check(b"\x1b[1;3D", "Alt-Left");
        check(b"\x1bx", "Alt-X");
        check(b"\x1b]", "Alt-]");
        check(b"\x1b[5~", "PgUp");
        check(b"\x1bOP", "F1");
        check(b"\x1b[57;5u", "Ctrl-9");
        check(b"\x1b[106;5u", "Ctrl-J");
        check(b"\x1b[106;2u", "J");
        check(b"\x1b[106;1:3u", "None");
        check(b"\x1b[27u", "Esc");
        check(b"\x1b[13;2u", "Shift-Enter");
        check(b"\x1b[57400u", "1");
    }

    #[test]
    fn the_mouse_is_read() {
        check(b"\x1b[<0;12;3M", "Press(Left) 11,2");
        check(b"\x1b[<0;12;3m", "None");
        check(b"\x1b[<64;1;1M", "WheelUp 0,0");
        check(b"\x1b[<65;300;200M", "WheelDown 299,199");
        check(b"\x1b[<0;0;0M", "None");
    }

    #[test]
    fn answers_of_the_terminal_are_read() {
        check(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "light");
        check(b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07", "dark");
        check(b"\x1b[?0u", "keyboard");
        check(b"\x1b[?62;c", "None");
        check(b"\x1b]11;nonsense\x07", "None");
    }

    #[test]
    fn pastes_lose_their_controls_and_half_characters() {
        let bytes = [b"a\x1b[31mb\rc\x00", &"я".as_bytes()[..1]].concat();
        let Some(Input::Msg(Msg::Paste(text))) = decode(&Piece::Paste(bytes)) else {
            panic!("a paste with text is a paste");
        };
        assert!(!text.contains('\x1b') && !text.contains('\0'), "{text:?}");
        assert!(text.contains('a') && text.contains("b\nc"), "{text:?}");
        assert!(!text.contains('\u{fffd}'), "{text:?}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_dropped(bytes: Vec<u8>) {
            let mut splitter = Splitter::default();
            splitter.feed(&bytes, |piece| drop(decode(&piece)));
            splitter.pause(|piece| drop(decode(&piece)));
        }

        #[test]
        fn any_sequence_is_decoded_or_dropped(tail in "(\\[|O|\\]|P)[<>?0-9;: A-Za-z~#]{0,12}[\u{7}]?") {
            let mut splitter = Splitter::default();
            splitter.feed(b"\x1b", |_| {});
            splitter.feed(tail.as_bytes(), |piece| drop(decode(&piece)));
            splitter.pause(|piece| drop(decode(&piece)));
        }
    }
}
