//! Logging in: names, accounts, and what a device is told.

use hourglass_core::{
    AccountId, Allowance, Command, Credential, LoggedIn, Login, MessageId, Refusal, RoomId,
    Settings, limits,
};

use crate::kit::{HOUR, MINUTE, START, World, name, new_password};

#[test]
fn the_first_login_registers_the_name() {
    let mut world = World::new(Settings::default());
    let login = world.request("Alice");
    let session = login.session;
    let alice = world.try_login(login).expect("let in");
    assert_eq!(alice.session, session);
    assert_eq!(alice.account, AccountId(world.stamp.sequence.0));
    assert_eq!(alice.name, name("Alice"));
    assert!(alice.registered);
    assert_eq!(alice.time, START);
    assert_eq!(alice.rooms.len(), 1);
    assert_eq!(alice.rooms[0].room.id, RoomId::COMMON);
    assert_eq!(alice.rooms[0].member_count, 1);
    assert_eq!(alice.rooms[0].members, None, "not asked for");
    assert!(alice.catch_up.messages.is_empty());
    let untouched = Allowance {
        used: 0,
        limit: 20,
        renews_in: None,
    };
    assert_eq!(alice.allowance, untouched);
    assert_eq!(alice.silenced, None);
    assert_eq!(alice.counts.names_online, 1);
    assert!(alice.names().eq([&"Alice".into()]));
}

#[test]
fn what_registers_is_written() {
    let mut world = World::new(Settings::default());
    let login = world.request("Alice");
    let changes = world.apply(Command::Login(login)).changes;
    let account = AccountId(world.stamp.sequence.0);
    assert_eq!(changes.registrations.len(), 1);
    assert_eq!(changes.registrations[0].account, account);
    assert_eq!(&*changes.registrations[0].key, "alice");
    assert_eq!(&*changes.registrations[0].password_hash, "$argon2id$");
    assert_eq!(changes.memberships.len(), 1);
    let membership = changes.memberships[&(RoomId::COMMON, account)];
    assert_eq!(membership.expect("new").account, account);
    let common = &changes.rooms[&RoomId::COMMON];
    assert!(common.is_some(), "with the first changes");
    let record = &changes.accounts[&account];
    assert_eq!(record.name, name("Alice"));
    assert_eq!(record.registered_at, START);
    assert_eq!(record.seen, None, "nothing while online");
}

#[test]
fn a_name_is_shown_as_first_written() {
    let mut world = World::new(Settings::default());
    let first = world.login("Alice");
    let again = world.login("ALICE");
    assert!(!again.registered);
    assert_eq!(again.account, first.account);
    assert_eq!(again.name, name("Alice"));
}

#[test]
fn a_login_that_is_refused_registers_nothing() {
    let cases = [
        ("alice", Refusal::NameRegistered),
        ("ALICE", Refusal::NameRegistered),
        ("a1ice", resembles("alice")),
        ("aIice", resembles("alice")),
        ("A1ICE", resembles("alice")),
        ("Bob", resembles("B0b")),
    ];
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.enter("B0b");
    for (shown, refusal) in cases {
        world.forget_heard();
        let login = Login {
            credential: new_password(),
            ..world.request(shown)
        };
        let before = world.kept.snapshot();
        assert_eq!(world.try_login(login), Err(refusal), "{shown}");
        assert_eq!(world.kept.snapshot(), before);
        assert!(world.heard(alice).is_empty());
    }
    assert_eq!(world.status(alice).connections, 2);
}

#[test]
fn an_account_that_is_gone_is_refused() {
    let mut world = World::new(Settings::default());
    let login = Login {
        credential: Credential::Verified(AccountId(99)),
        ..world.request("alice")
    };
    assert_eq!(world.try_login(login), Err(Refusal::AccountGone));
    assert!(world.login("alice").registered);
}

#[test]
fn a_name_has_so_many_devices_and_no_more() {
    let mut world = World::new(Settings::default());
    let first = world.enter("alice");
    for _ in 1..limits::DEVICES_MAX {
        world.enter("alice");
    }
    let limit = limits::DEVICES_MAX;
    let login = world.request("alice");
    assert_eq!(
        world.try_login(login),
        Err(Refusal::TooManyDevices { limit })
    );
    assert!(world.login("bob").registered);
    world.leave(first);
    let login = world.request("alice");
    assert!(world.try_login(login).is_ok());
}

#[test]
fn names_are_listed_up_to_a_bound_with_ones_own() {
    let mut world = World::new(Settings::default());
    for number in 1..limits::NAMES_LISTED_MAX {
        world.enter(&format!("n{number}-"));
    }
    let all = world.login("last");
    assert_eq!(all.counts.names_online, limits::NAMES_LISTED_MAX);
    assert_eq!(all.names().count(), limits::NAMES_LISTED_MAX);
    let more = world.login("one-more");
    assert_eq!(more.counts.names_online, limits::NAMES_LISTED_MAX + 1);
    assert_eq!(more.names().count(), limits::NAMES_LISTED_MAX);
    assert_eq!(more.names().next(), Some(&"one-more".into()));
}

#[test]
fn whoever_came_or_left_shows_in_the_next_list() {
    let mut world = World::new(Settings::default());
    let first = world.enter("first");
    for number in 1..limits::NAMES_LISTED_MAX {
        world.enter(&format!("n{number}-"));
    }
    let listed = |login: LoggedIn, name: &str| login.names().any(|one| &**one == name);
    assert!(listed(world.login("late"), "first"));
    world.leave(first);
    let after = world.login("later");
    assert_eq!(after.names().count(), limits::NAMES_LISTED_MAX);
    assert!(!listed(after, "first"));
    world.login("first");
    assert!(listed(world.login("last"), "first"));
}

#[test]
fn a_session_in_use_leaves_before_it_comes_in_again() {
    let mut world = World::new(Settings::default());
    let bob = world.enter("bob");
    let alice = world.enter("alice");
    world.forget_heard();
    let login = Login {
        session: alice,
        ..world.request("carol")
    };
    world.try_login(login).expect("let in");
    assert_eq!(world.heard(bob), ["-alice", "+carol"]);
    let status = world.status(bob);
    assert_eq!((status.names_online, status.connections), (2, 2));
}

#[test]
fn a_login_tells_how_the_name_stands() {
    let settings = Settings {
        ban_complaints: 1,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let alice = world.enter("alice");
    world.say(alice, "hello");
    let last = world.stamp.sequence.into();
    world.leave(alice);
    let bob = world.enter("bob");
    world.complain(bob, "alice");
    world.sleep(MINUTE);
    let back = world.login("alice");
    assert!(!back.registered);
    assert_eq!(back.time, START.after(MINUTE));
    assert_eq!(back.allowance.used, 1);
    assert_eq!(back.allowance.renews_in, Some(HOUR - MINUTE));
    assert_eq!(back.silenced, Some(4 * HOUR - MINUTE));
    assert_eq!(back.last, last);
    assert!(back.names().eq([&"alice".into(), &"bob".into()]));
}

#[test]
fn the_last_message_stays_known_when_it_is_gone() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.say(alice, "hello");
    let last = MessageId(world.stamp.sequence.0);
    world.pass(2 * HOUR);
    assert!(world.kept.texts().is_empty());
    assert_eq!(world.login("bob").last, last);
}

fn resembles(shown: &str) -> Refusal {
    Refusal::NameResembles { name: shown.into() }
}
