//! Who says what: a heuristic over one sentence, for showing and never for deciding.
//!
//! A mention speaks where a verb of speech stands right after it ("Aliyev said", "Aliyev, the president, said") or right
//! before it ("said Aliyev"), and the sentence has words in quotation marks or goes on with "that".

/// Verbs of speech, as news has them.
const VERBS: &[&str] = &[
    "said",
    "says",
    "say",
    "told",
    "tells",
    "added",
    "adds",
    "stressed",
    "stated",
    "noted",
    "called",
    "warned",
    "explained",
    "insisted",
    "announced",
    "claimed",
    "replied",
    "asked",
    "wrote",
    "argued",
    "declared",
    "confirmed",
    "denied",
    "urged",
    "promised",
    "admitted",
    "recalled",
    "repeated",
];

/// Words that may stand between a name and its verb: the rest of a name, an office, an adverb.
const BETWEEN: usize = 3;

/// Whether the mention at these bytes of a sentence speaks in it.
pub fn speaks(sentence: &str, start: usize, end: usize) -> bool {
    let (Some(before), Some(after)) = (sentence.get(..start), sentence.get(end..)) else {
        return false;
    };
    let quoted = sentence.contains(['\u{201c}', '\u{201e}', '«', '"']);
    let reported = |after: &str| {
        let mut words = after.split_whitespace();
        words.any(|word| word == "that") || after.contains(',')
    };
    (says_after(after) && (quoted || reported(after))) || (says_before(before) && quoted)
}

/// Whether a verb of speech follows, past an office between commas or a few words.
fn says_after(after: &str) -> bool {
    let rest = after.trim_start();
    let rest = match rest.strip_prefix(',') {
        // "Aliyev, the president, said"
        Some(office) => match office.split_once(',') {
            Some((office, rest)) if office.split_whitespace().count() <= 8 => rest,
            _ => return false,
        },
        None => rest,
    };
    for word in rest.split_whitespace().take(BETWEEN) {
        let bare = word.trim_end_matches([',', ':', '.', ';']);
        if VERBS.contains(&bare) {
            return true;
        }
        // A clause that ends speaks of something else.
        if bare.len() < word.len() {
            return false;
        }
    }
    false
}

/// Whether a verb of speech stands right before, an office between allowed: "said President Aliyev".
fn says_before(before: &str) -> bool {
    let mut words = before.split_whitespace().rev().take(BETWEEN);
    words.any(|word| VERBS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, name: &str, expected: bool) {
        let start = sentence.find(name).expect("the name stands there");
        let found = speaks(sentence, start, start + name.len());
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn who_stands_by_the_verb_speaks() {
        check("Aliyev said that nobody claimed territory.", "Aliyev", true);
        check(
            "\u{201c}It is late,\u{201d} said President Michel.",
            "Michel",
            true,
        );
        check(
            "Michel, the president of the Council, told \u{201c}Le Monde\u{201d}.",
            "Michel",
            true,
        );
        check(
            "Aliyev met Michel, who said that it went well.",
            "Aliyev",
            false,
        );
        check("The text was sent to Aliyev.", "Aliyev", false);
        check("Aliyev said nothing.", "Aliyev", false);
    }

    #[test]
    fn places_outside_the_text_say_nothing() {
        assert!(!speaks("short", 3, 90));
    }
}
