//! What a query finds.

use super::*;

#[test]
fn words_meet_without_case_accent_script_and_by_stem() {
    check(word("pashinyan"), &[0, 1, 2]);
    check(word("Пашинян"), &[0, 1, 2]);
    check(word("Paşinyan"), &[0, 1, 2]);
    check(word("erdogan"), &[2, 4]);
    check(word("election"), &[0, 4]);
}

#[test]
fn quoted_words_are_exact_but_for_case_and_accents() {
    check(exact("elected"), &[0]);
    check(exact("election"), &[]);
    check(exact("Erdogan"), &[2, 4]);
    check(exact("pashinyan"), &[0]);
}

#[test]
fn a_word_is_found_by_its_plain_letters_and_in_quotes_by_no_more_than_without() {
    let bodies = [
        "güneş",
        "gunes",
        "güneşin doğuşu",
        "Die Straße",
        "STRASSE",
        "IĞDIR",
        "ığdır",
        "Iğdır'a",
        "Pashinyan",
        "Paşinyan",
        "Чёрный ход",
        "черный ход",
        "мои",
        "мой",
    ];
    let all: Vec<Article> = bodies.map(|body| article("tr", "", body)).to_vec();
    let fixture = fixture(&all);
    let found = |query: &Query| fixture.search(query).all.iter().collect::<Vec<u32>>();
    let check = |typed: &str, plain: &[u32], quoted: &[u32]| {
        assert_eq!(found(&word(typed)), plain, "{typed}");
        for query in [exact(typed), phrase(typed)] {
            assert_eq!(found(&query), quoted, "{query:?}");
        }
        assert!(quoted.iter().all(|no| plain.contains(no)), "{typed}");
    };
    check("gunes", &[0, 1, 2], &[0, 1]);
    check("güneş", &[0, 1, 2], &[0, 1]);
    check("GÜNEŞ", &[0, 1, 2], &[0, 1]);
    for street in ["strasse", "Straße", "STRASSE"] {
        check(street, &[3, 4], &[3, 4]);
    }
    for town in ["IĞDIR", "ığdır", "Iğdır", "igdir"] {
        check(town, &[5, 6, 7], &[5, 6, 7]);
    }
    check("Pashinyan", &[8, 9], &[8]);
    check("Paşinyan", &[8, 9], &[9]);
    check("Pasinyan", &[8, 9], &[9]);
    check("чёрный", &[10, 11], &[10, 11]);
    check("черный", &[10, 11], &[10, 11]);
    check("мой", &[13], &[13]);
    check("мои", &[12], &[12]);
    assert_eq!(found(&phrase("guneşin dogusu")), [2]);
}

#[test]
fn a_word_is_found_with_its_vowel_signs_and_without() {
    let bodies = [
        "محمّد بن سلمان",
        "محمد بن سلمان",
        "العَرَبِيَّة",
        "العربية",
        "العــربية",
        "محم د",
    ];
    let all: Vec<Article> = bodies.map(|body| article("ar", "", body)).to_vec();
    let fixture = fixture(&all);
    let check = |query: Query, expected: &[u32]| {
        let found: Vec<u32> = fixture.search(&query).all.iter().collect();
        assert_eq!(found, expected, "{query:?}");
    };
    check(word("محمد"), &[0, 1]);
    check(word("محمّد"), &[0, 1]);
    check(word("العربية"), &[2, 3, 4]);
    check(word("العَرَبِيَّة"), &[2, 3, 4]);
    // In quotes a word is as it was written.
    check(exact("محمد"), &[1]);
    check(phrase("محمد بن"), &[1]);
    let start = Leaf::Prefix {
        scope: Scope::Text,
        start: "مُحَم".to_string(),
    };
    check(Query::Leaf(start), &[0, 1, 5]);
    let highlighter = fixture.index.highlighter(&word("محمد")).expect("one");
    let text = "محمّد بن محمد";
    let hits = highlighter.hits(Field::Body, text);
    let lit: Vec<&str> = hits.into_iter().map(|hit| &text[hit]).collect();
    assert_eq!(lit, ["محمّد", "محمد"]);
}

#[test]
fn phrases_stand_as_typed() {
    check(phrase("the vote"), &[0, 4]);
    check(phrase("vote the"), &[]);
    check(phrase("ve erdogan"), &[2]);
}

