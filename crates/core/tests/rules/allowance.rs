//! The allowance: so many messages in a period.

use hourglass_core::{Allowance, Settings};

use crate::kit::{HOUR, MINUTE, World};

fn three_an_hour() -> Settings {
    Settings {
        message_limit: 3,
        ..Settings::default()
    }
}

#[test]
fn public_and_private_count_together_over_all_devices() {
    let mut world = World::new(three_an_hour());
    let (phone, laptop) = (world.enter("alice"), world.enter("alice"));
    world.enter("bob");
    assert_eq!(world.say(phone, "1"), "said 1 of 3, anew in 3600 s");
    world.sleep(MINUTE);
    assert_eq!(
        world.whisper(laptop, "bob", "2"),
        "said 2 of 3, anew in 3540 s"
    );
    assert_eq!(world.say(laptop, "3"), "said 3 of 3, anew in 3540 s");
    for device in [phone, laptop] {
        assert_eq!(world.say(device, "4"), "refused: spent for 3540 s");
        assert_eq!(
            world.whisper(device, "bob", "4"),
            "refused: spent for 3540 s"
        );
    }
    assert_eq!(
        world.status(phone).allowance,
        Allowance {
            used: 3,
            limit: 3,
            renews_in: Some(HOUR - MINUTE)
        }
    );
}

#[test]
fn the_period_runs_from_its_first_message() {
    let mut world = World::new(three_an_hour());
    let alice = world.enter("alice");
    world.pass(30 * MINUTE);
    assert_eq!(world.status(alice).allowance.renews_in, None);
    world.say(alice, "1");
    world.pass(HOUR - MINUTE);
    assert_eq!(world.say(alice, "2"), "said 2 of 3, anew in 60 s");
    world.pass(MINUTE);
    assert_eq!(world.status(alice).allowance.used, 0);
    world.pass(MINUTE);
    assert_eq!(world.say(alice, "3"), "said 1 of 3, anew in 3600 s");
}

#[test]
fn the_end_of_the_period_is_told_to_every_device() {
    let mut world = World::new(three_an_hour());
    let devices = [world.enter("alice"), world.enter("alice")];
    let bob = world.enter("bob");
    for text in ["1", "2"] {
        world.say(devices[0], text);
    }
    world.forget_heard();
    world.pass(HOUR);
    for device in devices {
        assert_eq!(world.heard(device), ["renewed 0 of 3"]);
    }
    for text in ["1", "2", "3"] {
        world.say(devices[0], text);
    }
    world.forget_heard();
    world.pass(HOUR);
    for device in devices {
        assert_eq!(world.heard(device), ["renewed 0 of 3, write again"]);
    }
    assert!(world.heard(bob).is_empty());
}

#[test]
fn what_is_due_comes_before_the_command() {
    let mut world = World::new(three_an_hour());
    let alice = world.enter("alice");
    for text in ["1", "2", "3"] {
        world.say(alice, text);
    }
    world.sleep(HOUR);
    assert_eq!(world.say(alice, "4"), "said 1 of 3, anew in 3600 s");
    assert_eq!(world.heard(alice), ["renewed 0 of 3, write again"]);
}

#[test]
fn leaving_and_coming_back_is_no_way_around() {
    let mut world = World::new(three_an_hour());
    let alice = world.enter("alice");
    for text in ["1", "2", "3"] {
        world.say(alice, text);
    }
    world.leave(alice);
    let back = world.login("alice");
    assert_eq!(back.allowance.used, 3);
    assert_eq!(back.allowance.renews_in, Some(HOUR));
    assert_eq!(world.say(back.session, "4"), "refused: spent for 3600 s");
    world.leave(back.session);
    world.pass(HOUR);
    assert_eq!(world.login("alice").allowance.used, 0);
}

#[test]
fn no_limit_refuses_nothing_and_still_counts() {
    let mut world = World::new(Settings {
        message_limit: 0,
        ..Settings::default()
    });
    let alice = world.enter("alice");
    for _ in 0..50 {
        assert!(world.say(alice, "again").starts_with("said"));
    }
    assert_eq!(
        world.status(alice).allowance,
        Allowance {
            used: 50,
            limit: 0,
            renews_in: Some(HOUR)
        }
    );
    world.pass(HOUR);
    assert_eq!(world.heard(alice), ["renewed 0 of 0"]);
}
