//! Names in other scripts and languages.

use crate::actors::key;
use crate::actors::{Input, Recogniser};
use crate::model::{ActorKind, DeclaredActor};

/// The names that are found in a text of a language, in order.
fn named(lang: &str, body: &str) -> Vec<String> {
    let document = Recogniser::shipped().read(&Input {
        body,
        lang: Some(lang),
        ..Input::default()
    });
    let mentions = document.mentions.iter();
    mentions
        .map(|mention| {
            let key = &document.actors[mention.actor].key;
            let text = &body[mention.start as usize..mention.end as usize];
            format!("{text} {key}")
        })
        .collect()
}

#[test]
fn known_names_are_found_in_other_scripts_and_inflected() {
    let key = |name, kind| key::key(name, kind);
    let (person, place) = (ActorKind::Person, ActorKind::Place);
    let russian = "Вчера в Москве президент РФ Владимир Путин принял премьера Армении. Речь шла о Ильхаме Алиеве.";
    let found = [
        format!("Москве {}", key("Moscow", place)),
        format!("РФ {}", key("Russia", place)),
        format!("Владимир Путин {}", key("Vladimir Putin", person)),
        format!("Армении {}", key("Armenia", place)),
        format!("Ильхаме Алиеве {}", key("Ilham Aliyev", person)),
    ];
    assert_eq!(named("ru", russian), found);
    let chinese = "当地时间25日，俄罗斯总统普京在莫斯科会见阿塞拜疆外长。";
    let found = [
        format!("俄罗斯 {}", key("Russia", place)),
        format!("普京 {}", key("Vladimir Putin", person)),
        format!("莫斯科 {}", key("Moscow", place)),
        format!("阿塞拜疆 {}", key("Azerbaijan", place)),
    ];
    assert_eq!(named("zh", chinese), found);
    let arabic = named("ar", "وصل الوزير إلى بغداد قادما من السعودية والعراق.");
    assert_eq!(arabic.len(), 3, "{arabic:?}");
}

#[test]
fn a_known_person_is_listed_in_the_form_that_names_them() {
    let listed = |lang, body| {
        let document = Recogniser::shipped().read(&Input {
            body,
            lang: Some(lang),
            ..Input::default()
        });
        let people = document.actors.into_iter();
        let people = people.filter(|actor| actor.kind == ActorKind::Person);
        people.map(|actor| actor.name).collect::<Vec<_>>()
    };
    for (body, expected) in [
        ("Слова Владимира Путина услышали.", "Владимир Путин"),
        ("Встреча с Владимиром Путиным прошла.", "Владимир Путин"),
        ("Вчера Владимир Путин прибыл.", "Владимир Путин"),
        ("Его приняла Ангела Меркель.", "Ангела Меркель"),
    ] {
        assert_eq!(listed("ru", body), [expected], "{body}");
    }
    assert_eq!(listed("en", "Angela Merkel came."), ["Angela Merkel"]);
}

#[test]
fn short_names_mean_nothing_in_another_script_or_language() {
    for (lang, text) in [
        ("ar", "ارتفع سعر النفط أمس"),
        ("ar", "القطاع المالي والنظام المالى وعدد من البنين"),
        ("en", "It was a Big day for many Men, he said."),
        ("ru", "Самое важное было сказано. Меня там не было."),
        ("ru", "Об этом сообщает РИА со ссылкой на МВД."),
        ("hy", "Նա բարձրացավ սարը երեկ։"),
    ] {
        let found = named(lang, text);
        assert!(found.iter().all(|name| !name.contains(" l:")), "{found:?}");
    }
}

#[test]
fn an_arabic_name_is_found_with_what_is_written_together_with_it() {
    let text = "زار بريطانيا وسافر لبريطانيا ثم وصل ببريطانيا وفرنسا";
    let found = named("ar", text);
    let britain = key::key("United Kingdom", ActorKind::Place);
    let of_britain = found.iter().filter(|name| name.ends_with(&britain));
    assert_eq!(of_britain.count(), 3, "{found:?}");
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn a_name_in_quotes_or_of_more_words_is_no_state() {
    let place = |name| key::key(name, ActorKind::Place);
    let found = named("ar", "قال لصحيفة «الرياض» أمس في الرياض");
    assert_eq!(found, [format!("الرياض {}", place("Riyadh"))]);
    let found = named("zh", "约旦河西岸的局势。约旦国王访问北京。");
    let keys = [place("West Bank"), place("Jordan"), place("Beijing")];
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(
        found
            .iter()
            .zip(&keys)
            .all(|(name, key)| name.ends_with(key))
    );
    let found = named("ru", "Правительство РК приняло решение.");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn names_of_many_inflected_words_take_no_time() {
    let word = "Организации ";
    let declared = [DeclaredActor {
        name: "Организация ".repeat(12).trim_end().to_owned(),
        kind: Some(ActorKind::Organisation),
        role: None,
    }];
    let document = Recogniser::shipped().read(&Input {
        body: word.repeat(3_000).trim_end(),
        lang: Some("ru"),
        declared: &declared,
        ..Input::default()
    });
    assert_eq!(document.mentions.len(), 250);
    assert_eq!(document.actors.len(), 1);
}
