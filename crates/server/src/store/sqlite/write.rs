//! One batch of changes as the statements of one transaction.

use hourglass_core::{AccountId, Changes, Complaint};
use rusqlite::Connection;

use super::messages::Turns;
use super::values::integer;
use super::{accounts, members, messages, metadata, rooms};

/// Writes the parts in the order of the fields of [`Changes`]. Most batches have messages and accounts only, so
/// that statements without work are not even looked up.
pub(super) fn write(
    connection: &Connection,
    changes: &Changes,
    turns: Turns,
    unicode_version: &str,
) -> rusqlite::Result<Turns> {
    rooms::write(connection, &changes.rooms, unicode_version)?;
    accounts::release(connection, &changes.released_accounts)?;
    accounts::register(connection, changes, unicode_version)?;
    accounts::update(connection, &changes.accounts)?;
    members::write(connection, &changes.memberships)?;
    members::write_markers(connection, &changes.read_markers)?;
    metadata::write(connection, &changes.metadata)?;
    clear_complaints(connection, &changes.cleared_complaints)?;
    write_complaints(connection, &changes.complaints)?;
    let turns = messages::write(connection, changes, turns)?;
    write_meta(connection, changes, turns)?;
    Ok(turns)
}

fn write_meta(connection: &Connection, changes: &Changes, turns: Turns) -> rusqlite::Result<()> {
    let mut update = connection.prepare_cached(
        "UPDATE meta SET last_sequence = ?1, last_time = ?2, forgotten_through = ?3, filling = ?4",
    )?;
    update.execute((
        integer(changes.last.sequence.0),
        integer(changes.last.time.0),
        integer(turns.forgotten_through.0),
        turns.filling.number(),
    ))?;
    Ok(())
}

fn clear_complaints(connection: &Connection, about: &[AccountId]) -> rusqlite::Result<()> {
    if about.is_empty() {
        return Ok(());
    }
    let mut delete = connection.prepare_cached("DELETE FROM complaints WHERE about = ?1")?;
    for account in about {
        delete.execute([integer(account.0)])?;
    }
    Ok(())
}

fn write_complaints(connection: &Connection, complaints: &[Complaint]) -> rusqlite::Result<()> {
    if complaints.is_empty() {
        return Ok(());
    }
    let mut insert =
        connection.prepare_cached("INSERT INTO complaints (about, by) VALUES (?1, ?2)")?;
    for complaint in complaints {
        insert.execute((integer(complaint.about.0), integer(complaint.by.0)))?;
    }
    Ok(())
}
