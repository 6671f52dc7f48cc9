//! What is held is bounded.

use hourglass_core::{
    AccountId, AccountRecord, Answer, Complaint, Credential, Login, Membership, MetadataKey,
    MetadataOwner, MetadataRecord, Period, Query, Refusal, RoomId, RoomModes, RoomRecord, Sequence,
    Settings, Snapshot, Stamp, Standing, Text, Timestamp, limits,
};

use crate::kit::metadata::everybody;
use crate::kit::{DAY, SECOND, START, World, name, room};

const LAST: u64 = limits::ACCOUNTS_MAX as u64;

fn unlimited() -> Settings {
    Settings {
        message_limit: 0,
        max_message: usize::MAX,
        ..Settings::default()
    }
}

#[test]
fn the_history_is_bounded_in_number() {
    let mut world = World::new(unlimited());
    let alice = world.enter("alice");
    world.hold_back();
    for number in 0..limits::HISTORY_MAX {
        world.say_under(alice, "hello", &number.to_string());
    }
    world.commit();
    assert_eq!(world.kept.texts().len(), limits::HISTORY_MAX);
    world.say(alice, "one more");
    let left = limits::HISTORY_MAX - limits::HISTORY_EVICTION;
    assert_eq!(world.kept.texts().len(), left, "many at once");
    assert_eq!(world.kept.texts().last(), Some(&"one more"));
    world.say_under(alice, "hello", "1");
    assert_eq!(world.kept.texts().len(), left + 1, "forgotten with its key");
    assert_eq!(world.login("bob").catch_up.messages.len(), 20);
}

#[test]
fn the_history_is_bounded_in_bytes() {
    let mut world = World::new(unlimited());
    let alice = world.enter("alice");
    let sixteenth = "x".repeat(limits::HISTORY_BYTES_MAX / 16);
    for _ in 0..16 {
        world.say(alice, &sixteenth);
    }
    assert_eq!(world.kept.texts().len(), 16);
    world.say(alice, "x");
    assert_eq!(world.kept.texts().len(), 15, "one of 16, for one byte");
    world.say(alice, &"x".repeat(limits::HISTORY_BYTES_MAX + 1));
    assert_eq!(world.kept.texts().len(), 1, "the newest stays");
}

#[test]
fn a_history_kept_under_wider_bounds_is_cut_at_the_start() {
    let mut world = World::new(unlimited());
    let alice = world.enter("alice");
    world.say(alice, "hello");
    let mut snapshot = world.kept.snapshot();
    let first = snapshot.messages[0].clone();
    for number in 1..=limits::HISTORY_MAX as u64 {
        let mut message = first.clone();
        std::sync::Arc::make_mut(&mut message).id.0 += number;
        snapshot.last.sequence = Sequence(message.id.0);
        snapshot.messages.push(message);
    }
    let mut world = World::with(unlimited(), snapshot);
    world.advance();
    let left = limits::HISTORY_MAX - limits::HISTORY_EVICTION;
    assert_eq!(world.kept.texts().len(), left);
}

/// A world as full of names as may be, all offline: `n1` left last, and each one after it a second
/// before the one ahead. `n1` and the one who left first complained about each other.
fn full() -> World {
    let accounts = (1..=LAST).map(|number| AccountRecord {
        id: AccountId(number),
        name: name(&format!("n{number}-")),
        registered_at: Timestamp(0),
        last_seen_at: START.after(SECOND * (LAST - number) as u32),
        seen: Some(Sequence(number)),
        period: Some(Period {
            opened_at: START.after(SECOND * u32::from(number != LAST)),
            used: 1,
        }),
        silenced_until: None,
    });
    let complaint = |about, by| Complaint {
        about: AccountId(about),
        by: AccountId(by),
    };
    let snapshot = Snapshot {
        last: Stamp {
            sequence: Sequence(LAST),
            time: START,
        },
        accounts: accounts.collect(),
        complaints: vec![complaint(1, LAST), complaint(LAST, 1), complaint(2, 1)],
        rooms: vec![RoomRecord {
            id: RoomId::COMMON,
            name: room("#lobby"),
            opened_at: START,
            topic: None,
            modes: RoomModes::default(),
            masks: Vec::new(),
        }],
        memberships: (1..=LAST)
            .map(|number| Membership {
                room: RoomId::COMMON,
                account: AccountId(number),
                since: Sequence(0),
                standing: Standing::default(),
            })
            .collect(),
        read_markers: Vec::new(),
        metadata: Vec::new(),
        messages: Vec::new(),
    };
    let settings = Settings {
        limit_period: 400 * DAY,
        ..Settings::default()
    };
    World::with(settings, snapshot)
}

