//! How words sound, rough enough that spellings of one name agree.

/// What is spelt in several ways, and the way that stands for all of them, in the order in which they are put right.
static SPELLINGS: [(&str, &str); 38] = [
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
];

/// The letters of each spelling that is put right, as bits: most words lack most of what is looked for.
static NEEDED: [u32; SPELLINGS.len()] = {
    let mut needed = [0; SPELLINGS.len()];
    let mut n = 0;
    while n < needed.len() {
        let from = SPELLINGS[n].0.as_bytes();
        let mut at = 0;
        while at < from.len() {
            needed[n] |= letter(from[at]);
            at += 1;
        }
        n += 1;
    }
    needed
};

/// The sound of a folded word, rough enough that spellings of one name agree.
pub(super) fn skeleton(word: &str) -> String {
    // "Victor" and "Viktor": a hard c is a k.
    let mut text = word.to_owned();
    if text.contains('c') {
        text.clear();
        let mut rest = word.chars().peekable();
        while let Some(c) = rest.next() {
            let hard = c == 'c' && !matches!(rest.peek(), Some('h' | 'e' | 'i' | 'y' | 'z' | 'k'));
            text.push(if hard { 'k' } else { c });
        }
    }
    let mut has = letters(&text);
    for ((from, to), needed) in SPELLINGS.iter().zip(NEEDED) {
        if has & needed == needed && text.contains(from) {
            text = text.replace(from, to);
            has = letters(&text);
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut last = None;
    for c in text.chars() {
        if last != Some(c) || c.is_numeric() {
            out.push(c);
            last = Some(c);
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

/// The letters of a word as bits.
#[inline]
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |bits, byte| bits | letter(byte))
}

/// The bit of a letter; others may share it.
const fn letter(byte: u8) -> u32 {
    1 << (byte & 31)
}
