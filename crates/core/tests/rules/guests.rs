//! Guests: names without an account.

use hourglass_core::{Command, Credential, Refusal, SessionId, Settings};

use crate::kit::{World, name};

fn rename(session: SessionId, to: &str) -> Command {
    let name = name(to);
    Command::Rename { session, name }
}

#[test]
fn a_guest_leaves_nothing_behind() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let gus = world.guest("gus");
    assert!(gus.account.is_guest() && !gus.registered);
    assert!(gus.rooms.is_empty(), "not in the common room by itself");
    assert_eq!(world.heard_all(alice), [""; 0]);
    assert_eq!(world.join(gus.session, "#lobby"), "#lobby opened");
    assert_eq!(world.heard_all(alice), ["#lobby +gus", "+gus"]);
    world.join(gus.session, "#den");
    assert!(world.say(gus.session, "hello").starts_with("said 1 of 20"));
    assert_eq!(world.heard(alice), ["gus: hello"]);
    assert_eq!(
        world.whisper(alice, "gus", "psst"),
        "said 1 of 20, anew in 3600 s"
    );
    assert_eq!(world.heard(gus.session), ["alice > gus: psst"]);
    world.leave(gus.session);
    assert_eq!(world.heard_all(alice), ["gus quit", "-gus"]);
    let kept = world.kept.snapshot();
    assert_eq!(
        (
            kept.accounts.len(),
            kept.memberships.len(),
            kept.rooms.len()
        ),
        (1, 1, 1)
    );
    assert_eq!(world.kept.texts(), ["hello", "psst"]);
    let unknown = "refused: UnknownName { name: \"gus\" }";
    assert_eq!(world.whisper(alice, "gus", "psst"), unknown);
    world.restart();
    world.advance();
    let shown = world.login("bob").catch_up.messages;
    assert_eq!(&*shown[0].author_name, "gus");
}

#[test]
fn the_allowance_and_complaints_hold_for_guests() {
    let settings = Settings {
        message_limit: 1,
        ban_complaints: 1,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let alice = world.enter("alice");
    let gus = world.guest("gus").session;
    world.join(gus, "#den");
    world.say_in(gus, "#den", "1");
    assert_eq!(world.say_in(gus, "#den", "2"), "refused: spent for 3600 s");
    assert_eq!(world.complain(gus, "alice"), "refused: GuestsCannot");
    assert_eq!(world.complain(alice, "gus"), "complained about gus");
    assert_eq!(
        world.say_in(gus, "#den", "2"),
        "refused: silenced for 14400 s"
    );
    assert_eq!(world.kept.complaints(), 0);
    world.leave(gus);
    world.pass(crate::kit::DAY);
    assert_eq!(world.chat.next_deadline(), None);
}

#[test]
fn a_guest_may_not_pass_for_somebody_else() {
    let mut world = World::new(Settings::default());
    world.enter("alice");
    world.guest("gus");
    let try_in = |world: &mut World, shown: &str| {
        let login = world.guest_login(shown);
        world.try_login(login).expect_err("refused")
    };
    assert_eq!(try_in(&mut world, "Alice"), Refusal::NameRegistered);
    let resembles = |shown: &str| Refusal::NameResembles { name: shown.into() };
    assert_eq!(try_in(&mut world, "a1ice"), resembles("alice"));
    let in_use = |shown: &str| Refusal::NameInUse { name: shown.into() };
    assert_eq!(try_in(&mut world, "GUS"), in_use("GUS"));
    let login = world.request("Gus");
    assert!(matches!(login.credential, Credential::New { .. }));
    assert_eq!(world.try_login(login).expect_err("refused"), in_use("Gus"));
}

#[test]
fn guests_change_their_names() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let gus = world.guest("gus").session;
    world.guest("kim");
    world.join(gus, "#lobby");
    let watch = Command::Watch {
        session: alice,
        remove: Vec::new(),
        clear: false,
        add: vec![name("gus"), name("august")],
    };
    assert_eq!(world.ask(alice, watch), "+gus -august");
    world.forget_heard();
    let fixed = "refused: NameIsFixed { name: \"alice\" }";
    assert_eq!(world.ask(alice, rename(alice, "alicia")), fixed);
    let cases = [
        ("alice", "refused: NameInUse { name: \"alice\" }"),
        ("KIM", "refused: NameInUse { name: \"KIM\" }"),
        ("a1ice", "refused: NameResembles { name: \"alice\" }"),
        ("GUS", "gus is now GUS"),
        ("august", "GUS is now august"),
    ];
    for (to, expected) in cases {
        assert_eq!(world.ask(gus, rename(gus, to)), expected);
    }
    assert_eq!(
        world.heard(alice),
        [
            "gus is now GUS",
            "GUS is now august",
            "GUS gone",
            "august online"
        ]
    );
    assert_eq!(world.names(alice, "#lobby"), "alice august");
    assert!(world.guest("gus").account.is_guest(), "the name is free");
}

#[test]
fn a_name_is_registered_before_its_owner_comes_in() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.guest("gus");
    let register = |session, shown: &str| Command::RegisterName {
        session: SessionId(session),
        name: name(shown),
        password_hash: "$argon2id$".into(),
        email: None,
    };
    let mut ask = |session, shown| world.ask(SessionId(session), register(session, shown));
    for (session, shown, expected) in [
        (90, "bob", "bob registered"),
        (91, "Bob", "refused: NameRegistered"),
        (92, "GUS", "refused: NameInUse"),
        (93, "a1ice", "refused: NameResembles"),
        (alice.0, "carl", "refused: AlreadyRegistered"),
    ] {
        assert!(ask(session, shown).starts_with(expected), "{shown}");
    }
    assert_eq!(world.heard(alice), [""; 0], "nobody has come in");
    world.restart();
    let bob = world.login("bob");
    assert!(!bob.registered && !bob.account.is_guest());
    assert_eq!(bob.rooms.len(), 1);
}

#[test]
fn a_guest_becomes_an_account_with_all_it_has() {
    let register = |session| Command::Register {
        session,
        password_hash: "$argon2id$".into(),
        email: Some("gus@example.org".into()),
    };
    let settings = Settings {
        message_limit: 2,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let alice = world.enter("alice");
    assert_eq!(
        world.ask(alice, register(alice)),
        "refused: AlreadyRegistered"
    );
    let gus = world.guest("gus").session;
    world.join(gus, "#den");
    world.join(alice, "#den");
    world.say_in(gus, "#den", "hello");
    world.whisper(alice, "gus", "psst");
    world.complain(alice, "gus");
    world.forget_heard();
    assert_eq!(world.ask(gus, register(gus)), "gus registered");
    assert_eq!(world.heard(alice), ["gus registered"]);
    assert_eq!(world.names(alice, "#den"), "alice @gus");
    assert_eq!(
        world.say_in(gus, "#den", "again"),
        "said 2 of 2, anew in 3600 s"
    );
    assert_eq!(world.status(gus).complaints, 1);
    assert!(
        world
            .complain(alice, "gus")
            .starts_with("refused: AlreadyComplained")
    );
    world.leave(gus);
    let back = world.login("gus");
    assert!(!back.registered && !back.account.is_guest());
    assert_eq!(back.rooms.len(), 2, "and the common room");
    world.restart();
    let back = world.login("gus");
    assert_eq!(world.names(back.session, "#den"), "@gus");
    assert_eq!(world.status(back.session).complaints, 1);
    assert_eq!(world.say(back.session, "3"), "refused: spent for 3600 s");
    let snapshot = world.kept.snapshot();
    assert_eq!(snapshot.accounts.len(), 2);
}
