//! The language of an article: from letters that only one language has, then from frequent short words, then from trigrams.

mod letters;
mod prose;
mod small_words;
mod tags;

use whatlang::Script;

/// Characters of the body that are looked at.
const LOOKED_AT: usize = 1_000;

/// Fewest letters from which a language is told by its trigrams.
const FEWEST: usize = 20;

/// Returns the BCP 47 tag of the language of an article, or `None` where the text is too short or too mixed to tell.
///
/// The title is looked at together with the body: titles alone are too short.
pub fn detect(title: &str, body: &str) -> Option<&'static str> {
    let mut text = String::with_capacity(title.len() + 1 + LOOKED_AT * 2);
    text.push_str(title);
    text.push('\n');
    text.push_str(head(body));
    let letters = letters::count(&text);
    if let Some(tag) = letters.tag() {
        return Some(tag);
    }
    if letters.all < FEWEST {
        return None;
    }
    if letters.latin * 2 > letters.all
        && let Some(tag) = small_words::tag(&text)
    {
        return Some(tag);
    }
    let info = whatlang::detect(&text)?;
    let sure = info.is_reliable() || info.confidence() >= 0.5 || info.script() != Script::Latin;
    let is_told = sure && (info.script() != Script::Latin || prose::tells(&text, info.lang()));
    is_told.then(|| tags::tag(info.lang())).flatten()
}

/// The first characters of a body.
fn head(body: &str) -> &str {
    // A byte each, as mostly.
    if let Some(head) = body.get(..LOOKED_AT).filter(|head| head.is_ascii()) {
        return head;
    }
    let end = body.char_indices().nth(LOOKED_AT).map(|(at, _)| at);
    &body[..end.unwrap_or(body.len())]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(body: &str, expected: Option<&str>) {
        assert_eq!(detect("", body), expected, "{body}");
    }

    #[test]
    fn letters_that_one_language_has() {
        check("Հայաստանի վարչապետը հանդիպեց նախագահի հետ", Some("hy"));
        check("საქართველოს პრემიერ-მინისტრი შეხვდა პრეზიდენტს", Some("ka"));
        check(
            "Azərbaycan Prezidenti İlham Əliyev Brüsselə səfər edib",
            Some("az"),
        );
        check(
            "Қазақстан Президенті Тоқаев халыққа жолдау жолдады",
            Some("kk"),
        );
        check(
            "Президент України зустрівся з головою Європейської ради",
            Some("uk"),
        );
        check(
            "سەرۆکی هەرێمی کوردستان لەگەڵ شاندێکی ئەمریکی کۆبووەوە",
            Some("ckb"),
        );
        check("出席会议的有国家主席和总理", Some("zh"));
        check("大統領は東京で記者会見を開いた", Some("ja"));
        check("대통령은 서울에서 기자회견을 열었다", Some("ko"));
    }

    #[test]
    fn trigrams_tell_the_rest() {
        check(
            "The president met the prime minister in Brussels on Monday to talk about the border.",
            Some("en"),
        );
        check(
            "Президент встретился с премьер-министром в Брюсселе в понедельник.",
            Some("ru"),
        );
        check(
            "Der Präsident traf am Montag in Brüssel den Ministerpräsidenten, um über die Grenze zu reden.",
            Some("de"),
        );
        check(
            "Shugaban kasar ya ce gwamnati za ta yi aiki domin al'umma da kuma matasa a kan wannan batu.",
            Some("ha"),
        );
    }

    #[test]
    fn english_is_told_from_what_shares_words_with_it() {
        check(
            "De minister van buitenlandse zaken zei dat het overleg over de grens was mislukt, en dat hij niet wist of er snel een nieuwe afspraak zou komen.",
            Some("nl"),
        );
        check(
            "Ministeren sagde mandag, at regeringen er klar til at tale med de andre lande om en aftale for alle.",
            Some("da"),
        );
        check(
            "Di goment tok say dem go give pipo money afta di flood wey happen for Lagos, but pipo dey vex say dem never see am.",
            Some("pcm"),
        );
        check(
            "It was said that they have not been to the border, which the two will open.",
            Some("en"),
        );
    }

    #[test]
    fn names_tell_no_language() {
        check(
            "Squad: Hans Muller, Jurgen Klinsmann, Andreas Brehme, Lothar Matthaus, Rudi Voller, Guido Buchwald",
            None,
        );
        check(
            "Jane Q. Marlow, the MP, spoke. Jane R. Marlow, a singer, sang. Jane Marlow left.",
            None,
        );
        check(
            "Paavo Niinistö tapasi Tallinnassa Kersti Kaljulaidin ja keskusteli turvallisuudesta",
            Some("fi"),
        );
    }

    #[test]
    fn too_little_is_not_guessed() {
        check("", None);
        check("OK 2022", None);
        check("12345 67890 --- 12345", None);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(title in any::<String>(), body in any::<String>()) {
            let _ = detect(&title, &body);
        }
    }
}
