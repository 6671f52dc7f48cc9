//! `check`: sees what is wrong, and changes nothing.

use hourglass_core::{Changes, Membership, RoomId};
use hourglass_server::store::{CheckReport, Store, StoreError, check};
use rusqlite::Connection;

use crate::places::OnDisk;
use crate::samples::{account, common_room, forgotten, message, registered, said};

fn fill(store: &mut impl Store) {
    let ann = account(1, "Ann");
    let membership = Membership {
        room: RoomId::COMMON,
        account: ann.id,
    };
    let changes = Changes {
        rooms: vec![common_room()],
        memberships: vec![membership],
        ..registered(1, &[ann])
    };
    store.commit(&changes).unwrap();
    let messages = (2..30).map(|id| message(id, "hello")).collect();
    store.commit(&said(messages)).unwrap();
    store.commit(&forgotten(29, 9)).unwrap();
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
    assert_eq!((report.version, report.last.sequence.0), (1, 29));
    assert_eq!(
        (report.accounts, report.rooms, report.memberships),
        (1, 1, 1)
    );
    assert_eq!((report.complaints, report.messages), (0, 20));
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

/// Every rule finds what breaks it, and the report says so.
#[test]
fn what_contradicts_itself_is_listed() {
    let cases = [
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
            "DELETE FROM rooms",
            "a row of memberships that points to none in rooms",
        ),
        (
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'name TEXT \
          NOT NULL', 'name INTEGER NOT NULL') WHERE name = 'rooms'",
            "rooms",
        ),
    ];
    for (sql, words) in cases {
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
