//! What is asked: queries made from the titles of the corpus itself, so that they find something in any.

/// Mixed queries are made from so many titles, four from each.
const TITLES: usize = 13;
/// Titles whose words are weighed to find rare and common ones.
const WEIGHED: usize = 4_000;
/// In how many articles a rare word stands.
const RARE: std::ops::RangeInclusive<u64> = 20..=400;

/// The queries.
pub(crate) struct Questions {
    /// One word, two, a phrase, alternatives or an exclusion, in turn.
    pub(crate) mixed: Vec<String>,
    /// Those that whole programs are asked.
    pub(crate) named: Named,
}

/// Queries that are told by what they are.
pub(crate) struct Named {
    /// A word of few articles.
    pub(crate) rare: String,
    /// The word of five letters or more that most articles have.
    pub(crate) common: String,
    /// Two words of one title, each in many articles.
    pub(crate) two: (String, String),
    /// Two words that stand side by side in a title, each in many articles.
    pub(crate) phrase: String,
}

impl Questions {
    /// Makes them; `frequency` says in how many of `articles` a word stands.
    pub(crate) fn new(titles: &[String], articles: u64, frequency: impl Fn(&str) -> u64) -> Self {
        let mixed = every(titles, TITLES).enumerate().flat_map(|(n, title)| {
            let words = words(title);
            let mut long: Vec<&String> = words.iter().filter(|word| word.len() > 3).collect();
            long.sort_by_key(|word| std::cmp::Reverse(word.len()));
            let word = |at: usize| long.get(at).or(long.first()).map_or("peace", |word| word);
            let (one, other) = (word(0), word(1));
            let side = match words
                .windows(2)
                .max_by_key(|pair| pair[0].len().min(pair[1].len()))
            {
                Some([a, b]) => format!("\"{a} {b}\""),
                _ => format!("\"{one}\""),
            };
            let last = match n % 2 {
                0 => format!("{one} OR {other}"),
                _ => format!("{other} -{one}"),
            };
            [one.to_owned(), format!("{one} {other}"), side, last]
        });
        let mixed = mixed.collect();
        let often = articles / 500;
        let is_often = |word: &&String| word.len() > 3 && frequency(word) >= often;
        let (mut rare, mut common) = (None, (0, String::new()));
        let (mut two, mut phrase) = (None, None);
        for title in every(titles, WEIGHED) {
            let words = words(title);
            for word in words.iter().filter(|word| word.len() > 4) {
                let articles = frequency(word);
                if articles > common.0 {
                    common = (articles, word.clone());
                }
                if rare.is_none() && RARE.contains(&articles) {
                    rare = Some(word.clone());
                }
            }
            let mut many = words.iter().filter(is_often);
            if let (None, Some(a), Some(b)) = (&two, many.next(), many.next_back()) {
                two = Some((a.clone(), b.clone()));
            }
            let side = words
                .windows(2)
                .find(|pair| pair.iter().all(|word| is_often(&word)));
            if let (None, Some([a, b])) = (&phrase, side) {
                phrase = Some(format!("{a} {b}"));
            }
        }
        let common = common.1;
        let named = Named {
            rare: rare.unwrap_or_else(|| common.clone()),
            two: two.unwrap_or_else(|| (common.clone(), common.clone())),
            phrase: phrase.unwrap_or_else(|| common.clone()),
            common,
        };
        Self { mixed, named }
    }
}

impl Named {
    /// As arguments of a command.
    pub(crate) fn to_args(&self) -> [&str; 5] {
        let (one, other) = &self.two;
        [&self.rare, &self.common, one, other, &self.phrase]
    }

    /// From such arguments.
    pub(crate) fn from_args(args: &[String]) -> Option<Self> {
        let [rare, common, one, other, phrase] = args else {
            return None;
        };
        Some(Self {
            rare: rare.clone(),
            common: common.clone(),
            two: (one.clone(), other.clone()),
            phrase: phrase.clone(),
        })
    }
}

/// So many of the titles, evenly taken.
fn every(titles: &[String], count: usize) -> impl Iterator<Item = &String> {
    titles
        .iter()
        .step_by((titles.len() / count).max(1))
        .take(count)
}

/// The words of a title in small letters, of those that are letters alone.
fn words(title: &str) -> Vec<String> {
    title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
        .map(str::to_ascii_lowercase)
        .collect()
}
