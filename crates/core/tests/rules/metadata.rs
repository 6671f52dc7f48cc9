//! What people say of themselves and of rooms under keys.

use hourglass_core::{Answer, Command, Query, RoomFlag, RoomId, Settings};

use crate::kit::metadata::{all, everybody};
use crate::kit::{HOUR, World, flag, name};

#[test]
fn a_value_is_set_changed_read_and_taken_away() {
    let (mut world, [alice, bob, _]) = everybody();
    assert_eq!(
        world.describe(alice, "*", "color", Some("red")),
        "alice.color=red"
    );
    assert_eq!(
        world.describe(alice, "Alice", "color", Some("blue")),
        "alice.color=blue"
    );
    assert_eq!(world.describe(alice, "*", "bio", Some("")), "alice.bio=");
    assert_eq!(
        world.metadata_of(bob, "alice", None),
        "alice: alice.bio= alice.color=blue"
    );
    let asked: &[&str] = &["color", "none", "color"];
    assert_eq!(
        world.metadata_of(bob, "ALICE", Some(asked)),
        "alice: alice.color=blue alice.none alice.color=blue"
    );
    assert_eq!(world.describe(alice, "*", "color", None), "alice.color");
    assert_eq!(world.describe(alice, "*", "color", None), "alice.color");
    assert_eq!(world.metadata_of(alice, "*", None), "alice: alice.bio=");
    assert_eq!(world.clear(alice, "*"), "alice cleared: alice.bio");
    assert_eq!(world.clear(alice, "*"), "alice cleared: ");
    assert_eq!(world.metadata_of(alice, "*", None), "alice: ");
}

#[test]
fn others_speak_for_themselves() {
    let (mut world, [alice, bob, _]) = everybody();
    let refused = "refused: MetadataOfOthers { name: \"bob\" }";
    assert_eq!(world.describe(alice, "BOB", "color", Some("red")), refused);
    assert_eq!(world.describe(alice, "bob", "color", None), refused);
    assert_eq!(world.clear(alice, "bob"), refused);
    let nobody = "refused: NotOnline { name: \"dave\" }";
    assert_eq!(world.describe(alice, "dave", "color", Some("red")), nobody);
    assert_eq!(world.metadata_of(alice, "dave", None), nobody);
    world.describe(bob, "*", "color", Some("green"));
    world.leave(bob);
    assert_eq!(
        world.metadata_of(alice, "bob", None),
        "refused: NotOnline { name: \"bob\" }"
    );
    world.enter("bob");
    assert_eq!(
        world.metadata_of(alice, "bob", None),
        "bob: bob.color=green"
    );
}

#[test]
fn those_who_are_always_there_are_read_while_they_are_away() {
    let mut world = World::new(Settings {
        always_on: true,
        ..Settings::default()
    });
    let [alice, bob] = ["alice", "bob"].map(|name| world.enter(name));
    world.describe(bob, "*", "color", Some("green"));
    world.leave(bob);
    assert_eq!(
        world.metadata_of(alice, "bob", None),
        "bob: bob.color=green"
    );
    assert_eq!(
        world.subscribe(alice, &["color"]),
        "hears color; bob.color=green"
    );
    assert_eq!(world.sync(alice, Some("#lobby")), "bob.color=green");
    assert_eq!(world.sync(alice, None), "bob.color=green");
}

#[test]
fn a_room_is_described_by_those_who_run_it_to_those_in_it() {
    let (mut world, [alice, bob, carol]) = everybody();
    world.join(alice, "#pool");
    world.join(bob, "#pool");
    assert_eq!(
        world.describe(alice, "#POOL", "color", Some("blue")),
        "#pool.color=blue"
    );
    let refused = "refused: NotOperator { room: \"#pool\" }";
    assert_eq!(world.describe(bob, "#pool", "color", Some("red")), refused);
    assert_eq!(world.clear(bob, "#pool"), refused);
    let stranger = "refused: NotInRoom { room: \"#pool\" }";
    assert_eq!(
        world.describe(carol, "#pool", "color", Some("red")),
        stranger
    );
    assert_eq!(world.metadata_of(carol, "#pool", None), stranger);
    assert_eq!(
        world.metadata_of(bob, "#pool", None),
        "#pool: #pool.color=blue"
    );
    world.modes(alice, "#pool", vec![flag(RoomFlag::Secret)]);
    let unknown = "refused: UnknownRoom { room: \"#pool\" }";
    assert_eq!(world.metadata_of(carol, "#pool", None), unknown);
    assert_eq!(
        world.describe(alice, "#lobby", "color", Some("red")),
        "refused: CommonRoom { room: \"#lobby\" }"
    );
    assert_eq!(world.metadata_of(carol, "#lobby", None), "#lobby: ");
}

