//! Dictionaries of actors and of words for roles in the layout of CAMEO, as PETRARCH and its like read them.
//!
//! ```text
//! ANA_LIMA_                        a name; words are parted by `_` or spaces
//! +ANA_MARIA_LIMA_                 another name of the same actor
//!     [PRTELI <20150301]           what it was until then
//!     [PRTGOV 150301-20190228]     and from then on; years of two digits up to 30 are of this century
//! MINISTER {MINISTERS} [~GOV]      a word for a role, with its plural
//! !PERSON! = MAN, WOMAN            words that stand for each other in names
//! ```
//!
//! What follows `;` or `#` and what stands between `<!--` and `-->` is passed over.

use std::collections::BTreeMap;

use jiff::civil;

use crate::model::{Coded, Dictionary, Entry};

/// The longest name, in bytes.
const LONGEST: usize = 200;
/// Most names that words which stand for each other make of one.
const MOST: usize = 64;
/// Years of two digits up to this one are of the twenty-first century.
const TURN: i16 = 30;

/// A line that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number in the text, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why a line cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// There is none to give it to.
    #[error("a code or another name, and no name before it")]
    Nobody,
    /// Nothing in it can be a name.
    #[error("`{0}` is no name")]
    Name(String),
    /// Longer than any name.
    #[error("a name has at most {LONGEST} bytes")]
    Long,
    /// A bracket is open at its end.
    #[error("`{0}` is missing")]
    Open(char),
    /// Something stands where nothing should.
    #[error("`{0}` is neither a code in brackets nor a comment")]
    Rest(String),
    /// Letters and digits are expected.
    #[error("`{0}` is no code")]
    Code(String),
    /// Neither YYMMDD nor YYYYMMDD.
    #[error("`{0}` is no date: YYMMDD and YYYYMMDD are")]
    Date(String),
    /// It ends before it begins.
    #[error("`{0}` ends before it begins")]
    Backwards(String),
    /// Words that stand for each other, without words.
    #[error("a set is written !NAME! = WORD, WORD")]
    Set,
}

/// Whether a text looks like such a dictionary.
pub fn is_one(text: &str) -> bool {
    let mut comment = false;
    let mut lines = text.lines().map(|line| without_comment(line, &mut comment));
    lines.any(|line| {
        let line = line.trim();
        let coded = line.ends_with(']') && line.contains('[');
        !line.contains('\t') && (line.starts_with('+') || line.ends_with('_') || coded)
    })
}

/// Reads a dictionary. Bad lines are passed over and told, the rest is taken.
pub fn parse(text: &str) -> (Dictionary, Vec<BadLine>) {
    let mut read = Read::default();
    let mut bad = Vec::new();
    let mut comment = false;
    for (line, text) in (1..).zip(text.lines()) {
        let text = without_comment(text, &mut comment);
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        if let Err(reason) = read.line(text) {
            bad.push(BadLine { line, reason });
        }
    }
    read.finish();
    let mut all = Dictionary::default();
    all.add(Dictionary {
        entries: read.entries,
    });
    (all, bad)
}

/// The line without comments; `inside` says whether one goes on to the next line.
fn without_comment(line: &str, inside: &mut bool) -> String {
    let mut kept = String::new();
    let mut rest = line;
    loop {
        if *inside {
            let Some((_, after)) = rest.split_once("-->") else {
                return kept;
            };
            *inside = false;
            rest = after;
        }
        let end = rest.find([';', '#']).unwrap_or(rest.len());
        let Some(open) = rest.find("<!--").filter(|open| *open < end) else {
            kept.push_str(&rest[..end]);
            return kept;
        };
        kept.push_str(&rest[..open]);
        *inside = true;
        rest = &rest[open + 4..];
    }
}

#[derive(Default)]
struct Read {
    entries: Vec<Entry>,
    entry: Entry,
    /// Whether the lines that follow belong to an entry whose first line was bad.
    lost: bool,
    sets: BTreeMap<String, Vec<String>>,
}

