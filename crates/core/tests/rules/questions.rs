//! Questions and their answers.

use hourglass_core::{
    Answer, Command, HistoryPoint, HistoryRange, Message, MessageId, Query, RoomFilter, SessionId,
    Settings, Target, Timestamp, WhoEntry, WhoSubject,
};

use crate::kit::{HOUR, MINUTE, SECOND, START, World, name, room};

fn history(
    world: &mut World,
    session: SessionId,
    target: Target,
    range: HistoryRange,
    limit: usize,
) -> Vec<String> {
    let query = Query::History {
        target,
        range,
        limit,
    };
    let Answer::History { messages, .. } = world.question(session, query) else {
        panic!("not a history");
    };
    let texts = messages
        .iter()
        .map(|message: &std::sync::Arc<Message>| message.text.as_str());
    texts.map(str::to_owned).collect()
}

#[test]
fn the_parts_of_a_history() {
    let settings = Settings {
        message_limit: 0,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let alice = world.enter("alice");
    let mut ids = Vec::new();
    for text in ["1", "2", "3", "4", "5"] {
        world.sleep(SECOND);
        world.say(alice, text);
        ids.push(world.stamp.sequence.0);
    }
    let at = |index: usize| HistoryPoint::Message(MessageId(ids[index - 1]));
    let time = |seconds: u64| HistoryPoint::Time(Timestamp(START.0 + seconds * 1_000));
    let cases: [(HistoryRange, usize, &[&str]); 14] = [
        (HistoryRange::Latest(None), 2, &["4", "5"]),
        (HistoryRange::Latest(Some(at(2))), 10, &["3", "4", "5"]),
        (HistoryRange::Latest(Some(at(2))), 1, &["5"]),
        (HistoryRange::Before(at(3)), 10, &["1", "2"]),
        (HistoryRange::Before(at(5)), 2, &["3", "4"]),
        (HistoryRange::After(at(3)), 10, &["4", "5"]),
        (HistoryRange::After(at(1)), 2, &["2", "3"]),
        (HistoryRange::Around(at(3)), 3, &["2", "3", "4"]),
        (HistoryRange::Around(at(1)), 2, &["1", "2"]),
        (HistoryRange::Between(at(1), at(5)), 2, &["2", "3"]),
        (HistoryRange::Between(at(5), at(1)), 2, &["3", "4"]),
        (HistoryRange::Between(at(3), at(3)), 2, &[]),
        (HistoryRange::After(time(3)), 10, &["4", "5"]),
        (HistoryRange::Before(time(3)), 10, &["1", "2"]),
    ];
    let lobby = || Target::RoomNamed(room("#lobby"));
    for (range, limit, expected) in cases {
        let found = history(&mut world, alice, lobby(), range, limit);
        assert_eq!(found, expected, "{range:?} {limit}");
    }
    let all = HistoryRange::Latest(None);
    assert!(history(&mut world, alice, lobby(), all, 0).is_empty());
    world.sleep(HOUR - 3 * SECOND);
    assert_eq!(
        history(&mut world, alice, lobby(), all, 9),
        ["3", "4", "5"],
        "what is over"
    );
}

#[test]
fn only_ones_own_history_is_told() {
    let mut world = World::new(Settings::default());
    let [alice, bob, carol] = ["alice", "bob", "carol"].map(|name| world.enter(name));
    world.join(alice, "#den");
    world.say_in(alice, "#den", "growl");
    world.whisper(alice, "bob", "to bob");
    world.whisper(bob, "alice", "to alice");
    world.whisper(carol, "bob", "other");
    let all = HistoryRange::Latest(None);
    let with = |shown: &str| Target::Name(name(shown));
    assert_eq!(
        history(&mut world, alice, with("bob"), all, 9),
        ["to bob", "to alice"]
    );
    assert_eq!(
        history(&mut world, bob, with("Alice"), all, 9),
        ["to bob", "to alice"]
    );
    assert!(history(&mut world, carol, with("alice"), all, 9).is_empty());
    let query = Query::History {
        target: Target::RoomNamed(room("#den")),
        range: all,
        limit: 9,
    };
    let refused = "refused: NotInRoom { room: \"#den\" }";
    assert_eq!(world.refused_question(bob, query), refused);
}

#[test]
fn conversations_are_listed() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.sleep(SECOND);
    world.whisper(bob, "alice", "psst");
    world.sleep(SECOND);
    world.say(bob, "hello");
    let listed = |world: &mut World, after: u64, before: u64| {
        let query = Query::Conversations {
            after: Timestamp(START.0 + after),
            before: Timestamp(START.0 + before),
            limit: 9,
        };
        let Answer::Conversations(found) = world.question(alice, query) else {
            panic!("not a list");
        };
        found
            .iter()
            .map(|(name, _)| name.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(listed(&mut world, 0, 9_000), ["bob", "#lobby"]);
    assert_eq!(listed(&mut world, 9_000, 0), ["bob", "#lobby"]);
    assert_eq!(listed(&mut world, 1_000, 9_000), ["#lobby"]);
    assert_eq!(listed(&mut world, 0, 2_000), ["bob"]);
}

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
    let listed = |world: &mut World, filter: RoomFilter| {
        let Answer::Rooms(rooms) = world.question(bob, Query::Rooms(filter)) else {
            panic!("not a list of rooms");
        };
        let rooms = rooms.iter().map(|one| {
            format!(
                "{} {}{}",
                one.room.name,
                one.members,
                if one.is_member { " *" } else { "" }
            )
        });
        rooms.collect::<Vec<_>>().join(", ")
    };
    let all = RoomFilter::default;
    let filters = [
        (all(), "#lobby 2 *, #den 1, #nest 1"),
        (
            RoomFilter {
                masks: vec!["#D*".into(), "#x".into()],
                ..all()
            },
            "#den 1",
        ),
        (
            RoomFilter {
                except_masks: vec!["#?e?".into()],
                ..all()
            },
            "#lobby 2 *, #nest 1",
        ),
        (
            RoomFilter {
                members_over: Some(1),
                ..all()
            },
            "#lobby 2 *",
        ),
        (
            RoomFilter {
                members_under: Some(2),
                ..all()
            },
            "#den 1, #nest 1",
        ),
        (
            RoomFilter {
                older_than: Some(SECOND),
                ..all()
            },
            "#lobby 2 *, #den 1",
        ),
        (
            RoomFilter {
                younger_than: Some(SECOND),
                ..all()
            },
            "#nest 1",
        ),
        (
            RoomFilter {
                topic_older_than: Some(SECOND),
                ..all()
            },
            "#den 1",
        ),
        (
            RoomFilter {
                topic_younger_than: Some(SECOND),
                ..all()
            },
            "",
        ),
    ];
    for (filter, expected) in filters {
        assert_eq!(listed(&mut world, filter.clone()), expected, "{filter:?}");
    }
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
