//! Writes a corpus of any size to standard output, as JSON Lines: the same arguments give the same bytes.
//!
//! `cargo run --release --example make_corpus -- --articles 1000000 --seed 7 > corpus.jsonl`
//!
//! The recipe: the sentences, names, sources and tags of the sample corpus are recombined. Articles belong to
//! stories (a few to a few hundred pieces that share actors, tags and a stretch of time); an actor is drawn with
//! a probability that falls as one over its rank from a pool of 150,000 made from given names, surnames and coined ones; every
//! article carries one or two coined words, so that the dictionary grows as a real one does; one in twenty is
//! a near-copy of an earlier piece of its story; every third cites an earlier piece. Articles come in date order.

use std::io::{self, BufWriter, Write};

use serde_json::{Value, json};

const SAMPLES: [&str; 2] = [
    include_str!("../data/sample/2020-2021.json"),
    include_str!("../data/sample/2022-2023.jsonl"),
];
const ACTORS: u64 = 150_000;
const STORIES_ALIVE: u64 = 400;
const FIRST_DAY: i64 = 9_131; // 1995-01-01, in days since 1970
const DAYS: u64 = 30 * 365;
const SYLLABLES: [&str; 48] = [
    "ba", "ber", "cha", "da", "del", "dra", "el", "fa", "fen", "ga", "gor", "ha", "hel", "is",
    "ja", "jor", "ka", "kel", "kov", "la", "len", "ma", "mir", "na", "nov", "or", "os", "pa",
    "pet", "qu", "ra", "rin", "sa", "sel", "shi", "ta", "ter", "tov", "ul", "va", "ven", "vic",
    "wa", "wen", "yan", "za", "zel", "zur",
];

/// A small generator of numbers (SplitMix64; Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.roll() % limit.max(1)
    }

    /// A rank from 0, with a probability that falls as one over the rank.
    fn rank(&mut self, limit: u64) -> u64 {
        let unit = (self.roll() >> 11) as f64 / (1u64 << 53) as f64;
        ((limit as f64).powf(unit) as u64)
            .saturating_sub(1)
            .min(limit - 1)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len() as u64) as usize]
    }
}

/// What the sample offers for recombining.
#[derive(Default)]
struct Stock {
    sentences: Vec<String>,
    titles: Vec<String>,
    given: Vec<String>,
    surnames: Vec<String>,
    sources: Vec<String>,
    tags: Vec<String>,
}

impl Stock {
    fn from_sample() -> Self {
        let mut stock = Self::default();
        let array: Vec<Value> = serde_json::from_str(SAMPLES[0]).expect("the sample is valid JSON");
        let lines = SAMPLES[1].lines();
        let lines = lines.map(|line| serde_json::from_str(line).expect("the sample is valid JSON"));
        for article in array.into_iter().chain(lines) {
            stock.take(&article);
        }
        for list in [
            &mut stock.given,
            &mut stock.surnames,
            &mut stock.sources,
            &mut stock.tags,
        ] {
            list.sort();
            list.dedup();
        }
        stock
    }

    fn take(&mut self, article: &Value) {
        let text = |key: &str| article[key].as_str().unwrap_or_default().to_owned();
        self.titles.push(text("title"));
        self.sources.push(text("source"));
        let body = text("body").replace('\n', " ");
        let sentences = body
            .split_inclusive(". ")
            .map(|sentence| sentence.trim().to_owned());
        self.sentences
            .extend(sentences.filter(|sentence| sentence.len() > 30));
        for tag in article["tags"].as_array().into_iter().flatten() {
            self.tags.push(tag.as_str().unwrap_or_default().to_owned());
        }
        for actor in article["actors"].as_array().into_iter().flatten() {
            if actor["kind"] == "person"
                && let Some((given, surname)) = actor["name"].as_str().unwrap_or("").split_once(' ')
            {
                self.given.push(given.to_owned());
                self.surnames.push(surname.to_owned());
            }
        }
    }

    /// The name of the actor of this rank: the same each time.
    fn actor(&self, rank: u64) -> String {
        let mut dice = Dice(rank.wrapping_mul(0xA24B_AED4_963E_E407));
        let given = if dice.below(3) > 0 {
            dice.pick(&self.given).clone()
        } else {
            coin(&mut dice, true)
        };
        let surname = if dice.below(8) == 0 {
            dice.pick(&self.surnames).clone()
        } else {
            coin(&mut dice, true)
        };
        format!("{given} {surname}")
    }
}

