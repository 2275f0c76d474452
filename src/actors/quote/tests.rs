//! Who is taken for the speaker of what is said, and who is not.

use super::*;

/// What is shown of a text as said by the first of a name in it.
fn said<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let start = text.find(name).expect("the name stands there");
    speech(text, start, start + name.len()).map(|range| &text[range])
}

fn check(sentence: &str, name: &str, expected: bool) {
    assert_eq!(
        said(sentence, name).is_some(),
        expected,
        "{name}: {sentence}"
    );
}

#[test]
fn who_is_the_subject_of_the_verb_speaks() {
    for (sentence, name) in [
        ("Aliyev said that nobody claimed territory.", "Aliyev"),
        ("“It is late,” said President Michel.", "Michel"),
        (
            "Michel, the president of the Council, told “Le Monde”.",
            "Michel",
        ),
        (
            "“No,” said the Armenian prime minister, Nikol Pashinyan.",
            "Nikol Pashinyan",
        ),
        (
            "“No,” the Armenian prime minister, Nikol Pashinyan, told us.",
            "Nikol Pashinyan",
        ),
        (
            "\"it will only be to protect citizens,\" Putin told reporters.",
            "Putin",
        ),
        (
            "Putin told Ban that \"The Russian side is ready.\"",
            "Putin",
        ),
        (
            "Sen. Jack Reed, D-R.I., said Trump should \"immediately cancel\" it.",
            "Jack Reed",
        ),
        (
            "Mitch McConnell, Republican of Kentucky, the majority leader, said \"no\".",
            "McConnell",
        ),
        (
            "Putin on Monday told reporters that he would stay.",
            "Putin",
        ),
        (
            "Secretary of State John Kerry said that it was late.",
            "John Kerry",
        ),
        (
            "The prime minister of Armenia, Nikol Pashinyan, said it was late.",
            "Nikol Pashinyan",
        ),
        ("The talks in Minsk are over, Lavrov said.", "Lavrov"),
        ("We will not go,\" Lavrov added.", "Lavrov"),
        (
            "The paper quoted Lavrov as saying that it was late.",
            "Lavrov",
        ),
        ("Trump called the report \"a disgrace to us all\".", "Trump"),
        ("Trump asked whether it was late.", "Trump"),
        ("'The deal is dead,' said Putin in Sochi.", "Putin"),
        (
            "Also there was Michel, who said that it went well.",
            "Michel",
        ),
    ] {
        check(sentence, name, true);
    }
}

#[test]
fn who_is_spoken_of_does_not_speak() {
    for sentence in [
        "The embassy said “no” to tariffs announced by President Reagan, it added.",
        "Nobody, including President Reagan, will stop that, “ever,” Wallis said.",
        "He said that the Reagan administration called it “late”.",
        "One Reagan administration official said that it was “late”, and left.",
        "Leahy said the Reagan administration’s plan was “late”.",
        "Reagan’s spokesman said that it was late.",
        "Sen. Jack Reed, D-R.I., said Reagan should \"immediately cancel his meeting.\"",
        "Rep. Jim Jordan, who asked if Mr. Reagan should go, said, \"I'll see.\"",
        "\"Reagan says he wants to run the nation like his company,\" Mr. Bloomberg said.",
        "A spokesman for President Reagan said that it was late.",
        "A spokesman for the American president, Reagan, said that it was late.",
        "A man who met Reagan said that it was late.",
        "A group called Reagan said that it was late.",
        "“It is late,” said a lawyer for Reagan.",
        "“It is late,” said Reagan spokesman Larry Speakes.",
        "“It is late,” said Larry Speakes, Reagan and others.",
        "The president of Reagan said that it was late.",
        "Michel met Reagan, and Gorbachev said that it was late.",
        "If Reagan said that it was late, nobody heard.",
        "Reagan met Michel, who said that it went well.",
    ] {
        check(sentence, "Reagan", false);
    }
}

#[test]
fn what_is_no_speech_is_not_said() {
    for sentence in [
        "The text was sent to Aliyev.",
        "Aliyev said nothing.",
        "Aliyev called an emergency cabinet meeting, and went home.",
        "Aliyev called it an attempted coup, dismissed Gasparyan, and left.",
        "Aliyev called on Russians, Armenians and others to come.",
        "Aliyev called a meeting of the \"Big Four\".",
        "Aliyev announced tariffs, \"a step too far for us,\" Merkel said.",
        "Aliyev confirmed the plan, and left.",
        "Aliyev was told that it was late.",
    ] {
        check(sentence, "Aliyev", false);
    }
}

#[test]
fn a_long_quotation_has_one_speaker() {
    let text =
        "“It is late. Trump said that he would go. Nobody came,” Mr. Bloomberg said. It rained.";
    assert_eq!(said(text, "Trump"), None);
    assert_eq!(
        said(text, "Bloomberg"),
        Some("Nobody came,” Mr. Bloomberg said.")
    );
}

#[test]
fn what_was_asked_is_shown_with_who_asked() {
    let text = "It rained. \"Why is it late?\" Putin asked. Nobody knew.";
    assert_eq!(
        said(text, "Putin"),
        Some("\"Why is it late?\" Putin asked.")
    );
    let apart = "\"Why is it late?\"\n\nPutin asked. Nobody knew.";
    assert_eq!(said(apart, "Putin"), None);
}

#[test]
fn places_outside_the_text_say_nothing() {
    assert_eq!(speech("short", 3, 90), None);
    assert_eq!(speech("", 0, 0), None);
}

#[test]
fn an_ally_speaks_for_himself_and_a_doubt_quotes_nobody() {
    check(
        "An ally of former home secretary Suella Braverman told the agency she had been \"heavily courted\".",
        "Suella Braverman",
        false,
    );
    check(
        "Former home secretary Suella Braverman told the agency she had been \"heavily courted\".",
        "Suella Braverman",
        true,
    );
    check(
        "I don't think Senator Biden has said that we should leave.",
        "Biden",
        false,
    );
}
