//! What a device is shown when it comes in.

use hourglass_core::{
    Command, LoggedIn, RoomId, SessionId, Settings, Speech, Target, Text, TextLine, limits,
};

use crate::kit::{HOUR, MINUTE, World, said};

fn lines(history_lines: usize) -> Settings {
    Settings {
        history_lines,
        message_limit: 0,
        ..Settings::default()
    }
}

/// What is shown, and how much more was missed.
fn shown(login: &LoggedIn) -> (Vec<String>, usize) {
    let messages = login.catch_up.messages.iter();
    let messages = messages.map(|message| said(message));
    (messages.collect(), login.catch_up.skipped)
}

fn say_all(world: &mut World, session: SessionId, texts: &[&str]) {
    for text in texts {
        world.say(session, text);
    }
}

fn nothing() -> (Vec<String>, usize) {
    (Vec::new(), 0)
}

fn these<const N: usize>(lines: [&str; N], skipped: usize) -> (Vec<String>, usize) {
    (lines.map(str::to_owned).to_vec(), skipped)
}

#[test]
fn a_new_name_is_shown_the_last_public_messages() {
    let mut world = World::new(lines(2));
    let bob = world.enter("bob");
    world.enter("carol");
    say_all(&mut world, bob, &["1", "2", "3"]);
    world.whisper(bob, "carol", "not for alice");
    assert_eq!(
        shown(&world.login("alice")),
        these(["bob: 2", "bob: 3"], 0),
        "nothing was missed, so nothing is skipped"
    );
}

#[test]
fn a_returning_name_is_shown_what_it_missed() {
    let mut world = World::new(lines(3));
    let bob = world.enter("bob");
    let alice = world.enter("alice");
    world.enter("carol");
    say_all(&mut world, bob, &["seen"]);
    world.leave(alice);
    assert_eq!(shown(&world.login("alice")), nothing(), "nothing missed");
    world.leave(SessionId(4));
    say_all(&mut world, bob, &["1"]);
    world.whisper(bob, "alice", "psst");
    world.whisper(bob, "carol", "not for alice");
    say_all(&mut world, bob, &["2"]);
    let back = world.login("alice");
    assert_eq!(
        shown(&back),
        these(["bob: 1", "bob > alice: psst", "bob: 2"], 0)
    );
    world.leave(back.session);
    say_all(&mut world, bob, &["3", "4", "5", "6", "7"]);
    let back = world.login("alice");
    assert_eq!(shown(&back), these(["bob: 5", "bob: 6", "bob: 7"], 2));
    world.leave(back.session);
    assert_eq!(
        shown(&world.login("alice")),
        nothing(),
        "skipped is over too"
    );
}

#[test]
fn private_messages_wait_for_a_name_that_is_offline() {
    let mut world = World::new(lines(20));
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.leave(alice);
    world.whisper(bob, "alice", "one");
    world.pass(HOUR - MINUTE);
    world.whisper(bob, "alice", "two");
    world.pass(MINUTE);
    assert_eq!(
        shown(&world.login("alice")),
        these(["bob > alice: two"], 0),
        "kept while it lives"
    );
}

#[test]
fn what_did_not_reach_the_device_was_missed() {
    let mut world = World::new(lines(20));
    let bob = world.enter("bob");
    let alice = world.enter("alice");
    say_all(&mut world, bob, &["1"]);
    let reached = world.stamp.sequence.0;
    say_all(&mut world, bob, &["2"]);
    world.say(alice, "mine");
    world.leave_having_seen(alice, reached);
    assert_eq!(
        shown(&world.login("alice")),
        these(["bob: 2", "alice: mine"], 0)
    );
}

#[test]
fn what_one_device_was_shown_is_not_shown_again() {
    let mut world = World::new(lines(20));
    let bob = world.enter("bob");
    let (slow, quick) = (world.enter("alice"), world.enter("alice"));
    let early = world.stamp.sequence.0;
    say_all(&mut world, bob, &["1", "2"]);
    world.leave(quick);
    world.leave_having_seen(slow, early);
    assert_eq!(shown(&world.login("alice")), nothing());
    world.leave_having_seen(SessionId(4), 0);
    assert_eq!(
        shown(&world.login("alice")),
        nothing(),
        "a device that saw nothing takes nothing back"
    );
}

