//! One batch of changes as the statements of one transaction.

use hourglass_core::{AccountId, Changes, Complaint};
use rusqlite::Transaction;

use super::messages::Turns;
use super::values::integer;
use super::{accounts, members, messages, rooms};

/// Writes the parts in the order of the fields of [`Changes`].
pub(super) fn write(
    transaction: &Transaction<'_>,
    changes: &Changes,
    turns: Turns,
    unicode_version: &str,
) -> rusqlite::Result<Turns> {
    rooms::write(transaction, &changes.rooms, unicode_version)?;
    accounts::release(transaction, &changes.released_accounts)?;
    accounts::register(transaction, changes, unicode_version)?;
    accounts::update(transaction, &changes.accounts)?;
    members::write(transaction, &changes.memberships)?;
    members::write_markers(transaction, &changes.read_markers)?;
    clear_complaints(transaction, &changes.cleared_complaints)?;
    write_complaints(transaction, &changes.complaints)?;
    let turns = messages::write(transaction, changes, turns)?;
    write_meta(transaction, changes, turns)?;
    Ok(turns)
}

fn write_meta(
    transaction: &Transaction<'_>,
    changes: &Changes,
    turns: Turns,
) -> rusqlite::Result<()> {
    let mut update = transaction.prepare_cached(
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

fn clear_complaints(transaction: &Transaction<'_>, about: &[AccountId]) -> rusqlite::Result<()> {
    let mut delete = transaction.prepare_cached("DELETE FROM complaints WHERE about = ?1")?;
    for account in about {
        delete.execute([integer(account.0)])?;
    }
    Ok(())
}

fn write_complaints(
    transaction: &Transaction<'_>,
    complaints: &[Complaint],
) -> rusqlite::Result<()> {
    let mut insert =
        transaction.prepare_cached("INSERT INTO complaints (about, by) VALUES (?1, ?2)")?;
    for complaint in complaints {
        insert.execute((integer(complaint.about.0), integer(complaint.by.0)))?;
    }
    Ok(())
}
