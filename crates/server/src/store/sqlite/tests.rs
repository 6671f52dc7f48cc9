//! What only the connection itself can bring about or show.

use hourglass_core::{
    AccountId, Changes, Destination, Message, MessageId, RoomId, Sequence, Speech, Stamp, Text,
    Timestamp,
};
use tempfile::TempDir;

use super::messages::Table;
use super::{NameTables, SqliteStore};
use crate::store::limits::{LOG_BYTES_MAX, ROWS_REMOVED_MAX};
use crate::store::{Store, StoreError, files};

const TABLES: NameTables = NameTables {
    unicode_version: "1.0",
    parse: |_| None,
    parse_room: |_| None,
};

fn open(directory: &TempDir) -> SqliteStore {
    SqliteStore::open(directory.path(), TABLES).unwrap()
}

/// A batch of messages, of which the last has the id `last`.
fn said(last: u64, count: u64, text: &str) -> Changes {
    let message = |id| Message {
        id: MessageId(id),
        author: AccountId(1),
        author_name: "Ann".into(),
        author_username: "user".into(),
        author_is_bot: false,
        destination: Destination::Room {
            id: RoomId::COMMON,
            name: "#common".into(),
            rank: None,
        },
        sent_at: Timestamp(id),
        expires_at: Timestamp(id + 1_000),
        text: Text::from_sanitised(text),
        key: None,
        speech: Speech::Message,
        tags: None,
    };
    Changes {
        last: Stamp {
            sequence: Sequence(last),
            time: Timestamp(last),
        },
        messages: (last + 1 - count..=last)
            .map(|id| message(id).into())
            .collect(),
        ..Changes::default()
    }
}

fn limit_pages(store: &SqliteStore, pages: u32) {
    let set = |row: &rusqlite::Row<'_>| row.get::<_, u32>(0);
    let sql = format!("PRAGMA max_page_count = {pages}");
    store.connection.query_row(&sql, (), set).unwrap();
}

#[test]
fn a_full_disk_is_transient_and_changes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = open(&directory);
    store.commit(&said(1, 1, "early")).unwrap();
    let before = store.load().unwrap().snapshot;
    let large = Changes {
        forgotten_through: Some(MessageId(1)),
        ..said(101, 100, &"x".repeat(2_000))
    };

    limit_pages(&store, 1);
    for _ in 0..3 {
        let error = store.commit(&large).unwrap_err();
        assert!(matches!(error, StoreError::Full { .. }), "{error}");
        assert!(error.is_transient());
        assert_eq!(store.load().unwrap().snapshot, before);
    }
    limit_pages(&store, u32::MAX - 1);
    store.commit(&large).unwrap();
    assert_eq!(store.load().unwrap().snapshot.messages, large.messages);
    assert_eq!(store.load().unwrap().snapshot.last, large.last);
}

#[test]
fn another_writer_in_the_way_is_transient() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = open(&directory);
    let other = rusqlite::Connection::open(&store.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = store.commit(&said(1, 1, "hello")).unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
    assert!(error.is_transient());
    other.execute_batch("ROLLBACK").unwrap();
    store.commit(&said(1, 1, "hello")).unwrap();
}

#[test]
fn the_log_is_bounded_without_sweeps() {
    const BATCHES: u64 = 20;
    let directory = tempfile::tempdir().unwrap();
    let mut store = open(&directory);
    let text = "x".repeat(400_000);
    for batch in 1..=BATCHES {
        store.commit(&said(batch, 1, &text)).unwrap();
    }
    let written = BATCHES * text.len() as u64;
    let log = files::size(&files::log_of(&store.path)).unwrap().unwrap();
    let slack = 2 * text.len() as u64;
    assert!(written > u64::from(LOG_BYTES_MAX) + slack);
    assert!(log <= u64::from(LOG_BYTES_MAX) + slack, "{log} bytes");
}

/// Says as much as it forgets, for many rounds with `alive` messages at a time, and returns the tables
/// that were filled in turn.
fn go_on(alive: u64, rounds: u64) -> Vec<Table> {
    let directory = tempfile::tempdir().unwrap();
    let mut store = open(&directory);
    let mut turns = Vec::new();
    for round in 1..=rounds {
        let last = round * alive / 3;
        let changes = Changes {
            forgotten_through: last.checked_sub(alive).map(MessageId),
            ..said(last, last - (round - 1) * alive / 3, "hello")
        };
        store.commit(&changes).unwrap();
        turns.push(store.turns.filling);
        let sql = "SELECT (SELECT count(*) FROM messages_1) + (SELECT count(*) FROM messages_2)";
        let count = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        let rows = store.connection.query_row(sql, (), count).unwrap();
        assert!(rows <= 5 * alive as i64, "{rows} rows for {alive} messages");
    }
    turns.dedup();
    turns
}

#[test]
fn the_tables_of_messages_take_turns_and_stay_small() {
    assert!(go_on(50, 100).len() > 10);
}

#[test]
fn a_large_table_is_removed_little_by_little() {
    assert!(go_on(6 * ROWS_REMOVED_MAX as u64, 40).len() > 4);
}

#[test]
fn every_table_is_strict_and_what_keeps_data_safe_is_on() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(&directory);
    let setting = |name: &str| -> i64 {
        let read = |row: &rusqlite::Row<'_>| row.get(0);
        store
            .connection
            .pragma_query_value(None, name, read)
            .unwrap()
    };
    assert_eq!(setting("synchronous"), 2, "FULL");
    assert_eq!(setting("secure_delete"), 1);
    assert_eq!(setting("foreign_keys"), 1);
    assert_eq!(setting("temp_store"), 2, "memory");
    let loose = "SELECT count(*) FROM pragma_table_list \
                 WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%' AND NOT strict";
    let loose: i64 = store
        .connection
        .query_row(loose, (), |row| row.get(0))
        .unwrap();
    assert_eq!(loose, 0);
}
