//! What a word of a language that inflects its names may be in the dictionary: "России" is "Россия", "Հայաստանում" is
//! "Հայաստան". Endings only, no dictionary: what they make counts only where it is a known name.

/// An ending, and what may stand in its place in the form of the dictionary.
type Ending = (&'static str, &'static [&'static str]);

/// Fewest letters that are left of a word.
const STEM: usize = 3;

/// East Slavic cases of names of states, towns and people.
const CYRILLIC: &[Ending] = &[
    ("ии", &["ия"]),
    ("ию", &["ия"]),
    ("ией", &["ия"]),
    ("ії", &["ія"]),
    ("ію", &["ія"]),
    ("ією", &["ія"]),
    ("ого", &["ий", "ый", "ое"]),
    ("ому", &["ий", "ый", "ое"]),
    ("ым", &["ый", ""]),
    ("им", &["ий", ""]),
    ("ой", &["ая", "а"]),
    ("ою", &["а"]),
    ("ую", &["ая"]),
    ("юю", &["яя"]),
    ("ей", &["ья", "я", "ь"]),
    ("ых", &["ые"]),
    ("их", &["ие"]),
    ("ов", &["ы"]),
    ("ам", &["ы"]),
    ("ами", &["ы"]),
    ("ах", &["ы"]),
    ("ом", &["", "ый", "ий", "ое"]),
    ("ем", &["й", "ь", ""]),
    ("єм", &["й"]),
    ("ові", &["", "о"]),
    ("а", &["", "о"]),
    ("у", &["а", "", "о"]),
    ("е", &["а", "", "ь", "й", "я"]),
    ("і", &["а", ""]),
    ("ы", &["а"]),
    ("и", &["а", "я", "ь"]),
    ("ю", &["я", "й", "ь"]),
    ("я", &["й", "ь"]),
];

const ARMENIAN: &[Ending] = &[
    ("ի", &[""]),
    ("ին", &[""]),
    ("ից", &[""]),
    ("ով", &[""]),
    ("ում", &[""]),
    ("ը", &[""]),
    ("ն", &[""]),
    ("այի", &["ա"]),
    ("այից", &["ա"]),
    ("այում", &["ա"]),
    ("իայի", &["իա"]),
    ("իայից", &["իա"]),
    ("իայում", &["իա"]),
];

const GEORGIAN: &[Ending] = &[
    ("ის", &["ი", "ა", "ე"]),
    ("ს", &["", "ი"]),
    ("მა", &["ი"]),
    ("მ", &[""]),
    ("ში", &["", "ი"]),
    ("დან", &["", "ი"]),
    ("იდან", &["ი"]),
    ("თან", &["", "ი"]),
    ("ით", &["ი", "ა"]),
    ("თი", &[""]),
    ("ზე", &["", "ი"]),
];

const GREEK: &[Ending] = &[
    ("ας", &["α"]),
    ("ης", &["η"]),
    ("ου", &["ος", "ο"]),
    ("ων", &["ες", "α"]),
    ("ο", &["ος"]),
];

const KOREAN: &[Ending] = &[
    ("은", &[""]),
    ("는", &[""]),
    ("이", &[""]),
    ("가", &[""]),
    ("을", &[""]),
    ("를", &[""]),
    ("의", &[""]),
    ("에", &[""]),
    ("에서", &[""]),
    ("와", &[""]),
    ("과", &[""]),
    ("로", &[""]),
    ("으로", &[""]),
    ("도", &[""]),
];

/// Turkish and Azerbaijani, which write them alike; Turkish parts them from a name by an apostrophe.
const TURKIC: &[Ending] = &[
    ("ın", &[""]),
    ("in", &[""]),
    ("un", &[""]),
    ("ün", &[""]),
    ("nın", &[""]),
    ("nin", &[""]),
    ("nun", &[""]),
    ("nün", &[""]),
    ("ı", &[""]),
    ("i", &[""]),
    ("u", &[""]),
    ("ü", &[""]),
    ("nı", &[""]),
    ("ni", &[""]),
    ("nu", &[""]),
    ("nü", &[""]),
    ("yı", &[""]),
    ("yi", &[""]),
    ("a", &[""]),
    ("e", &[""]),
    ("ə", &[""]),
    ("ya", &[""]),
    ("ye", &[""]),
    ("yə", &[""]),
    ("da", &[""]),
    ("de", &[""]),
    ("də", &[""]),
    ("ta", &[""]),
    ("te", &[""]),
    ("dan", &[""]),
    ("den", &[""]),
    ("dən", &[""]),
    ("tan", &[""]),
    ("ten", &[""]),
    ("la", &[""]),
    ("le", &[""]),
    ("lə", &[""]),
    ("yla", &[""]),
    ("ilə", &[""]),
];

/// Arabic words written together with the next.
const ARABIC: &[&str] = &["و", "ب", "ل", "ف", "ك", "ال", "وال", "بال", "فال", "كال"];

const HEBREW: &[&str] = &[
    "ו", "ב", "ל", "מ", "ש", "ה", "כ", "וב", "ול", "ומ", "שב", "של",
];

/// Calls `each` with every form that a word of a text in a language may have in the dictionary, the word itself left out.
pub(crate) fn readings(word: &str, lang: Option<&str>, mut each: impl FnMut(&str)) {
    let Some(endings) = endings(word, lang) else {
        return attached(word, each);
    };
    // The longest word with a name in it is much shorter.
    if word.len() > 80 {
        return;
    }
    let small = word.to_lowercase();
    if let Some((stem, _)) = small.split_once(['\'', '’']).filter(|_| endings == TURKIC) {
        return each(stem);
    }
    for (ending, places) in endings {
        let Some(stem) = small.strip_suffix(ending) else {
            continue;
        };
        if stem.chars().count() < STEM.min(small.chars().count() - 1) {
            continue;
        }
        for place in *places {
            each(&format!("{stem}{place}"));
        }
    }
}

fn endings(word: &str, lang: Option<&str>) -> Option<&'static [Ending]> {
    Some(match word.chars().next()? {
        '\u{400}'..='\u{52f}' => CYRILLIC,
        '\u{531}'..='\u{58f}' => ARMENIAN,
        '\u{10a0}'..='\u{10ff}' => GEORGIAN,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => GREEK,
        '\u{ac00}'..='\u{d7a3}' => KOREAN,
        _ if matches!(lang.and_then(|tag| tag.get(..2)), Some("tr" | "az")) => TURKIC,
        _ => return None,
    })
}

fn attached(word: &str, mut each: impl FnMut(&str)) {
    let before = match word.chars().next() {
        Some('\u{590}'..='\u{5ff}') => HEBREW,
        Some('\u{600}'..='\u{6ff}') => ARABIC,
        _ => return,
    };
    let rest = before.iter().filter_map(|before| word.strip_prefix(before));
    for rest in rest.filter(|rest| rest.chars().count() > STEM) {
        each(rest);
    }
    // "of the" melts into one letter less.
    if let Some(rest) = word.strip_prefix("لل") {
        each(&format!("ال{rest}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(word: &str, lang: Option<&str>) -> Vec<String> {
        let mut found = Vec::new();
        readings(word, lang, |form| found.push(form.to_owned()));
        found
    }

    #[test]
    fn cases_lead_back_to_the_name() {
        for (word, lang, name) in [
            ("России", "ru", "россия"),
            ("Азербайджаном", "ru", "азербайджан"),
            ("Китаем", "ru", "китай"),
            ("Путина", "ru", "путин"),
            ("Лаврову", "ru", "лавров"),
            ("України", "uk", "україна"),
            ("Հայաստանում", "hy", "հայաստան"),
            ("საქართველოს", "ka", "საქართველო"),
            ("Türkiye'nin", "tr", "türkiye"),
            ("Azərbaycanın", "az", "azərbaycan"),
            ("Ελλάδας", "el", "ελλάδα"),
            ("한국은", "ko", "한국"),
        ] {
            let found = all(word, Some(lang));
            assert!(found.iter().any(|form| form == name), "{word}: {found:?}");
        }
        assert!(all("والعراق", Some("ar")).contains(&"العراق".to_owned()));
    }

    #[test]
    fn english_words_have_no_other_form() {
        assert!(all("Romania", Some("en")).is_empty());
        assert!(all("Iranian", None).is_empty());
    }
}
