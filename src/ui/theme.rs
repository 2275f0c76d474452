//! What each thing on the screen looks like: a closed list of roles, and a style for each in each theme. Widgets name roles, never colours.

use ratatui::style::{Color, Modifier, Style};

use crate::app::ThemeName;
use crate::app::document::Ink;

/// What a piece of the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Ordinary text.
    Text,
    /// The program's name.
    Brand,
    /// Frames, axes and rules.
    Frame,
    /// The frame that keys go to.
    Focused,
    /// A headline or the name of a page's thing.
    Title,
    /// Source, date and the like.
    Meta,
    /// What may be overlooked.
    Dim,
    /// A heading of a part.
    Heading,
    /// What rows of a list have in common.
    Group,
    /// An actor.
    Actor,
    /// An actor of which the recogniser is unsure.
    Uncertain,
    /// A web address.
    Url,
    /// A link to another piece.
    Piece,
    /// A word that the query found.
    Hit,
    /// A place that the search in a text found.
    Found,
    /// The found place the reader is at.
    FoundHere,
    /// The sign of what is not read yet.
    Unread,
    /// A title that was read.
    Read,
    /// A star.
    Star,
    /// The sign of a note or a tag, of copies, of what is new.
    Sign,
    /// The sign of what is picked.
    Picked,
    /// Letters that a filter matched.
    Lit,
    /// Bars of charts.
    Bar,
    /// The program speaks.
    Message,
    /// Something is wrong.
    Error,
    /// What stands before a text that is typed.
    Prompt,
    /// The letters that follow a link.
    Label,
    /// A key.
    Key,
    /// The mark at the left of the row under the cursor.
    Mark,
    /// The row under the cursor; laid over what it says.
    Selected,
    /// The same where keys go elsewhere.
    Resting,
    /// The link under the cursor; laid over what it says.
    LinkHere,
}

use Role::{
    Actor, Bar, Brand, Dim, Error, Focused, Found, FoundHere, Frame, Group, Heading, Hit, Key,
    Label, LinkHere, Lit, Mark, Message, Meta, Picked, Piece, Prompt, Read, Resting, Selected,
    Sign, Star, Text, Title, Uncertain, Unread, Url,
};

impl Role {
    /// Every role, with the letter that stands for it where roles are drawn instead of colours.
    const ALL: [(Self, char); 32] = [
        (Text, '.'),
        (Brand, 'B'),
        (Frame, '-'),
        (Focused, '='),
        (Title, 'T'),
        (Meta, 'm'),
        (Dim, 'd'),
        (Heading, 'H'),
        (Group, 'g'),
        (Actor, 'a'),
        (Uncertain, 'u'),
        (Url, 'w'),
        (Piece, 'p'),
        (Hit, 'h'),
        (Found, 'f'),
        (FoundHere, 'F'),
        (Unread, 'U'),
        (Read, 'r'),
        (Star, 'S'),
        (Sign, 'N'),
        (Picked, 'P'),
        (Lit, 'l'),
        (Bar, 'b'),
        (Message, 'M'),
        (Error, 'E'),
        (Prompt, '>'),
        (Label, 'K'),
        (Key, 'k'),
        (Mark, '|'),
        (Selected, 's'),
        (Resting, 'o'),
        (LinkHere, 'L'),
    ];

    /// The role of a piece of an article.
    pub(super) fn of(ink: Ink) -> Self {
        match ink {
            Ink::Plain => Text,
            Ink::Title => Title,
            Ink::Meta => Meta,
            Ink::Dim => Dim,
            Ink::Heading => Heading,
            Ink::Actor => Actor,
            Ink::Uncertain => Uncertain,
            Ink::Url => Url,
            Ink::Piece => Piece,
            Ink::Hit => Hit,
            Ink::Found => Found,
            Ink::FoundHere => FoundHere,
        }
    }

