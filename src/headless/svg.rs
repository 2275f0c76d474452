//! A drawn screen as an SVG picture: what the terminal would show, in colours and a font of even width.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::text::wrap;

/// Size of a cell, in hundredths of a unit.
const WIDE: u32 = 840;
const HIGH: u32 = 1_800;
/// Room around the screen.
const MARGIN: u32 = 1_400;
const PAPER: &str = "#16181d";
const INK: &str = "#d3d7de";

/// Draws a picture of a buffer on dark paper.
pub fn svg(buffer: &Buffer) -> String {
    let (columns, rows) = (u32::from(buffer.area.width), u32::from(buffer.area.height));
    let (width, height) = (columns * WIDE + 2 * MARGIN, rows * HIGH + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
         font-family=\"'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"14\">\n\
         <rect width=\"{w}\" height=\"{h}\" rx=\"8\" fill=\"{PAPER}\"/>\n",
        w = units(width),
        h = units(height),
    );
    for y in 0..rows {
        let runs = runs(buffer, y);
        for run in &runs {
            ground(&mut out, run, y);
        }
        for run in &runs {
            letters(&mut out, run, y);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Cells beside one another that look the same.
struct Run {
    column: u32,
    cells: u32,
    text: String,
    ink: String,
    paper: Option<String>,
    modifier: Modifier,
}

fn runs(buffer: &Buffer, y: u32) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut covered = 0;
    for (column, x) in (buffer.area.left()..buffer.area.right()).enumerate() {
        let row = u16::try_from(y).unwrap_or(u16::MAX);
        let Some(cell) = buffer.cell((x, buffer.area.y.saturating_add(row))) else {
            continue;
        };
        if covered > 0 {
            covered -= 1;
            continue;
        }
        let width = wrap::width(cell.symbol()).max(1);
        covered = width - 1;
        let (ink, paper) = colours(cell);
        // Signs that fonts draw in other widths would move what follows them.
        let even = cell.symbol().is_ascii();
        let cells = u32::try_from(width).unwrap_or(1);
        if let Some(last) = runs.last_mut()
            && even
            && last.text.is_ascii()
            && (&last.ink, &last.paper, last.modifier) == (&ink, &paper, cell.modifier)
        {
            last.cells += cells;
            last.text.push_str(cell.symbol());
            continue;
        }
        runs.push(Run {
            column: u32::try_from(column).unwrap_or(0),
            cells,
            text: cell.symbol().to_owned(),
            ink,
            paper,
            modifier: cell.modifier,
        });
    }
    runs
}

fn ground(out: &mut String, run: &Run, y: u32) {
    let Some(paper) = &run.paper else { return };
    let (left, top) = (MARGIN + run.column * WIDE, MARGIN + y * HIGH);
    let _ = writeln!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{paper}\" shape-rendering=\"crispEdges\"/>",
        units(left),
        units(top),
        units(run.cells * WIDE),
        units(HIGH),
    );
}

fn letters(out: &mut String, run: &Run, y: u32) {
    if run.text.trim().is_empty() {
        return;
    }
    let (left, base) = (MARGIN + run.column * WIDE, MARGIN + y * HIGH + 1_340);
    let mut looks = String::new();
    if run.modifier.contains(Modifier::BOLD) {
        looks.push_str(" font-weight=\"bold\"");
    }
    if run.modifier.contains(Modifier::UNDERLINED) {
        looks.push_str(" text-decoration=\"underline\"");
    }
    if run.modifier.contains(Modifier::DIM) {
        looks.push_str(" opacity=\"0.6\"");
    }
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\" xml:space=\"preserve\"{looks}>{}</text>",
        units(left),
        units(base),
        units(run.cells * WIDE),
        run.ink,
        escaped(&run.text),
    );
}

/// Hundredths as a number: `8.4`.
fn units(hundredths: u32) -> String {
    let number = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    number
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn colours(cell: &Cell) -> (String, Option<String>) {
    let ink = colour(cell.fg);
    let paper = colour(cell.bg);
    if cell.modifier.contains(Modifier::REVERSED) {
        let paper = paper.unwrap_or_else(|| PAPER.to_owned());
        return (paper, Some(ink.unwrap_or_else(|| INK.to_owned())));
    }
    (ink.unwrap_or_else(|| INK.to_owned()), paper)
}

fn colour(colour: Color) -> Option<String> {
    let place = match colour {
        Color::Reset => return None,
        Color::Rgb(red, green, blue) => return Some(hex(red, green, blue)),
        Color::Indexed(place) => place,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    Some(indexed(place))
}

/// The usual 256 colours: 16 of the terminal, a cube of 6 steps, 24 greys.
fn indexed(place: u8) -> String {
    const FIRST: [&str; 16] = [
        "#1c1f26", "#d0606a", "#87b379", "#d6b26c", "#6f9bd1", "#b48ead", "#6fb3b8", "#c8ccd4",
        "#6b7280", "#e07a83", "#a3c993", "#e6c88a", "#8fb4e3", "#c9a6c4", "#8fcbd0", "#eceff4",
    ];
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match place {
        0..16 => FIRST[usize::from(place)].to_owned(),
        16..232 => {
            let place = usize::from(place - 16);
            hex(STEPS[place / 36], STEPS[place / 6 % 6], STEPS[place % 6])
        }
        232.. => {
            let grey = 8 + (place - 232) * 10;
            hex(grey, grey, grey)
        }
    }
}

fn hex(red: u8, green: u8, blue: u8) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn a_picture_has_a_text_for_each_look_and_nothing_raw() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, "<a&b>", Style::new().fg(Color::Indexed(117)));
        buffer.set_string(5, 0, "深x", Style::new().bg(Color::Indexed(237)));
        let picture = svg(&buffer);
        assert!(picture.contains("fill=\"#87d7ff\" xml:space=\"preserve\">&lt;a&amp;b&gt;</text>"));
        assert!(picture.contains("textLength=\"16.8\""), "{picture}");
        assert!(picture.contains("fill=\"#3a3a3a\""), "{picture}");
        assert_eq!(picture.matches("<text").count(), 3);
    }

    #[test]
    fn the_cube_and_the_greys_are_the_usual_ones() {
        let found = [16, 231, 232, 255, 67].map(indexed);
        assert_eq!(
            found,
            ["#000000", "#ffffff", "#080808", "#eeeeee", "#5f87af"]
        );
    }
}
