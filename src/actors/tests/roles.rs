//! Offices and trades that a text gives beside a name.

use super::read;

#[test]
fn roles_are_taken_from_beside_the_name() {
    for (text, role) in [
        (
            "He is a critic of Russian president Vladimir Putin.",
            "Russian president",
        ),
        (
            "The Azerbaijani president, Ilham Aliyev, arrived.",
            "Azerbaijani president",
        ),
        (
            "Armenian Foreign Minister Ararat Mirzoyan arrived.",
            "Armenian foreign minister",
        ),
        (
            "Charles Michel, the president of the European Council, arrived.",
            "president of the European Council",
        ),
        ("SENATOR Robert Anselm arrived.", "senator"),
    ] {
        let document = read("", text, &[]);
        let roles: Vec<_> = document
            .actors
            .iter()
            .filter_map(|a| a.role.as_deref())
            .collect();
        assert_eq!(roles, [role], "{text}");
    }
}

#[test]
fn a_verb_behind_a_name_gives_no_role() {
    let body = "Vladimir Putin, telephoned the Azerbaijani president, Ilham Aliyev, on Friday.";
    let document = read("", body, &[]);
    let role = |name: &str| {
        let actor = document.actors.iter().find(|actor| actor.name == name);
        actor.and_then(|actor| actor.role.clone())
    };
    assert_eq!(role("Vladimir Putin"), None);
    assert_eq!(
        role("Ilham Aliyev").as_deref(),
        Some("Azerbaijani president")
    );
}

#[test]
fn what_is_said_of_somebody_else_is_no_role() {
    for (body, name, role) in [
        (
            "We wait for Robert Anselm, a U.S. Embassy spokesman said.",
            "Robert Anselm",
            None,
        ),
        (
            "Also there were Robert Anselm, premier Teodor Brankovan and others.",
            "Robert Anselm",
            None,
        ),
        (
            "Also there were Robert Anselm, premier Teodor Brankovan and others.",
            "Teodor Brankovan",
            Some("premier"),
        ),
    ] {
        let document = read("", body, &[]);
        let actor = document.actors.iter().find(|actor| actor.name == name);
        let found = actor.and_then(|actor| actor.role.as_deref());
        assert_eq!(found, role, "{name}: {body}");
    }
}