#[test]
fn a_phrase_is_found_in_every_spelling_of_its_words() {
    let (first, second) = (
        [
            "resume", "résumé", "resumé", "résume", "rèsume", "rêsumé", "rěsume",
        ],
        ["cafe", "café", "cafè", "cafê", "cafě"],
    );
    let pairs = first.map(|first| second.map(|second| format!("{first} {second}")));
    let pairs: Vec<String> = pairs.into_iter().flatten().collect();
    let mut all = vec![
        article("fr", "café résumé", "résumé de café"),
        article("fr", "résumé", "café"),
    ];
    for pair in &pairs {
        all.push(article("fr", pair, "rien"));
        all.push(article(
            "fr",
            "rien",
            &format!("un {pair} de Paris, un {pair}"),
        ));
    }
    let fixture = fixture(&all);
    let count = |text: &str| fixture.search(&phrase(text)).count;
    assert_eq!(count("resume cafe"), 2 * pairs.len());
    assert_eq!(count("Résumé Café"), 2 * pairs.len());
    assert_eq!(count("un résumé café de Paris"), pairs.len());
    assert_eq!(count("resume cafe resume"), 0);
}

#[test]
fn a_phrase_of_several_spellings_ranks_by_how_often_it_stands() {
    let once = article("fr", "", "un café crème, un thé noir");
    let twice = article("fr", "", "un cafe crème, un café crème");
    let hits = fixture(&[twice, once]).search(&phrase("cafe creme"));
    let best: Vec<u32> = hits.best.iter().map(|(no, _)| no.0).collect();
    assert_eq!(best, [0, 1]);
}

#[test]
fn parts_of_chinese_words_are_found() {
    check(phrase("京大"), &[3]);
    check(phrase("京学"), &[]);
    check(word("学"), &[3]);
    check(word("生"), &[3]);
    check(phrase("学生在北"), &[3]);
}

/// Articles in scripts without spaces, and what their letters sound like in others.
fn spaceless() -> Vec<Article> {
    vec![
        article("th", "ข่าว", "ประเทศไทยกับการค้า"),
        article("km", "ព័ត៌មាន", "ប្រទេសកម្ពុជា"),
        article("lo", "ຂ່າວ", "ປະເທດລາວ"),
        article("my", "သတင်း", "မြန်မာနိုင်ငံ"),
        article("zh", "", "北京的学生在美国"),
        article("ja", "", "カメラのニュース"),
        article("en", "K p m", "pr th nam kitchen market people ka ra"),
        article("ru", "", "к п ка"),
    ]
}

#[test]
fn a_letter_of_a_script_without_spaces_is_found_where_it_stands_and_nowhere_else() {
    let fixture = fixture(&spaceless());
    let check = |letter: &str, expected: &[u32]| {
        for query in [word(letter), exact(letter), phrase(letter)] {
            let found: Vec<u32> = fixture.search(&query).all.iter().collect();
            assert_eq!(found, expected, "{query:?}");
        }
    };
    check("ก", &[0]);
    check("ท", &[0]);
    check("ក", &[1]);
    check("ປ", &[2]);
    check("မ", &[3]);
    check("生", &[4]);
    check("国", &[4]);
    check("カ", &[5]);
    check("ス", &[5]);
    check("ฮ", &[]);
    // Nor do letters of other scripts find the pairs that sound like them.
    check("pr", &[6]);
    check("th", &[6]);
}

#[test]
fn chinese_words_are_found_near_each_other_wherever_their_runs_end() {
    let fixture = fixture(&spaceless());
    let found = |words: [&str; 2], distance| {
        let words = words.map(NearWord::loose).to_vec();
        let near = Leaf::Near {
            scope: Scope::Text,
            words,
            distance,
        };
        fixture.search(&Query::Leaf(near)).count
    };
    assert_eq!(found(["学生", "美国"], 2), 1);
    assert_eq!(found(["学生", "美国"], 1), 0);
    // One character, wherever in a run it stands.
    assert_eq!(found(["学", "美国"], 2), 1);
    assert_eq!(found(["学", "美国"], 1), 0);
    assert_eq!(found(["学", "美"], 2), 1);
    assert_eq!(found(["北", "国"], 6), 1);
    assert_eq!(found(["北", "国"], 5), 0);
    assert_eq!(found(["北", "海"], 9), 0);
}

#[test]
fn titles_are_searched_alone() {
    let leaf = Leaf::Word {
        scope: Scope::Title,
        word: "vote".to_string(),
        exact: false,
    };
    check(Query::Leaf(leaf), &[4]);
}

#[test]
fn conditions_combine() {
    check(Query::And(vec![word("vote"), word("pashinyan")]), &[0]);
    check(
        Query::Or(vec![word("vote"), word("пашинян")]),
        &[0, 1, 2, 4],
    );
    check(
        Query::And(vec![word("vote"), Query::Not(Box::new(word("pashinyan")))]),
        &[4],
    );
    check(Query::Not(Box::new(word("vote"))), &[1, 2, 3]);
    check(Query::All, &[0, 1, 2, 3, 4]);
}