impl Read {
    fn line(&mut self, line: &str) -> Result<(), Reason> {
        if line.starts_with('[') {
            return self.codes(line);
        }
        if let Some(name) = line.strip_prefix('+') {
            if self.lost || self.entry.names.is_empty() {
                return Err(Reason::Nobody);
            }
            let (name, codes) = split(name);
            let names = self.names(name)?;
            self.add_names(names);
            return self.codes(codes);
        }
        if line.starts_with('!') && line.contains('=') {
            return self.set(line);
        }
        self.finish();
        self.lost = true;
        let (name, codes) = split(line);
        let (name, plural) = match name.split_once('{') {
            None => (name, None),
            Some((name, rest)) => {
                let (plural, _) = rest.split_once('}').ok_or(Reason::Open('}'))?;
                (name, Some(words(plural)))
            }
        };
        let names = self.names(name)?;
        self.lost = false;
        self.add_names(names);
        self.entry.plural = plural;
        self.codes(codes)
    }

    fn finish(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        if !entry.names.is_empty() {
            self.entries.push(entry);
        }
    }

    fn add_names(&mut self, names: Vec<String>) {
        for name in names {
            if !self.entry.names.contains(&name) {
                self.entry.names.push(name);
            }
        }
    }

    /// The codes of a line, each in brackets.
    fn codes(&mut self, line: &str) -> Result<(), Reason> {
        let mut rest = line.trim();
        while !rest.is_empty() {
            let Some(inside) = rest.strip_prefix('[') else {
                return Err(Reason::Rest(rest.to_owned()));
            };
            let (inside, after) = inside.split_once(']').ok_or(Reason::Open(']'))?;
            let coded = coded(inside.trim())?;
            if self.lost || self.entry.names.is_empty() {
                return Err(Reason::Nobody);
            }
            if !self.entry.codes.contains(&coded) {
                self.entry.codes.push(coded);
            }
            rest = after.trim();
        }
        Ok(())
    }

    fn set(&mut self, line: &str) -> Result<(), Reason> {
        let (name, all) = line.split_once('=').ok_or(Reason::Set)?;
        let name = name.trim().trim_matches('!').to_owned();
        let all: Vec<String> = all
            .split(',')
            .map(words)
            .filter(|w| !w.is_empty())
            .collect();
        if name.is_empty() || all.is_empty() {
            return Err(Reason::Set);
        }
        self.sets.insert(name, all);
        Ok(())
    }

    /// The names that a written one stands for: one, or as many as its sets have words.
    fn names(&self, written: &str) -> Result<Vec<String>, Reason> {
        let mut open = vec![written.to_owned()];
        let mut names = Vec::new();
        while let Some(name) = open.pop() {
            let set = name.split('!').nth(1).map(str::to_owned);
            match set.and_then(|set| Some((self.sets.get(&set)?, set))) {
                Some((all, set)) if open.len() + names.len() + all.len() <= MOST => {
                    let sign = format!("!{set}!");
                    open.extend(all.iter().rev().map(|word| name.replacen(&sign, word, 1)));
                }
                _ => names.push(clean(&name)?),
            }
        }
        Ok(names)
    }
}

/// A name and what stands in brackets after it.
fn split(line: &str) -> (&str, &str) {
    line.split_at(line.find('[').unwrap_or(line.len()))
}

