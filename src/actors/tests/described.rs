//! Descriptions that stand for somebody.

use super::read;

/// What describes somebody in a text: the description and who is meant.
fn descriptions(body: &str) -> Vec<(String, String)> {
    let document = read("", body, &[]);
    let described = document.mentions.iter().filter(|mention| mention.described);
    described
        .map(|mention| {
            let text = body[mention.start as usize..mention.end as usize].to_owned();
            (text, document.actors[mention.actor].name.clone())
        })
        .collect()
}

#[test]
fn descriptions_go_to_whom_the_text_gave_the_office() {
    let body = "The Armenian prime minister, Nikol Pashinyan, met Ilham Aliyev, the president of Azerbaijan, in \
        Prague. The Azerbaijani president spoke first. Later the prime minister of Armenia thanked the Georgian \
        president and the Armenian foreign minister.";
    let expected = [
        ("The Azerbaijani president", "Ilham Aliyev"),
        ("the prime minister", "Nikol Pashinyan"),
    ];
    let found = descriptions(body);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(text, name)| (text.as_str(), name.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn an_office_without_its_state_goes_to_whoever_alone_has_it() {
    let body = "Ukrainian President Teodor Brankovan spoke on Monday. The president left early.";
    assert_eq!(descriptions(body).len(), 1);
    let two = "Armenian President Teodor Brankovan spoke. The Georgian president listened. The president left.";
    assert_eq!(descriptions(two), []);
}

#[test]
fn an_office_of_two_people_describes_neither() {
    let body = "The Armenian president, Armen Sarkissian, resigned. Months later the Armenian president, Vahagn \
        Khachaturyan, took office. The Armenian president was in Rome.";
    assert_eq!(descriptions(body), []);
    let former = "Armen Sarkissian, the former Armenian president, was in Rome. The Armenian president was not.";
    assert_eq!(descriptions(former), []);
}
