//! Several devices, coming and going.

use hourglass_core::{Command, Sequence, SessionId, Settings, Text};

use crate::kit::{MINUTE, START, World};

#[test]
fn the_first_device_joins_and_the_last_one_leaves() {
    let mut world = World::new(Settings::default());
    let bob = world.enter("bob");
    let phone = world.enter("alice");
    assert_eq!(world.heard(bob), ["+alice"]);
    assert!(world.heard(phone).is_empty(), "the newcomer knows");
    let laptop = world.enter("alice");
    world.leave(phone);
    assert!(world.heard(bob).is_empty());
    assert!(world.heard(laptop).is_empty());
    world.leave(laptop);
    assert_eq!(world.heard(bob), ["-alice"]);
    world.enter("alice");
    assert_eq!(world.heard(bob), ["+alice"]);
}

#[test]
fn coming_and_going_is_announced_in_small_rooms() {
    let cases: [(usize, &[&str]); 4] = [
        (0, &[]),
        (1, &[]),
        (2, &["+alice", "-alice"]),
        (3, &["+alice", "+carol", "-carol", "-alice"]),
    ];
    for (announce_up_to, told) in cases {
        let mut world = World::new(Settings {
            announce_up_to,
            ..Settings::default()
        });
        let bob = world.enter("bob");
        let alice = world.enter("alice");
        let carol = world.enter("carol");
        world.leave(carol);
        world.leave(alice);
        assert_eq!(world.heard(bob), told, "up to {announce_up_to}");
    }
}

#[test]
fn the_status_counts_names_and_devices() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.enter("alice");
    let bob = world.enter("bob");
    let counts = |world: &mut World, session| {
        let status = world.status(session);
        (status.names_online, status.connections, status.devices)
    };
    assert_eq!(counts(&mut world, alice), (2, 3, 2));
    assert_eq!(counts(&mut world, bob), (2, 3, 1));
    world.leave(alice);
    assert_eq!(counts(&mut world, bob), (2, 2, 1));
}

#[test]
fn a_device_that_left_is_not_logged_in() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.leave(alice);
    assert_eq!(world.say(alice, "hello"), "refused: NotLoggedIn");
}

#[test]
fn leaving_without_being_there_does_nothing() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.leave(alice);
    for session in [alice, SessionId(99)] {
        let output = world.apply(Command::Leave {
            session,
            seen: Sequence(1),
            reason: None,
        });
        assert!(output.emissions.is_empty());
        assert!(output.changes.is_empty());
        assert_eq!(output.changes.last, world.stamp);
    }
}

#[test]
fn the_record_tells_when_a_name_came_or_left() {
    let mut world = World::new(Settings::default());
    let phone = world.login("alice");
    let record = |world: &World| {
        let record = world.kept.account(phone.account).expect("kept");
        (record.seen, record.last_seen_at)
    };
    world.sleep(MINUTE);
    let laptop = world.enter("alice");
    world.leave(phone.session);
    assert_eq!(record(&world), (None, START), "online all the time");
    world.sleep(MINUTE);
    world.leave_having_seen(laptop, 3);
    assert_eq!(record(&world), (Some(Sequence(3)), START.after(2 * MINUTE)));
    world.sleep(MINUTE);
    world.enter("alice");
    assert_eq!(record(&world), (None, START.after(3 * MINUTE)));
}

#[test]
fn the_last_word_of_whoever_leaves_is_told() {
    let mut world = World::new(Settings::default());
    let bob = world.enter("bob");
    let alice = world.enter("alice");
    world.forget_heard();
    world.ask_raw(Command::Leave {
        session: alice,
        seen: Sequence(9),
        reason: Some(Text::from_sanitised("tea")),
    });
    assert_eq!(world.heard_all(bob), ["alice quit (tea)", "-alice"]);
}
