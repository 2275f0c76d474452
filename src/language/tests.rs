//! What is typed and what it means; and that nothing typed can do harm.

use jiff::civil;
use proptest::prelude::*;

use super::*;
use crate::model::{Leaf, Mark, NameField, NearWord, Query, Scope};

const TODAY: civil::Date = civil::date(2022, 6, 2);

/// The query is read, printed as expected, and read again as the same.
fn check(typed: &str, printed: &str) {
    let query = match parse(typed, TODAY) {
        Ok(query) => query,
        Err(error) => panic!("{typed}: {error}"),
    };
    assert_eq!(print(&query), printed, "{typed}");
    assert_eq!(parse(printed, TODAY), Ok(query), "{typed}");
}

/// The query has a mistake at the text between the marks `«` and `»`.
fn check_error(marked: &str, expected: &str) {
    let typed = marked.replace(['«', '»'], "");
    let start = marked.find('«').expect("a mark");
    let end = marked.find('»').expect("a mark") - '«'.len_utf8();
    let error = parse(&typed, TODAY).expect_err(&typed);
    assert_eq!(error.at, start..end, "{typed}: {error}");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn words_and_phrases() {
    check("", "");
    check("  - ", "");
    check("peace talks", "peace talks");
    check("peace AND talks", "peace talks");
    check("\"peace talks\" \"now\"", "\"peace talks\" \"now\"");
    check("“peace talks”", "\"peace talks\"");
    check(
        "Opinion: what, now? (a) U.S. - EU & NATO",
        "Opinion what now a U.S EU NATO",
    );
    check("COVID-19 don't 12:30", "COVID-19 don't 12:30");
    check("Փաշինյան 深圳 Əliyev", "Փաշինյան 深圳 Əliyev");
    check("\u{202e}library\u{1b}[31m", "library 31m");
    check("library^x", "library^x");
    check("\"say \\\"so\\\" now\"", "\"say \\\"so\\\" now\"");
}

#[test]
fn joining() {
    check("a OR b c", "a OR b c");
    check("(a OR b) c", "(a OR b) c");
    check("a (b c)", "a b c");
    check("a OR (b OR c)", "a OR b OR c");
    check("-a NOT b -(c d)", "-a -b -(c d)");
    check("-(-a)", "-(-a)");
    check("((a))", "a");
    check("or and not", "or and not");
}

#[test]
fn fields() {
    check("title:peace", "title:peace");
    check("Title: peace", "title:peace");
    check("title:(a OR \"b c\") d", "(title:a OR title:\"b c\") d");
    check("title:-a", "-title:a");
    check(
        "actor:\"Nikol Pashinyan\" with:aliyev",
        "actor:\"Nikol Pashinyan\" with:aliyev",
    );
    check("source:reut* lang:hy", "source:reut* lang:hy");
    check(
        "source:(reuters OR \"BBC News\")",
        "source:reuters OR source:\"BBC News\"",
    );
    check(
        "is:UNREAD is:(starred OR noted)",
        "is:unread (is:starred OR is:noted)",
    );
    check(
        "date:2022-05..2022-06 after:3d before:\"last week\"",
        "date:2022-05..2022-06 after:3d before:\"last week\"",
    );
    check("date: 2022", "date:2022");
}

#[test]
fn proximity_prefix_edits_and_patterns() {
    check("a near/5 b", "a near/5 b");
    check(
        "title:a  near/5 \"b\" near/5 c d",
        "title:a near/5 \"b\" near/5 c d",
    );
    check("\"a\" near/5 \"b\"", "\"a b\"~5");
    check("title:\"a b\"~3", "title:\"a b\"~3");
    check("negotiat* title:peac*", "negotiat* title:peac*");
    check("aliev~1 aliev~ aliev~2", "aliev~1 aliev~1 aliev~2");
    check("/colou?r/ title:/a\\/b/", "/colou?r/ title:/a\\/b/");
}

#[test]
fn what_a_paste_brings_that_draws_nothing_parts_no_word() {
    check("bl\u{200b}air bu\u{ad}sh\u{200b} x", "blair bush x");
    check(
        "\u{feff}title:a\u{200b} \u{200b}OR\u{200b} b",
        "title:a OR b",
    );
    check("-\u{200b} a", "a");
}

#[test]
fn dates_in_a_list_and_around_dots() {
    check("date:(2021 OR 2022-05)", "date:2021 OR date:2022-05");
    check(
        "date:2022-01 .. 2022-03 peace",
        "date:2022-01..2022-03 peace",
    );
    check("date:2022-01 ..2022-03", "date:2022-01..2022-03");
    check("date:2022-01 .. peace", "date:2022-01.. peace");
    check("date:2022 ... peace", "date:2022 peace");
}

#[test]
fn a_date_is_reckoned_from_today() {
    let query = parse("date:3d..", TODAY);
    let expected = Leaf::Date {
        from: Some(civil::date(2022, 5, 30)),
        to: None,
        written: "date:3d..".into(),
    };
    assert_eq!(query, Ok(Query::Leaf(expected)));
}

#[test]
fn mistakes_are_shown_where_they_are() {
    check_error(
        "«(»",
        "this parenthesis is not closed; expected a closing parenthesis after it",
    );
    check_error(
        "a «(»b",
        "this parenthesis is not closed; expected a closing parenthesis after it",
    );
    check_error(
        "a «)» b",
        "this parenthesis closes nothing; expected an opening parenthesis before it, or the end of the query",
    );
    check_error(
        "(«)»",
        "nothing stands in these parentheses; expected a word",
    );
    check_error(
        "«\"»library",
        "this quotation mark is not closed; expected a closing quotation mark after it",
    );
    check_error(
        "«\"...\"»",
        "no word stands in these quotes; expected a word or a phrase",
    );
    check_error(
        "title:«»",
        "nothing stands after title:; expected a word, a phrase or a group",
    );
    check_error(
        "a actor:«»",
        "nothing stands after actor:; expected a name, in quotes if it has spaces",
    );
    check_error(
        "«*»",
        "a star ends a word; expected letters before one star, such as negotiat*",
    );
    check_error(
        "«wo*rd»",
        "a star ends a word; expected one star at its end, or a pattern such as /colou?r/",
    );
    check_error(
        "«word~3»",
        "a word may differ by one or two letters; expected ~1 or ~2",
    );
    check_error(
        "«/[/»",
        "a bracket in the pattern is not closed; expected a closing bracket",
    );
    check_error(
        "«/»abc",
        "this pattern is not closed; expected a slash after it, or quotes if a slash is meant",
    );
    check_error(
        "«AND»",
        "AND joins nothing here; expected a word on either side of it",
    );
    check_error("a OR«»", "the query breaks off; expected a word");
    check_error(
        "-«OR» a",
        "OR joins nothing here; expected a word on either side of it",
    );
    check_error(
        "is:«fresh»",
        "there is no mark fresh; expected unread, read, starred, tagged, noted or new",
    );
    check_error(
        "\"a b\"«~x»",
        "this is no distance; expected a number of words up to 1000",
    );
    check_error(
        "«\"a\"»~3",
        "one word has no distance; expected two or more words in the quotes",
    );
    check_error(
        "a near/3 «(»b OR c)",
        "near stands between single words; expected one word on either side",
    );
    check_error(
        "a «!blair»",
        "! leaves nothing out here; expected -word, or NOT word",
    );
    check_error(
        "«blair^2»",
        "a word cannot be given a weight; expected the word alone",
    );
    check_error(
        "«b?air»",
        "a question mark stands for no letter here; expected a pattern such as /colou?r/ or /b.air/, or quotes if it is meant",
    );
    check_error(
        "«/tony blair/»",
        "a pattern is of one word; expected no space in it, or quotes around words that follow each other",
    );
    check_error(
        "source:«/bb.*/»",
        "source: takes no pattern; expected a name, its start with a star behind it, or quotes if slashes are meant",
    );
    check_error(
        "(a b) «near/3» c",
        "near/3 joins nothing here; expected a word on either side of it",
    );
}

#[test]
fn unknown_fields_and_dates_name_what_exists() {
    let error = parse("nofield:x", TODAY).expect_err("no such field");
    assert_eq!(
        (error.at, error.message.as_str()),
        (0..7, "there is no field nofield:")
    );
    assert!(error.expected.contains("source:"));
    let error = parse("a date:2022-13", TODAY).expect_err("no such month");
    assert_eq!(
        (error.at, error.message.as_str()),
        (7..14, "there is no date 2022-13")
    );
}

#[test]
fn limits_hold() {
    let nested = format!("{}a{}", "(".repeat(DEEPEST), ")".repeat(DEEPEST));
    assert!(parse(&nested, TODAY).is_ok());
    assert!(parse(&format!("({nested})"), TODAY).is_err());
    assert!(parse(&"-".repeat(4000), TODAY).is_ok());
    assert!(parse(&format!("{}a", "-".repeat(100)), TODAY).is_err());
    assert!(parse(&"(".repeat(LONGEST), TODAY).is_err());
    assert!(parse(&"é".repeat(1 << 20), TODAY).is_err());
    assert!(parse(&"a OR ".repeat(800), TODAY).is_err());
}

/// Queries as the parser makes them: no group of a kind inside its own kind.
fn any_query() -> impl Strategy<Value = Query> {
    any_leaf()
        .prop_map(Query::Leaf)
        .prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(
                    inner
                        .clone()
                        .prop_filter("flat", |part| !matches!(part, Query::And(_))),
                    2..4
                )
                .prop_map(Query::And),
                prop::collection::vec(
                    inner
                        .clone()
                        .prop_filter("flat", |part| !matches!(part, Query::Or(_))),
                    2..4
                )
                .prop_map(Query::Or),
                inner.prop_map(|part| Query::Not(Box::new(part))),
            ]
        })
}

