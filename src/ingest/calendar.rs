//! The words of calendars: months and days of the week as news writes them.

use jiff::civil::Weekday;

/// Names of the twelve months, in some of the languages that date formats are written in.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "januari", "janvier", "enero", "gennaio", "janeiro", "января", "ocak", "yanvar", "січня", "tammikuuta"],
    &["february", "feb", "februar", "februari", "février", "fevrier", "febrero", "febbraio", "fevereiro", "февраля", "şubat", "fevral", "лютого"],
    &["march", "mar", "märz", "maart", "mars", "marzo", "março", "марта", "mart", "березня"],
    &["april", "apr", "avril", "abril", "aprile", "апреля", "nisan", "aprel", "квітня"],
    &["may", "mai", "mei", "mayo", "maggio", "maio", "maj", "мая", "mayıs", "травня"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "junho", "июня", "haziran", "iyun", "червня"],
    &["july", "jul", "juli", "juillet", "julio", "luglio", "julho", "июля", "temmuz", "iyul", "липня"],
    &["august", "aug", "augustus", "août", "agosto", "августа", "ağustos", "avqust", "серпня"],
    &["september", "sep", "sept", "septembre", "septiembre", "settembre", "setembro", "сентября", "eylül", "sentyabr", "вересня"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "outubro", "октября", "ekim", "oktyabr", "жовтня"],
    &["november", "nov", "novembre", "noviembre", "novembro", "ноября", "kasım", "noyabr", "листопада"],
    &["december", "dec", "dezember", "dez", "décembre", "decembre", "diciembre", "dicembre", "dezembro", "декабря", "aralık", "dekabr", "грудня"],
];

/// The month, 1 to 12, that a word names.
pub(super) fn month(word: &str) -> Option<i8> {
    // No name is longer: most words of a text end here.
    if !(3..=22).contains(&word.len()) {
        return None;
    }
    let word = word.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|names| names.contains(&word.as_str()))?;
    i8::try_from(at + 1).ok()
}

/// The day of the week that a word names in full or in three letters.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let days = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let word = word.to_ascii_lowercase();
    let names = |name: &str| word == name || word.len() == 3 && name.starts_with(&word);
    days.iter()
        .find(|(name, _)| names(name))
        .map(|(_, day)| *day)
}
