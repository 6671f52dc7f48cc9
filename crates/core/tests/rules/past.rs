//! What was said and is alive, for those who ask.

use hourglass_core::{
    Answer, Command, HistoryPoint, HistoryRange, Message, MessageId, Query, SessionId, Settings,
    Speech, Target, Text, Timestamp,
};

use crate::kit::{HOUR, SECOND, START, World, name, room};

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
        with_happenings: false,
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
fn what_a_guest_wrote_is_found_under_its_account_also_after_a_restart() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let gus = world.guest("gus").session;
    world.whisper(gus, "alice", "from a guest");
    world.whisper(alice, "gus", "to a guest");
    let register = Command::Register {
        session: gus,
        password_hash: "$argon2id$".into(),
        email: None,
    };
    world.ask(gus, register);
    let told = |world: &mut World, session, other: &str| {
        let target = Target::Name(name(other));
        history(world, session, target, HistoryRange::Latest(None), 10)
    };
    let both = ["from a guest", "to a guest"];
    assert_eq!(told(&mut world, gus, "alice"), both);
    world.restart();
    let (gus, alice) = (world.enter("gus"), world.enter("alice"));
    assert_eq!(told(&mut world, gus, "alice"), both);
    assert_eq!(told(&mut world, alice, "gus"), both);
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
        with_happenings: false,
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
    // What was said last counts, and not what was said last before a moment.
    world.sleep(SECOND);
    world.whisper(alice, "bob", "later");
    assert!(listed(&mut world, 0, 2_000).is_empty());
    assert_eq!(listed(&mut world, 0, 9_000), ["#lobby", "bob"]);
}

#[test]
fn of_too_many_conversations_those_nearest_to_the_first_moment_are_listed() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    for other in ["bob", "carol", "dora"] {
        world.sleep(SECOND);
        let session = world.enter(other);
        world.whisper(session, "alice", "psst");
    }
    let far = Timestamp(START.0 + 9_000);
    for (after, before, expected) in [
        (START, far, ["bob", "carol"]),
        (far, START, ["carol", "dora"]),
    ] {
        let query = Query::Conversations {
            after,
            before,
            limit: 2,
        };
        let Answer::Conversations(found) = world.question(alice, query) else {
            panic!("not a list");
        };
        assert!(
            found.iter().map(|(name, _)| &**name).eq(expected),
            "{found:?}"
        );
    }
}

#[test]
fn what_happened_is_held_as_long_as_messages_and_never_kept() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.join(alice, "#den");
    let den = || Target::RoomNamed(room("#den"));
    let set = Command::SetTopic {
        session: alice,
        room: room("#den"),
        topic: Some(Text::from_sanitised("tea")),
    };
    world.ask(alice, set);
    world.say_in(alice, "#den", "hello");
    let ask = |world: &mut World, with_happenings| {
        let query = Query::History {
            target: den(),
            range: HistoryRange::Latest(None),
            limit: 9,
            with_happenings,
        };
        let Answer::History { messages, .. } = world.question(alice, query) else {
            panic!("not a history");
        };
        let speech: Vec<_> = messages.iter().map(|message| message.speech).collect();
        speech
    };
    assert_eq!(ask(&mut world, false), [Speech::Message]);
    assert_eq!(ask(&mut world, true), [Speech::Topic, Speech::Message]);
    assert_eq!(world.kept.texts(), ["hello"]);
    world.sleep(HOUR);
    assert_eq!(ask(&mut world, true), [Speech::Message; 0]);
}
