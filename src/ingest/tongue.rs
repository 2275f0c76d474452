//! Declared languages as BCP 47 writes them, whatever a tool wrote.

/// Codes of three letters and names, with the code of two letters.
#[rustfmt::skip]
const CODES: &[(&str, &str)] = &[
    ("afr", "af"), ("amh", "am"), ("ara", "ar"), ("arb", "ar"), ("azb", "az"), ("aze", "az"), ("azj", "az"),
    ("bel", "be"), ("ben", "bn"), ("bul", "bg"), ("cat", "ca"), ("ces", "cs"), ("ckb", "ckb"), ("cmn", "zh"),
    ("dan", "da"), ("deu", "de"), ("ell", "el"), ("eng", "en"), ("est", "et"), ("fas", "fa"), ("fin", "fi"),
    ("fra", "fr"), ("fre", "fr"), ("ger", "de"), ("hau", "ha"), ("heb", "he"), ("hin", "hi"), ("hrv", "hr"),
    ("hun", "hu"), ("hye", "hy"), ("ind", "id"), ("ita", "it"), ("jpn", "ja"), ("kat", "ka"), ("kaz", "kk"),
    ("khm", "km"), ("kor", "ko"), ("lav", "lv"), ("lit", "lt"), ("nld", "nl"), ("nob", "nb"), ("nor", "no"),
    ("pes", "fa"), ("pol", "pl"), ("por", "pt"), ("ron", "ro"), ("rus", "ru"), ("slk", "sk"), ("slv", "sl"),
    ("som", "so"), ("spa", "es"), ("srp", "sr"), ("swa", "sw"), ("swe", "sv"), ("swh", "sw"), ("tam", "ta"),
    ("tel", "te"), ("tha", "th"), ("tur", "tr"), ("ukr", "uk"), ("urd", "ur"), ("uzb", "uz"), ("uzn", "uz"),
    ("vie", "vi"), ("yor", "yo"), ("zho", "zh"),
    ("english", "en"), ("russian", "ru"), ("french", "fr"), ("german", "de"), ("spanish", "es"), ("italian", "it"),
    ("portuguese", "pt"), ("dutch", "nl"), ("turkish", "tr"), ("arabic", "ar"), ("chinese", "zh"), ("armenian", "hy"),
    ("georgian", "ka"), ("azerbaijani", "az"), ("persian", "fa"), ("hebrew", "he"), ("ukrainian", "uk"),
    ("polish", "pl"), ("japanese", "ja"), ("korean", "ko"), ("greek", "el"), ("hindi", "hi"),
    ("iw", "he"), ("in", "id"), ("ji", "yi"),
];

/// Returns the tag that a declared language means; `None` where it is no tag.
pub(super) fn tag(declared: &str) -> Option<String> {
    let declared = declared.trim().replace('_', "-");
    let mut parts = declared.split(['-', '.']);
    let first = parts.next()?.to_ascii_lowercase();
    let known = CODES.iter().find(|(code, _)| *code == first);
    let mut tag = match known {
        Some((_, short)) => (*short).to_owned(),
        None if matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_alphabetic()) => {
            first
        }
        None => return None,
    };
    if matches!(tag.as_str(), "und" | "mul" | "zxx") {
        return None;
    }
    for part in parts.take(3) {
        if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
            break;
        }
        tag.push('-');
        match part.len() {
            2 => tag.push_str(&part.to_ascii_uppercase()),
            4 if part.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                tag.push_str(&part[..1].to_ascii_uppercase());
                tag.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => tag.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tools_write_becomes_a_tag() {
        let check = |declared: &str, expected: Option<&str>| {
            assert_eq!(tag(declared).as_deref(), expected, "{declared}");
        };
        check("en", Some("en"));
        check("en_US", Some("en-US"));
        check("hye_Armn", Some("hy-Armn"));
        check("amh", Some("am"));
        check("English", Some("en"));
        check("zh-hans-cn", Some("zh-Hans-CN"));
        check("pcm", Some("pcm"));
        check("none of these", None);
        check("", None);
    }
}
