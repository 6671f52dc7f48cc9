//! Devices that watch names.

use hourglass_core::{Answer, Command, Query, SessionId, Settings, Text, limits};

use crate::kit::{World, name};

fn watch(session: SessionId, remove: &[&str], add: &[&str]) -> Command {
    Command::Watch {
        session,
        remove: remove.iter().map(|shown| name(shown)).collect(),
        clear: false,
        add: add.iter().map(|shown| name(shown)).collect(),
    }
}

#[test]
fn watched_names_come_and_go() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    assert_eq!(
        world.ask(alice, watch(alice, &[], &["Bob", "carol"])),
        "+Bob -carol"
    );
    let carol = world.enter("carol");
    let laptop = world.enter("carol");
    assert_eq!(world.heard(alice), ["+bob", "+carol", "carol online"]);
    world.leave(laptop);
    world.leave(carol);
    assert_eq!(world.heard(alice), ["-carol", "carol gone"]);
    let Answer::Watched(watched) = world.question(alice, Query::Watched) else {
        panic!("no answer");
    };
    let watched: Vec<_> = watched
        .iter()
        .map(|(name, person)| (&**name, person.is_some()))
        .collect();
    assert_eq!(watched, [("Bob", true), ("carol", false)]);
    world.ask(alice, watch(alice, &["carol"], &[]));
    world.enter("carol");
    assert_eq!(world.heard(alice), ["+carol"]);
    world.leave(alice);
    world.leave(bob);
    assert!(world.apply(Command::Advance).emissions.is_empty());
}

#[test]
fn watched_names_are_bounded() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let names: Vec<_> = (0..limits::WATCHED_MAX)
        .map(|number| format!("n{number}"))
        .collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    assert!(
        !world
            .ask(alice, watch(alice, &[], &names))
            .starts_with("refused")
    );
    assert!(
        !world
            .ask(alice, watch(alice, &[], &["n5"]))
            .starts_with("refused")
    );
    let refused = world.ask(alice, watch(alice, &[], &["more"]));
    assert_eq!(
        refused,
        "refused: TooManyWatched { limit: 100, names: [\"more\"] }"
    );
    assert_eq!(world.ask(alice, watch(alice, &["n5"], &["more"])), "-more");
}

#[test]
fn strangers_who_watch_hear_of_it_too() {
    let mut world = World::new(Settings::default());
    let guest = world.guest("gus").session;
    let alice = world.enter("alice");
    world.ask(guest, watch(guest, &[], &["alice"]));
    let away = Command::SetAway {
        session: alice,
        message: Some(Text::from_sanitised("tea")),
    };
    assert_eq!(world.ask(alice, away), "alice away (tea)");
    assert_eq!(world.heard(guest), ["alice away (tea)"]);
    world.ask(alice, watch(alice, &[], &["gus"]));
    world.forget_heard();
    let register = Command::Register {
        session: guest,
        password_hash: "hash".into(),
        email: None,
    };
    assert_eq!(world.ask(guest, register), "gus registered");
    assert_eq!(world.heard(alice), ["gus registered"]);
}
