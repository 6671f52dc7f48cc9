//! Questions and their answers.

use hourglass_core::{
    Answer, Command, Query, RoomFilter, SessionId, Settings, WhoEntry, WhoSubject,
};

use crate::kit::{MINUTE, SECOND, START, World, name, room};

#[test]
fn rooms_are_listed_by_filters() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.sleep(MINUTE);
    world.join(alice, "#den");
    world.topic(alice, "#den", "bears");
    world.sleep(MINUTE);
    world.join(alice, "#nest");
    let mut check = |narrow: fn(&mut RoomFilter), expected: &str| {
        let mut filter = RoomFilter::default();
        narrow(&mut filter);
        let query = Query::Rooms(filter.clone());
        let Answer::Rooms(rooms) = world.question(bob, query) else {
            panic!("not a list of rooms");
        };
        let rooms = rooms.iter().map(|one| {
            let own = if one.is_member { " *" } else { "" };
            format!("{} {}{own}", one.room.name, one.members)
        });
        let rooms: Vec<_> = rooms.collect();
        assert_eq!(rooms.join(", "), expected, "{filter:?}");
    };
    check(|_| {}, "#lobby 2 *, #den 1, #nest 1");
    check(|one| one.masks = vec!["#D*".into(), "#x".into()], "#den 1");
    check(
        |one| one.except_masks = vec!["#?e?".into()],
        "#lobby 2 *, #nest 1",
    );
    check(|one| one.members_over = Some(1), "#lobby 2 *");
    check(|one| one.members_under = Some(2), "#den 1, #nest 1");
    check(|one| one.older_than = Some(SECOND), "#lobby 2 *, #den 1");
    check(|one| one.younger_than = Some(SECOND), "#nest 1");
    check(|one| one.topic_older_than = Some(SECOND), "#den 1");
    check(|one| one.topic_younger_than = Some(SECOND), "");
}

#[test]
fn strangers_find_nobody_who_asks_not_to_be_found() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let gus = world.guest("gus").session;
    let (session, is_invisible) = (alice, true);
    let command = Command::SetInvisible {
        session,
        is_invisible,
    };
    assert_eq!(world.ask(alice, command), "alice invisible: true");
    let found = |world: &mut World, by, mask: &str| {
        let Answer::Who(found) = world.question(by, Query::Who(WhoSubject::Mask(mask.into())))
        else {
            panic!("not a list of people");
        };
        found.len()
    };
    let rooms = |world: &mut World, by| {
        let Answer::Whois(whois) = world.question(by, Query::Whois(name("alice"))) else {
            panic!("not about somebody");
        };
        whois.rooms.len()
    };
    assert_eq!(found(&mut world, gus, "ali*"), 0);
    assert_eq!(found(&mut world, gus, "alice"), 1, "its name is known");
    assert_eq!(found(&mut world, alice, "ali*"), 1, "oneself");
    assert_eq!((rooms(&mut world, gus), rooms(&mut world, alice)), (0, 1));
    world.join(gus, "#lobby");
    assert_eq!(found(&mut world, gus, "ali*"), 1);
    assert_eq!(rooms(&mut world, gus), 1);
}

#[test]
fn who_is_there() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.guest("gus");
    world.join(alice, "#den");
    world.sleep(MINUTE);
    world.say(bob, "hi");
    let who = |world: &mut World, subject: WhoSubject| {
        let Answer::Who(found) = world.question(bob, Query::Who(subject)) else {
            panic!("not a list of people");
        };
        let entries = found.iter().map(|entry: &WhoEntry| {
            let room = entry.room.as_deref().unwrap_or("-");
            let idle = entry.idle.as_secs();
            format!(
                "{} {room} {} {idle}",
                entry.person.name, entry.standing.operator
            )
        });
        entries.collect::<Vec<_>>()
    };
    let mask = |mask: &str| WhoSubject::Mask(mask.into());
    assert_eq!(
        who(&mut world, WhoSubject::Room(room("#den"))),
        ["alice #den true 60"]
    );
    assert_eq!(who(&mut world, mask("*b*")), ["bob #lobby false 0"]);
    assert_eq!(who(&mut world, mask("alice")), ["alice #lobby false 60"]);
    assert_eq!(who(&mut world, mask("g?s")), ["gus - false 60"]);
    assert_eq!(who(&mut world, mask("nobody")), [""; 0]);
    assert_eq!(who(&mut world, WhoSubject::Room(room("#cave"))), [""; 0]);
}

