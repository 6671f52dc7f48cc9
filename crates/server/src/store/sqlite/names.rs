//! What was made of names with other Unicode tables is made anew.

use hourglass_core::{Name, RoomName};
use rusqlite::{Connection, Row};

use super::rooms::write_name;
use super::values::{integer, unsigned};
use super::words::filled_up;

/// The name rules of this program, with the version of the Unicode tables behind them.
#[derive(Clone, Copy)]
pub struct NameTables {
    /// The version of the tables.
    pub unicode_version: &'static str,
    /// The name that somebody who types this has; nothing where it cannot be a name.
    pub parse: fn(&str) -> Option<Name>,
    /// The room's name that this is; nothing where it cannot be one.
    pub parse_room: fn(&str) -> Option<RoomName>,
}

/// Brings the keys and skeletons of all names to the present tables.
///
/// A name keeps its old ones where it could not be registered any more, or where somebody else has its
/// new key; it is tried again at the next start. The same goes for rooms.
pub(super) fn refresh(connection: &Connection, tables: NameTables) -> rusqlite::Result<()> {
    let accounts = outdated(connection, tables.unicode_version, ACCOUNTS, |row| {
        Ok((unsigned(row, "id")?, row.get::<_, String>("name")?))
    })?;
    let rooms = outdated(connection, tables.unicode_version, ROOMS, |row| {
        let slots = [
            row.get("name")?,
            row.get("name_key")?,
            row.get("skeleton_of_name")?,
            row.get("skeleton_of_key")?,
        ];
        let shown = super::words::text(row, "shown")?;
        Ok((unsigned(row, "id")?, slots, shown))
    })?;
    if accounts.is_empty() && rooms.is_empty() {
        return Ok(());
    }
    let transaction = connection.unchecked_transaction()?;
    for (id, shown) in accounts {
        if let Some(name) = (tables.parse)(&shown) {
            refresh_account(connection, id, &name, tables.unicode_version)?;
        }
    }
    for (id, slots, shown) in rooms {
        match (tables.parse_room)(&shown) {
            Some(name) if !is_taken(connection, id, &name)? => {
                let slots = write_name(connection, Some(slots), &name)?;
                refresh_room(connection, id, slots, tables.unicode_version)?;
            }
            _ => {}
        }
    }
    transaction.commit()
}

const ACCOUNTS: &str = "SELECT id, name FROM accounts WHERE unicode_version <> ?1 ORDER BY id";

const ROOMS: &str = "SELECT rooms.*, text AS shown FROM rooms JOIN words ON slot = name \
                     WHERE unicode_version <> ?1 ORDER BY id";

fn outdated<T>(
    connection: &Connection,
    version: &str,
    sql: &str,
    decode: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut select = connection.prepare(sql)?;
    let rows = select.query_map([version], decode)?;
    rows.collect()
}

fn refresh_account(
    connection: &Connection,
    id: u64,
    name: &Name,
    unicode_version: &str,
) -> rusqlite::Result<()> {
    let [of_name, of_key] = name.skeletons();
    connection
        .prepare_cached(
            "UPDATE OR IGNORE accounts \
             SET name_key = ?2, skeleton_of_name = ?3, skeleton_of_key = ?4, unicode_version = ?5 \
             WHERE id = ?1",
        )?
        .execute((integer(id), name.key(), of_name, of_key, unicode_version))?;
    Ok(())
}

/// Whether another room has the key.
fn is_taken(connection: &Connection, id: u64, name: &RoomName) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT * FROM rooms JOIN words ON slot = name_key \
                            WHERE id <> ?1 AND text = ?2)",
        )?
        .query_row((integer(id), filled_up(name.key())), |row| row.get(0))
}

fn refresh_room(
    connection: &Connection,
    id: u64,
    [name, name_key, of_name, of_key]: [i64; 4],
    unicode_version: &str,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE rooms \
             SET name = ?2, name_key = ?3, skeleton_of_name = ?4, skeleton_of_key = ?5, \
                 unicode_version = ?6 \
             WHERE id = ?1",
        )?
        .execute((
            integer(id),
            name,
            name_key,
            of_name,
            of_key,
            unicode_version,
        ))?;
    Ok(())
}
