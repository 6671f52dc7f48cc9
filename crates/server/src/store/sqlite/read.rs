//! All that is kept, read at start.

use hourglass_core::{AccountId, Complaint, Sequence, Snapshot, Stamp};
use rusqlite::{Connection, Row};

use super::values::{time, unsigned};
use super::{accounts, members, messages, metadata, rooms};
use crate::store::Loaded;

/// Reads everything, as one state of the database.
pub(super) fn read(connection: &Connection) -> rusqlite::Result<Loaded> {
    let transaction = connection.unchecked_transaction()?;
    let (accounts, credentials) = accounts::read(&transaction)?;
    let snapshot = Snapshot {
        last: last(&transaction)?,
        accounts,
        complaints: rows(&transaction, "SELECT * FROM complaints", complaint)?,
        rooms: rooms::read(&transaction)?,
        memberships: rows(
            &transaction,
            "SELECT * FROM memberships",
            members::membership,
        )?,
        read_markers: members::read_markers(&transaction)?,
        metadata: metadata::read(&transaction)?,
        messages: messages::read(&transaction)?,
    };
    Ok(Loaded {
        snapshot,
        credentials,
    })
}

/// The last stamp that was committed.
pub(super) fn last(connection: &Connection) -> rusqlite::Result<Stamp> {
    connection.query_row("SELECT last_sequence, last_time FROM meta", (), |row| {
        Ok(Stamp {
            sequence: Sequence(unsigned(row, "last_sequence")?),
            time: time(row, "last_time")?,
        })
    })
}

fn rows<T>(
    connection: &Connection,
    sql: &str,
    decode: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut select = connection.prepare(sql)?;
    let rows = select.query_map((), decode)?;
    rows.collect()
}

fn complaint(row: &Row<'_>) -> rusqlite::Result<Complaint> {
    Ok(Complaint {
        about: AccountId(unsigned(row, "about")?),
        by: AccountId(unsigned(row, "by")?),
    })
}
