//! Who is in which room, and up to where names have read, as rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use hourglass_core::{AccountId, Membership, ReadMarker, RoomId, Sequence, Standing, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row};

use super::values::{integer, time, unsigned};
use super::words::{self, Slot};

/// Writes memberships that are new or changed, and removes those that are over.
pub(super) fn write(
    connection: &Connection,
    memberships: &BTreeMap<(RoomId, AccountId), Option<Membership>>,
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO memberships (room, account, since, operator, voice) \
         VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (room, account) DO UPDATE SET since = ?3, operator = ?4, voice = ?5",
    )?;
    let mut delete =
        connection.prepare_cached("DELETE FROM memberships WHERE room = ?1 AND account = ?2")?;
    for ((room, account), membership) in memberships {
        let (room, account) = (integer(room.0), integer(account.0));
        match membership {
            Some(Membership {
                since, standing, ..
            }) => insert.execute((
                room,
                account,
                integer(since.0),
                standing.operator,
                standing.voice,
            ))?,
            None => delete.execute((room, account))?,
        };
    }
    Ok(())
}

/// A membership from its row.
pub(super) fn membership(row: &Row<'_>) -> rusqlite::Result<Membership> {
    Ok(Membership {
        room: RoomId(unsigned(row, "room")?),
        account: AccountId(unsigned(row, "account")?),
        since: Sequence(unsigned(row, "since")?),
        standing: Standing {
            operator: row.get("operator")?,
            voice: row.get("voice")?,
        },
    })
}

/// Writes read markers that moved, and removes those that are over.
pub(super) fn write_markers(
    connection: &Connection,
    markers: &BTreeMap<(AccountId, Arc<str>), Option<Timestamp>>,
) -> rusqlite::Result<()> {
    for ((account, target), at) in markers {
        let slot = marker(connection, *account, target)?;
        match (slot, at) {
            (None, None) => {}
            (Some(slot), None) => remove_marker(connection, *account, slot)?,
            (slot, Some(at)) => {
                let slot = words::put(connection, slot, target)?;
                let mut insert = connection.prepare_cached(
                    "INSERT INTO read_markers (account, target, read_up_to) VALUES (?1, ?2, ?3) \
                     ON CONFLICT (account, target) DO UPDATE SET read_up_to = ?3",
                )?;
                insert.execute((integer(account.0), slot, integer(at.0)))?;
            }
        }
    }
    Ok(())
}

/// Removes all that is kept of what a name has read.
pub(super) fn forget_markers(connection: &Connection, account: AccountId) -> rusqlite::Result<()> {
    let mut select =
        connection.prepare_cached("SELECT target FROM read_markers WHERE account = ?1")?;
    let slots: Vec<Slot> = select
        .query_map([integer(account.0)], |row| row.get("target"))?
        .collect::<rusqlite::Result<_>>()?;
    for slot in slots {
        remove_marker(connection, account, slot)?;
    }
    Ok(())
}

/// All read markers.
pub(super) fn read_markers(connection: &Connection) -> rusqlite::Result<Vec<ReadMarker>> {
    let mut select = connection.prepare(
        "SELECT account, text, read_up_to FROM read_markers JOIN words ON slot = target \
         ORDER BY account",
    )?;
    let rows = select.query_map((), |row| {
        Ok(ReadMarker {
            account: AccountId(unsigned(row, "account")?),
            target: words::text(row, "text")?,
            at: time(row, "read_up_to")?,
        })
    })?;
    rows.collect()
}

fn marker(
    connection: &Connection,
    account: AccountId,
    target: &str,
) -> rusqlite::Result<Option<Slot>> {
    let mut select = connection.prepare_cached(
        "SELECT target FROM read_markers JOIN words ON slot = target \
         WHERE account = ?1 AND text = ?2",
    )?;
    select
        .query_row((integer(account.0), words::filled_up(target)), |row| {
            row.get("target")
        })
        .optional()
}

fn remove_marker(connection: &Connection, account: AccountId, slot: Slot) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM read_markers WHERE account = ?1 AND target = ?2")?
        .execute((integer(account.0), slot))?;
    words::free(connection, slot)
}
