//! Which languages are stemmed, how, and which of them a word can belong to.

use frostem::{Algorithm, Stemmer};

/// A language that has a stemmer; its place in [`LANGUAGES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Language(pub(crate) u8);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Armenian,
    Hebrew,
    Arabic,
    Devanagari,
    Tamil,
    Other,
}

/// Letters of a stem that tells what word it is of.
const SHORTEST: usize = 3;

use Script::{Arabic, Armenian, Cyrillic, Devanagari, Greek, Hebrew, Latin, Tamil};

/// Code, algorithm, script. The place of a row is written into index files: add at the end only.
const LANGUAGES: &[(&str, Algorithm, Script)] = &[
    ("en", Algorithm::English, Latin),
    ("ru", Algorithm::Russian, Cyrillic),
    ("uk", Algorithm::Ukrainian, Cyrillic),
    ("hy", Algorithm::Armenian, Armenian),
    ("tr", Algorithm::Turkish, Latin),
    ("fa", Algorithm::Persian, Arabic),
    ("ar", Algorithm::Arabic, Arabic),
    ("fr", Algorithm::French, Latin),
    ("de", Algorithm::German, Latin),
    ("es", Algorithm::Spanish, Latin),
    ("it", Algorithm::Italian, Latin),
    ("pt", Algorithm::Portuguese, Latin),
    ("nl", Algorithm::Dutch, Latin),
    ("sv", Algorithm::Swedish, Latin),
    ("no", Algorithm::Norwegian, Latin),
    ("nb", Algorithm::Norwegian, Latin),
    ("da", Algorithm::Danish, Latin),
    ("fi", Algorithm::Finnish, Latin),
    ("et", Algorithm::Estonian, Latin),
    ("lt", Algorithm::Lithuanian, Latin),
    ("pl", Algorithm::Polish, Latin),
    ("cs", Algorithm::Czech, Latin),
    ("hu", Algorithm::Hungarian, Latin),
    ("ro", Algorithm::Romanian, Latin),
    ("el", Algorithm::Greek, Greek),
    ("hi", Algorithm::Hindi, Devanagari),
    ("ne", Algorithm::Nepali, Devanagari),
    ("ta", Algorithm::Tamil, Tamil),
    ("id", Algorithm::Indonesian, Latin),
    ("ca", Algorithm::Catalan, Latin),
    ("eu", Algorithm::Basque, Latin),
    ("ga", Algorithm::Irish, Latin),
    ("yi", Algorithm::Yiddish, Hebrew),
    ("sr", Algorithm::Serbian, Latin),
];

impl Language {
    /// The language of a tag such as `en-GB`, if it has a stemmer.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        let code = primary(tag);
        let at = LANGUAGES
            .iter()
            .position(|row| row.0.eq_ignore_ascii_case(code))?;
        u8::try_from(at).ok().map(Self)
    }

    /// Its script.
    pub(crate) fn script(self) -> Script {
        LANGUAGES[self.0 as usize].2
    }

    /// The stem of a word in lower case, where the word can be of this language and is worth stemming.
    pub(crate) fn stem(self, word: &str) -> Option<String> {
        if word.len() < 3 || word.len() > 80 || script_of(word) != self.script() {
            return None;
        }
        if word
            .bytes()
            .any(|byte| byte.is_ascii_digit() || byte == b'_')
        {
            return None;
        }
        let stem = Stemmer::new(LANGUAGES[self.0 as usize].1)
            .stem(word)
            .into_owned();
        if stem.is_empty() {
            return None;
        }
        Some(match self.tells_little(&stem, word) {
            true => word.to_owned(),
            false => stem,
        })
    }

    /// Whether so little is left of a word that others have it too which are none of its forms: `ки` of `Киев`. Where one letter is
    /// taken off a short word, as off `юга`, what is left is still that word, though not in Arabic.
    fn tells_little(self, stem: &str, word: &str) -> bool {
        let left = stem.chars().count();
        let off = word.chars().count().saturating_sub(left);
        match self.script() {
            Latin => false,
            Arabic => left < SHORTEST && off > 0,
            _ => left < SHORTEST && off > 1,
        }
    }
}

/// The first part of a language tag.
pub(crate) fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// The script of a word, by its first letter.
pub(crate) fn script_of(word: &str) -> Script {
    let Some(c) = word.chars().next() else {
        return Script::Other;
    };
    match c as u32 {
        0x41..=0x5a | 0x61..=0x7a | 0xc0..=0x24f | 0x1e00..=0x1eff => Latin,
        0x370..=0x3ff | 0x1f00..=0x1fff => Greek,
        0x400..=0x52f => Cyrillic,
        0x530..=0x58f => Armenian,
        0x590..=0x5ff => Hebrew,
        0x600..=0x6ff | 0x750..=0x77f => Arabic,
        0x900..=0x97f => Devanagari,
        0xb80..=0xbff => Tamil,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, word: &str, stem: Option<&str>) {
        let language = Language::of_tag(tag).expect("a language with a stemmer");
        assert_eq!(language.stem(word).as_deref(), stem, "{word} in {tag}");
    }

    #[test]
    fn words_are_stemmed_in_their_own_language_only() {
        check("en-GB", "elections", Some("elect"));
        check("en", "пашинян", None);
        check("ru", "выборы", Some("выбор"));
        check("en", "g20", None);
    }

    #[test]
    fn a_stem_that_tells_little_is_none() {
        check("ru", "киев", Some("киев"));
        check("ru", "киева", Some("киев"));
        check("ru", "юга", Some("юг"));
        check("ar", "يده", Some("يده"));
        check("ar", "مادة", Some("ماد"));
        check("en", "going", Some("go"));
    }

    #[test]
    fn languages_without_a_stemmer_have_none() {
        assert_eq!(Language::of_tag("ka"), None);
    }
}
