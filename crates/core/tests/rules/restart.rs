//! What a new server makes of what was kept.

use std::time::Duration;

use hourglass_core::{Command, Sequence, SessionId, Settings, Timestamp, limits};

use crate::kit::metadata::everybody;
use crate::kit::{HOUR, MINUTE, SECOND, World};

#[test]
fn an_empty_store_gets_the_common_room_once() {
    let mut world = World::new(Settings::default());
    assert_eq!(world.chat.next_deadline(), Some(Timestamp(0)), "at once");
    let changes = world.advance().changes;
    assert_eq!(changes.rooms.len(), 1);
    assert!(world.advance().changes.is_empty());
    world.restart();
    assert_eq!(world.chat.next_deadline(), None);
    assert!(world.advance().changes.is_empty());
}

#[test]
fn nobody_is_online_after_a_restart() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.restart();
    assert_eq!(world.say(alice, "hello"), "refused: NotLoggedIn");
    let back = world.login("alice");
    assert!(!back.registered);
    assert_eq!(back.counts.names_online, 1);
    assert_eq!(back.rooms.len(), 1);
}

#[test]
fn names_count_as_having_left_with_the_server() {
    let mut world = World::new(Settings::default());
    let alice = world.login("alice");
    let bob = world.enter("bob");
    world.sleep(MINUTE);
    world.say(bob, "seen");
    let (last, time) = (world.stamp.sequence, world.stamp.time);
    world.restart();
    world.advance();
    let record = world.kept.account(alice.account).expect("kept");
    assert_eq!((record.seen, record.last_seen_at), (Some(last), time));
    let bob = world.enter("bob");
    world.say(bob, "missed");
    world.restart();
    let back = world.login("alice").catch_up;
    assert_eq!(back.messages.len(), 1, "a second crash changes nothing");
    assert_eq!(back.messages[0].text.as_str(), "missed");
}

