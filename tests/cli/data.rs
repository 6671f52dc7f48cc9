//! Data that cannot be used, by the server and by `hourglass check`.

use std::fs::{self, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::{TempDir, tempdir};

use crate::program::{Ended, Running, ended, hourglass};

/// Where SQLite's file format keeps the schema's version, four bytes, the most significant first.
const USER_VERSION_OFFSET: u64 = 60;

/// A data directory that a server has used and left.
fn used() -> TempDir {
    let data = tempdir().expect("a folder");
    let server = Running::start(data.path(), &[]);
    server.signal("TERM");
    assert_eq!(server.ended().code, Some(0));
    data
}

fn server(data: &Path) -> Ended {
    ended(hourglass(&["server", "--port", "0", "--data"]).arg(data))
}

fn check(data: &Path) -> Ended {
    ended(hourglass(&["check", "--data"]).arg(data))
}

/// The server refuses the data with this exit code, says so in one line, and changes nothing.
fn assert_refused(data: &Path, code: i32, words: &str) {
    let before = fs::read(data.join("hourglass.db")).expect("a database");
    assert_ends_with(data, code, words);
    assert_eq!(
        fs::read(data.join("hourglass.db")).expect("a database"),
        before
    );
}

fn assert_ends_with(data: &Path, code: i32, words: &str) {
    for ended in [server(data), check(data)] {
        assert_eq!(ended.code, Some(code), "{}", ended.errors);
        let last = ended.errors.lines().last().expect("a line");
        assert!(
            last.starts_with("hourglass: ") && last.contains(words),
            "{last}"
        );
    }
}

fn overwrite(data: &Path, offset: u64, bytes: &[u8]) {
    let file = OpenOptions::new()
        .write(true)
        .open(data.join("hourglass.db"));
    let mut file = file.expect("a database");
    file.seek(SeekFrom::Start(offset)).expect("a place in it");
    file.write_all(bytes).expect("it can be written");
}

#[test]
fn data_that_is_whole_is_reported_with_0() {
    let data = used();
    let ended = check(data.path());
    assert_eq!((ended.code, ended.errors.as_str()), (Some(0), ""));
    assert!(
        ended.output.ends_with("the data is sound\n"),
        "{}",
        ended.output
    );
}

#[test]
fn check_finds_the_data_where_the_server_would() {
    let data = used();
    let ended = ended(hourglass(&["check"]).env("HOURGLASS_DATA", data.path()));
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
}

#[test]
fn data_that_is_not_there_exits_with_1_and_is_not_made() {
    let folder = tempdir().expect("a folder");
    let data = folder.path().join("missing");
    let ended = check(&data);
    assert_eq!(ended.code, Some(1), "{}", ended.errors);
    assert!(!data.exists());
}

#[test]
fn data_in_use_exits_with_4_and_its_user_goes_on() {
    let data = tempdir().expect("a folder");
    let first = Running::start(data.path(), &[]);
    // Its user may write to it at any time, so that its bytes say nothing about the others.
    assert_ends_with(data.path(), 4, "is in use by another hourglass");
    first.signal("TERM");
    assert_eq!(first.ended().code, Some(0));
}

#[test]
fn damaged_data_exits_with_5() {
    let data = used();
    overwrite(data.path(), 100, &[0xff; 4_000]);
    assert_refused(data.path(), 5, "is damaged");
}

#[test]
fn a_file_that_is_no_database_exits_with_5() {
    let data = tempdir().expect("a folder");
    fs::write(
        data.path().join("hourglass.db"),
        "a letter to the editor".repeat(100),
    )
    .expect("a file");
    assert_refused(data.path(), 5, "hourglass.db");
}

#[test]
fn data_of_a_newer_program_exits_with_6() {
    let data = used();
    overwrite(data.path(), USER_VERSION_OFFSET, &999_u32.to_be_bytes());
    assert_refused(data.path(), 6, "999");
}
