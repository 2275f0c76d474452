//! How words sound, rough enough that spellings of one name agree.

/// The sound of a folded word, rough enough that spellings of one name agree.
pub(super) fn skeleton(word: &str) -> String {
    // "Victor" and "Viktor": a hard c is a k.
    let mut text = String::with_capacity(word.len());
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        let hard = c == 'c' && !matches!(rest.peek(), Some('h' | 'e' | 'i' | 'y' | 'z' | 'k'));
        text.push(if hard { 'k' } else { c });
    }
    let mut has = letters(&text);
    for (from, to) in [
        ("tsch", "c"),
        ("tch", "c"),
        ("sch", "s"),
        ("dsch", "j"),
        ("dzh", "j"),
        ("dj", "j"),
        ("shch", "s"),
        ("tz", "c"),
        ("ts", "c"),
        ("ch", "c"),
        ("sh", "s"),
        ("zh", "z"),
        ("kh", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("ck", "k"),
        ("qu", "k"),
        ("q", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("ou", "u"),
        ("oo", "u"),
        ("iy", "i"),
        ("yy", "i"),
        ("ij", "i"),
        ("ey", "ei"),
        ("ej", "ei"),
        ("ay", "ai"),
        ("aj", "ai"),
        ("y", "i"),
        ("ee", "i"),
        ("ie", "i"),
        // "Schaeuble" is Schäuble.
        ("aeu", "au"),
        ("ae", "e"),
        ("oe", "o"),
        ("ue", "u"),
        ("j", "i"),
    ] {
        let needed = letters(from);
        if has & needed == needed && text.contains(from) {
            text = text.replace(from, to);
            has = letters(&text);
        }
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_numeric() || !out.ends_with(c) {
            out.push(c);
        }
    }
    if out.len() > 3 {
        for (ending, to) in [("ei", "i"), ("ov", "of"), ("ev", "ef"), ("off", "of")] {
            if let Some(stem) = out.strip_suffix(ending) {
                out = format!("{stem}{to}");
            }
        }
    }
    out
}

/// The letters of a word as bits: most words lack most of what is looked for.
#[inline]
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |bits, b| bits | 1 << (b & 31))
}
