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
    let mut spare = String::with_capacity(text.len() + 1);
    let mut has = letters(&text);
    for ((from, to), needed) in SPELLINGS.iter().zip(NEEDED) {
        if has & needed == needed && put(&text, from, to, &mut spare) {
            std::mem::swap(&mut text, &mut spare);
            has = letters(&text);
        }
    }
    let out = &mut spare;
    out.clear();
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
                out.truncate(stem.len());
                out.push_str(to);
            }
        }
    }
    spare
}

/// Puts letters of a text in the place of others wherever they stand; answers whether they do.
fn put(text: &str, from: &str, to: &str, out: &mut String) -> bool {
    let next = |at: usize| {
        // Words are short: looking at every letter is quicker than any preparation.
        let rest = text.as_bytes().get(at..)?;
        let is_it = |part: &[u8]| part[0] == from.as_bytes()[0] && part == from.as_bytes();
        let found = rest.windows(from.len()).position(is_it);
        found.map(|found| at + found)
    };
    let Some(mut found) = next(0) else {
        return false;
    };
    out.clear();
    let mut at = 0;
    loop {
        out.push_str(text.get(at..found).unwrap_or_default());
        out.push_str(to);
        at = found + from.len();
        match next(at) {
            Some(more) => found = more,
            None => break,
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    true
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