#[test]
fn all_about_somebody() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.enter("alice");
    let bob = world.enter("bob");
    world.join(alice, "#den");
    world.sleep(MINUTE);
    let Answer::Whois(whois) = world.question(bob, Query::Whois(name("ALICE"))) else {
        panic!("no answer");
    };
    assert_eq!(
        (whois.devices, whois.online_since, whois.idle),
        (2, START, MINUTE)
    );
    let rooms: Vec<_> = whois
        .rooms
        .iter()
        .map(|(name, one)| (&**name, one.operator))
        .collect();
    assert_eq!(rooms, [("#lobby", false), ("#den", true)]);
    let offline = "refused: NotOnline { name: \"carol\" }";
    assert_eq!(
        world.refused_question(bob, Query::Whois(name("carol"))),
        offline
    );
    let Answer::People(people) = world.question(bob, Query::People(vec![name("x"), name("alice")]))
    else {
        panic!("no answer");
    };
    assert_eq!(people.len(), 1);
}

#[test]
fn who_was_there() {
    let mut world = World::new(Settings::default());
    let bob = world.enter("bob");
    for _ in 0..3 {
        world.sleep(MINUTE);
        let alice = world.enter("alice");
        world.leave(alice);
    }
    let query = Query::Whowas {
        name: name("Alice"),
        count: 2,
    };
    let Answer::Whowas { people, .. } = world.question(bob, query) else {
        panic!("no answer");
    };
    let times: Vec<_> = people.iter().map(|(_, at)| *at).collect();
    assert_eq!(times, [START.after(3 * MINUTE), START.after(2 * MINUTE)]);
    let Answer::Counts(counts) = world.question(bob, Query::Counts) else {
        panic!("no answer");
    };
    assert_eq!((counts.names_online, counts.names_online_most), (1, 2));
    assert_eq!((counts.connections, counts.rooms), (1, 1));
}

#[test]
fn the_lock_is_told_to_members_only() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.join(alice, "#den");
    world.modes(
        alice,
        "#den",
        vec![hourglass_core::ModeChange::Key(Some("honey".into()))],
    );
    let key = |world: &mut World, session| {
        let Answer::Modes { modes, .. } = world.question(session, Query::Modes(room("#den")))
        else {
            panic!("no answer");
        };
        modes.key.map(|key| key.to_string())
    };
    assert_eq!(key(&mut world, alice).as_deref(), Some("honey"));
    assert_eq!(key(&mut world, bob).as_deref(), Some("*"));
}

#[test]
fn an_answer_carries_the_label_of_its_command() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.enter("bob");
    let labelled = |command| Command::Labelled {
        label: "l1".into(),
        command: Box::new(command),
    };
    let output = world.apply(labelled(Command::Join {
        session: alice,
        room: room("#den"),
        key: None,
    }));
    for emission in &output.emissions {
        let label = emission.is_answer().then_some("l1");
        assert_eq!(emission.label.as_deref(), label);
    }
    let output = world.apply(labelled(Command::Status {
        session: SessionId(99),
    }));
    assert_eq!(
        output.emissions[0].label.as_deref(),
        Some("l1"),
        "a refusal too"
    );
    let output = world.apply(Command::Status { session: alice });
    assert_eq!(output.emissions[0].label, None);
}