fn any_leaf() -> impl Strategy<Value = Leaf> {
    let scope = prop_oneof![Just(Scope::Text), Just(Scope::Title)];
    let word = "[a-zа-яա-ֆ0-9_]{1,8}";
    let name = prop_oneof![
        Just(NameField::Actor),
        Just(NameField::With),
        Just(NameField::Source),
        Just(NameField::Author),
        Just(NameField::Tag),
        Just(NameField::Lang),
        Just(NameField::Saved),
        Just(NameField::New),
    ];
    let near_word = (word, any::<bool>()).prop_map(|(word, exact)| NearWord { word, exact });
    let text = "[a-z]{1,5}( [a-z\"\\\\.:()*~/-]{1,4}){0,3} [a-z]{1,3}";
    prop_oneof![
        (scope.clone(), word, any::<bool>()).prop_map(|(scope, word, exact)| Leaf::Word {
            scope,
            word,
            exact
        }),
        (scope.clone(), text).prop_map(|(scope, text)| Leaf::Phrase { scope, text }),
        (
            scope.clone(),
            prop::collection::vec(near_word, 2..4),
            0u32..30
        )
            .prop_map(|(scope, words, distance)| Leaf::Near {
                scope,
                words,
                distance
            }),
        (scope.clone(), word).prop_map(|(scope, start)| Leaf::Prefix { scope, start }),
        (scope.clone(), word, 1u8..3).prop_map(|(scope, word, distance)| Leaf::Fuzzy {
            scope,
            word,
            distance
        }),
        (scope, "[a-z/.]{0,6}[a-z]").prop_map(|(scope, pattern)| Leaf::Regex { scope, pattern }),
        (name, "[=/]?", text).prop_map(|(field, sign, value)| Leaf::Name {
            field,
            value: sign + &value,
        }),
        prop_oneof![
            Just(Mark::Unread),
            Just(Mark::Starred),
            Just(Mark::Noted),
            Just(Mark::New)
        ]
        .prop_map(Leaf::Is),
    ]
}

proptest! {
    #[test]
    fn anything_typed_is_read_or_refused(typed in any::<String>()) {
        if let Err(error) = parse(&typed, TODAY) {
            prop_assert!(typed.get(error.at).is_some());
        }
    }

    #[test]
    fn signs_in_any_order_are_survived(typed in "([a-z]{1,3}|[()\"/:*~ -]|OR |NOT |AND |near/2 |title:|is:|date:|source:|\\\\){0,24}") {
        match parse(&typed, TODAY) {
            Ok(query) => {
                let printed = print(&query);
                prop_assert_eq!(parse(&printed, TODAY), Ok(query), "{}", printed);
            }
            Err(error) => prop_assert!(typed.get(error.at).is_some()),
        }
    }

    #[test]
    fn what_is_printed_is_read_again(query in any_query()) {
        let printed = print(&query);
        prop_assert_eq!(parse(&printed, TODAY), Ok(query), "{}", printed);
    }
}