#[test]
fn nobody_has_seen_what_is_still_to_come() {
    let mut world = World::new(lines(20));
    let bob = world.enter("bob");
    let alice = world.enter("alice");
    world.leave_having_seen(alice, u64::MAX);
    say_all(&mut world, bob, &["1"]);
    assert_eq!(shown(&world.login("alice")), these(["bob: 1"], 0));
}

#[test]
fn a_further_device_is_shown_the_last_lines() {
    let mut world = World::new(lines(3));
    let bob = world.enter("bob");
    let alice = world.enter("alice");
    world.enter("carol");
    say_all(&mut world, bob, &["1", "2"]);
    world.whisper(bob, "alice", "psst");
    world.whisper(alice, "bob", "yes?");
    world.whisper(bob, "carol", "not for alice");
    assert_eq!(
        shown(&world.login("alice")),
        these(["bob: 2", "bob > alice: psst", "alice > bob: yes?"], 0)
    );
}

#[test]
fn nothing_expired_is_shown() {
    let mut world = World::new(lines(20));
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.leave(alice);
    say_all(&mut world, bob, &["1"]);
    world.sleep(MINUTE);
    say_all(&mut world, bob, &["2"]);
    world.sleep(HOUR - MINUTE);
    assert_eq!(world.kept.texts(), ["1", "2"], "held, and yet over");
    let back = world.login("alice");
    assert_eq!(shown(&back), these(["bob: 2"], 0), "nor counted");
    assert_eq!(shown(&world.login("alice")), these(["bob: 2"], 0));
    assert_eq!(shown(&world.login("carol")), these(["bob: 2"], 0));
}

#[test]
fn no_lines_means_no_lines() {
    let mut world = World::new(lines(0));
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.leave(alice);
    say_all(&mut world, bob, &["1", "2"]);
    assert_eq!(shown(&world.login("carol")), nothing());
    assert_eq!(shown(&world.login("alice")), these([], 2));
}

#[test]
fn a_catch_up_is_bounded_in_bytes() {
    let settings = Settings {
        max_message: limits::CATCH_UP_BYTES_MAX,
        ..lines(20)
    };
    let mut world = World::new(settings);
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.leave(alice);
    let half = "x".repeat(limits::CATCH_UP_BYTES_MAX / 2);
    say_all(&mut world, bob, &["1", "2", &half, &half]);
    let back = world.login("alice");
    assert_eq!(back.catch_up.messages.len(), 2, "exactly full");
    assert_eq!(back.catch_up.skipped, 2);
    world.leave(back.session);
    say_all(&mut world, bob, &["4", &half, "5", &half]);
    let back = world.login("alice");
    assert_eq!(back.catch_up.messages.len(), 2);
    assert_eq!(
        back.catch_up.skipped, 2,
        "nothing older than what is left out"
    );
    let further = world.login("alice");
    assert_eq!(further.catch_up.messages.len(), 2);
    assert_eq!(further.catch_up.skipped, 0);
}

#[test]
fn lines_of_a_text_count_where_much_is_shown() {
    let mut world = World::new(lines(20));
    let bob = world.enter("bob");
    let alice = world.enter("alice");
    world.leave(alice);
    // Next to nothing as a text, but far more than that where it is told on its lines.
    let line = |goes_on| TextLine { bytes: 1, goes_on };
    let many = limits::CATCH_UP_BYTES_MAX / limits::LINE_TOLD_BYTES / 2 + 1;
    let text = "x".repeat(many);
    let stacked: Vec<_> = (0..many).map(|index| line(index > 0)).collect();
    for _ in 0..3 {
        let text = Text::from_sanitised(&text).on_lines(&stacked);
        let said = Command::Say {
            session: bob,
            to: Target::Room(RoomId::COMMON),
            text,
            key: None,
            speech: Speech::Message,
            tags: None,
        };
        world.ask(bob, said);
    }
    let caught_up = world.login("alice").catch_up;
    assert_eq!((caught_up.messages.len(), caught_up.skipped), (1, 2));
}

#[test]
fn lines_that_do_not_make_up_a_text_are_none() {
    let line = |bytes| TextLine {
        bytes,
        goes_on: false,
    };
    for lines in [&[line(1), line(1)][..], &[line(usize::MAX), line(1)], &[]] {
        let text = Text::from_sanitised("a bc").on_lines(lines);
        assert_eq!(text.lines(), None);
        assert!(text.parts().eq([("a bc", false)]));
    }
    let text = Text::from_sanitised("a bc").on_lines(&[line(1), line(2)]);
    assert!(text.parts().eq([("a", false), ("bc", false)]));
}
