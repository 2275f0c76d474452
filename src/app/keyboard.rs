//! Keyboards of other alphabets: which Latin key lies where a letter was typed, so that commands work without switching.

/// Rows of keyboards, each beside the Latin row on the same keys.
const ROWS: [(&str, &str); 10] = [
    // Russian and, where they differ, Ukrainian and Belarusian.
    (
        "йцукенгшщзхъфывапролджэячсмитьбю",
        "qwertyuiop[]asdfghjkl;'zxcvbnm,.",
    ),
    (
        "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ",
        "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>",
    ),
    ("іїєґўё", "s]'\\o`"),
    ("ІЇЄҐЎЁ", "S}\"|O~"),
    // Greek.
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    ("ΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ", "ERTYUIOPASDFGHJKLZXCVBNM"),
    // Armenian, phonetic.
    (
        "քոեռտըւիօպխծասդֆգհյկլզղցվբնմշ",
        "qwertyuiop[]asdfghjklzxcvbnm\\",
    ),
    (
        "ՔՈԵՌՏԸՒԻՕՊԽԾԱՍԴՖԳՀՅԿԼԶՂՑՎԲՆՄՇ",
        "QWERTYUIOP{}ASDFGHJKLZXCVBNM|",
    ),
    // Georgian: without case, its shifted keys are letters of their own.
    ("ქწერტყუიოპასდფგჰჯკლზხცვბნმ", "qwertyuiopasdfghjklzxcvbnm"),
    ("ჭღთშჟძჩ", "WRTSJZC"),
];

/// The Latin key on which `c` lies.
pub(super) fn latin(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    ROWS.iter().find_map(|(row, latin)| {
        let at = row.chars().position(|other| other == c)?;
        latin.chars().nth(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_as_long_as_their_latin_rows() {
        for (row, latin) in ROWS {
            assert_eq!(row.chars().count(), latin.chars().count(), "{row}");
        }
    }

    #[test]
    fn letters_find_their_key() {
        let keys = ['о', 'О', 'γ', 'գ', 'გ', 'ш'].map(latin);
        let latin = ['j', 'J', 'g', 'g', 'g', 'i'].map(Some);
        assert_eq!(keys, latin);
        assert_eq!(super::latin('j'), None);
        assert_eq!(super::latin('日'), None);
    }
}
