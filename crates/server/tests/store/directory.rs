//! The data directory: made for its owner alone, and used by one process at a time.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use hourglass_server::store::{SqliteStore, Store, StoreError};

use crate::places::{OnDisk, TABLES};
use crate::samples::nothing;

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn it_is_made_for_its_owner_alone() {
    let place = OnDisk::new();
    let directory = place.path().join("some/where");
    let mut store = SqliteStore::open(&directory, TABLES).unwrap();
    store.commit(&nothing(1)).unwrap();
    assert_eq!(mode(&directory), 0o700);
    let names = [
        "hourglass.db",
        "hourglass.db-wal",
        "hourglass.db-shm",
        "hourglass.lock",
    ];
    for name in names {
        assert_eq!(mode(&directory.join(name)), 0o600, "{name}");
    }
}

#[test]
fn a_second_server_is_told_who_has_it() {
    let place = OnDisk::new();
    let store = place.store().unwrap();
    let error = place.store().err().unwrap();
    let own = std::process::id();
    assert!(matches!(error, StoreError::Locked { pid: Some(pid), .. } if pid == own));
    assert!(
        error.to_string().contains(&format!("process {own}")),
        "{error}"
    );
    drop(store);
    place.store().unwrap();
}

#[test]
fn closing_gives_it_up_and_leaves_no_log() {
    let place = OnDisk::new();
    let mut store = place.store().unwrap();
    store.commit(&nothing(1)).unwrap();
    Box::new(store).close().unwrap();
    let names: Vec<_> = place.bytes().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["hourglass.db", "hourglass.lock"]);
    place.store().unwrap();
}

#[test]
fn a_database_that_was_never_finished_is_made_anew() {
    let place = OnDisk::new();
    std::fs::write(place.path().join("hourglass.db.new"), "half of a page").unwrap();
    std::fs::write(
        place.path().join("hourglass.db.new-journal"),
        "and its journal",
    )
    .unwrap();
    place.store().unwrap();
    assert!(!place.path().join("hourglass.db.new").exists());
}

#[test]
fn a_file_in_its_place_is_an_error() {
    let place = OnDisk::new();
    let file = place.path().join("taken");
    std::fs::write(&file, "mine").unwrap();
    let error = SqliteStore::open(&file, TABLES).err().unwrap();
    assert!(matches!(error, StoreError::NoDirectory { .. }), "{error}");
    let error = SqliteStore::open(&file.join("below"), TABLES)
        .err()
        .unwrap();
    assert!(matches!(error, StoreError::File { .. }), "{error}");
    assert_eq!(std::fs::read(&file).unwrap(), b"mine");
}

#[test]
fn a_place_that_takes_no_files_is_read_only() {
    // The kernel's own file system takes no directory from anybody, root included.
    let directory = Path::new("/sys/hourglass-data");
    let error = SqliteStore::open(directory, TABLES).err().unwrap();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
}

#[test]
fn nothing_is_saved_while_the_directory_is_moved_away() {
    let place = OnDisk::new();
    let directory = place.path().join("data");
    let away = place.path().join("away");
    let mut store = SqliteStore::open(&directory, TABLES).unwrap();
    store.commit(&nothing(1)).unwrap();
    std::fs::rename(&directory, &away).unwrap();
    let error = store.commit(&nothing(2)).unwrap_err();
    assert!(
        matches!(error, StoreError::Gone { .. }) && error.is_transient(),
        "{error}"
    );
    std::fs::rename(&away, &directory).unwrap();
    store.commit(&nothing(2)).unwrap();
}

#[test]
fn nothing_is_saved_once_the_directory_is_removed() {
    let place = OnDisk::new();
    let directory = place.path().join("data");
    let mut store = SqliteStore::open(&directory, TABLES).unwrap();
    std::fs::remove_dir_all(&directory).unwrap();
    let error = store.commit(&nothing(1)).unwrap_err();
    assert!(matches!(error, StoreError::Gone { .. }), "{error}");
    // Whoever takes the place now is another one.
    SqliteStore::open(&directory, TABLES).unwrap();
    let error = store.commit(&nothing(1)).unwrap_err();
    assert!(matches!(error, StoreError::Gone { .. }), "{error}");
}
