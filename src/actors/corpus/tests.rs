//! Who part of a name or a short form means, by the count of articles.

use super::*;

fn actor(name: &str, kind: ActorKind, forms: &[&str]) -> LocalActor {
    LocalActor {
        name: name.to_owned(),
        kind,
        key: key::key(name, kind),
        names: forms.iter().map(|form| ((*form).to_owned(), 1)).collect(),
        role: None,
        declared: false,
        uncertain: false,
    }
}

#[test]
fn a_family_name_goes_to_its_dominant_bearer() {
    let mut bearers = Bearers::default();
    let teodor = actor("Teodor Brankovan", ActorKind::Person, &[]);
    let marta = actor("Marta Brankovan", ActorKind::Person, &[]);
    let alone = actor("Brankovan", ActorKind::Person, &[]);
    for _ in 0..4 {
        bearers.add(std::slice::from_ref(&teodor));
    }
    bearers.add(std::slice::from_ref(&marta));
    assert_eq!(bearers.full(&alone.key), Some(teodor.key.as_str()));
    bearers.add(std::slice::from_ref(&marta));
    assert_eq!(bearers.full(&alone.key), None);
    assert_eq!(bearers.full(&teodor.key), None);
}

#[test]
fn who_is_called_by_more_or_less_of_his_name_is_one_bearer() {
    let mut bearers = Bearers::default();
    let names = [
        "Teodor Pavel Brankovan",
        "Teodor Brankovan",
        "Marta Brankovan",
    ];
    let [long, short, marta] = names.map(|name| actor(name, ActorKind::Person, &[]));
    let alone = actor("Brankovan", ActorKind::Person, &[]);
    for _ in 0..3 {
        bearers.add(std::slice::from_ref(&long));
        bearers.add(std::slice::from_ref(&short));
    }
    bearers.add(&[short.clone(), marta]);
    assert_eq!(bearers.full(&alone.key), Some(short.key.as_str()));
}

#[test]
fn a_family_name_goes_to_nobody_who_only_sounds_like_it() {
    let mut bearers = Bearers::default();
    for name in ["Mutsuki Kato", "George Bush", "Teodor Brankovskyy"] {
        let of = actor(name, ActorKind::Person, &[]);
        (0..4).for_each(|_| bearers.add(std::slice::from_ref(&of)));
    }
    let full = |name| bearers.full(&actor(name, ActorKind::Person, &[]).key);
    assert_eq!(full("Catto"), None);
    assert_eq!(full("Busch"), None);
    assert_eq!(full("Bush"), Some("p:george bus"));
    assert!(full("Brankovsky").is_some());
}

#[test]
fn a_son_is_his_father_only_where_the_father_is_hardly_named() {
    let [son, plain] = ["Teodor Brankovan Jr.", "Teodor Brankovan"]
        .map(|name| actor(name, ActorKind::Person, &[]));
    let mut bearers = Bearers::default();
    bearers.add(std::slice::from_ref(&son));
    bearers.add(std::slice::from_ref(&plain));
    assert_eq!(bearers.full(&son.key), Some(plain.key.as_str()));
    (0..10).for_each(|_| bearers.add(std::slice::from_ref(&plain)));
    assert_eq!(bearers.full(&son.key), None);
    let mut bearers = Bearers::default();
    let father = actor("Teodor Brankovan Sr.", ActorKind::Person, &[]);
    bearers.add(&[son.clone(), father, plain]);
    assert_eq!(bearers.full(&son.key), None, "one of two");
}

#[test]
fn counts_do_not_ask_for_the_order_of_articles() {
    let all = [
        actor("Teodor Brankovan", ActorKind::Person, &[]),
        actor("Marta Brankovan", ActorKind::Person, &[]),
        actor("National Audit Office", ActorKind::Organisation, &["NAO"]),
    ];
    let (mut one, mut other) = (Bearers::default(), Bearers::default());
    all.iter().for_each(|a| one.add(std::slice::from_ref(a)));
    all.iter()
        .rev()
        .for_each(|a| other.add(std::slice::from_ref(a)));
    assert_eq!((one.parts, one.people), (other.parts, other.people));
}