fn first_left() -> String {
    format!("n{LAST}-")
}

/// Tries to register, and returns who had to make room.
fn register(world: &mut World, shown: &str) -> Result<Vec<AccountId>, Refusal> {
    let before = world.kept.account_ids();
    let login = world.request(shown);
    world.try_login(login)?;
    let after = world.kept.account_ids();
    Ok(before.difference(&after).copied().collect())
}

#[test]
fn the_name_longest_away_makes_room() {
    let mut world = full();
    world.sleep(limits::ACCOUNT_IDLE_MIN - SECOND);
    assert_eq!(
        register(&mut world, "alice"),
        Err(Refusal::TooManyAccounts),
        "nobody has been away for long"
    );
    assert!(!world.login("n2-").registered);
    world.sleep(SECOND);
    assert_eq!(register(&mut world, "alice"), Ok(vec![AccountId(LAST)]));
    assert_eq!(world.kept.complaints(), 1, "by it and about it, none");
    let bob = register(&mut world, "bob");
    assert_eq!(bob, Err(Refusal::TooManyAccounts), "the next left later");
    let gone = Login {
        credential: Credential::Verified(AccountId(LAST)),
        ..world.request(&first_left())
    };
    assert_eq!(world.try_login(gone), Err(Refusal::AccountGone));
    let one = world.enter("n1-");
    assert_eq!(world.status(one).complaints, 0);
    let two = world.enter("n2-");
    assert_eq!(world.status(two).complaints, 1);
}

#[test]
fn a_name_that_is_online_or_came_lately_stays() {
    let mut world = full();
    world.enter(&first_left());
    let next = world.enter(&format!("n{}-", LAST - 1));
    world.sleep(limits::ACCOUNT_IDLE_MIN);
    world.leave(next);
    world.sleep(2 * SECOND);
    assert_eq!(register(&mut world, "alice"), Ok(vec![AccountId(LAST - 2)]));
}

#[test]
fn a_name_given_up_may_be_registered_anew_in_the_same_batch() {
    let mut world = full();
    let alice = world.enter("n1-");
    world.sleep(limits::ACCOUNT_IDLE_MIN + SECOND);
    world.hold_back();
    world.complain(alice, &format!("n{}-", LAST - 1));
    register(&mut world, "newcomer").expect("in place of the one who left first");
    let again = Login {
        credential: crate::kit::new_password(),
        ..world.request(&first_left())
    };
    assert!(world.try_login(again).expect("let in").registered);
    world.commit();
    let accounts = world.kept.account_ids();
    assert_eq!(accounts.len(), limits::ACCOUNTS_MAX);
    assert!(!accounts.contains(&AccountId(LAST)));
    assert!(!accounts.contains(&AccountId(LAST - 1)));
    assert!(world.kept.account_named(&first_left()).is_some());
    assert_eq!(world.kept.complaints(), 1, "n1's about n2");
}

#[test]
fn coming_and_leaving_counts_from_then_on() {
    let mut world = full();
    let one = world.enter("n1-");
    world.leave(one);
    world.sleep(limits::ACCOUNT_IDLE_MIN);
    assert_eq!(register(&mut world, "alice"), Ok(vec![AccountId(1)]));
}

#[test]
fn nothing_ends_for_a_name_given_up() {
    let mut world = full();
    let end = START.after(400 * DAY);
    assert_eq!(world.chat.next_deadline(), Some(end));
    world.sleep(limits::ACCOUNT_IDLE_MIN);
    register(&mut world, "alice").expect("in place of the one who left first");
    assert_eq!(world.chat.next_deadline(), Some(end.after(SECOND)));
}

#[test]
fn metadata_is_bounded() {
    let limit = limits::METADATA_KEYS_MAX;
    let (mut world, [alice, bob, _]) = everybody();
    for number in 0..limit {
        let key = format!("k{number}");
        assert_eq!(
            world.describe(alice, "*", &key, Some("v")),
            format!("alice.{key}=v")
        );
    }
    let refused = "refused: TooMuchMetadata { of: \"alice\", limit: 20 }";
    assert_eq!(world.describe(alice, "*", "more", Some("v")), refused);
    assert_eq!(
        world.describe(alice, "*", "more", None),
        "alice.more",
        "there is none"
    );
    assert_eq!(world.describe(alice, "*", "k3", Some("w")), "alice.k3=w");
    let login = world.bringing(
        "alice",
        &[],
        &[("more", Some("v")), ("k3", None), ("last", Some("v"))],
    );
    let own = world.try_login(login).expect("let in").metadata;
    let own = own.expect("it knows of metadata");
    assert_eq!(own.len(), limit, "as much as there is place for");
    assert_eq!(own.last().map(|entry| entry.key.as_str()), Some("last"));
    world.join(bob, "#pool");
    assert_eq!(
        world.describe(bob, "#pool", "k", Some("v")),
        "#pool.k=v",
        "each has a bound of its own"
    );
}

