//! What is over is gone, and in time.

use std::time::Duration;

use hourglass_core::{Settings, limits};

use crate::kit::{HOUR, MINUTE, SECOND, START, World};

const MILLISECOND: Duration = Duration::from_millis(1);

#[test]
fn nothing_is_due_where_nothing_happened() {
    let mut world = World::new(Settings::default());
    world.enter("alice");
    assert_eq!(world.chat.next_deadline(), None);
}

#[test]
fn messages_live_until_their_last_millisecond() {
    let mut world = World::new(Settings::default());
    let bob = world.enter("bob");
    world.say(bob, "hello");
    world.sleep(HOUR - MILLISECOND);
    assert_eq!(world.login("alice").catch_up.messages.len(), 1);
    world.sleep(MILLISECOND);
    assert_eq!(world.login("carol").catch_up.messages.len(), 0);
}

#[test]
fn deletion_waits_a_little_and_then_takes_all_that_is_over() {
    let mut world = World::new(Settings::default());
    let bob = world.enter("bob");
    for text in ["1", "2", "3", "4"] {
        world.say(bob, text);
        world.sleep(SECOND);
    }
    world.sleep(HOUR - 4 * SECOND + limits::SWEEP_DELAY_MAX - MILLISECOND);
    assert!(world.advance().changes.forgotten_through.is_none());
    world.sleep(MILLISECOND);
    let changes = world.advance().changes;
    assert!(changes.forgotten_through.is_some());
    assert_eq!(world.kept.texts(), ["4"], "one sweep for three");
}

#[test]
fn a_deadline_in_time_deletes_everything_in_time() {
    let settings = Settings {
        message_limit: 0,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let bob = world.enter("bob");
    for _ in 0..10 {
        world.say(bob, "hello");
        world.pass(MINUTE);
    }
    let mut sweeps = 0;
    for _ in 0..20 {
        let Some(deadline) = world.chat.next_deadline() else {
            break;
        };
        let wait = deadline.since(world.stamp.time);
        world.sleep(wait);
        sweeps += usize::from(world.advance().changes.forgotten_through.is_some());
        for message in world.kept.snapshot().messages {
            let late = world.stamp.time.since(message.expires_at);
            assert!(late < limits::SWEEP_DELAY_MAX);
        }
    }
    assert!(world.kept.texts().is_empty());
    assert_eq!(sweeps, 10);
    assert_eq!(world.chat.next_deadline(), None);
}

#[test]
fn the_next_deadline_is_the_earliest() {
    let settings = Settings {
        message_lifetime: 3 * HOUR,
        limit_period: 2 * HOUR,
        ban_duration: HOUR,
        ban_complaints: 1,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.say(bob, "hello");
    world.complain(alice, "bob");
    let deadlines = [HOUR, 2 * HOUR, 3 * HOUR + limits::SWEEP_DELAY_MAX];
    for deadline in deadlines {
        assert_eq!(world.chat.next_deadline(), Some(START.after(deadline)));
        world.stamp.time = START.after(deadline);
        world.advance();
    }
    assert_eq!(world.chat.next_deadline(), None);
}

#[test]
fn any_command_does_what_is_due() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.say(alice, "hello");
    world.sleep(HOUR + limits::SWEEP_DELAY_MAX);
    world.status(alice);
    assert!(world.kept.texts().is_empty());
}

#[test]
fn time_that_runs_backwards_stands_still() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.pass(HOUR);
    world.say(alice, "1");
    world.stamp.time = START;
    world.say(alice, "2");
    let messages = world.kept.snapshot().messages;
    assert_eq!(messages[1].sent_at, START.after(HOUR));
    assert_eq!(messages[1].expires_at, messages[0].expires_at);
}
