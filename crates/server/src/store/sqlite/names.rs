//! What was made of names with other Unicode tables is made anew.

use hourglass_core::Name;
use rusqlite::Connection;

use super::values::integer;

/// The name rules of this program, with the version of the Unicode tables behind them.
#[derive(Clone, Copy)]
pub struct NameTables {
    /// The version of the tables.
    pub unicode_version: &'static str,
    /// The name that somebody who types this has; nothing where it cannot be a name.
    pub parse: fn(&str) -> Option<Name>,
}

/// Brings the keys and skeletons of all names to the present tables.
///
/// A name keeps its old ones where it could not be registered any more, or where somebody else has its
/// new key; it is tried again at the next start.
pub(super) fn refresh(connection: &Connection, tables: NameTables) -> rusqlite::Result<()> {
    let outdated = outdated(connection, tables.unicode_version)?;
    if outdated.is_empty() {
        return Ok(());
    }
    let transaction = connection.unchecked_transaction()?;
    let mut update = transaction.prepare(
        "UPDATE OR IGNORE accounts \
         SET name_key = ?2, skeleton_of_name = ?3, skeleton_of_key = ?4, unicode_version = ?5 \
         WHERE id = ?1",
    )?;
    for (id, shown) in outdated {
        if let Some(name) = (tables.parse)(&shown) {
            let [of_name, of_key] = name.skeletons();
            update.execute((
                integer(id),
                name.key(),
                of_name,
                of_key,
                tables.unicode_version,
            ))?;
        }
    }
    drop(update);
    transaction.commit()
}

fn outdated(connection: &Connection, version: &str) -> rusqlite::Result<Vec<(u64, String)>> {
    let mut select = connection
        .prepare("SELECT id, name FROM accounts WHERE unicode_version <> ?1 ORDER BY id")?;
    let rows = select.query_map([version], |row| {
        Ok((super::values::unsigned(row, "id")?, row.get("name")?))
    })?;
    rows.collect()
}