#[test]
fn the_allowance_holds() {
    let settings = Settings {
        message_limit: 1,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let alice = world.enter("alice");
    world.say(alice, "1");
    world.pass(MINUTE);
    world.restart();
    let alice = world.enter("alice");
    assert_eq!(world.say(alice, "2"), "refused: spent for 3540 s");
    world.pass(HOUR - MINUTE);
    assert_eq!(world.heard(alice), ["renewed 0 of 1, write again"]);
}

#[test]
fn complaints_and_silence_hold() {
    let mut world = World::new(Settings::default());
    world.enter("mallory");
    let alice = world.enter("alice");
    world.complain(alice, "mallory");
    world.restart();
    let mallory = world.enter("mallory");
    let [alice, bob, carol] = ["alice", "bob", "carol"].map(|name| world.enter(name));
    assert!(world.complain(alice, "mallory").starts_with("refused"));
    assert_eq!(world.status(mallory).complaints, 1);
    world.complain(bob, "mallory");
    world.complain(carol, "mallory");
    world.pass(HOUR);
    world.restart();
    let mallory = world.login("mallory");
    assert_eq!(mallory.silenced, Some(3 * HOUR));
    assert_eq!(world.status(mallory.session).complaints, 3);
    world.pass(3 * HOUR);
    assert_eq!(world.heard(mallory.session), ["silence over"]);
    assert_eq!(world.kept.complaints(), 0);
}

#[test]
fn what_ended_in_between_is_ended_at_the_start() {
    let settings = Settings {
        ban_complaints: 1,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let alice = world.login("alice");
    let bob = world.enter("bob");
    world.say(alice.session, "hello");
    world.complain(bob, "alice");
    world.restart();
    world.sleep(5 * HOUR);
    assert!(world.chat.next_deadline() < Some(world.stamp.time));
    world.advance();
    let record = world.kept.account(alice.account).expect("kept");
    assert_eq!((record.period, record.silenced_until), (None, None));
    assert!(world.kept.texts().is_empty());
    assert_eq!(world.kept.complaints(), 0);
    assert_eq!(world.chat.next_deadline(), None);
}

#[test]
fn a_repeated_send_is_recognised() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.say_under(alice, "hello", "k1");
    world.restart();
    let alice = world.enter("alice");
    assert_eq!(
        world.say_under(alice, "hello", "k1"),
        "said 1 of 20, anew in 3600 s"
    );
    assert_eq!(world.kept.texts(), ["hello"]);
}

#[test]
fn a_shorter_lifetime_holds_for_what_was_said_before() {
    let lifetime = |message_lifetime| Settings {
        message_lifetime,
        ..Settings::default()
    };
    let mut world = World::new(lifetime(HOUR));
    let bob = world.enter("bob");
    world.say(bob, "1");
    world.sleep(5 * MINUTE);
    world.say(bob, "2");
    world.sleep(MINUTE);
    world.say(bob, "3");
    world.restart_with(lifetime(MINUTE));
    let texts = shown(&mut world, "alice");
    assert!(texts.is_empty() || texts == ["3"]);
    assert_eq!(world.kept.texts(), ["3"], "the overdue are deleted at once");
    world.restart_with(lifetime(2 * HOUR));
    assert_eq!(shown(&mut world, "carol"), ["3"]);
    world.sleep(HOUR);
    assert!(
        shown(&mut world, "dave").is_empty(),
        "a longer lifetime prolongs nothing"
    );
}

#[test]
fn expiry_never_comes_out_of_order() {
    let mut world = World::new(Settings::default());
    let bob = world.enter("bob");
    world.say(bob, "1");
    world.say(bob, "2");
    world.say(bob, "3");
    let mut snapshot = world.kept.snapshot();
    let shortened = std::sync::Arc::make_mut(&mut snapshot.messages[1]);
    shortened.expires_at = shortened.sent_at.after(MINUTE);
    let mut world = World::with(Settings::default(), snapshot);
    world.sleep(MINUTE);
    assert_eq!(shown(&mut world, "alice"), ["3"]);
    world.sleep(limits::SWEEP_DELAY_MAX);
    world.advance();
    assert_eq!(world.kept.texts(), ["3"]);
}

#[test]
fn a_longer_period_of_today_holds_for_what_was_opened_before() {
    let period = |limit_period| Settings {
        message_limit: 1,
        limit_period,
        ..Settings::default()
    };
    let mut world = World::new(period(HOUR));
    let alice = world.enter("alice");
    world.say(alice, "1");
    world.restart_with(period(2 * HOUR));
    let alice = world.enter("alice");
    assert_eq!(world.say(alice, "2"), "refused: spent for 7200 s");
}

#[test]
fn a_kept_batch_is_the_same_as_its_commands_one_by_one() {
    let kept = |is_one_batch: bool| {
        let settings = Settings {
            message_lifetime: 10 * SECOND,
            ..Settings::default()
        };
        let mut world = World::new(settings);
        if is_one_batch {
            world.hold_back();
        }
        let alice = world.login("alice");
        world.say(alice.session, "1");
        world.sleep(Duration::from_secs(13));
        world.say(alice.session, "2");
        describe_in_passing(&mut world, alice.session);
        let seen = Sequence(2);
        world.apply(Command::Leave {
            session: alice.session,
            seen,
            reason: None,
        });
        world.commit();
        world.kept.snapshot()
    };
    assert_eq!(kept(true), kept(false));
    assert_eq!(kept(true).messages.len(), 1);
    assert_eq!(kept(true).metadata.len(), 2);
}

/// Sets and takes away, of what stays and of what is gone at the end.
fn describe_in_passing(world: &mut World, alice: SessionId) {
    world.describe(alice, "*", "color", Some("red"));
    world.describe(alice, "*", "color", Some("blue"));
    world.describe(alice, "*", "mood", Some("fine"));
    world.describe(alice, "*", "mood", None);
    for shown in ["#pool", "#den"] {
        world.join(alice, shown);
        world.describe(alice, shown, "color", Some("red"));
    }
    world.part(alice, "#den");
    let guest = world.guest("gus").session;
    world.describe(guest, "*", "color", Some("green"));
    world.join(guest, "#hut");
    world.describe(guest, "#hut", "color", Some("brown"));
    world.part(guest, "#hut");
}

#[test]
fn metadata_holds() {
    let (mut world, [alice, ..]) = everybody();
    world.join(alice, "#pool");
    world.describe(alice, "#pool", "color", Some("blue"));
    world.describe(alice, "*", "bio", Some("hi"));
    world.restart();
    let alice = world.enter("alice");
    assert_eq!(world.metadata_of(alice, "*", None), "alice: alice.bio=hi");
    assert_eq!(
        world.metadata_of(alice, "#pool", None),
        "#pool: #pool.color=blue"
    );
    assert!(world.advance().changes.is_empty());
}

#[test]
fn sessions_may_have_the_numbers_of_before() {
    let mut world = World::new(Settings::default());
    world.enter("alice");
    world.restart();
    let login = hourglass_core::Login {
        session: SessionId(1),
        ..world.request("alice")
    };
    assert!(world.try_login(login).is_ok());
}

fn shown(world: &mut World, name: &str) -> Vec<String> {
    let messages = world.login(name).catch_up.messages;
    let texts = messages.iter().map(|message| message.text.as_str());
    texts.map(str::to_owned).collect()
}