fn coin(dice: &mut Dice, name: bool) -> String {
    let mut word: String = (0..2 + dice.below(3))
        .map(|_| *dice.pick(&SYLLABLES))
        .collect();
    if name && let Some(first) = word.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    word
}

/// Pieces about one affair.
struct Story {
    actors: Vec<String>,
    tags: Vec<String>,
    left: u64,
    last: Option<(String, String, String)>,
}

impl Story {
    fn begin(stock: &Stock, dice: &mut Dice) -> Self {
        let actors = (0..2 + dice.below(5))
            .map(|_| stock.actor(dice.rank(ACTORS)))
            .collect();
        let tags = (0..1 + dice.below(3))
            .map(|_| dice.pick(&stock.tags).clone())
            .collect();
        Self {
            actors,
            tags,
            left: 2 + dice.rank(200),
            last: None,
        }
    }

    fn tell(&mut self, number: u64, date: &str, stock: &Stock, dice: &mut Dice) -> Value {
        let copied = self.last.as_ref().filter(|_| dice.below(20) == 0).cloned();
        let (title, body) = match &copied {
            Some((_, title, body)) => (title.clone(), shorten(body, dice)),
            None => (self.headline(stock, dice), self.text(stock, dice)),
        };
        let id = format!("made-{number}");
        let mut article = json!({
            "id": id, "title": title, "date": date, "source": dice.pick(&stock.sources), "lang": "en",
            "tags": self.tags, "actors": self.actors, "body": body,
            "url": format!("https://news.example/{number}"),
        });
        if let Some((last, title, _)) = self.last.as_ref().filter(|_| dice.below(3) == 0) {
            article["related"] = json!([{ "id": last, "title": title }]);
        }
        self.left -= 1;
        self.last = Some((id, title, body));
        article
    }

    fn headline(&self, stock: &Stock, dice: &mut Dice) -> String {
        let base = dice.pick(&stock.titles);
        match dice.below(3) {
            0 => format!("{}: {base}", dice.pick(&self.actors)),
            1 => format!("{base}, says {}", dice.pick(&self.actors)),
            _ => format!(
                "{base} as {} meets {}",
                dice.pick(&self.actors),
                dice.pick(&self.actors)
            ),
        }
    }

    fn text(&self, stock: &Stock, dice: &mut Dice) -> String {
        let mut body = String::with_capacity(2_000);
        for nth in 0..6 + dice.below(16) {
            if nth > 0 {
                body.push_str(if nth % 3 == 0 { "\n\n" } else { " " });
            }
            match dice.below(4) {
                0 => body.push_str(&format!(
                    "{} told {} that the {} was near.",
                    dice.pick(&self.actors),
                    dice.pick(&self.actors),
                    coin(dice, false)
                )),
                _ => body.push_str(dice.pick(&stock.sentences).as_str()),
            }
        }
        body
    }
}

/// The copy an agency's client prints: the last paragraph cut.
fn shorten(body: &str, dice: &mut Dice) -> String {
    let cut = body
        .rfind("\n\n")
        .filter(|_| dice.below(2) == 0)
        .unwrap_or(body.len());
    body[..cut].to_owned()
}

fn day(number: i64) -> String {
    let epoch = jiff::civil::date(1970, 1, 1);
    let day = epoch.checked_add(jiff::Span::new().days(number));
    day.map_or_else(|_| epoch.to_string(), |day| day.to_string())
}

fn argument(name: &str, default: u64) -> u64 {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments
        .nth(1)
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

fn main() -> io::Result<()> {
    let articles = argument("--articles", 10_000);
    let mut dice = Dice(argument("--seed", 7));
    let stock = Stock::from_sample();
    let mut stories: Vec<Story> = Vec::new();
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    for number in 0..articles {
        if (stories.len() as u64) < STORIES_ALIVE {
            stories.push(Story::begin(&stock, &mut dice));
        }
        let chosen = dice.below(stories.len() as u64) as usize;
        let date = day(FIRST_DAY + (number * DAYS / articles.max(1)) as i64);
        let article = stories[chosen].tell(number, &date, &stock, &mut dice);
        serde_json::to_writer(&mut out, &article)?;
        out.write_all(b"\n")?;
        if stories[chosen].left == 0 {
            stories.swap_remove(chosen);
        }
    }
    out.flush()
}
