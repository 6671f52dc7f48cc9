//! What the disk itself takes to make something durable.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use rusqlite::Connection;

/// Measures, in files of its own, what every durable write pays.
pub(crate) struct Disk {
    database: Connection,
    file: File,
}

impl Disk {
    /// Files in this directory.
    pub(crate) fn open(directory: &Path) -> Result<Self> {
        let database = Connection::open(directory.join("probe.db"))?;
        database.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE probe (id INTEGER PRIMARY KEY, text TEXT NOT NULL)",
        )?;
        let file = File::create(directory.join("probe.log"))?;
        Ok(Self { database, file })
    }

    /// How long SQLite takes to commit one row to its write-ahead log.
    pub(crate) fn commit(&self, text: &str) -> Result<Duration> {
        let started = Instant::now();
        self.database
            .prepare_cached("INSERT INTO probe (text) VALUES (?1)")?
            .execute([text])?;
        Ok(started.elapsed())
    }

    /// How long it takes to append some bytes to a file and to wait until the disk has them.
    pub(crate) fn append(&mut self, text: &str) -> Result<Duration> {
        let started = Instant::now();
        self.file.write_all(text.as_bytes())?;
        self.file.sync_data()?;
        Ok(started.elapsed())
    }
}