#[test]
fn all_metadata_together_is_bounded() {
    let mut snapshot = full().kept.snapshot();
    for number in 1..=limits::METADATA_MAX as u64 {
        snapshot.metadata.push(MetadataRecord {
            owner: MetadataOwner::Account(AccountId(number)),
            key: MetadataKey::from_checked("k"),
            value: Text::from_sanitised("v"),
        });
    }
    let mut world = World::with(Settings::default(), snapshot);
    let alice = world.enter("n1-");
    let refused = "refused: TooMuchMetadata { of: \"n1-\", limit: 20 }";
    assert_eq!(world.describe(alice, "*", "more", Some("v")), refused);
    let bob = world.enter("n2-");
    let guest = world.guest("gus").session;
    world.clear(bob, "*");
    world.join(bob, "#pool");
    assert_eq!(world.describe(bob, "#pool", "k", Some("v")), "#pool.k=v");
    let is_full = |world: &mut World| world.describe(alice, "*", "more", Some("v")) == refused;
    assert!(is_full(&mut world));
    world.part(bob, "#pool");
    assert_eq!(world.describe(guest, "*", "k", Some("v")), "gus.k=v");
    assert!(is_full(&mut world));
    world.leave(guest);
    assert!(!is_full(&mut world));
    assert!(
        world
            .describe(bob, "*", "k", Some("v"))
            .starts_with("refused")
    );
}

#[test]
fn subscriptions_are_bounded() {
    let (mut world, [alice, ..]) = everybody();
    let numbers = 0..limits::METADATA_SUBSCRIPTIONS_MAX;
    let listed: Vec<_> = numbers.map(|number| format!("k{number}")).collect();
    let mut listed: Vec<_> = listed.iter().map(String::as_str).collect();
    listed.insert(1, "k0");
    listed.extend(["more", "k1", "never"]);
    let answer = world.subscribe(alice, &listed);
    assert!(answer.ends_with(" k49 -more; "), "{answer}");
    assert_eq!(world.subscribe(alice, &["k7"]), "hears k7; ");
    world.unsubscribe(alice, Some(&["k7"]));
    assert_eq!(world.subscribe(alice, &["more"]), "hears more; ");
    let login = world.bringing("alice", &listed, &[]);
    let session = login.session;
    world.try_login(login).expect("let in");
    let Answer::MetadataSubscriptions(held) = world.question(session, Query::MetadataSubscriptions)
    else {
        panic!("no answer");
    };
    assert_eq!(held.len(), limits::METADATA_SUBSCRIPTIONS_MAX);
}

#[test]
fn what_is_told_of_metadata_is_bounded() {
    let (mut world, [alice, bob, carol]) = everybody();
    let listed: Vec<_> = (0..limits::METADATA_KEYS_MAX)
        .map(|number| format!("k{number}"))
        .collect();
    let listed: Vec<_> = listed.iter().map(String::as_str).collect();
    world.join(alice, "#pool");
    for number in 0..limits::METADATA_TOLD_MAX / listed.len() {
        let session = world.enter(&format!("n{number}"));
        world.join(session, "#pool");
        for key in &listed {
            world.describe(session, "*", key, Some("v"));
        }
    }
    world.subscribe(bob, &listed);
    world.forget_heard();
    world.join(bob, "#pool");
    let told = world.heard(bob);
    assert!(
        told[0].starts_with("of #pool: n0.k0=v"),
        "just as much as may be"
    );
    world.part(bob, "#pool");
    world.describe(alice, "*", "k1", Some("v"));
    world.forget_heard();
    world.join(bob, "#pool");
    assert_eq!(world.heard(bob), ["of #pool: too much"]);
    let answer = world.subscribe(carol, &listed);
    assert!(answer.ends_with("; too much"), "{answer}");
    assert_eq!(
        world.sync(bob, None).split(' ').count(),
        limits::METADATA_TOLD_MAX + 1,
        "whoever asks has it"
    );
}
