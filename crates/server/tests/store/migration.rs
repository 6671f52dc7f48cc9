//! A database of the first version becomes one of the present: what was there stays, and nothing of it is
//! left behind when it is over.

use hourglass_core::{
    AccountId, Destination, Membership, RoomId, RoomModes, Sequence, Speech, Standing,
};
use hourglass_server::store::{Store, check};
use rusqlite::Connection;

use crate::forgetting::{mark, marks};
use crate::places::{OnDisk, found};
use crate::samples::{described, forgotten, of_account, of_room, redacted, time};

const VERSION_1: &str = include_str!("../../src/store/sqlite/schema/version_1.sql");

/// Two people in the common room, and messages from 3 to `newest`, all up to `through` of which are over. As
/// the first version left it, which filled `messages_2` last.
fn place_of_version_1(newest: u64, through: u64) -> OnDisk {
    let place = OnDisk::new();
    let database = Connection::open(place.database()).unwrap();
    database.pragma_update(None, "secure_delete", "ON").unwrap();
    database.pragma_update(None, "journal_mode", "WAL").unwrap();
    database.execute_batch(VERSION_1).unwrap();
    database
        .execute_batch(
            "PRAGMA application_id = 0x486f7572; PRAGMA user_version = 1;
             INSERT INTO rooms VALUES (1, 'common');
             INSERT INTO accounts VALUES
                 (1, 'Ann', 'ann', '~Ann', '~ann', '1.0', 'hash-1', 1001, 2001, NULL, NULL, NULL, NULL),
                 (2, 'Bob', 'bob', '~Bob', '~bob', '1.0', 'hash-2', 1002, 2002, 2, 5, 7, 9);
             INSERT INTO memberships VALUES (1, 1), (1, 2);
             INSERT INTO complaints VALUES (1, 2);",
        )
        .unwrap();
    for id in 3..=newest {
        let table = if id < (newest + through) / 2 { 1 } else { 2 };
        let text = if id <= through {
            "\0".repeat(8)
        } else {
            mark(id)
        };
        let (room, recipient, name) = match id % 2 {
            0 => (Some(1), None, None),
            _ => (None, Some(2), Some("Bob")),
        };
        let sql = format!(
            "INSERT INTO messages_{table} VALUES (?1, ?2, ?3, ?4, 1, 'Ann', ?5, ?6, ?7, NULL)"
        );
        let times = (signed(time(id).0), signed(time(id + 1_000).0));
        let row = (
            signed(id),
            times.0,
            times.1,
            room,
            recipient,
            name,
            text.repeat(1 + id as usize * 7 % 900),
        );
        database.execute(&sql, row).unwrap();
    }
    let meta =
        "UPDATE meta SET last_sequence = ?1, last_time = ?2, forgotten_through = ?3, filling = 2";
    database
        .execute(
            meta,
            (signed(newest), signed(time(newest).0), signed(through)),
        )
        .unwrap();
    drop(database);
    place
}

fn signed(number: u64) -> i64 {
    number.try_into().unwrap()
}

#[test]
fn what_was_kept_is_kept() {
    let place = place_of_version_1(60, 20);
    let loaded = place.store().unwrap().load().unwrap();
    let snapshot = loaded.snapshot;
    assert_eq!(snapshot.last.sequence, Sequence(60));
    assert_eq!(snapshot.accounts.len(), 2);
    assert!(
        loaded
            .credentials
            .iter()
            .all(|registration| registration.email.is_none())
    );
    let membership = |account| Membership {
        room: RoomId::COMMON,
        account: AccountId(account),
        since: Sequence(account),
        standing: Standing::default(),
    };
    assert_eq!(snapshot.memberships, [membership(1), membership(2)]);
    assert_eq!(snapshot.rooms.len(), 1);
    let common = &snapshot.rooms[0];
    assert_eq!(
        (common.id, &**common.name.shown()),
        (RoomId::COMMON, "#common")
    );
    assert_eq!(common.opened_at.0, 1_001);
    assert_eq!(common.modes, RoomModes::default());
    assert_eq!(
        common.name.name().skeletons()[0].as_ref(),
        "~#common",
        "made anew"
    );
    assert_eq!(snapshot.complaints.len(), 1);
    assert!(snapshot.metadata.is_empty());
}

#[test]
fn what_there_was_not_may_be_kept() {
    let place = place_of_version_1(60, 20);
    let mut store = place.store().unwrap();
    let values = [
        (of_account(1), "color", Some("red")),
        (of_room(1), "color", Some("blue")),
    ];
    store.commit(&described(61, &values)).unwrap();
    Box::new(store).close().unwrap();
    let found = found(&place).snapshot.metadata;
    assert_eq!(found.len(), 2);
    assert!(check(place.path()).unwrap().is_sound());
}

#[test]
fn messages_stay_those_that_are_over_do_not() {
    let place = place_of_version_1(60, 20);
    let messages = place.store().unwrap().load().unwrap().snapshot.messages;
    assert_eq!(messages.len(), 40);
    for (message, id) in messages.iter().zip(21..) {
        assert_eq!(message.id.0, id);
        assert_eq!(message.text.as_str()[..8], mark(id));
        assert_eq!((message.speech, &message.tags), (Speech::Message, &None));
        let (Destination::Room { name, .. } | Destination::Account { name, .. }) =
            &message.destination;
        assert_eq!(&**name, if id % 2 == 0 { "#common" } else { "Bob" });
    }
}

#[test]
fn nothing_is_left_of_them_when_they_are_over() {
    let place = place_of_version_1(200, 20);
    let mut store = place.store().unwrap();
    assert_eq!(marks(&place).len(), 180);
    store.commit(&redacted(201, &[77])).unwrap();
    assert!(store.scrub().unwrap());
    assert!(!marks(&place).contains(&77));
    for through in (30..=200).step_by(17).chain([200]) {
        store.commit(&forgotten(201, through)).unwrap();
        assert!(store.scrub().unwrap());
        let expected = (through + 1..=200).filter(|id| *id != 77).collect();
        assert_eq!(marks(&place), expected);
    }
}

#[test]
fn an_empty_database_is_migrated() {
    let place = place_of_version_1(2, 0);
    let shell = Connection::open(place.database()).unwrap();
    let empty =
        "DELETE FROM memberships; DELETE FROM complaints; DELETE FROM accounts; DELETE FROM rooms";
    shell.execute_batch(empty).unwrap();
    drop(shell);
    let snapshot = place.store().unwrap().load().unwrap().snapshot;
    assert!(snapshot.rooms.is_empty() && snapshot.accounts.is_empty());
    assert!(check(place.path()).unwrap().is_sound());
}

#[test]
fn a_check_looks_at_either_version() {
    let place = place_of_version_1(60, 20);
    let before = check(place.path()).unwrap();
    assert!(before.is_sound(), "{before}");
    assert_eq!((before.version, before.messages), (1, 40));
    Box::new(place.store().unwrap()).close().unwrap();
    let after = check(place.path()).unwrap();
    assert!(after.is_sound(), "{after}");
    assert_eq!((after.version, after.messages), (2, 40));
}
