//! From a query to what could be typed for it: `parse(print(query))` is the query again.

use crate::model::{Leaf, NameField, NearWord, Query, Scope};

use super::{bare::is_bare, complete::quoted, fields};

/// Prints a query.
pub fn print(query: &Query) -> String {
    let mut out = String::new();
    either(query, &mut out);
    out
}

/// How tightly a place binds: what may stand there without parentheses.
fn either(query: &Query, out: &mut String) {
    match query {
        Query::Or(branches) => joined(branches, " OR ", out, all),
        other => all(other, out),
    }
}

fn all(query: &Query, out: &mut String) {
    match query {
        Query::And(parts) => joined(parts, " ", out, one),
        other => one(other, out),
    }
}

fn one(query: &Query, out: &mut String) {
    match query {
        Query::All => {}
        Query::Leaf(condition) => leaf(condition, out),
        Query::Not(negated) => {
            out.push('-');
            match negated.as_ref() {
                Query::Leaf(condition) => leaf(condition, out),
                other => grouped(other, out),
            }
        }
        Query::And(_) | Query::Or(_) => grouped(query, out),
    }
}

fn grouped(query: &Query, out: &mut String) {
    out.push('(');
    either(query, out);
    out.push(')');
}

fn joined(parts: &[Query], by: &str, out: &mut String, each: fn(&Query, &mut String)) {
    let mut first = true;
    for part in parts {
        if *part == Query::All {
            continue;
        }
        if !first {
            out.push_str(by);
        }
        first = false;
        each(part, out);
    }
}

fn leaf(leaf: &Leaf, out: &mut String) {
    match leaf {
        Leaf::Word { scope, word, exact } => {
            field(*scope, out);
            if *exact || !is_bare(word) {
                push_quoted(word, out);
            } else {
                out.push_str(word);
            }
        }
        Leaf::Phrase { scope, text } => {
            field(*scope, out);
            push_quoted(text, out);
        }
        Leaf::Near {
            scope,
            words,
            distance,
        } => {
            field(*scope, out);
            if words.iter().all(|word| word.exact) {
                let words: Vec<&str> = words.iter().map(|word| word.word.as_str()).collect();
                push_quoted(&words.join(" "), out);
                out.push_str(&format!("~{distance}"));
                return;
            }
            for (at, NearWord { word, exact }) in words.iter().enumerate() {
                if at > 0 {
                    out.push_str(&format!(" near/{distance} "));
                }
                match *exact || !is_bare(word) {
                    true => push_quoted(word, out),
                    false => out.push_str(word),
                }
            }
        }
        Leaf::Prefix { scope, start } => {
            field(*scope, out);
            out.push_str(start);
            out.push('*');
        }
        Leaf::Fuzzy {
            scope,
            word,
            distance,
        } => {
            field(*scope, out);
            out.push_str(&format!("{word}~{distance}"));
        }
        Leaf::Regex { scope, pattern } => {
            field(*scope, out);
            out.push('/');
            out.push_str(&pattern.replace('/', "\\/"));
            out.push('/');
        }
        Leaf::Name { field, value } => {
            out.push_str(fields::name(*field));
            out.push(':');
            match value.strip_prefix(NameField::WHOLE) {
                Some(whole) => {
                    out.push(NameField::WHOLE);
                    out.push_str(&quoted(whole));
                }
                None => out.push_str(&quoted(value)),
            }
        }
        Leaf::Date { from, to, written } => {
            if written.is_empty() {
                let day = |day: &Option<jiff::civil::Date>| {
                    day.map(|day| day.to_string()).unwrap_or_default()
                };
                out.push_str(&format!("date:{}..{}", day(from), day(to)));
            } else {
                out.push_str(written);
            }
        }
        Leaf::Is(mark) => {
            out.push_str("is:");
            out.push_str(fields::mark(*mark));
        }
    }
}

fn field(scope: Scope, out: &mut String) {
    if scope == Scope::Title {
        out.push_str("title:");
    }
}

fn push_quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '“' | '”') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}
