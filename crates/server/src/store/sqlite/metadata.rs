//! What people say of themselves and of rooms under keys, as rows.

use std::collections::BTreeMap;

use hourglass_core::{AccountId, MetadataKey, MetadataOwner, MetadataRecord, RoomId, Text};
use rusqlite::{Connection, OptionalExtension, Row};

use super::values::{integer, unsigned};
use super::words::{self, Slot};

/// Where a value and its key are.
struct Slots {
    key: Slot,
    value: Slot,
}

/// The statements for one kind of owner.
struct Table {
    find: &'static str,
    all: &'static str,
    insert: &'static str,
    delete: &'static str,
}

const OF_ACCOUNTS: Table = Table {
    find: "SELECT key, value FROM account_metadata JOIN words ON slot = key \
           WHERE account = ?1 AND text = ?2",
    all: "SELECT key, value FROM account_metadata WHERE account = ?1",
    insert: "INSERT INTO account_metadata (account, key, value) VALUES (?1, ?2, ?3) \
             ON CONFLICT (account, key) DO UPDATE SET value = ?3",
    delete: "DELETE FROM account_metadata WHERE account = ?1 AND key = ?2",
};

const OF_ROOMS: Table = Table {
    find: "SELECT key, value FROM room_metadata JOIN words ON slot = key \
           WHERE room = ?1 AND text = ?2",
    all: "SELECT key, value FROM room_metadata WHERE room = ?1",
    insert: "INSERT INTO room_metadata (room, key, value) VALUES (?1, ?2, ?3) \
             ON CONFLICT (room, key) DO UPDATE SET value = ?3",
    delete: "DELETE FROM room_metadata WHERE room = ?1 AND key = ?2",
};

/// Writes values that are new or changed, and removes those that are taken away.
pub(super) fn write(
    connection: &Connection,
    metadata: &BTreeMap<(MetadataOwner, MetadataKey), Option<Text>>,
) -> rusqlite::Result<()> {
    for ((owner, key), value) in metadata {
        let (table, id) = table(*owner);
        let kept = connection
            .prepare_cached(table.find)?
            .query_row((id, words::filled_up(key.as_str())), slots)
            .optional()?;
        match (kept, value) {
            (None, None) => {}
            (Some(kept), None) => remove(connection, *owner, &kept)?,
            (kept, Some(value)) => {
                let value_slot = kept.as_ref().map(|kept| kept.value);
                let value = words::put(connection, value_slot, value.as_str())?;
                let key = match kept {
                    Some(kept) => kept.key,
                    None => words::put(connection, None, key.as_str())?,
                };
                let mut insert = connection.prepare_cached(table.insert)?;
                insert.execute((id, key, value))?;
            }
        }
    }
    Ok(())
}

/// Removes all that is kept of somebody's or a room's.
pub(super) fn forget(connection: &Connection, owner: MetadataOwner) -> rusqlite::Result<()> {
    let (table, id) = table(owner);
    let mut select = connection.prepare_cached(table.all)?;
    let all: Vec<Slots> = select
        .query_map([id], slots)?
        .collect::<rusqlite::Result<_>>()?;
    for kept in all {
        remove(connection, owner, &kept)?;
    }
    Ok(())
}

/// All metadata.
pub(super) fn read(connection: &Connection) -> rusqlite::Result<Vec<MetadataRecord>> {
    let mut select = connection.prepare(
        "SELECT account, room, keys.text AS key_text, words.text AS value_text \
         FROM (SELECT account, NULL AS room, key, value FROM account_metadata \
               UNION ALL SELECT NULL, room, key, value FROM room_metadata) \
         JOIN words AS keys ON keys.slot = key \
         JOIN words ON words.slot = value",
    )?;
    let rows = select.query_map((), |row| {
        Ok(MetadataRecord {
            owner: owner(row)?,
            key: MetadataKey::from_checked(&words::text(row, "key_text")?),
            value: Text::from_sanitised(&words::text(row, "value_text")?),
        })
    })?;
    rows.collect()
}

fn owner(row: &Row<'_>) -> rusqlite::Result<MetadataOwner> {
    Ok(match row.get::<_, Option<i64>>("account")? {
        Some(_) => MetadataOwner::Account(AccountId(unsigned(row, "account")?)),
        None => MetadataOwner::Room(RoomId(unsigned(row, "room")?)),
    })
}

fn table(owner: MetadataOwner) -> (&'static Table, i64) {
    match owner {
        MetadataOwner::Account(account) => (&OF_ACCOUNTS, integer(account.0)),
        MetadataOwner::Room(room) => (&OF_ROOMS, integer(room.0)),
    }
}

fn slots(row: &Row<'_>) -> rusqlite::Result<Slots> {
    Ok(Slots {
        key: row.get("key")?,
        value: row.get("value")?,
    })
}

fn remove(connection: &Connection, owner: MetadataOwner, kept: &Slots) -> rusqlite::Result<()> {
    let (table, id) = table(owner);
    connection
        .prepare_cached(table.delete)?
        .execute((id, kept.key))?;
    words::free(connection, kept.key)?;
    words::free(connection, kept.value)
}