#[test]
fn whoever_is_silenced_sets_nothing_but_may_take_back() {
    let mut world = World::new(Settings {
        ban_complaints: 1,
        ..Settings::default()
    });
    let [alice, bob] = ["alice", "bob"].map(|name| world.enter(name));
    world.describe(alice, "*", "color", Some("red"));
    world.complain(bob, "alice");
    let refused = world.describe(alice, "*", "color", Some("blue"));
    assert_eq!(refused, "refused: silenced for 14400 s");
    let login = world.bringing("alice", &[], &[("color", Some("blue")), ("bio", None)]);
    let own = world.try_login(login).expect("let in").metadata;
    assert_eq!(all(&own.expect("it knows of metadata")), "alice.color=red");
    assert_eq!(world.describe(alice, "*", "color", None), "alice.color");
}

#[test]
fn a_guest_takes_it_along_to_the_account_and_keeps_nothing_before() {
    let (mut world, [alice, ..]) = everybody();
    let guest = world.guest("gus").session;
    world.describe(guest, "*", "color", Some("red"));
    world.subscribe(guest, &["color"]);
    assert!(world.kept.snapshot().metadata.is_empty());
    let register = Command::Register {
        session: guest,
        password_hash: "hash".into(),
        email: None,
    };
    world.ask(guest, register);
    assert_eq!(world.metadata_of(alice, "gus", None), "gus: gus.color=red");
    assert_eq!(world.kept.snapshot().metadata.len(), 1);
    world.forget_heard();
    let laptop = world.enter("gus");
    assert_eq!(
        world.heard(guest),
        ["#lobby opened", "of #lobby: gus.color=red"],
        "with the other device it comes into the common room"
    );
    world.join(laptop, "#pool");
    let heard = world.heard(guest);
    assert_eq!(
        heard,
        ["#pool opened", "of #pool: gus.color=red"],
        "its device is found"
    );
    world.describe(alice, "*", "color", Some("blue"));
    assert_eq!(world.heard(guest), ["alice.color=blue"], "and still hears");
    let other = world.guest("guy").session;
    world.describe(other, "*", "color", Some("grey"));
    world.leave(other);
    world.guest("guy");
    assert_eq!(world.metadata_of(alice, "guy", None), "guy: ");
}

#[test]
fn a_room_takes_it_along_to_its_new_name_and_to_its_end() {
    let (mut world, [alice, bob, _]) = everybody();
    world.join(alice, "#pool");
    world.describe(alice, "#pool", "color", Some("blue"));
    let rename = Command::RenameRoom {
        session: alice,
        room: crate::kit::room("#pool"),
        to: crate::kit::room("#pond"),
        reason: None,
    };
    world.ask(alice, rename);
    assert_eq!(
        world.metadata_of(alice, "#pond", None),
        "#pond: #pond.color=blue"
    );
    assert_eq!(world.kept.snapshot().metadata.len(), 1);
    world.part(alice, "#pond");
    assert!(world.kept.snapshot().metadata.is_empty());
    world.join(bob, "#pond");
    assert_eq!(world.metadata_of(bob, "#pond", None), "#pond: ");
}

#[test]
fn people_read_some_of_it_when_they_look_somebody_up() {
    let (mut world, [alice, bob, _]) = everybody();
    for (key, value) in [("pronouns", "she"), ("avatar", "x"), ("bio", "hi")] {
        world.describe(alice, "*", key, Some(value));
    }
    let Answer::Whois(whois) = world.question(bob, Query::Whois(name("alice"))) else {
        panic!("no answer");
    };
    assert_eq!(all(&whois.metadata), "alice.bio=hi alice.pronouns=she");
}

#[test]
fn it_outlives_the_server_and_not_what_it_is_about() {
    let (mut world, [alice, bob, _]) = everybody();
    world.join(alice, "#pool");
    world.describe(alice, "#pool", "color", Some("blue"));
    world.describe(bob, "*", "color", Some("red"));
    let mut snapshot = world.kept.snapshot();
    world.pass(HOUR);
    world.restart();
    let bob = world.enter("bob");
    assert_eq!(world.metadata_of(bob, "*", None), "bob: bob.color=red");
    let alice = world.enter("alice");
    assert_eq!(
        world.metadata_of(alice, "#pool", None),
        "#pool: #pool.color=blue"
    );
    snapshot
        .memberships
        .retain(|one| one.room == RoomId::COMMON);
    snapshot.accounts.pop();
    let mut world = World::with(Settings::default(), snapshot);
    let alice = world.enter("alice");
    world.join(alice, "#pool");
    assert_eq!(world.metadata_of(alice, "#pool", None), "#pool: ");
}
