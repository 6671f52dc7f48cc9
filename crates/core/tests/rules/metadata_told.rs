//! Who hears of metadata, and when.

use hourglass_core::{Answer, Command, Login, Query, limits};

use crate::kit::metadata::{all, everybody, keys, whom};
use crate::kit::name;

#[test]
fn those_who_subscribed_hear_of_changes_and_nobody_else() {
    let (mut world, [alice, bob, carol]) = everybody();
    let laptop = world.enter("alice");
    world.subscribe(alice, &["color"]);
    world.subscribe(laptop, &["color"]);
    world.subscribe(bob, &["color", "bio"]);
    world.subscribe(carol, &["bio"]);
    world.forget_heard();
    world.describe(alice, "*", "color", Some("red"));
    assert_eq!(world.heard(bob), ["alice.color=red"]);
    assert_eq!(world.heard(laptop), ["alice.color=red"]);
    assert_eq!(world.heard(alice), [""; 0], "it has its answer");
    assert_eq!(world.heard(carol), [""; 0]);
    world.describe(alice, "*", "color", Some("red"));
    world.describe(alice, "*", "bio", None);
    assert_eq!(world.heard(bob), [""; 0], "nothing is different");
    world.describe(alice, "*", "bio", Some("hi"));
    world.forget_heard();
    world.clear(alice, "*");
    assert_eq!(world.heard(bob), ["alice.bio", "alice.color"]);
    assert_eq!(world.heard(carol), ["alice.bio"]);
    assert_eq!(
        world.unsubscribe(bob, Some(&["color", "none"])),
        "no longer hears color none"
    );
    world.describe(alice, "*", "color", Some("red"));
    assert_eq!(world.heard(bob), [""; 0]);
}

#[test]
fn of_a_room_only_those_in_it_hear() {
    let (mut world, [alice, bob, carol]) = everybody();
    world.join(alice, "#pool");
    world.join(bob, "#pool");
    for session in [alice, bob, carol] {
        world.subscribe(session, &["color"]);
    }
    world.forget_heard();
    world.describe(alice, "#pool", "color", Some("blue"));
    assert_eq!(world.heard(bob), ["#pool.color=blue"]);
    assert_eq!(world.heard(carol), [""; 0]);
    world.part(bob, "#pool");
    world.forget_heard();
    world.describe(alice, "#pool", "color", None);
    assert_eq!(world.heard(bob), [""; 0]);
}

#[test]
fn strangers_hear_only_where_they_watch() {
    let (mut world, [alice, bob, _]) = everybody();
    let guest = world.guest("gus").session;
    world.subscribe(guest, &["color"]);
    world.describe(alice, "*", "color", Some("red"));
    assert_eq!(world.heard(guest), [""; 0]);
    let add = vec![name("ALICE"), name("dave")];
    let (remove, clear) = (Vec::new(), false);
    let session = guest;
    let watch = Command::Watch {
        session,
        remove,
        clear,
        add,
    };
    assert_eq!(world.ask(guest, watch), "+ALICE -dave");
    assert_eq!(
        world.heard(guest),
        ["of alice: alice.color=red"],
        "what there is"
    );
    world.describe(alice, "*", "color", Some("blue"));
    world.describe(bob, "*", "color", Some("green"));
    assert_eq!(world.heard(guest), ["alice.color=blue"]);
    assert_eq!(world.sync(guest, None), "alice.color=blue");
    world.leave(alice);
    assert_eq!(
        world.sync(guest, None),
        "",
        "whoever is watched and not there"
    );
    let back = world.bringing("alice", &[], &[("color", Some("black"))]);
    world.try_login(back).expect("let in");
    let heard = world.heard(guest);
    assert_eq!(
        heard,
        [
            "alice gone",
            "alice online",
            "of alice: alice.color=black",
            "alice.color=black"
        ]
    );
}

#[test]
fn what_there_is_is_told_when_a_room_opens() {
    let (mut world, [alice, bob, carol]) = everybody();
    let phone = world.enter("bob");
    world.subscribe(bob, &["color"]);
    world.subscribe(phone, &[]);
    world.describe(carol, "*", "color", Some("red"));
    world.describe(carol, "*", "bio", Some("hi"));
    world.join(carol, "#pool");
    world.describe(carol, "#pool", "color", Some("blue"));
    world.join(alice, "#pool");
    world.describe(alice, "*", "color", Some("black"));
    world.forget_heard();
    world.join(bob, "#pool");
    let told = "of #pool: #pool.color=blue alice.color=black carol.color=red";
    assert_eq!(world.heard(bob), [told]);
    assert_eq!(world.heard(phone), ["#pool opened", "of #pool: "]);
    assert_eq!(world.heard(alice), ["#pool +bob"], "it knows of none");
    world.join(bob, "#pool");
    assert_eq!(world.heard(bob), [told]);
    assert_eq!(world.heard(phone), [""; 0]);
}

