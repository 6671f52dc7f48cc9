//! `check`: sees what is wrong, and changes nothing.

use hourglass_core::Changes;
use hourglass_server::store::{CheckReport, Store, StoreError, check};
use rusqlite::Connection;

use crate::places::OnDisk;
use crate::samples::{
    account, common_room, described, forgotten, joined, membership, message, of_account, of_room,
    redacted, registered, room, room_gone, rooms, said,
};

fn fill(store: &mut impl Store) {
    let changes = Changes {
        rooms: rooms(1, &[common_room()]).rooms,
        memberships: joined(1, &[membership(1, 1)]).memberships,
        ..registered(1, &[account(1, "Ann")])
    };
    store.commit(&changes).unwrap();
    let messages = (2..31).map(|id| message(id, "hello")).collect();
    for changes in [
        said(messages),
        forgotten(30, 9),
        redacted(31, &[30]),
        rooms(32, &[room(32, "#garden")]),
        described(
            33,
            &[
                (of_account(1), "color", Some("red")),
                (of_room(1), "color", Some("blue")),
                (of_room(32), "color", Some("brown")),
            ],
        ),
        room_gone(33, 32),
    ] {
        store.commit(&changes).unwrap();
    }
}

fn filled() -> OnDisk {
    let place = OnDisk::new();
    let mut store = place.store().unwrap();
    fill(&mut store);
    Box::new(store).close().unwrap();
    place
}

fn assert_sound(report: &CheckReport) {
    assert!(report.is_sound(), "{report}");
    assert_eq!((report.version, report.last.sequence.0), (2, 33));
    assert_eq!(
        (report.accounts, report.rooms, report.memberships),
        (1, 1, 1)
    );
    assert_eq!(
        (report.complaints, report.metadata, report.messages),
        (0, 2, 20)
    );
}

#[test]
fn sound_data_is_counted_and_left_alone() {
    let place = filled();
    let before = place.bytes();
    assert_sound(&check(place.path()).unwrap());
    assert_eq!(place.bytes(), before);
}

#[test]
fn a_log_left_by_a_crash_is_read_and_left_alone() {
    let place = OnDisk::new();
    let mut store = place.store().unwrap();
    fill(&mut store);
    let cut = place.after_power_cut();
    let before = cut.bytes();
    assert_sound(&check(cut.path()).unwrap());
    assert_eq!(cut.bytes(), before);
    let left = cut.store().unwrap().load().unwrap();
    assert_eq!(left.snapshot.messages.len(), 20);
}

#[test]
fn it_waits_for_no_running_server() {
    let place = OnDisk::new();
    let store = place.store().unwrap();
    let error = check(place.path()).unwrap_err();
    let own = std::process::id();
    assert!(
        matches!(error, StoreError::Locked { pid: Some(pid), .. } if pid == own),
        "{error}"
    );
    drop(store);
    check(place.path()).unwrap();
}

#[test]
fn a_directory_that_is_missing_or_empty_is_not_made_or_filled() {
    let place = OnDisk::new();
    let missing = place.path().join("missing");
    for directory in [&missing, place.path()] {
        let error = check(directory).unwrap_err();
        assert!(matches!(error, StoreError::Absent { .. }), "{error}");
    }
    assert!(!missing.exists());
    assert!(place.bytes().is_empty());
}

/// What breaks each rule, and what the report says of it.
const CONTRADICTIONS: &[(&str, &str)] = &[
    (
        "UPDATE meta SET last_sequence = 0",
        "1 accounts with an id above",
    ),
    (
        "UPDATE meta SET last_sequence = 20",
        "9 messages with an id above",
    ),
    (
        "UPDATE messages_1 SET sent_at = 5 WHERE id = 15",
        "1 messages that are older",
    ),
    ("UPDATE meta SET last_time = 5", "20 messages sent after"),
    (
        "UPDATE messages_1 SET expires_at = 5 WHERE id = 15",
        "1 messages that expire before",
    ),
    (
        "UPDATE messages_1 SET text = 'back' WHERE id = 3",
        "1 messages that are forgotten",
    ),
    (
        "UPDATE messages_1 SET text = 'back' WHERE id = 30",
        "1 messages that are taken back",
    ),
    (
        "DELETE FROM rooms",
        "a row of memberships that points to none in rooms",
    ),
    ("UPDATE rooms SET id = 99", "1 rooms with an id above"),
    (
        "INSERT INTO rooms SELECT 2, name, name_key, skeleton_of_name, skeleton_of_key, '', 0, \
         NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, NULL, NULL FROM rooms",
        "1 rooms that have the name of another one",
    ),
    (
        "UPDATE memberships SET since = 99",
        "1 memberships that begin after",
    ),
    (
        "UPDATE rooms SET topic = name, topic_by = name, topic_at = 0",
        "1 slots that are used twice",
    ),
    (
        "UPDATE words SET text = 'back' WHERE slot = (SELECT min(slot) FROM free_slots)",
        "1 slots that are free and still have",
    ),
    (
        "UPDATE account_metadata SET value = key",
        "1 slots that are used twice",
    ),
    (
        "DELETE FROM words WHERE slot = (SELECT value FROM room_metadata)",
        "a row of room_metadata that points to none in words",
    ),
    (
        "UPDATE free_slots SET bytes = 7",
        "6 slots that are free and have another size",
    ),
    (
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, \
         'unicode_version TEXT', 'unicode_version INTEGER') WHERE name = 'rooms'",
        "rooms",
    ),
];

/// Every rule finds what breaks it, and the report says so.
#[test]
fn what_contradicts_itself_is_listed() {
    for (sql, words) in CONTRADICTIONS {
        let place = filled();
        let connection = Connection::open(place.database()).unwrap();
        connection
            .pragma_update(None, "foreign_keys", "OFF")
            .unwrap();
        connection.execute_batch(sql).unwrap();
        drop(connection);
        let report = check(place.path()).unwrap();
        assert!(!report.is_sound(), "{sql}");
        assert!(report.to_string().contains(words), "{sql}: {report}");
    }
}
