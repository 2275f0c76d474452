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

/// Words that may stand between a name and its verb.
const BETWEEN: &[&str] = &[
    "also",
    "has",
    "had",
    "have",
    "later",
    "then",
    "again",
    "himself",
    "herself",
    "itself",
    "still",
    "just",
    "even",
    "once",
    "first",
    "therefore",
    "however",
];
/// Words that begin an office behind a name: "Aliyev, the president, said".
const OFFICE: &[&str] = &[
    "the",
    "a",
    "an",
    "his",
    "her",
    "its",
    "their",
    "who",
    "former",
    "president",
];
/// Most words between a verb of speech and a name behind it: an office with its state.
const OFFICE_WORDS: usize = 6;
/// Words that say that a name behind a verb of speech is not who speaks.
const OTHERS: &[&str] = &[
    "by", "that", "to", "of", "in", "on", "at", "for", "with", "about", "against", "from", "than",
    "as", "he", "she", "it", "they", "him", "her",
];

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
    (says_after(after) && (quoted || reported(after)))
        || (quoted && !is_possessive(after) && says_before(before))
}

/// Whether the name goes on as that of somebody's: "Aliyev's spokesman".
fn is_possessive(after: &str) -> bool {
    after.starts_with(['\'', '\u{2019}'])
}

/// Whether a verb of speech follows, past an office between commas or a few words that change nothing.
fn says_after(after: &str) -> bool {
    if is_possessive(after) {
        return false;
    }
    let rest = after.trim_start();
    let rest = match rest.strip_prefix(',').map(str::trim_start) {
        // "Aliyev, the president, said"
        Some(office) => match office.split_once(',') {
            Some((office, rest)) if is_office(office) => rest,
            _ => return false,
        },
        None => rest,
    };
    for word in rest.split_whitespace() {
        let bare = word.trim_end_matches([',', ':', '.', ';']);
        if VERBS.contains(&bare) {
            return true;
        }
        // Another word is another subject, and a clause that ends speaks of something else.
        let changes_nothing = BETWEEN.contains(&bare) || bare.ends_with("ly");
        if !changes_nothing || bare.len() < word.len() {
            return false;
        }
    }
    false
}

fn is_office(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().map(str::to_lowercase);
    first.is_some_and(|first| OFFICE.contains(&first.as_str())) && words.count() < 8
}

/// Whether a verb of speech stands before that has no other subject, an office between allowed: `…," said President Aliyev`.
fn says_before(before: &str) -> bool {
    let mut rest = before.trim_end();
    for _ in 0..=OFFICE_WORDS {
        let (more, word) = match rest.rsplit_once(char::is_whitespace) {
            Some((more, word)) => (more.trim_end(), word),
            None => ("", rest),
        };
        if VERBS.contains(&word) {
            // Behind the words that were said, so that nobody stands before the verb.
            return more.is_empty()
                || more.ends_with([',', '"', '\u{201d}', '\u{201c}', '»', '?', '!']);
        }
        if word.is_empty() || OTHERS.contains(&word) {
            return false;
        }
        rest = more;
    }
    false
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
        check(
            "\u{201c}No,\u{201d} said the Armenian prime minister, Nikol Pashinyan.",
            "Nikol Pashinyan",
            true,
        );
    }

    #[test]
    fn who_is_spoken_of_does_not_speak() {
        for sentence in [
            "The embassy said \u{201c}no\u{201d} to tariffs announced by President Reagan, it added.",
            "Nobody, including President Reagan, will stop that, \u{201c}ever,\u{201d} Wallis said.",
            "He said that the Reagan administration called it \u{201c}late\u{201d}.",
            "One Reagan administration official said that it was \u{201c}late\u{201d}, and left.",
            "Leahy said the Reagan administration\u{2019}s plan was \u{201c}late\u{201d}.",
            "Reagan\u{2019}s spokesman said that it was late.",
        ] {
            check(sentence, "Reagan", false);
        }
    }

    #[test]
    fn places_outside_the_text_say_nothing() {
        assert!(!speaks("short", 3, 90));
    }
}