#[test]
fn sets_from_outside_combine_with_words() {
    let dated = Query::Leaf(Leaf::Date {
        from: None,
        to: None,
        written: String::new(),
    });
    let marked = Query::Leaf(Leaf::Is(Mark::Starred));
    check(dated.clone(), &[0, 1]);
    check(Query::And(vec![dated.clone(), word("vote")]), &[0]);
    check(Query::Or(vec![dated.clone(), word("vote")]), &[0, 1, 4]);
    check(
        Query::And(vec![dated.clone(), Query::Not(Box::new(marked))]),
        &[0],
    );
    check(
        Query::And(vec![word("vote"), Query::Not(Box::new(dated))]),
        &[4],
    );
    check(name(NameField::Actor, "anyone"), &[3]);
}

#[test]
fn names_match_whole_by_word_and_by_start() {
    check(name(NameField::Source, "the daily post"), &[0, 1, 2, 3, 4]);
    check(name(NameField::Source, "post"), &[0, 1, 2, 3, 4]);
    check(name(NameField::Source, "the da*"), &[0, 1, 2, 3, 4]);
    check(name(NameField::Source, "daily mail"), &[]);
    check(name(NameField::Tag, "aliyev"), &[0, 1, 2, 3, 4]);
    check(name(NameField::Lang, "en-GB"), &[0, 4]);
}

#[test]
fn the_words_of_a_name_follow_each_other_in_one_name() {
    let by = |sources: &[&str]| Article {
        sources: sources.iter().map(ToString::to_string).collect(),
        ..article("en", "", "")
    };
    let fixture = fixture(&[
        by(&["BBC World", "Sky News"]),
        by(&["BBC News"]),
        by(&["The BBC News of the World"]),
        by(&["Jean-Luc Daily", "commonspace.eu"]),
    ]);
    let check = |value: &str, expected: &[u32]| {
        let found = fixture.search(&name(NameField::Source, value)).all;
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{value}");
    };
    check("BBC News", &[1, 2]);
    check("News BBC", &[]);
    check("BBC", &[0, 1, 2]);
    check("=bbc news", &[1]);
    check("=bbc", &[]);
    for part in [
        "jean",
        "luc",
        "jean-luc",
        "Jean Luc",
        "luc daily",
        "commonspace",
        "commonspace.eu",
    ] {
        check(part, &[3]);
    }
}

#[test]
fn patterns_find_words_in_any_script() {
    let prefix = |start: &str| {
        Query::Leaf(Leaf::Prefix {
            scope: Scope::Text,
            start: start.to_string(),
        })
    };
    check(prefix("pashin"), &[0, 1, 2]);
    check(prefix("Пашин"), &[0, 1, 2]);
    check(prefix("secim"), &[2]);
    check(prefix("Seçi"), &[2]);
    check(prefix("elec"), &[0, 4]);
    let fuzzy = Leaf::Fuzzy {
        scope: Scope::Text,
        word: "pashinian".to_string(),
        distance: 1,
    };
    check(Query::Leaf(fuzzy), &[0, 2]);
    let regex = Leaf::Regex {
        scope: Scope::Text,
        pattern: "pa.*yan".to_string(),
    };
    check(Query::Leaf(regex), &[0, 2]);
}

#[test]
fn near_words_stand_within_the_distance() {
    let near = |words: [&str; 2], distance| {
        let words = words.map(NearWord::loose).to_vec();
        Query::Leaf(Leaf::Near {
            scope: Scope::Text,
            words,
            distance,
        })
    };
    check(near(["calm", "votes"], 1), &[0]);
    check(near(["ballots", "votes"], 1), &[]);
    check(near(["ballots", "votes"], 5), &[0]);
    let exact = |words: [&str; 2]| {
        Query::Leaf(Leaf::Near {
            scope: Scope::Text,
            words: words.map(NearWord::exact).to_vec(),
            distance: 5,
        })
    };
    check(exact(["ballots", "votes"]), &[]);
    check(exact(["ballots", "vote"]), &[0]);
}

#[test]
fn a_hit_in_the_title_comes_first() {
    let hits = fixture(&articles()).search(&word("vote"));
    assert_eq!(hits.best[0].0, ArticleNo(4));
}

#[test]
fn a_cancelled_search_says_so() {
    let cancel = Cancel::new();
    cancel.cancel();
    let fixture = fixture(&articles());
    let found = fixture
        .index
        .search(&word("vote"), &NoFilters, SearchOptions::default(), &cancel);
    assert!(matches!(found, Err(IndexError::Cancelled)));
}