    /// Whether it is laid over pieces that have roles of their own.
    fn is_laid_over(self) -> bool {
        matches!(self, Selected | Resting | LinkHere)
    }
}

/// What styles are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Theme {
    /// A set of colours.
    Named(ThemeName),
    /// Each role a colour of its own, to be read back with [`letter`].
    Roles,
}

impl Theme {
    /// How a role looks.
    pub(super) fn style(self, role: Role) -> Style {
        let name = match self {
            Self::Named(name) => name,
            Self::Roles => return numbered(role),
        };
        match name {
            ThemeName::Dark => dark(role),
            ThemeName::Light => light(role),
            ThemeName::Terminal => sixteen(role),
            ThemeName::Plain => plain(role),
        }
    }
}

fn numbered(role: Role) -> Style {
    let place = Role::ALL.iter().position(|(other, _)| *other == role);
    let colour = Color::Indexed(u8::try_from(place.unwrap_or_default()).unwrap_or_default());
    if role.is_laid_over() {
        Style::new().bg(colour)
    } else {
        Style::new().fg(colour)
    }
}

/// The letter of the role that a cell was drawn in with [`Theme::Roles`]: that of its text where this says more than that
/// of its row.
pub(super) fn letter(fg: Color, bg: Color, is_blank: bool) -> char {
    let role = |colour| match colour {
        Color::Indexed(place) => Role::ALL.get(usize::from(place)).copied(),
        _ => None,
    };
    let over = role(bg).map(|(_, letter)| letter);
    match role(fg) {
        Some((Text | Read, letter)) if !is_blank => over.unwrap_or(letter),
        Some((_, letter)) if !is_blank => letter,
        _ => over.unwrap_or(' '),
    }
}

fn ink(colour: u8) -> Style {
    Style::new().fg(Color::Indexed(colour))
}

fn on(colour: u8, ground: u8) -> Style {
    ink(colour).bg(Color::Indexed(ground))
}

fn ground(colour: u8) -> Style {
    Style::new().bg(Color::Indexed(colour))
}

const BOLD: Modifier = Modifier::BOLD;
const FAINT: Modifier = Modifier::DIM;
const UNDER: Modifier = Modifier::UNDERLINED;
const REVERSED: Modifier = Modifier::REVERSED;

fn dark(role: Role) -> Style {
    match role {
        Text => Style::new(),
        Brand => ink(117).add_modifier(BOLD),
        Frame => ink(239),
        Focused | Bar => ink(67),
        Title => ink(255).add_modifier(BOLD),
        Meta => ink(109),
        Dim => ink(245),
        Heading => ink(180).add_modifier(BOLD),
        Group => ink(103),
        Actor => ink(115),
        Uncertain => ink(72).add_modifier(UNDER),
        Url => ink(110).add_modifier(UNDER),
        Piece => ink(180),
        Hit | Lit => ink(222).add_modifier(BOLD),
        Found => on(234, 179),
        FoundHere => on(232, 215).add_modifier(BOLD),
        Unread => ink(75),
        Read => ink(249),
        Star => ink(221),
        Sign => ink(139),
        Picked => ink(150).add_modifier(BOLD),
        Message => ink(151),
        Error => ink(210).add_modifier(BOLD),
        Prompt | Key => ink(117),
        Label => on(232, 221).add_modifier(BOLD),
        Mark => ink(75).add_modifier(BOLD),
        Selected => ground(237),
        Resting => ground(235),
        LinkHere => ground(24).add_modifier(UNDER),
    }
}

