//! Finding out what a database is before anything is done to it, and making a new one.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::schema::{self, APPLICATION_ID, STEPS};
use crate::store::StoreError;
use crate::store::files;
use crate::store::limits::{BUSY_TIME, CACHE_BYTES_MAX, LOG_BYTES_MAX, STATEMENTS_MAX};

/// What every SQLite file begins with.
const HEADER_BYTES: u64 = 100;

/// Whether there is a database.
///
/// # Errors
/// [`StoreError::Damaged`] where there was one: SQLite itself would take an empty file for a new database
/// and throw its log away.
pub(super) fn is_there(path: &Path) -> Result<bool, StoreError> {
    let log = files::size(&files::log_of(path))?.unwrap_or_default();
    match files::size(path)? {
        None if log == 0 => Ok(false),
        None => Err(StoreError::damaged(
            path,
            "it is gone, and its log is still there",
        )),
        Some(bytes) if bytes < HEADER_BYTES => Err(StoreError::damaged(path, "it is cut short")),
        Some(_) => Ok(true),
    }
}

/// Makes a new database under another name first, so that one that is there is always whole.
pub(super) fn create(directory: &Path, path: &Path) -> Result<(), StoreError> {
    let draft = files::with_suffix(path, ".new");
    files::remove_file(&files::with_suffix(&draft, "-journal"))?;
    files::remove_file(&draft)?;
    files::create_file(&draft)?;
    fill(&draft).map_err(|error| StoreError::from_sqlite(&draft, &error))?;
    files::rename_file(&draft, path, directory)
}

fn fill(draft: &Path) -> rusqlite::Result<()> {
    let mut connection = Connection::open_with_flags(draft, writing())?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    schema::migrate(&mut connection, STEPS)?;
    connection.close().map_err(|(_, error)| error)
}

/// Opens the database that is there, finds it whole and ours, and brings it to the present schema.
pub(super) fn connect(path: &Path) -> Result<Connection, StoreError> {
    let in_words = |error: rusqlite::Error| StoreError::from_sqlite(path, &error);
    let mut connection = Connection::open_with_flags(path, writing()).map_err(in_words)?;
    connection.busy_timeout(BUSY_TIME).map_err(in_words)?;
    // What turns out to be damaged or somebody else's is left with its log, as it was.
    keep_log(&connection, true).map_err(in_words)?;
    identify(&connection, path)?;
    if connection.is_readonly("main").map_err(in_words)? {
        return Err(StoreError::ReadOnly {
            path: path.to_owned(),
        });
    }
    configure(&connection).map_err(in_words)?;
    quick_check(&connection, path)?;
    schema::migrate(&mut connection, STEPS).map_err(in_words)?;
    keep_log(&connection, false).map_err(in_words)?;
    Ok(connection)
}

/// Whether closing leaves the log alone instead of moving it into the database.
pub(super) fn keep_log(connection: &Connection, keep: bool) -> rusqlite::Result<()> {
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep)
        .map(drop)
}

/// The schema version of a database that is ours and not newer than this program.
pub(super) fn identify(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let read = schema::application_id(connection)
        .and_then(|application| Ok((application, schema::version(connection)?)));
    let (application, found) = read.map_err(|error| StoreError::from_sqlite(path, &error))?;
    let known = schema::known(STEPS);
    let path = path.to_owned();
    if application != APPLICATION_ID || found < 1 {
        return Err(StoreError::NotOurs { path });
    }
    if found > known {
        return Err(StoreError::Newer { path, found, known });
    }
    Ok(found)
}

fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // Nothing goes into files elsewhere, and a damaged page is an error rather than a signal.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "cell_size_check", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.pragma_update(None, "cache_size", -i64::from(CACHE_BYTES_MAX / 1024))?;
    connection.pragma_update(None, "journal_size_limit", LOG_BYTES_MAX)?;
    let page: u32 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    connection.pragma_update(None, "wal_autocheckpoint", LOG_BYTES_MAX / page.max(1))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    Ok(())
}

/// Reads every page once. What is kept is bounded, and all of it is read at start anyway.
fn quick_check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let found: String = connection
        .query_row("PRAGMA quick_check(1)", (), |row| row.get(0))
        .map_err(|error| StoreError::from_sqlite(path, &error))?;
    if found == "ok" {
        Ok(())
    } else {
        Err(StoreError::damaged(path, found))
    }
}

/// Never makes a file, and leaves locking between threads out: one thread has the connection.
fn writing() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX
}
