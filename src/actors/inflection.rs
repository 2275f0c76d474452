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

const ARMENIAN: &[&str] = &["ի", "ին", "ից", "ով", "ում", "ը", "ն", "յի", "յից", "յում"];

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

const KOREAN: &[&str] = &[
    "은", "는", "이", "가", "을", "를", "의", "에", "에서", "와", "과", "로", "으로", "도",
];

/// Turkish and Azerbaijani, which write them alike; Turkish parts them from a name by an apostrophe.
const TURKIC: &[&str] = &[
    "ın", "in", "un", "ün", "nın", "nin", "nun", "nün", "ı", "i", "u", "ü", "nı", "ni", "nu", "nü",
    "yı", "yi", "a", "e", "ə", "ya", "ye", "yə", "da", "de", "də", "ta", "te", "dan", "den", "dən",
    "tan", "ten", "la", "le", "lə", "yla", "ilə",
];

/// Arabic words written together with the next. The article is none: with it "Mali" is "financial", and names that have it are
/// listed so.
const ARABIC: &[&str] = &["و", "ب", "ل", "ف", "ك", "ول"];

const HEBREW: &[&str] = &[
    "ו", "ב", "ל", "מ", "ש", "ה", "כ", "וב", "ול", "ומ", "שב", "של",
];

/// How the forms of a word are made from it.
#[derive(Clone, Copy)]
enum Made {
    /// Endings take the place of others.
    Endings(&'static [Ending]),
    /// What is written behind a name is dropped.
    Behind(&'static [&'static str]),
    /// The same, or all that stands behind an apostrophe.
    Turkic,
    /// What is written before a name is dropped.
    Before(&'static [&'static str]),
}

/// The longest word, in bytes, in which a name is looked for.
const LONGEST: usize = 80;

/// Calls `each` with every form that a word of a text in a language may have in the dictionary, the word itself left out.
pub(crate) fn readings(word: &str, lang: Option<&str>, mut each: impl FnMut(&str)) {
    let Some(made) = made(word, lang).filter(|_| word.len() <= LONGEST) else {
        return;
    };
    let small = word.to_lowercase();
    let is_stem = |stem: &str| stem.chars().count() >= STEM.min(small.chars().count() - 1);
    let mut behind = |all: &[&str]| {
        let stems = all.iter().filter_map(|ending| small.strip_suffix(ending));
        stems.filter(|stem| is_stem(stem)).for_each(&mut each);
    };
    match made {
        Made::Behind(all) => behind(all),
        Made::Turkic => match small.split_once(['\'', '’']) {
            Some((stem, _)) => each(stem),
            None => behind(TURKIC),
        },
        Made::Endings(all) => {
            for (ending, places) in all {
                if let Some(stem) = small.strip_suffix(ending).filter(|stem| is_stem(stem)) {
                    places
                        .iter()
                        .for_each(|place| each(&format!("{stem}{place}")));
                }
            }
        }
        Made::Before(all) => attached(&small, all, each),
    }
}

fn made(word: &str, lang: Option<&str>) -> Option<Made> {
    Some(match word.chars().next()? {
        '\u{400}'..='\u{52f}' => Made::Endings(CYRILLIC),
        '\u{531}'..='\u{58f}' => Made::Behind(ARMENIAN),
        '\u{10a0}'..='\u{10ff}' => Made::Endings(GEORGIAN),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Made::Endings(GREEK),
        '\u{ac00}'..='\u{d7a3}' => Made::Behind(KOREAN),
        '\u{590}'..='\u{5ff}' => Made::Before(HEBREW),
        '\u{600}'..='\u{6ff}' => Made::Before(ARABIC),
        _ if matches!(lang.and_then(|tag| tag.get(..2)), Some("tr" | "az")) => Made::Turkic,
        _ => return None,
    })
}

fn attached(word: &str, before: &[&str], mut each: impl FnMut(&str)) {
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
