//! Saying things.

use hourglass_core::{Command, Event, RoomId, SessionId, Settings, Speech, Target, Text};

use crate::kit::{HOUR, MINUTE, SECOND, START, World, answer, name};

#[test]
fn everybody_else_hears_a_public_message() {
    let mut world = World::new(Settings::default());
    let (phone, laptop) = (world.enter("alice"), world.enter("alice"));
    let bob = world.enter("bob");
    world.forget_heard();
    assert_eq!(world.say(phone, "hello"), "said 1 of 20, anew in 3600 s");
    assert!(world.heard(phone).is_empty());
    assert_eq!(world.heard(laptop), ["alice: hello"]);
    assert_eq!(world.heard(bob), ["alice: hello"]);
}

#[test]
fn a_private_message_reaches_two_names_only() {
    let mut world = World::new(Settings::default());
    let (phone, laptop) = (world.enter("alice"), world.enter("alice"));
    let bobs = [world.enter("bob"), world.enter("bob")];
    let carol = world.enter("carol");
    world.forget_heard();
    assert_eq!(
        world.whisper(phone, "BOB", "psst"),
        "said 1 of 20, anew in 3600 s"
    );
    assert!(world.heard(phone).is_empty());
    assert_eq!(world.heard(laptop), ["alice > bob: psst"]);
    for bob in bobs {
        assert_eq!(world.heard(bob), ["alice > bob: psst"]);
    }
    assert!(world.heard(carol).is_empty());
}

#[test]
fn nothing_is_told_to_nobody() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.leave(bob);
    let output = world.apply(Command::Say {
        session: alice,
        to: Target::Name(name("bob")),
        text: Text::from_sanitised("psst"),
        key: None,
        speech: Speech::Message,
        tags: None,
    });
    assert_eq!(output.emissions.len(), 1, "the answer only");
}

#[test]
fn the_confirmation_tells_id_and_times() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.sleep(MINUTE);
    let output = world.apply(say(alice, "hello"));
    let Event::Said(said) = answer(&output, alice) else {
        panic!("not taken");
    };
    assert_eq!(said.message.id, world.stamp.sequence.into());
    assert_eq!(said.message.sent_at, START.after(MINUTE));
    assert_eq!(said.message.expires_at, START.after(MINUTE + HOUR));
    let message = &output.changes.messages[0];
    assert_eq!(message.id, said.message.id);
    assert_eq!(output.changes.last, world.stamp);
}

#[test]
fn what_may_not_be_said_is_refused() {
    let settings = Settings {
        max_message: 5,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.forget_heard();
    let common = || Target::Room(RoomId::COMMON);
    let person = |shown| Target::Name(name(shown));
    let cases = [
        (common(), "", "EmptyMessage"),
        (common(), "123456", "TooLong { length: 6, limit: 5 }"),
        (common(), "ÄÖÜäöü", "TooLong { length: 6, limit: 5 }"),
        (person("nobody"), "", "EmptyMessage"),
        (person("alice"), "123456", "TooLong { length: 6, limit: 5 }"),
        (person("Alice"), "hello", "ToYourself"),
        (
            person("Nobody"),
            "hello",
            "UnknownName { name: \"Nobody\" }",
        ),
        (
            Target::Room(RoomId(2)),
            "hello",
            "UnknownRoom { room: \"#2\" }",
        ),
    ];
    for (to, text, refusal) in cases {
        assert_eq!(
            world.send(alice, to, text, None),
            format!("refused: {refusal}")
        );
    }
    assert!(world.heard(bob).is_empty());
    assert_eq!(
        world.status(alice).allowance.used,
        0,
        "refusals cost nothing"
    );
    assert!(world.say(alice, "ÄÖÜäö").starts_with("said"));
}

#[test]
fn whoever_is_not_logged_in_is_refused() {
    let mut world = World::new(Settings::default());
    world.enter("alice");
    let stranger = SessionId(77);
    let about = name("alice");
    let commands = [
        say(stranger, "hello"),
        Command::Complain {
            session: stranger,
            about,
        },
        Command::Status { session: stranger },
    ];
    for command in commands {
        let output = world.apply(command);
        assert_eq!(
            answer(&output, stranger),
            Event::Refused {
                refusal: hourglass_core::Refusal::NotLoggedIn,
                key: None
            }
        );
        assert!(output.changes.is_empty());
    }
}

#[test]
fn a_refusal_carries_the_key() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let key = hourglass_core::ClientKey::new("k1");
    let output = world.apply(Command::Say {
        session: alice,
        to: Target::Room(RoomId(9)),
        text: Text::from_sanitised("hello"),
        key: key.clone(),
        speech: Speech::Message,
        tags: None,
    });
    let Event::Refused { key: refused, .. } = answer(&output, alice) else {
        panic!("taken");
    };
    assert_eq!(refused, key);
}