#[test]
fn a_slip_of_the_pen_goes_to_whom_many_name() {
    let mut bearers = Bearers::default();
    let right = actor("Teodor Brankovan", ActorKind::Person, &[]);
    let wrong = actor("Teodor Brankobin", ActorKind::Person, &[]);
    let slipped = actor("Teodor Brankofan", ActorKind::Person, &[]);
    for _ in 0..20 {
        bearers.add(std::slice::from_ref(&right));
    }
    bearers.add(&[wrong.clone(), slipped.clone()]);
    assert_eq!(bearers.full(&slipped.key), Some(right.key.as_str()));
    assert_eq!(bearers.full(&wrong.key), None);
    assert_eq!(bearers.full(&right.key), None);
    bearers.add(std::slice::from_ref(&slipped));
    assert_eq!(bearers.full(&slipped.key), None, "too often for a slip");
}

#[test]
fn a_name_with_a_part_left_out_goes_to_the_usual_one() {
    let mut bearers = Bearers::default();
    let full = actor("Teodor Pavel Brankovan", ActorKind::Person, &[]);
    let short = actor("Teodor Brankovan", ActorKind::Person, &[]);
    let initial = actor("T. Brankovan", ActorKind::Person, &[]);
    bearers.add(&[full.clone(), short.clone()]);
    assert_eq!(bearers.full(&short.key), None, "neither is the usual one");
    bearers.add(std::slice::from_ref(&full));
    assert_eq!(bearers.full(&short.key), Some(full.key.as_str()));
    assert_eq!(bearers.full(&full.key), None);
    // Whom the initial means is one of two here, as far as anybody knows.
    assert_eq!(bearers.full(&initial.key), None);
}

#[test]
fn monarchs_go_by_their_first_names() {
    let mut bearers = Bearers::default();
    let pope = actor("Pope Benedict XVI", ActorKind::Person, &[]);
    for _ in 0..2 {
        bearers.add(std::slice::from_ref(&pope));
    }
    let alone = actor("Pope Benedict", ActorKind::Person, &[]);
    assert_eq!(bearers.full(&alone.key), Some(pope.key.as_str()));
}

#[test]
fn some_words_of_a_body_go_to_it_where_articles_use_both() {
    let mut bearers = Bearers::default();
    let forms = &["Harbour Pilots Union", "Pilots Union"];
    let union = actor("Harbour Pilots Union", ActorKind::Organisation, forms);
    let alone = actor("Pilots Union", ActorKind::Organisation, &["Pilots Union"]);
    bearers.add(std::slice::from_ref(&union));
    assert_eq!(bearers.full(&alone.key), None);
    bearers.add(std::slice::from_ref(&union));
    assert_eq!(bearers.full(&alone.key), Some(union.key.as_str()));
}

#[test]
fn a_short_form_of_a_known_body_stays_its_own() {
    let mut bearers = Bearers::default();
    let nurses = actor("Union of Nurses", ActorKind::Organisation, &["UN"]);
    bearers.add(std::slice::from_ref(&nurses));
    assert_eq!(bearers.full(&key::key("UN", ActorKind::Organisation)), None);
}

#[test]
fn a_short_form_goes_to_what_others_spell_out() {
    let mut bearers = Bearers::default();
    let office = actor("National Audit Office", ActorKind::Organisation, &["NAO"]);
    bearers.add(std::slice::from_ref(&office));
    let alone = actor("NAO", ActorKind::Organisation, &["NAO"]);
    assert_eq!(bearers.full(&alone.key), Some(office.key.as_str()));
}

#[test]
fn a_body_of_no_state_goes_to_the_one_that_nearly_all_mean() {
    let of = |state: &str| {
        let name = format!("Finance Ministry of {state}");
        actor(&name, ActorKind::Organisation, &["Finance Ministry"])
    };
    let alone = "~o:finance ministry";
    let mut bearers = Bearers::default();
    let japan = of("Japan");
    (0..4).for_each(|_| bearers.add(std::slice::from_ref(&japan)));
    bearers.add(&[of("Brazil")]);
    assert_eq!(bearers.full(alone), Some(japan.key.as_str()));
    bearers.add(&[of("Brazil")]);
    assert_eq!(bearers.full(alone), None);
}
