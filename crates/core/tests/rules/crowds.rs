//! Many members, and many rooms.

use hourglass_core::{Settings, limits};

use crate::kit::World;

#[test]
fn the_list_of_members_is_always_as_it_is() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.join(alice, "#den");
    let mut expected = vec!["@alice".to_owned()];
    for number in 0..100 {
        let name = format!("n{number}-");
        let session = world.enter(&name);
        world.join(session, "#den");
        expected.push(name);
        if number % 10 == 0 || number > 70 {
            assert_eq!(world.names(alice, "#den"), expected.join(" "));
        }
        if number % 7 == 0 {
            world.leave(session);
            expected.pop();
        }
    }
    assert_eq!(world.names(alice, "#den"), expected.join(" "));
}

#[test]
fn rooms_are_bounded_for_each_name() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    for number in 1..limits::ROOMS_PER_ACCOUNT_MAX {
        assert!(
            world
                .join(alice, &format!("#r{number}-"))
                .ends_with("opened")
        );
    }
    let refused = "refused: TooManyRooms { room: \"#more\", limit: 100 }";
    assert_eq!(world.join(alice, "#more"), refused);
    let bob = world.enter("bob");
    world.join(bob, "#more");
    assert_eq!(world.join(alice, "#more"), refused);
    world.part(alice, "#r5-");
    assert_eq!(world.join(alice, "#more"), "#more opened");
}

#[test]
fn rooms_are_bounded_in_all() {
    let mut world = World::new(Settings::default());
    world.hold_back();
    let mut opened = 1;
    for number in 0.. {
        let session = world.enter(&format!("n{number}-"));
        let mut refusal = None;
        for room in 1..limits::ROOMS_PER_ACCOUNT_MAX {
            let answer = world.join(session, &format!("#r{number}-{room}-"));
            if answer.starts_with("refused") {
                refusal = Some(answer);
                break;
            }
            opened += 1;
        }
        if let Some(refusal) = refusal {
            assert!(refusal.starts_with("refused: NoMoreRooms"));
            break;
        }
    }
    assert_eq!(opened, limits::ROOMS_MAX);
}
