//! The store on disk: SQLite with a write-ahead log.

mod accounts;
mod check;
mod lines;
mod masks;
mod members;
mod messages;
mod metadata;
mod names;
mod open;
mod read;
mod rooms;
mod schema;
mod values;
mod words;
mod write;

use std::path::{Path, PathBuf};
use std::time::Duration;

use hourglass_core::Changes;
use rusqlite::Connection;

pub use check::{CheckReport, check};
pub use names::NameTables;

use super::files::{self, DATABASE_FILE, Identity};
use super::limits::BUSY_TIME;
use super::lock::Lock;
use super::{Loaded, Store, StoreError};
use messages::Turns;

/// A [`Store`] in `hourglass.db` in a data directory.
pub struct SqliteStore {
    connection: Connection,
    path: PathBuf,
    /// The database file that is open.
    identity: Identity,
    names: NameTables,
    turns: Turns,
    // Last, so that the directory is given up after the database is closed.
    _lock: Lock,
}

impl SqliteStore {
    /// Opens the data directory, which is made where it is missing, for this process alone.
    ///
    /// # Errors
    /// [`StoreError::Locked`], [`StoreError::Damaged`], [`StoreError::Newer`], [`StoreError::NotOurs`],
    /// [`StoreError::ReadOnly`], and failures of the disk. Nothing that is there is ever replaced.
    pub fn open(directory: &Path, names: NameTables) -> Result<Self, StoreError> {
        files::create_directory(directory)?;
        let lock = Lock::take(directory)?;
        let path = directory.join(DATABASE_FILE);
        if !open::is_there(&path)? {
            open::create(directory, &path)?;
        }
        let connection = open::connect(&path)?;
        let turns = messages::turns(&connection)
            .and_then(|turns| {
                words::free_unused(&connection)?;
                names::refresh(&connection, names)?;
                Ok(turns)
            })
            .map_err(|error| StoreError::from_sqlite(&path, &error))?;
        let identity = Identity::of(&path).map_err(|error| files::file_error(&path, error))?;
        Ok(Self {
            connection,
            path,
            identity,
            names,
            turns,
            _lock: lock,
        })
    }

    fn write(&self, changes: &Changes) -> rusqlite::Result<Turns> {
        let written = self
            .execute("BEGIN IMMEDIATE")
            .and_then(|()| {
                let unicode_version = self.names.unicode_version;
                write::write(&self.connection, changes, self.turns, unicode_version)
            })
            .and_then(|turns| self.execute("COMMIT").map(|()| turns));
        // SQLite may have ended the transaction by itself; where it did not begin, there is none.
        if written.is_err() && !self.connection.is_autocommit() {
            let _ = self.execute("ROLLBACK");
        }
        written
    }

    /// Executes a statement that stays prepared, which rusqlite's own transactions do not.
    fn execute(&self, statement: &str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(statement)?.execute(())?;
        Ok(())
    }

    /// What is written to a file that was removed is saved for nobody, and the directory is not ours any more.
    fn check_place(&self) -> Result<(), StoreError> {
        if Identity::of(&self.path).ok() == Some(self.identity) {
            return Ok(());
        }
        Err(StoreError::Gone {
            path: self.path.clone(),
        })
    }

    fn truncate_log(&self) -> rusqlite::Result<bool> {
        let busy: i64 =
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get(0))?;
        Ok(busy == 0)
    }
}

impl Store for SqliteStore {
    fn load(&mut self) -> Result<Loaded, StoreError> {
        read::read(&self.connection).map_err(|error| StoreError::from_sqlite(&self.path, &error))
    }

    fn commit(&mut self, changes: &Changes) -> Result<(), StoreError> {
        self.check_place()?;
        match self.write(changes) {
            Ok(turns) => {
                self.turns = turns;
                Ok(())
            }
            Err(error) => Err(StoreError::from_sqlite(&self.path, &error)),
        }
    }

    fn scrub(&mut self) -> Result<bool, StoreError> {
        // Whoever reads may do so for long, and commits must not wait for that.
        let done = self
            .connection
            .busy_timeout(Duration::ZERO)
            .and_then(|()| self.truncate_log());
        self.connection
            .busy_timeout(BUSY_TIME)
            .and(done)
            .map_err(|error| StoreError::from_sqlite(&self.path, &error))
    }

    fn close(mut self: Box<Self>) -> Result<(), StoreError> {
        self.scrub()?;
        self.connection
            .close()
            .map_err(|(_, error)| StoreError::from_sqlite(&self.path, &error))
    }
}

#[cfg(test)]
mod tests;
