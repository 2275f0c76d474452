//! Short forms and word parts that decide where a word ends.

/// Short forms whose full stop belongs to them and does not end a sentence.
pub(super) const SHORT: &[&str] = &[
    "adm", "aug", "brig", "capt", "cmdr", "co", "col", "corp", "dec", "det", "dr", "feb", "fr",
    "gen", "gov", "hon", "inc", "jan", "jr", "lt", "ltd", "maj", "messrs", "mr", "mrs", "ms", "mt",
    "nov", "oct", "pres", "prof", "rep", "reps", "rev", "sen", "sens", "sept", "sgt", "sr", "st",
    "supt", "vs",
];

/// Short forms of states and provinces, with their full stop only: `Fresno, Calif.`
pub const STATES: &[(&str, &str)] = &[
    ("ala", "Alabama"),
    ("ariz", "Arizona"),
    ("ark", "Arkansas"),
    ("calif", "California"),
    ("colo", "Colorado"),
    ("conn", "Connecticut"),
    ("del", "Delaware"),
    ("fla", "Florida"),
    ("ga", "Georgia"),
    ("ill", "Illinois"),
    ("ind", "Indiana"),
    ("kan", "Kansas"),
    ("kans", "Kansas"),
    ("ky", "Kentucky"),
    ("la", "Louisiana"),
    ("mass", "Massachusetts"),
    ("md", "Maryland"),
    ("mich", "Michigan"),
    ("minn", "Minnesota"),
    ("miss", "Mississippi"),
    ("mo", "Missouri"),
    ("mont", "Montana"),
    ("neb", "Nebraska"),
    ("nebr", "Nebraska"),
    ("nev", "Nevada"),
    ("okla", "Oklahoma"),
    ("ont", "Ontario"),
    ("ore", "Oregon"),
    ("pa", "Pennsylvania"),
    ("que", "Quebec"),
    ("tenn", "Tennessee"),
    ("tex", "Texas"),
    ("va", "Virginia"),
    ("vt", "Vermont"),
    ("wash", "Washington"),
    ("wis", "Wisconsin"),
    ("wyo", "Wyoming"),
    ("nc", "North Carolina"),
    ("sc", "South Carolina"),
    ("nd", "North Dakota"),
    ("sd", "South Dakota"),
    ("ny", "New York"),
    ("nj", "New Jersey"),
    ("nh", "New Hampshire"),
    ("nm", "New Mexico"),
    ("ri", "Rhode Island"),
    ("wva", "West Virginia"),
    ("bc", "British Columbia"),
];

/// The state or province that a short form with its full stop stands for.
pub fn state(short: &str) -> Option<&'static str> {
    if !short.ends_with('.') {
        return None;
    }
    let plain = || {
        short
            .bytes()
            .filter(|b| *b != b'.' && *b != b' ')
            .map(|b| b.to_ascii_lowercase())
    };
    // "La." is a state and "L.A." a town: stops inside are for names of several words.
    let inside = short.trim_end_matches('.').contains('.');
    STATES
        .iter()
        .find(|(s, name)| s.bytes().eq(plain()) && (!inside || name.contains(' ')))
        .map(|(_, name)| *name)
}

/// The letters of the post for the states.
const POSTAL: &[&str] = &[
    "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN",
    "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ",
    "NM", "NV", "NY", "OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT",
    "WA", "WI", "WV", "WY",
];

/// Whether a word is the letters of the post for a state: `PA`.
pub(super) fn is_postal(word: &str) -> bool {
    POSTAL.contains(&word)
}

/// Whether a word is short for a state, with or without a full stop: `IL`, `Mont`.
pub(super) fn is_state(word: &str) -> bool {
    let plain = word.trim_end_matches('.');
    let is_name = plain.starts_with(|c: char| c.is_ascii_uppercase());
    is_postal(plain)
        || is_name
            && STATES
                .iter()
                .any(|(short, _)| short.eq_ignore_ascii_case(plain))
}

/// Word parts after a hyphen that are not part of a name: `London-based`.
pub(super) const TAILS: &[&str] = &[
    "aligned",
    "appointed",
    "area",
    "backed",
    "based",
    "born",
    "bound",
    "brokered",
    "built",
    "claimed",
    "controlled",
    "dominated",
    "educated",
    "era",
    "financed",
    "friendly",
    "funded",
    "general",
    "held",
    "imposed",
    "installed",
    "language",
    "led",
    "like",
    "linked",
    "made",
    "majority",
    "mandated",
    "mediated",
    "occupied",
    "only",
    "organized",
    "owned",
    "ruled",
    "run",
    "speaking",
    "sponsored",
    "style",
    "supplied",
    "supported",
    "trained",
    "type",
    "wide",
];
