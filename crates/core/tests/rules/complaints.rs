//! Complaints, and the silence that they bring.

use hourglass_core::{SessionId, Settings};

use crate::kit::{HOUR, MINUTE, World};

/// A world in which `subject` is about to be complained about by the others.
fn world(settings: Settings) -> (World, [SessionId; 2], [SessionId; 3]) {
    let mut world = World::new(settings);
    let subject = [world.enter("mallory"), world.enter("mallory")];
    let others = ["alice", "bob", "carol"].map(|name| world.enter(name));
    world.forget_heard();
    (world, subject, others)
}

fn silenced(settings: Settings) -> (World, [SessionId; 2], [SessionId; 3]) {
    let (mut world, subject, others) = world(settings);
    for other in others {
        world.complain(other, "mallory");
    }
    world.forget_heard();
    (world, subject, others)
}

#[test]
fn the_third_complainer_silences() {
    let (mut world, subject, others) = world(Settings::default());
    let told = [
        "complained about: 1 of 3",
        "complained about: 2 of 3",
        "silenced by 3 for 14400 s",
    ];
    for (other, told) in others.into_iter().zip(told) {
        assert_eq!(world.complain(other, "Mallory"), "complained about mallory");
        for device in subject {
            assert_eq!(world.heard(device), [told], "every device is told");
        }
        assert!(world.heard(other).is_empty());
    }
    let status = world.status(subject[0]);
    assert_eq!((status.complaints, status.silenced), (3, Some(4 * HOUR)));
}

#[test]
fn complaints_that_do_not_count_are_refused() {
    let (mut world, subject, [alice, bob, carol]) = world(Settings::default());
    let cases = [
        (alice, "alice", "refused: AboutYourself"),
        (
            alice,
            "Nobody",
            "refused: ComplaintAboutUnknown { name: \"Nobody\" }",
        ),
        (alice, "mallory", "complained about mallory"),
        (
            alice,
            "mallory",
            "refused: AlreadyComplained { name: \"mallory\" }",
        ),
        (bob, "mallory", "complained about mallory"),
        (carol, "mallory", "complained about mallory"),
        (carol, "mallory", "refused: mallory is silenced for 14400 s"),
        (subject[0], "alice", "refused: silenced for 14400 s"),
        (subject[1], "nobody", "refused: silenced for 14400 s"),
    ];
    for (by, about, answer) in cases {
        assert_eq!(world.complain(by, about), answer);
    }
    assert_eq!(world.status(alice).complaints, 0);
}

#[test]
fn one_complainer_counts_once_over_devices_and_logins() {
    let (mut world, subject, [alice, ..]) = world(Settings::default());
    world.complain(alice, "mallory");
    let second = world.enter("alice");
    assert!(world.complain(second, "mallory").starts_with("refused"));
    world.leave(alice);
    world.leave(second);
    let back = world.enter("alice");
    assert!(world.complain(back, "mallory").starts_with("refused"));
    assert_eq!(world.status(subject[0]).complaints, 1);
}

#[test]
fn the_silenced_read_and_do_not_write() {
    let (mut world, subject, [alice, ..]) = silenced(Settings::default());
    world.pass(HOUR + MINUTE);
    for device in subject {
        assert_eq!(world.say(device, "please"), "refused: silenced for 10740 s");
        assert_eq!(
            world.whisper(device, "alice", "please"),
            "refused: silenced for 10740 s"
        );
    }
    world.whisper(alice, "mallory", "no");
    assert_eq!(world.heard(subject[1]), ["alice > mallory: no"]);
    assert_eq!(world.status(subject[0]).allowance.used, 0);
}

#[test]
fn the_end_of_the_silence_is_told_with_complaints_at_zero() {
    let (mut world, subject, others) = silenced(Settings::default());
    world.pass(4 * HOUR);
    for device in subject {
        assert_eq!(world.heard(device), ["silence over"]);
    }
    let status = world.status(subject[0]);
    assert_eq!((status.complaints, status.silenced), (0, None));
    assert_eq!(world.kept.complaints(), 0);
    assert!(world.say(subject[0], "hello").starts_with("said"));
    assert_eq!(
        world.complain(others[0], "mallory"),
        "complained about mallory"
    );
    assert!(
        world
            .heard(subject[0])
            .contains(&"complained about: 1 of 3".to_owned())
    );
}

#[test]
fn the_silence_holds_over_logins() {
    let (mut world, subject, _) = silenced(Settings::default());
    for device in subject {
        world.leave(device);
    }
    world.pass(HOUR);
    let back = world.login("mallory");
    assert_eq!(back.silenced, Some(3 * HOUR));
    assert_eq!(
        world.say(back.session, "hello"),
        "refused: silenced for 10800 s"
    );
    world.leave(back.session);
    world.pass(3 * HOUR);
    assert_eq!(world.login("mallory").silenced, None);
}

#[test]
fn a_complaint_about_somebody_offline_counts() {
    let (mut world, subject, others) = world(Settings::default());
    for device in subject {
        world.leave(device);
    }
    for other in others {
        assert_eq!(world.complain(other, "mallory"), "complained about mallory");
    }
    assert_eq!(world.login("mallory").silenced, Some(4 * HOUR));
}

#[test]
fn silence_and_allowance_end_without_contradiction() {
    let limited = |ban_duration, limit_period| Settings {
        message_limit: 1,
        ban_duration,
        limit_period,
        ..Settings::default()
    };
    let cases: [(Settings, &[&str]); 3] = [
        (
            limited(HOUR, 4 * HOUR),
            &[
                "silence over, allowance spent for 10800 s",
                "renewed 0 of 1, write again",
            ],
        ),
        (limited(4 * HOUR, HOUR), &["renewed 0 of 1", "silence over"]),
        (limited(HOUR, HOUR), &["renewed 0 of 1", "silence over"]),
    ];
    for (settings, told) in cases {
        for is_late in [false, true] {
            let (mut world, subject, others) = world(settings.clone());
            world.say(subject[0], "spent");
            for other in others {
                world.complain(other, "mallory");
            }
            world.forget_heard();
            if is_late {
                world.sleep(5 * HOUR);
                world.advance();
            } else {
                world.pass(5 * HOUR);
            }
            assert_eq!(world.heard(subject[0]), told);
        }
    }
}

#[test]
fn silenced_again_within_one_batch() {
    let settings = Settings {
        ban_complaints: 1,
        ..Settings::default()
    };
    let (mut world, _, [alice, bob, _]) = world(settings);
    world.hold_back();
    world.complain(alice, "mallory");
    world.sleep(4 * HOUR);
    world.complain(bob, "mallory");
    world.commit();
    assert_eq!(world.kept.complaints(), 1, "bob's only");
    world.restart();
    let back = world.login("mallory");
    assert_eq!(back.silenced, Some(4 * HOUR));
    assert_eq!(world.status(back.session).complaints, 1);
}