fn words(written: &str) -> String {
    let words = written.split(|c: char| c == '_' || c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn clean(written: &str) -> Result<String, Reason> {
    let name = words(written);
    let signs = |c: char| matches!(c, '!' | '{' | '}' | '[' | ']' | '=' | '<' | '>') || c == '+';
    if name.len() > LONGEST {
        return Err(Reason::Long);
    }
    if name.contains(signs) || !name.contains(char::is_alphanumeric) {
        return Err(Reason::Name(name));
    }
    Ok(name)
}

/// What stands in brackets: a code and, where it holds for a time only, its days.
fn coded(inside: &str) -> Result<Coded, Reason> {
    let end = inside
        .find(|c: char| c.is_whitespace() || c == '<' || c == '>')
        .unwrap_or(inside.len());
    let (code, days) = inside.split_at(end);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '~' | '-' | '_' | ':');
    if code.is_empty() || code.len() > LONGEST || !code.chars().all(is_part) {
        return Err(Reason::Code(code.to_owned()));
    }
    let days: String = days.split_whitespace().collect();
    let (from, until) = match (days.strip_prefix('<'), days.strip_prefix('>')) {
        (Some(until), _) => (None, Some(day(until)?)),
        (_, Some(from)) => (Some(day(from)?), None),
        _ if days.is_empty() => (None, None),
        _ => {
            let (from, until) = days.split_once('-').ok_or(Reason::Date(days.clone()))?;
            (Some(day(from)?), Some(day(until)?))
        }
    };
    if from.zip(until).is_some_and(|(from, until)| from > until) {
        return Err(Reason::Backwards(days));
    }
    Ok(Coded {
        code: code.to_owned(),
        from,
        until,
    })
}

fn day(written: &str) -> Result<civil::Date, Reason> {
    let bad = || Reason::Date(written.to_owned());
    if !written.bytes().all(|b| b.is_ascii_digit()) {
        return Err(bad());
    }
    let number: u32 = written.parse().map_err(|_| bad())?;
    let year = i16::try_from(number / 10_000).map_err(|_| bad())?;
    let year = match written.len() {
        8 => year,
        6 if year <= TURN => 2000 + year,
        6 => 1900 + year,
        _ => return Err(bad()),
    };
    // Both are below a hundred.
    let (month, day) = ((number / 100 % 100) as i8, (number % 100) as i8);
    civil::Date::new(year, month, day).map_err(|_| bad())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let (read, bad) = parse(text);
        let bad: String = bad
            .iter()
            .map(|bad| format!("{}: {}\n", bad.line, bad.reason))
            .collect();
        assert_eq!(format!("{read}{bad}"), expected, "{text}");
    }

    #[test]
    fn actors_have_names_and_dated_codes() {
        check(
            "# head\nANA_LIMA_  ; since 1990\n+ANA_MARIA_LIMA_\n\t[PRTGOV 090120-20170120]\n    [PRTELI <20090120]\n\t[PRTOPP >310101] [PRTELI]\n",
            "ANA_LIMA_\n+ANA_MARIA_LIMA_\n\t[PRTGOV 20090120-20170120]\n\t[PRTELI <20090120]\n\t[PRTOPP >19310101]\n\t[PRTELI]\n",
        );
    }

    #[test]
    fn words_for_roles_have_plurals_and_sets() {
        check(
            "!WHO! = MAN, WOMAN\nPOLICE {} [~COP]\nATTORNEY GENERAL {ATTORNEYS_GENERAL} [~GOV] # x\nCONGRESS!WHO! [LEG~]",
            "POLICE_ {}\n\t[~COP]\nATTORNEY_GENERAL_ {ATTORNEYS_GENERAL}\n\t[~GOV]\nCONGRESSMAN_\n+CONGRESSWOMAN_\n\t[LEG~]\n",
        );
    }

    #[test]
    fn comments_may_go_over_lines() {
        check(
            "<!-- a\nb --> ANA_LIMA <!-- c --> [PRT]<!-- d\n[XXX]\n-->\n[YYY]",
            "ANA_LIMA_\n\t[PRT]\n\t[YYY]\n",
        );
    }

    #[test]
    fn bad_lines_are_told_and_the_rest_is_taken() {
        check(
            "[USA]\nANA_LIMA\n\t[PRTGOV 2004017-20061201]\n\t[PRTGOV 20061301-20070101]\n\t[PRTGOV 20100101-20090101]\n\t[PRTELI\n\t[PRT GOV]\n\t[]\n\t[PRTOPP]\n---\n+LOST\nBO_LI [CHN] x",
            "ANA_LIMA_\n\t[PRTOPP]\nBO_LI_\n\t[CHN]\n\
             1: a code or another name, and no name before it\n\
             3: `2004017` is no date: YYMMDD and YYYYMMDD are\n\
             4: `20061301` is no date: YYMMDD and YYYYMMDD are\n\
             5: `20100101-20090101` ends before it begins\n\
             6: `]` is missing\n\
             7: `GOV` is no date: YYMMDD and YYYYMMDD are\n\
             8: `` is no code\n\
             10: `---` is no name\n\
             11: a code or another name, and no name before it\n\
             12: `x` is neither a code in brackets nor a comment\n",
        );
    }

    #[test]
    fn a_dictionary_is_known_by_its_look() {
        assert!(is_one("# x\nANA_LIMA_\n"));
        assert!(is_one("MINISTER [~GOV] # x"));
        assert!(!is_one("merge\tperson\tp:a [b]\tperson\tp:b\n"));
        assert!(!is_one("A text about people.\n"));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_read_is_printed_and_read_back(text in "(?s)([A-Za-zé_+!=\\[\\]{}<>;#0-9 \t\n,~-]|<!--|-->|\\PC){0,200}") {
            let (read, _) = parse(&text);
            let (again, bad) = parse(&read.to_string());
            proptest::prop_assert_eq!(&bad, &Vec::new());
            proptest::prop_assert_eq!(again, read);
            is_one(&text);
        }
    }
}
