//! What a file is, told by its first bytes; a name only decides where they leave it open.

use super::json;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// JSON in any layout.
    Json,
    /// A text for people to read.
    Plain,
    /// Something that is known by sight and not read; the words name it.
    Unread(&'static str),
}

/// Files that are known by their first bytes.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip file of an unknown kind"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
];

/// Texts that are known by how they begin, in lower case.
const BEGINNINGS: &[(&str, &str)] = &[
    ("warc/", "a WARC archive"),
    ("filedesc://", "an ARC archive"),
    ("<!doctype html", "an HTML page"),
    ("<!doctype netscape-bookmark", "an HTML list of bookmarks"),
    ("<html", "an HTML page"),
    ("<head", "an HTML page"),
    ("<body", "an HTML page"),
    ("<rss", "an RSS feed"),
    ("<rdf:rdf", "an RSS feed"),
    ("<feed", "an Atom feed"),
    ("<opml", "an OPML list"),
    ("<nitf", "an NITF wire story"),
    ("<newsml", "a NewsML wire story"),
    ("<newsitem", "a NewsML wire story"),
    ("<packageitem", "a NewsML wire story"),
    ("<newsmessage", "a NewsML wire story"),
    ("<tei", "a TEI document"),
    ("---\n", "Markdown with front matter"),
    ("---\r\n", "Markdown with front matter"),
];

/// Names of columns by which a table of articles is known.
const COLUMNS: [&str; 12] = [
    "title",
    "headline",
    "url",
    "link",
    "text",
    "body",
    "content",
    "date",
    "published",
    "id",
    "category",
    "author",
];

/// Tells what a file is from its first bytes as they came, the same decoded, and its name.
pub(super) fn sniff(raw: &[u8], text: &str, name: &str) -> Format {
    if let Some((_, what)) = SIGNATURES.iter().find(|(sign, _)| raw.starts_with(sign)) {
        return Format::Unread(what);
    }
    if raw.get(257..262) == Some(b"ustar") && raw[..257].contains(&0) {
        return Format::Unread("a tar archive");
    }
    if is_binary(raw, text) && !json::is_decided(text) {
        return Format::Unread("a binary file");
    }
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\0');
    if let Some(what) = beginning(text) {
        return Format::Unread(what);
    }
    if is_json(text) {
        return Format::Json;
    }
    if let Some(what) = named(name) {
        return Format::Unread(what);
    }
    if is_mail(text) {
        return Format::Unread("a mail");
    }
    if is_table(text) {
        return Format::Unread("a table (CSV)");
    }
    Format::Plain
}

/// Whether too much of it is no text. Colours, overstriking and stray zeros do occur in texts.
fn is_binary(raw: &[u8], text: &str) -> bool {
    let text = text.trim_start();
    let sample = &text[..text.floor_char_boundary(64 << 10)];
    let (mut all, mut odd) = (0_usize, 0_usize);
    for c in sample.trim_end_matches('\0').chars() {
        all += 1;
        let plain = matches!(c, ' '..='~' | '\t'..='\r' | '\u{8}' | '\u{1b}' | '\u{a0}'..);
        odd += usize::from(!plain || c == '\u{fffd}');
    }
    let most = if std::str::from_utf8(raw).is_ok() {
        20
    } else {
        4
    };
    odd * 100 > all * most
}

fn beginning(text: &str) -> Option<&'static str> {
    let start: String = text
        .chars()
        .take(4096)
        .collect::<String>()
        .to_ascii_lowercase();
    let known = |start: &str| {
        let known = BEGINNINGS
            .iter()
            .find(|(begin, _)| start.starts_with(begin));
        known.map(|(_, what)| *what)
    };
    if let Some(what) = known(&start) {
        return Some(what);
    }
    let rest = start.strip_prefix('<')?;
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
        return None;
    }
    let elements = start.match_indices('<').map(|(at, _)| &start[at..]);
    if rest.starts_with("?xml") || rest.starts_with("!doctype") {
        // Past the declaration, comments and the like: the first element says what it is. Those in it may have names of HTML.
        let root = elements
            .clone()
            .find(|element| element[1..].starts_with(|c: char| c.is_ascii_alphabetic()));
        return Some(root.and_then(known).unwrap_or("an XML file"));
    }
    let inside = elements.clone().find_map(known);
    let tags = elements.take(3).count();
    (rest.contains('>') && (inside.is_some() || tags > 1 || rest.starts_with('!')))
        .then(|| inside.unwrap_or("an HTML page"))
}

