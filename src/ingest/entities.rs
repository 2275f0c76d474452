//! The characters that HTML has names for, as far as news uses them, and those written by number.

/// Names and their characters, in the order of names.
#[rustfmt::skip]
const NAMES: &[(&str, char)] = &[
    ("AElig", 'Æ'), ("Aacute", 'Á'), ("Acirc", 'Â'), ("Agrave", 'À'), ("Aring", 'Å'), ("Atilde", 'Ã'), ("Auml", 'Ä'),
    ("Ccedil", 'Ç'), ("ETH", 'Ð'), ("Eacute", 'É'), ("Ecirc", 'Ê'), ("Egrave", 'È'), ("Euml", 'Ë'), ("Iacute", 'Í'),
    ("Icirc", 'Î'), ("Igrave", 'Ì'), ("Iuml", 'Ï'), ("Ntilde", 'Ñ'), ("OElig", 'Œ'), ("Oacute", 'Ó'), ("Ocirc", 'Ô'),
    ("Ograve", 'Ò'), ("Oslash", 'Ø'), ("Otilde", 'Õ'), ("Ouml", 'Ö'), ("Scaron", 'Š'), ("THORN", 'Þ'), ("Uacute", 'Ú'),
    ("Ucirc", 'Û'), ("Ugrave", 'Ù'), ("Uuml", 'Ü'), ("Yacute", 'Ý'), ("Yuml", 'Ÿ'), ("aacute", 'á'), ("acirc", 'â'),
    ("acute", '´'), ("aelig", 'æ'), ("agrave", 'à'), ("amp", '&'), ("apos", '\''), ("aring", 'å'), ("atilde", 'ã'),
    ("auml", 'ä'), ("bdquo", '„'), ("brvbar", '¦'), ("bull", '•'), ("ccedil", 'ç'), ("cedil", '¸'), ("cent", '¢'),
    ("circ", 'ˆ'), ("copy", '©'), ("curren", '¤'), ("dagger", '†'), ("deg", '°'), ("divide", '÷'), ("eacute", 'é'),
    ("ecirc", 'ê'), ("egrave", 'è'), ("emsp", '\u{2003}'), ("ensp", '\u{2002}'), ("eth", 'ð'), ("euml", 'ë'),
    ("euro", '€'), ("frac12", '½'), ("frac14", '¼'), ("frac34", '¾'), ("ge", '≥'), ("gt", '>'), ("hellip", '…'),
    ("iacute", 'í'), ("icirc", 'î'), ("iexcl", '¡'), ("igrave", 'ì'), ("iquest", '¿'), ("iuml", 'ï'), ("laquo", '«'),
    ("larr", '←'), ("ldquo", '“'), ("le", '≤'), ("lsaquo", '‹'), ("lsquo", '‘'), ("lt", '<'), ("macr", '¯'),
    ("mdash", '—'), ("micro", 'µ'), ("middot", '·'), ("minus", '−'), ("nbsp", '\u{a0}'), ("ndash", '–'), ("ne", '≠'),
    ("not", '¬'), ("ntilde", 'ñ'), ("oacute", 'ó'), ("ocirc", 'ô'), ("oelig", 'œ'), ("ograve", 'ò'), ("ordf", 'ª'),
    ("ordm", 'º'), ("oslash", 'ø'), ("otilde", 'õ'), ("ouml", 'ö'), ("para", '¶'), ("permil", '‰'), ("plusmn", '±'),
    ("pound", '£'), ("quot", '"'), ("raquo", '»'), ("rarr", '→'), ("rdquo", '”'), ("reg", '®'), ("rsaquo", '›'),
    ("rsquo", '’'), ("sbquo", '‚'), ("scaron", 'š'), ("sect", '§'), ("shy", '\u{ad}'), ("sup1", '¹'), ("sup2", '²'),
    ("sup3", '³'), ("szlig", 'ß'), ("thinsp", '\u{2009}'), ("thorn", 'þ'), ("tilde", '˜'), ("times", '×'),
    ("trade", '™'), ("uacute", 'ú'), ("ucirc", 'û'), ("ugrave", 'ù'), ("uml", '¨'), ("uuml", 'ü'), ("yacute", 'ý'),
    ("yen", '¥'), ("yuml", 'ÿ'), ("zwj", '\u{200d}'), ("zwnj", '\u{200c}'),
];

/// Reads the entity at the start of a text: its character, and its length in bytes.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let inner = text.strip_prefix('&')?;
    let length = inner.bytes().take(10).position(|byte| byte == b';')?;
    let name = &inner[..length];
    let character = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => {
            let at = NAMES.binary_search_by(|(known, _)| known.cmp(&name)).ok()?;
            NAMES[at].1
        }
    };
    Some((character, length + 2))
}

/// The character of a number; those from 128 to 159 are meant as Windows has them.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(code) {
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        return text.chars().next();
    }
    Some(
        char::from_u32(code)
            .filter(|c| *c != '\0')
            .unwrap_or('\u{fffd}'),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order() {
        assert!(NAMES.is_sorted_by_key(|(name, _)| name));
    }

    #[test]
    fn numbers_are_taken_as_they_are_meant() {
        assert_eq!(entity("&#8217;s"), Some(('’', 7)));
        assert_eq!(entity("&#146;s"), Some(('’', 6)));
        assert_eq!(entity("&#xD800;"), Some(('\u{fffd}', 8)));
        assert_eq!(entity("&#;"), None);
        assert_eq!(entity("& ;"), None);
    }
}
