//! A client that says the last message it has.

use hourglass_core::{Login, MessageId, Settings, limits};

use crate::kit::{HOUR, World, new_password, said};

fn settings() -> Settings {
    Settings {
        history_lines: 2,
        message_limit: 0,
        ..Settings::default()
    }
}

fn shown(login: &hourglass_core::LoggedIn) -> (Vec<String>, usize) {
    let messages = login.catch_up.messages.iter();
    let messages = messages.map(|message| said(message));
    (messages.collect(), login.catch_up.skipped)
}

/// Alice has had the first of four messages; returns its id.
fn world() -> (World, u64) {
    let mut world = World::new(settings());
    let bob = world.enter("bob");
    let alice = world.enter("alice");
    world.enter("carol");
    world.say(bob, "1");
    let first = world.stamp.sequence.0;
    world.say(bob, "2");
    world.whisper(bob, "alice", "psst");
    world.whisper(bob, "carol", "not for alice");
    world.say(alice, "3");
    world.leave(alice);
    (world, first)
}

#[test]
fn everything_since_is_shown_whatever_the_line_limit() {
    let (mut world, first) = world();
    let missed = ["bob: 2", "bob > alice: psst", "alice: 3"].map(str::to_owned);
    let back = world.resume("alice", first);
    assert_eq!(
        shown(&back),
        (missed.to_vec(), 0),
        "also what was seen elsewhere"
    );
    let further = world.resume("alice", first);
    assert_eq!(
        shown(&further),
        (missed.to_vec(), 0),
        "also when online elsewhere"
    );
    let none = world.resume("alice", back.last.0);
    assert_eq!(shown(&none), (Vec::new(), 0));
}

#[test]
fn the_last_id_told_is_where_to_resume() {
    let (mut world, _) = world();
    let back = world.login("alice");
    world.leave_having_seen(back.session, 0);
    let bob = world.enter("bob");
    world.say(bob, "4");
    assert_eq!(
        shown(&world.resume("alice", back.last.0)),
        (vec!["bob: 4".to_owned()], 0)
    );
}

#[test]
fn an_id_from_beyond_the_end_is_of_other_data() {
    let (mut world, _) = world();
    let bob = world.enter("bob");
    world.say(bob, "4");
    let end = world.stamp.sequence.0;
    assert_eq!(
        shown(&world.resume("alice", end + 1)),
        (vec!["bob: 4".to_owned()], 0),
        "as if it had not been said"
    );
    let end = world.stamp.sequence.0;
    assert_eq!(shown(&world.resume("alice", end)), (Vec::new(), 0));
}

#[test]
fn a_new_name_has_nothing_to_resume() {
    let (mut world, first) = world();
    let login = Login {
        credential: new_password(),
        resume: Some(MessageId(first)),
        ..world.request("dave")
    };
    let dave = world.try_login(login).expect("let in");
    let last = ["bob: 2", "alice: 3"].map(str::to_owned);
    assert_eq!(shown(&dave), (last.to_vec(), 0));
}

#[test]
fn nothing_expired_is_resumed() {
    let (mut world, first) = world();
    world.sleep(HOUR);
    assert_eq!(shown(&world.resume("alice", first)), (Vec::new(), 0));
}

#[test]
fn a_longer_gap_is_told_as_a_number() {
    let (mut world, _) = world();
    let bob = world.enter("bob");
    let before = world.stamp.sequence.0;
    for number in 0..limits::RESUME_MAX + 3 {
        world.say(bob, &number.to_string());
    }
    let back = world.resume("alice", before);
    assert_eq!(back.catch_up.messages.len(), limits::RESUME_MAX);
    assert_eq!(back.catch_up.messages[0].text.as_str(), "3");
    assert_eq!(back.catch_up.skipped, 3);
}