fn is_json(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('{') => true,
        Some('[') => {
            let next = chars.find(|c| !c.is_whitespace());
            next.is_none_or(|c| matches!(c, '{' | '[' | ']' | '"' | '-' | '0'..='9'))
                || ["null", "true", "false"]
                    .iter()
                    .any(|word| text[1..].trim_start().starts_with(word))
        }
        _ => false,
    }
}

/// What a name promises and the content does not keep.
fn named(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let name = name
        .strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".zst"))
        .unwrap_or(&name);
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if ends(&[".json", ".jsonl", ".ndjson"]) {
        Some("named as JSON, but none")
    } else if ends(&[".warc"]) {
        Some("named as a WARC archive, but none")
    } else {
        None
    }
}

fn is_mail(text: &str) -> bool {
    const FIELDS: [&str; 9] = [
        "from",
        "subject",
        "date",
        "received",
        "message-id",
        "return-path",
        "delivered-to",
        "mime-version",
        "x-mozilla-status",
    ];
    let mut lines = text.lines();
    let mut first = lines.next().unwrap_or_default();
    let is_box = first.starts_with("From ");
    if is_box {
        first = lines.next().unwrap_or_default();
    }
    let mut known = 0;
    for line in std::iter::once(first).chain(lines).take(12) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((field, _)) = line.split_once(':') else {
            break;
        };
        known += usize::from(FIELDS.contains(&field.to_ascii_lowercase().as_str()));
    }
    known >= 2 + usize::from(!is_box)
}

/// A first line of column names, or lines of quoted cells.
fn is_table(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let (Some(head), Some(next)) = (lines.next(), lines.next()) else {
        return false;
    };
    if head.starts_with('"') && head.contains("\",\"") && next.starts_with('"') {
        return true;
    }
    ['\t', ',', ';'].iter().any(|separator| {
        let cells: Vec<String> = head
            .split(*separator)
            .map(|cell| cell.trim_matches(['"', ' ']).to_ascii_lowercase())
            .collect();
        let known = cells
            .iter()
            .filter(|cell| COLUMNS.contains(&cell.as_str()))
            .count();
        cells.len() > 1
            && known > 0
            && cells.iter().all(|cell| cell.len() <= 40)
            && next.contains(*separator)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Format) {
        assert_eq!(sniff(text.as_bytes(), text, "a"), expected, "{text}");
    }

    #[test]
    fn json_is_known_by_its_first_characters() {
        check("  {\"title\": 1}", Format::Json);
        check("[ {", Format::Json);
        check("[]", Format::Json);
        check("{oops", Format::Json);
        check("[Photo] A bridge", Format::Plain);
    }

    #[test]
    fn later_formats_are_named() {
        check("<!DOCTYPE html><p>", Format::Unread("an HTML page"));
        check(
            "<?xml version=\"1.0\"?><wire><head/><body>Talks</body></wire>",
            Format::Unread("an XML file"),
        );
        check("<p>One</p><p>Two</p>", Format::Unread("an HTML page"));
        check(
            "<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>",
            Format::Unread("an RSS feed"),
        );
        check(
            "<?xml version='1.0'?><nitf>",
            Format::Unread("an NITF wire story"),
        );
        check(
            "<?xml version='1.0'?><other>",
            Format::Unread("an XML file"),
        );
        check("WARC/1.0\r\n", Format::Unread("a WARC archive"));
        check(
            "---\ntitle: x\n---\n",
            Format::Unread("Markdown with front matter"),
        );
        check(
            "From: a\nTo: b\nSubject: c\nDate: d\n\nx",
            Format::Unread("a mail"),
        );
        check(
            "id,title,url\n1,A,http://x\n",
            Format::Unread("a table (CSV)"),
        );
        check("%PDF-1.4", Format::Unread("a PDF document"));
        check(&"\u{1}\u{2}a".repeat(9), Format::Unread("a binary file"));
    }

    #[test]
    fn texts_are_texts() {
        check("Title, with, commas\n\nText", Format::Plain);
        check("Warning: high water\n\nFrom: the river", Format::Plain);
        check("a\u{1b}[31m\u{8}b\0\0", Format::Plain);
        check("< 5 degrees expected", Format::Plain);
    }

    #[test]
    fn a_name_decides_where_the_content_does_not() {
        let named = sniff(b"nul", "nul", "x.json.gz");
        assert_eq!(named, Format::Unread("named as JSON, but none"));
    }
}