#[test]
fn articles_alike_are_found_by_their_telling_words() {
    let mut all = articles();
    all.push(article(
        "en",
        "Ballots counted",
        "The ballots were counted again in Armenia.",
    ));
    let fixture = fixture(&all);
    let terms = fixture
        .index
        .key_terms(&all[5].title, &all[5].body)
        .expect("terms");
    assert!(terms.iter().any(|term| term.word == "ballots"), "{terms:?}");
    let without = RowSet::from_iter([5]);
    let found = fixture
        .index
        .similar(&terms, &without, 20, &Cancel::new())
        .expect("a search");
    assert_eq!(found.first().map(|hit| hit.0), Some(ArticleNo(0)));
}

#[test]
fn forms_of_words_are_found_over_many_stretches_of_documents() {
    let has_form = |n: u32| {
        [
            n.is_multiple_of(3),
            n.is_multiple_of(7),
            n % 5 < 2,
            n % 1_000 == 1,
        ]
    };
    let is_english = |n: u32| n.is_multiple_of(2);
    let body = |n: u32| {
        let words = ["alpha", "alphas", "beta", "gamma"].into_iter();
        let words = words.zip(has_form(n)).filter(|(_, has)| *has);
        let words: Vec<&str> = words.map(|(word, _)| word).collect();
        words.join(" ")
    };
    let lang = |n| if is_english(n) { "en" } else { "ru" };
    let all: Vec<Article> = (0..9_000).map(|n| article(lang(n), "", &body(n))).collect();
    let fixture = fixture(&all);
    let check = |query: Query, expected: &dyn Fn(u32) -> bool| {
        let expected: RowSet = (0..9_000).filter(|n| expected(*n)).collect();
        let hits = fixture.search(&query);
        assert_eq!(hits.all, expected, "{query:?}");
        assert_eq!(hits.count, expected.len(), "{query:?}");
    };
    // Another form counts in articles of the language whose form it is.
    let alpha = |n| has_form(n)[0] || has_form(n)[1] && is_english(n);
    let (beta, gamma) = (|n| has_form(n)[2], |n| has_form(n)[3]);
    check(word("alpha"), &alpha);
    let and = |words: &[&str]| Query::And(words.iter().map(|text| word(text)).collect());
    check(and(&["alpha", "beta"]), &|n| alpha(n) && beta(n));
    check(and(&["gamma", "alpha"]), &|n| gamma(n) && alpha(n));
    check(and(&["beta", "gamma", "alpha"]), &|n| {
        beta(n) && gamma(n) && alpha(n)
    });
    let either = Query::Or(vec![word("gamma"), word("alpha")]);
    check(either, &|n| gamma(n) || alpha(n));
    let without = Query::And(vec![word("alpha"), Query::Not(Box::new(word("beta")))]);
    check(without, &|n| alpha(n) && !beta(n));
}

#[test]
fn no_query_takes_many_more_steps_than_it_has_and_one_cut_short_says_so() {
    const ARTICLES: u32 = 4_000;
    const STEPS: u64 = 1_000;
    // What one document or one block of postings may take more before the next look, in each field.
    const SLACK: u64 = 2_000;
    let body = |n| format!("the talks of the café of word{n}, of a cafe of the {n}th day of all");
    let all: Vec<Article> = (0..ARTICLES)
        .map(|n| article("en", "talks of the day", &body(n)))
        .collect();
    let fixture = fixture(&all);
    let near = Query::Leaf(Leaf::Near {
        scope: Scope::Text,
        words: ["the", "day"].map(NearWord::loose).to_vec(),
        distance: 9,
    });
    let prefix = Query::Leaf(Leaf::Prefix {
        scope: Scope::Text,
        start: "w".to_string(),
    });
    let fuzzy = Query::Leaf(Leaf::Fuzzy {
        scope: Scope::Text,
        word: "word999".to_string(),
        distance: 2,
    });
    let many = ["the", "of", "day", "talks", "all"].map(word);
    for query in [
        near,
        prefix,
        fuzzy,
        phrase("of the talks of"),
        phrase("cafe of the day"),
        Query::Or(many.to_vec()),
        Query::And(many.to_vec()),
        Query::Not(Box::new(phrase("the talks"))),
    ] {
        let search = |steps| {
            let budget = Budget::of(steps, &Cancel::new());
            let options = SearchOptions::default();
            let found = fixture
                .index
                .search_within(&query, &NoFilters, options, &budget);
            (found.expect("a search"), budget.taken())
        };
        let (whole, needed) = search(u64::MAX);
        assert!(!whole.cut_short);
        assert!(needed > STEPS + SLACK, "{needed} steps for {query:?}");
        let (part, taken) = search(STEPS);
        assert!(part.cut_short, "{query:?}");
        assert!(taken <= STEPS + SLACK, "{taken} steps for {query:?}");
    }
}