#[test]
fn a_repeated_send_is_one_message() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let first = said(&mut world, alice, "hello", "k1");
    let (laptop, bob) = (world.enter("alice"), world.enter("bob"));
    world.forget_heard();
    world.sleep(MINUTE);
    let again = said(&mut world, laptop, "other text", "k1");
    assert_eq!(again.message.id, first.message.id);
    assert_eq!(again.message.sent_at, first.message.sent_at);
    assert_eq!(again.message.expires_at, first.message.expires_at);
    assert!(again.is_repeated && !first.is_repeated);
    assert_eq!(again.allowance.used, 1);
    assert_eq!(again.allowance.renews_in, Some(HOUR - MINUTE));
    assert!(world.heard(bob).is_empty());
    assert_eq!(world.kept.texts(), ["hello"]);
    let by_another = said(&mut world, bob, "mine", "k1");
    assert_ne!(
        by_another.message.id, first.message.id,
        "a key is its author's own"
    );
}

#[test]
fn a_repeated_send_is_recognised_whatever_is_asked_for() {
    let settings = Settings {
        message_limit: 1,
        ban_complaints: 1,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    let first = said(&mut world, alice, "hello", "k1");
    let spent = said(&mut world, alice, "hello", "k1");
    assert_eq!(spent.message.id, first.message.id);
    world.complain(bob, "alice");
    let elsewhere = Target::Room(RoomId(9));
    assert!(
        world
            .send(alice, elsewhere, "", Some("k1"))
            .starts_with("said")
    );
}

#[test]
fn a_key_is_free_again_when_its_message_is_over() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let first = said(&mut world, alice, "hello", "k1");
    world.sleep(HOUR);
    let second = said(&mut world, alice, "hello", "k1");
    assert_ne!(
        first.message.id, second.message.id,
        "expired, although held still"
    );
    world.pass(10 * SECOND);
    let third = said(&mut world, alice, "hello", "k1");
    assert_eq!(
        third.message.id, second.message.id,
        "the first's deletion leaves the second's key"
    );
    world.pass(HOUR);
    assert_ne!(
        said(&mut world, alice, "hello", "k1").message.id,
        second.message.id
    );
}

#[test]
fn a_refused_send_may_be_tried_again() {
    let settings = Settings {
        message_limit: 1,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let alice = world.enter("alice");
    world.say(alice, "one");
    assert_eq!(
        world.say_under(alice, "two", "k2"),
        "refused: spent for 3600 s"
    );
    world.pass(HOUR);
    world.forget_heard();
    assert_eq!(
        world.say_under(alice, "two", "k2"),
        "said 1 of 1, anew in 3600 s"
    );
}

fn say(session: SessionId, text: &str) -> Command {
    Command::Say {
        session,
        to: Target::Room(RoomId::COMMON),
        text: Text::from_sanitised(text),
        key: None,
        speech: Speech::Message,
        tags: None,
    }
}

fn said(world: &mut World, session: SessionId, text: &str, key: &str) -> hourglass_core::Said {
    let output = world.apply(Command::Say {
        session,
        to: Target::Room(RoomId::COMMON),
        text: Text::from_sanitised(text),
        key: hourglass_core::ClientKey::new(key),
        speech: Speech::Message,
        tags: None,
    });
    match answer(&output, session) {
        Event::Said(said) => said,
        other => panic!("answered with {other:?}"),
    }
}
