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
        (
            "They met Halvorsen Shipping Company chairman Robert Anselm in London.",
            "Halvorsen Shipping Company chairman",
        ),
        ("SENATOR Robert Anselm arrived.", "senator"),
        (
            "Former Secretary of State Robert Anselm arrived.",
            "former secretary of state",
        ),
        (
            "Chancellor of the Exchequer Robert Anselm arrived.",
            "chancellor of the Exchequer",
        ),
        (
            "President of Georgia Robert Anselm arrived.",
            "president of Georgia",
        ),
        (
            "Assistant Secretary of Defense Dr. Robert Anselm left.",
            "assistant secretary of defense",
        ),
        ("First Minister Robert Anselm left.", "first minister"),
        (
            "Minister of Foreign Affairs Robert Anselm left.",
            "minister of Foreign Affairs",
        ),
        (
            "Secretary of State for Foreign Affairs Robert Anselm left.",
            "secretary of state for Foreign Affairs",
        ),
        (
            "The energy and mines minister Robert Anselm left.",
            "energy and mines minister",
        ),
        (
            "Bank of Japan Governor Robert Anselm left.",
            "Bank of Japan governor",
        ),
        ("Lord Chancellor Robert Anselm left.", "Lord Chancellor"),
        ("The Red Cross and actor Robert Anselm gave money.", "actor"),
        (
            "Robert Anselm, chief secretary to the Treasury in a statement, left.",
            "chief secretary to the Treasury",
        ),
        (
            "Liberal Democrat home affairs spokesman Robert Anselm left.",
            "Liberal Democrat home affairs spokesman",
        ),
        (
            "The Conservative work and pensions secretary, Robert Anselm, left.",
            "Conservative work and pensions secretary",
        ),
        (
            "Environment Secretary Robert Anselm left.",
            "environment secretary",
        ),
        (
            "Russia's President Vladimir Putin left.",
            "Russia's president",
        ),
        (
            "Germany's foreign minister, Robert Anselm, left.",
            "Germany's foreign minister",
        ),
        (
            "Shadow home secretary Robert Anselm left.",
            "shadow home secretary",
        ),
        (
            "Former Education Secretary Robert Anselm left.",
            "former education secretary",
        ),
        (
            "Former Conservative leader Robert Anselm left.",
            "former Conservative leader",
        ),
        ("New York mayor Robert Anselm left.", "New York mayor"),
        (
            "He spoke of his political rival Chancellor Robert Anselm.",
            "chancellor",
        ),
        (
            "A spokesman for the Russian president, Vladimir Putin, called the claims absurd.",
            "Russian president",
        ),
        (
            "The wife of the Russian president, Vladimir Putin, arrived.",
            "Russian president",
        ),
        (
            "Yerevan asks whether Robert Anselm, U.S. senator from Florida: he said so.",
            "U.S. senator from Florida",
        ),
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
fn a_role_begins_at_the_office_and_not_at_when_somebody_has_it() {
    for (text, role) in [
        (
            "Robert Anselm, until this month speaker of parliament, left.",
            "speaker of parliament",
        ),
        (
            "Robert Anselm, then foreign minister, left.",
            "foreign minister",
        ),
        (
            "The then foreign minister Robert Anselm left.",
            "foreign minister",
        ),
        (
            "Then foreign minister Robert Anselm left.",
            "foreign minister",
        ),
        (
            "Robert Anselm, at the time finance minister of Georgia, left.",
            "finance minister of Georgia",
        ),
        (
            "Robert Anselm, since March 2018 the president of Georgia, left.",
            "president of Georgia",
        ),
        (
            "Robert Anselm, from 1990 to 1995 the mayor of Lyon, left.",
            "mayor of Lyon",
        ),
        (
            "Robert Anselm, last year's president of the club, left.",
            "president of the club",
        ),
        (
            "Robert Anselm, until recently acting president of Georgia, left.",
            "acting president of Georgia",
        ),
        (
            "Robert Anselm, the last governor of Hong Kong, left.",
            "last governor of Hong Kong",
        ),
        (
            "Senate Majority Leader Robert Anselm left.",
            "Senate majority leader",
        ),
        (
            "The West German chancellor, Robert Anselm, left.",
            "West German chancellor",
        ),
        (
            "South Korean President Robert Anselm left.",
            "South Korean president",
        ),
        (
            "Papua New Guinean Prime Minister Robert Anselm left.",
            "Papua New Guinean prime minister",
        ),
    ] {
        let document = read("", text, &[]);
        let found = document.actors.iter().find_map(|a| a.role.as_deref());
        assert_eq!(found, Some(role), "{text}");
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

#[test]
fn a_role_of_several_and_the_house_one_works_in_are_no_roles() {
    for text in [
        "There were the deputy prime ministers Robert Anselm and Teodor Brankovan.",
        "There were the deputy prime ministers of Russia and Armenia, Robert Anselm and Teodor Brankovan.",
        "It was Robert Anselm, with the Arizona attorney general\u{2019}s Office, who came.",
    ] {
        let document = read("", text, &[]);
        let mut roles = document.actors.iter().filter_map(|a| a.role.as_deref());
        assert_eq!(roles.next(), None, "{text}");
    }
}

#[test]
fn a_verb_of_a_headline_is_no_part_of_a_role() {
    let document = read(
        "Yerevan Asks President Robert Anselm to Come",
        "He came.",
        &[],
    );
    let role = document.actors.iter().find_map(|a| a.role.as_deref());
    assert_eq!(role, Some("president"));
}

#[test]
fn what_somebody_does_is_no_role() {
    let document = read(
        "",
        "It was Marta Lima, winning best actress, who came.",
        &[],
    );
    assert_eq!(document.actors[0].role, None, "{document:?}");
}

#[test]
fn a_shouted_headline_gives_the_office_and_no_verb() {
    let text = "WHITE HOUSE SPOKESMAN REITERATES PRESIDENT ANSELM STAYS\n\nPresident Robert Anselm stays in Washington.";
    let document = read("", text, &[]);
    let roles: Vec<&str> = document
        .actors
        .iter()
        .filter_map(|a| a.role.as_deref())
        .collect();
    assert_eq!(roles, ["president"]);
}

#[test]
fn roles_are_read_in_english_only() {
    let document = crate::actors::Recogniser::shipped().read(&crate::actors::Input {
        body: "Le président Emmanuel Macron est venu.",
        lang: Some("fr"),
        ..Default::default()
    });
    assert!(document.actors.iter().all(|actor| actor.role.is_none()));
}

#[test]
fn who_is_named_before_an_office_is_no_part_of_it() {
    let text = "There came Frank Brankovan Commissioner Robert Anselm Commissioner Marta Lima.";
    let document = read("", text, &[]);
    let mut roles = document.actors.iter().filter_map(|a| a.role.as_deref());
    assert!(roles.all(|role| role == "commissioner"), "{document:?}");
}

#[test]
fn what_is_said_to_somebody_is_no_role() {
    let document = read("", "Robert Anselm, you're my director of the year.", &[]);
    assert_eq!(document.actors[0].role, None, "{document:?}");
}

#[test]
fn who_somebody_is_may_stand_behind_who() {
    let check = |text: &str, expected: Option<&str>| {
        let document = read("", text, &[]);
        let actor = document.actors.iter().find(|a| a.name == "Otto Varga");
        let role = actor.and_then(|actor| actor.role.as_deref());
        assert_eq!(role, expected, "{text}");
    };
    for (said, role) in [
        (
            "who heads the Ruritanian central bank",
            "head of the Ruritanian central bank",
        ),
        ("who heads Acme Bank", "head of the Acme Bank"),
        (
            "who heads the Foreign Ministry's press office",
            "head of the Foreign Ministry's press office",
        ),
        ("who leads the committee", "leader of the committee"),
        (
            "who is the president of Freedonia",
            "president of Freedonia",
        ),
        ("who is now finance minister", "finance minister"),
        (
            "who was chairman of Acme Bank until May",
            "chairman of Acme Bank",
        ),
        (
            "who was Austria's foreign minister",
            "Austria's foreign minister",
        ),
    ] {
        check(&format!("Otto Varga, {said}, spoke on Monday."), Some(role));
    }
    for said in [
        "who led the attack",
        "who leads the French in Mali",
        "who was killed by the president's men",
        "who is expected to meet the president",
    ] {
        check(&format!("Otto Varga, {said}, spoke on Monday."), None);
    }
    check(
        "The then-mayor of Graz, Otto Varga, was there.",
        Some("then-mayor of Graz"),
    );
}
