//! Databases that are damaged, newer, or somebody else's: told apart, and left as they are.

use hourglass_server::store::{Store, StoreError};
use rusqlite::Connection;

use crate::places::OnDisk;
use crate::samples::{account, message, nothing, registered, said};

const PAGE: usize = 4_096;

/// A place with enough in it for every table to have a page of its own.
fn filled() -> OnDisk {
    let place = OnDisk::new();
    let mut store = place.store().unwrap();
    store.commit(&registered(1, &[account(1, "Ann")])).unwrap();
    let messages = (2..200).map(|id| message(id, &"x".repeat(300))).collect();
    store.commit(&said(messages)).unwrap();
    Box::new(store).close().unwrap();
    place
}

fn rewrite(place: &OnDisk, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(place.database()).unwrap();
    change(&mut bytes);
    std::fs::write(place.database(), bytes).unwrap();
}

/// Opens what must not open, and finds the database and its log as before.
fn refusal(place: &OnDisk) -> StoreError {
    let kept = |place: &OnDisk| {
        let mut files = place.bytes();
        files.retain(|(name, bytes)| name.starts_with("hourglass.db") && !bytes.is_empty());
        files.retain(|(name, _)| !name.ends_with("-shm"));
        files
    };
    let before = kept(place);
    let error = place.store().err().unwrap();
    assert_eq!(kept(place), before, "changed after: {error}");
    error
}

fn assert_damaged(place: &OnDisk) {
    let error = refusal(place);
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert!(!error.is_transient());
}

#[test]
fn garbage_is_damaged() {
    let place = filled();
    rewrite(&place, |bytes| bytes.fill(b'?'));
    assert_damaged(&place);
}

#[test]
fn a_database_cut_short_is_damaged() {
    let place = filled();
    rewrite(&place, |bytes| {
        bytes.truncate(bytes.len() / 2 / PAGE * PAGE)
    });
    assert_damaged(&place);
    rewrite(&place, |bytes| bytes.truncate(50));
    assert_damaged(&place);
    rewrite(&place, Vec::clear);
    assert_damaged(&place);
}

#[test]
fn a_page_that_is_overwritten_is_damaged() {
    let pages = std::fs::read(filled().database()).unwrap().len() / PAGE;
    for page in (0..pages).step_by(3) {
        let place = filled();
        rewrite(&place, |bytes| bytes[page * PAGE..][..PAGE].fill(0xa5));
        assert_damaged(&place);
    }
}

#[test]
fn text_that_is_no_text_is_damaged_when_it_is_read() {
    let place = filled();
    rewrite(&place, |bytes| {
        let text = bytes.windows(8).position(|window| window == b"xxxxxxxx");
        bytes[text.unwrap() + 4] = 0xff;
    });
    let mut store = place.store().unwrap();
    let error = store.load().unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

#[test]
fn a_log_without_its_database_is_damaged() {
    let place = OnDisk::new();
    let mut store = place.store().unwrap();
    store.commit(&nothing(1)).unwrap();
    let cut = place.after_power_cut();
    std::fs::remove_file(cut.database()).unwrap();
    assert_damaged(&cut);
}

#[test]
fn a_damaged_database_keeps_its_log() {
    let place = filled();
    let mut store = place.store().unwrap();
    store.commit(&said(vec![message(300, "late")])).unwrap();
    let cut = place.after_power_cut();
    rewrite(&cut, |bytes| {
        let last = bytes.len() - PAGE;
        bytes[last..].fill(0xa5);
        bytes[20 * PAGE..][..PAGE].fill(0xa5);
    });
    assert_damaged(&cut);
    assert!(
        std::fs::metadata(cut.path().join("hourglass.db-wal"))
            .unwrap()
            .len()
            > 0
    );
}

#[test]
fn a_newer_database_is_refused() {
    let place = filled();
    let connection = Connection::open(place.database()).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let error = refusal(&place);
    assert!(
        matches!(
            error,
            StoreError::Newer {
                found: 99,
                known: 2,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn another_programs_database_is_refused() {
    let place = OnDisk::new();
    let connection = Connection::open(place.database()).unwrap();
    connection
        .execute_batch("CREATE TABLE recipes (name TEXT)")
        .unwrap();
    drop(connection);
    let error = refusal(&place);
    assert!(matches!(error, StoreError::NotOurs { .. }), "{error}");
}
