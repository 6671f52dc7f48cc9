//! Looks at the data of a server that is not running, and changes nothing.

mod report;

use std::ffi::OsString;
use std::fmt::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

pub use report::CheckReport;

use super::values::unsigned;
use super::{open, read};
use crate::store::StoreError;
use crate::store::files::{self, DATABASE_FILE};
use crate::store::limits::PROBLEMS_MAX;
use crate::store::lock::Lock;

/// What must find nothing: from which version of the schema on, the words for it where it does, the rows.
const RULES: &[(i64, &str, &str)] = &[
    (
        1,
        "accounts with an id above the last sequence number",
        "accounts WHERE id > (SELECT last_sequence FROM meta)",
    ),
    (
        1,
        "messages with an id above the last sequence number",
        "messages WHERE id > (SELECT last_sequence FROM meta)",
    ),
    (
        1,
        "messages that are older than the one before them",
        "(SELECT sent_at < lag(sent_at) OVER (ORDER BY id) AS older FROM messages) WHERE older",
    ),
    (
        1,
        "messages sent after the last time",
        "messages WHERE sent_at > (SELECT last_time FROM meta)",
    ),
    (
        1,
        "messages that expire before they are sent",
        "messages WHERE expires_at < sent_at",
    ),
    (
        1,
        "messages that are forgotten and still have their text",
        "(SELECT id, text FROM messages_1 UNION ALL SELECT id, text FROM messages_2) \
         WHERE id <= (SELECT forgotten_through FROM meta) \
         AND text <> CAST(zeroblob(octet_length(text)) AS TEXT)",
    ),
    (
        2,
        "messages that are taken back and still have their text",
        "(SELECT is_redacted, text FROM messages_1 \
          UNION ALL SELECT is_redacted, text FROM messages_2) \
         WHERE is_redacted AND text <> CAST(zeroblob(octet_length(text)) AS TEXT)",
    ),
    (
        2,
        "rooms with an id above the last sequence number",
        "rooms WHERE id > max((SELECT last_sequence FROM meta), 1)",
    ),
    (
        2,
        "rooms that have the name of another one",
        "(SELECT row_number() OVER (PARTITION BY text) AS nth \
          FROM rooms JOIN words ON slot = name_key) WHERE nth > 1",
    ),
    (
        2,
        "memberships that begin after the last sequence number",
        "memberships WHERE since > (SELECT last_sequence FROM meta)",
    ),
    (
        2,
        "slots that are used twice",
        "(SELECT slot FROM (SELECT slot FROM slots_in_use UNION ALL SELECT slot FROM free_slots) \
          GROUP BY slot HAVING count(*) > 1)",
    ),
    (
        2,
        "slots that are free and still have their text",
        "free_slots JOIN words USING (slot) \
         WHERE text <> CAST(zeroblob(octet_length(text)) AS TEXT)",
    ),
    (
        2,
        "slots that are free and have another size",
        "free_slots JOIN words USING (slot) WHERE octet_length(text) <> bytes",
    ),
];

/// Checks the data in `directory` from the pages up to what the numbers in it mean.
///
/// # Errors
/// [`StoreError::Absent`] where there is no data, [`StoreError::Locked`] while a server runs on it, and
/// what keeps it from being read at all. What is wrong with data that can be read is in the report.
pub fn check(directory: &Path) -> Result<CheckReport, StoreError> {
    let path = directory.join(DATABASE_FILE);
    let _lock = Lock::take_quietly(directory)?;
    if !open::is_there(&path)? {
        return Err(StoreError::Absent { path });
    }
    let connection = connect(&path)?;
    let version = open::identify(&connection, &path)?;
    examine(&connection, version).map_err(|error| StoreError::from_sqlite(&path, &error))
}

/// Opens the database so that neither using nor closing it changes a file.
fn connect(path: &Path) -> Result<Connection, StoreError> {
    let log = files::size(&files::log_of(path))?.unwrap_or_default();
    let connection = if log == 0 {
        connect_immutable(path)
    } else {
        connect_with_log(path)
    };
    connection.map_err(|error| StoreError::from_sqlite(path, &error))
}

fn connect_immutable(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(immutable_uri(path), flags)
}

/// A log can only be read by who may write. Alone with the database, the log's index stays in memory, and
/// the log stays where it is.
fn connect_with_log(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    open::keep_log(&connection, true)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "query_only", "ON")?;
    Ok(connection)
}

fn immutable_uri(path: &Path) -> OsString {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.push_str("?immutable=1");
    OsString::from_vec(uri.into_bytes())
}

fn examine(connection: &Connection, version: i64) -> rusqlite::Result<CheckReport> {
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    let mut problems = integrity(connection)?;
    problems.extend(dangling(connection)?);
    let rules = RULES.iter().filter(|(since, ..)| *since <= version);
    for (_, words, rows) in rules {
        let found = count(connection, rows)?;
        if found > 0 {
            problems.push(format!("{found} {words}"));
        }
    }
    let since_version_2 = |table| {
        if version >= 2 {
            count(connection, table)
        } else {
            Ok(0)
        }
    };
    Ok(CheckReport {
        version,
        last: read::last(connection)?,
        accounts: count(connection, "accounts")?,
        rooms: count(connection, "rooms")?,
        memberships: count(connection, "memberships")?,
        complaints: count(connection, "complaints")?,
        read_markers: since_version_2("read_markers")?,
        metadata: since_version_2("account_metadata")? + since_version_2("room_metadata")?,
        messages: count(connection, "messages")?,
        problems,
    })
}

fn count(connection: &Connection, rows: &str) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) AS count FROM {rows}");
    connection.query_row(&sql, (), |row| unsigned(row, "count"))
}

fn integrity(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut select = connection.prepare(&format!("PRAGMA integrity_check({PROBLEMS_MAX})"))?;
    let lines = select.query_map((), |row| row.get::<_, String>(0))?;
    lines
        .filter(|line| line.as_ref().map_or(true, |line| line != "ok"))
        .collect()
}

fn dangling(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut select = connection.prepare("PRAGMA foreign_key_check")?;
    let lines = select.query_map((), |row| {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        Ok(format!("a row of {table} that points to none in {parent}"))
    })?;
    lines.take(PROBLEMS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::immutable_uri;

    #[test]
    fn what_means_something_in_an_address_is_written_as_a_number() {
        let uri = immutable_uri(Path::new("/a b/100%?x=1#y/ä.db"));
        let expected = "file:/a%20b/100%25%3Fx%3D1%23y/%C3%A4.db?immutable=1";
        assert_eq!(uri, expected);
    }
}