fn light(role: Role) -> Style {
    match role {
        Text => Style::new(),
        Brand => ink(25).add_modifier(BOLD),
        Frame => ink(250),
        Focused | Bar => ink(67),
        Title => ink(16).add_modifier(BOLD),
        Meta => ink(24),
        Dim => ink(243),
        Heading => ink(94).add_modifier(BOLD),
        Group => ink(60),
        Actor => ink(29),
        Uncertain => ink(65).add_modifier(UNDER),
        Url => ink(25).add_modifier(UNDER),
        Piece => ink(94),
        Hit | Lit => ink(124).add_modifier(BOLD),
        Found => on(16, 222),
        FoundHere => on(16, 214).add_modifier(BOLD),
        Unread => ink(26),
        Read => ink(240),
        Star => ink(136),
        Sign => ink(96),
        Picked => ink(28).add_modifier(BOLD),
        Message => ink(22),
        Error => ink(160).add_modifier(BOLD),
        Prompt | Key => ink(25),
        Label => on(231, 25).add_modifier(BOLD),
        Mark => ink(25).add_modifier(BOLD),
        Selected => ground(253),
        Resting => ground(255),
        LinkHere => ground(153).add_modifier(UNDER),
    }
}

fn sixteen(role: Role) -> Style {
    let ink = |colour| Style::new().fg(colour);
    match role {
        Text | Read => Style::new(),
        Brand => ink(Color::Cyan).add_modifier(BOLD),
        Frame | Dim => ink(Color::DarkGray),
        Focused | Bar => ink(Color::Blue),
        Title | Picked => Style::new().add_modifier(BOLD),
        Meta | Group | Prompt | Key => ink(Color::Cyan),
        Heading => ink(Color::Yellow).add_modifier(BOLD),
        Actor | Message => ink(Color::Green),
        Uncertain => ink(Color::Green).add_modifier(UNDER),
        Url => ink(Color::Blue).add_modifier(UNDER),
        Piece | Sign => ink(Color::Magenta),
        Hit | Lit => ink(Color::Yellow).add_modifier(BOLD),
        Found => ink(Color::Yellow).add_modifier(REVERSED),
        FoundHere | Label => ink(Color::Yellow).add_modifier(REVERSED | BOLD),
        Unread | Mark => ink(Color::Blue).add_modifier(BOLD),
        Star => ink(Color::Yellow),
        Error => ink(Color::Red).add_modifier(BOLD),
        Selected => Style::new().add_modifier(REVERSED),
        Resting => Style::new().add_modifier(BOLD),
        LinkHere => Style::new().add_modifier(REVERSED | UNDER),
    }
}

fn plain(role: Role) -> Style {
    let modifier = match role {
        Text | Group | Meta | Unread | Read | Star | Sign | Bar | Message => {
            return Style::new();
        }
        Frame | Dim => FAINT,
        Focused | Brand | Title | Heading | Picked | Error | Prompt | Key | Mark | Resting => BOLD,
        Uncertain => UNDER | FAINT,
        // What leads somewhere is underlined.
        Url | Actor | Piece => UNDER,
        Hit | Lit => BOLD | UNDER,
        Found | Selected => REVERSED,
        FoundHere | Label => REVERSED | BOLD,
        LinkHere => REVERSED | UNDER,
    };
    Style::new().add_modifier(modifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read_back_and_letters_are_their_own() {
        for (role, expected) in Role::ALL {
            let style = Theme::Roles.style(role);
            let (fg, bg) = (style.fg, style.bg);
            let letter = letter(fg.unwrap_or_default(), bg.unwrap_or_default(), false);
            assert_eq!(letter, expected);
            assert_eq!(Role::ALL.iter().filter(|row| row.1 == expected).count(), 1);
        }
    }

    #[test]
    fn no_theme_without_colours_names_one() {
        for (role, _) in Role::ALL {
            let style = Theme::Named(ThemeName::Plain).style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
    }

    #[test]
    fn what_is_laid_over_a_row_can_be_seen_in_every_theme() {
        for name in ThemeName::ALL {
            for role in [Selected, LinkHere, Found, FoundHere, Label] {
                let style = Theme::Named(name).style(role);
                let reversed = style.add_modifier.contains(REVERSED);
                assert!(reversed || style.bg.is_some(), "{name:?} {role:?}");
            }
        }
    }
}