#[test]
fn what_a_device_brings_along_holds_from_its_login_on() {
    let (mut world, [alice, bob, _]) = everybody();
    world.subscribe(bob, &["color", "bio"]);
    world.join(alice, "#pool");
    world.describe(alice, "#pool", "color", Some("blue"));
    world.describe(alice, "*", "bio", Some("hi"));
    world.describe(alice, "*", "mood", Some("fine"));
    world.forget_heard();
    let values = [
        ("color", Some("red")),
        ("color", Some("black")),
        ("bio", None),
    ];
    let login = world.bringing("alice", &["color", "color"], &values);
    let tablet = login.session;
    let logged_in = world.try_login(login).expect("let in");
    let own = logged_in.metadata.expect("it knows of metadata");
    assert_eq!(all(&own), "alice.color=black alice.mood=fine");
    assert_eq!(world.heard(bob), ["alice.color=black", "alice.bio"]);
    assert_eq!(world.heard(alice), [""; 0], "it knows of none");
    assert!(world.login("bob").metadata.is_none());
    world.describe(alice, "*", "color", None);
    assert_eq!(world.heard(tablet), ["alice.color"]);
    let login = world.bringing("alice", &["color"], &[]);
    let session = login.session;
    let output = world.apply(Command::Login(login));
    let told = output
        .emissions
        .iter()
        .filter(|emission| !emission.is_answer());
    let told: Vec<_> = told
        .map(|emission| crate::kit::words(&emission.event))
        .collect();
    assert_eq!(told, ["of #lobby: ", "of #pool: #pool.color=blue"]);
    assert_eq!(world.unsubscribe(session, None), "no longer hears color");
}

#[test]
fn whoever_subscribes_is_told_what_is_new_to_it() {
    let (mut world, [alice, bob, carol]) = everybody();
    world.join(alice, "#pool");
    world.join(bob, "#pool");
    world.describe(alice, "#pool", "color", Some("blue"));
    world.describe(bob, "*", "color", Some("red"));
    world.describe(carol, "*", "bio", Some("hi"));
    assert_eq!(
        world.subscribe(bob, &["color", "color"]),
        "hears color; #pool.color=blue bob.color=red"
    );
    assert_eq!(
        world.subscribe(bob, &["bio", "color"]),
        "hears bio color; carol.bio=hi"
    );
    assert_eq!(
        world.sync(bob, None),
        "#pool.color=blue bob.color=red carol.bio=hi"
    );
    assert_eq!(
        world.sync(bob, Some("#pool")),
        "#pool.color=blue bob.color=red"
    );
    assert_eq!(world.sync(bob, Some("carol")), "carol.bio=hi");
    let Answer::MetadataSubscriptions(held) = world.question(bob, Query::MetadataSubscriptions)
    else {
        panic!("no answer");
    };
    assert_eq!(held, keys(&["bio", "color"]));
    assert_eq!(world.unsubscribe(bob, None), "no longer hears bio color");
    world.join(bob, "#den");
    assert_eq!(world.heard(bob), [""; 0], "it no longer knows of any");
}

#[test]
fn subscriptions_end_with_the_device() {
    let (mut world, [alice, bob, _]) = everybody();
    world.subscribe(bob, &["color"]);
    world.leave(bob);
    let again = Login {
        session: bob,
        ..world.request("bob")
    };
    world.try_login(again).expect("let in");
    world.join(bob, "#pool");
    assert_eq!(world.heard(bob), [""; 0], "a number may be used again");
    assert_eq!(
        world.describe(alice, "*", "color", Some("red")),
        "alice.color=red"
    );
    let output = world.apply(Command::SetMetadata {
        session: alice,
        target: whom("*"),
        key: keys(&["color"]).remove(0),
        value: None,
    });
    assert_eq!(output.emissions.len(), 1, "nobody else is told");
}

#[test]
fn an_answer_with_everything_is_bounded_with_rooms_first() {
    let (mut world, [alice, bob, _]) = everybody();
    let listed: Vec<_> = (0..limits::METADATA_KEYS_MAX)
        .map(|number| format!("k{number}"))
        .collect();
    let listed: Vec<_> = listed.iter().map(String::as_str).collect();
    for number in 0..=limits::METADATA_ANSWER_MAX / listed.len() {
        let session = world.enter(&format!("n{number}"));
        for key in &listed {
            world.describe(session, "*", key, Some("v"));
        }
    }
    world.join(alice, "#pool");
    world.join(bob, "#pool");
    world.describe(alice, "#pool", "k0", Some("v"));
    world.subscribe(bob, &listed);
    let answer = world.sync(bob, None);
    assert!(answer.starts_with("#pool.k0=v n0.k0=v"));
    assert_eq!(answer.split(' ').count(), limits::METADATA_ANSWER_MAX);
}
