//! Texts that people chose for rooms and of themselves, each in a slot that is overwritten in place.
//!
//! A slot keeps its size and its place for ever, so that nothing is left behind of what stood in it. The
//! schema says why.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Row};

use crate::store::limits::SLOT_BYTES_MIN;

/// The number of a slot.
pub(super) type Slot = i64;

/// Puts `text` in place of what is in `slot`, and returns where it is. Without a text, the slot is free.
pub(super) fn replace(
    connection: &Connection,
    slot: Option<Slot>,
    text: Option<&str>,
) -> rusqlite::Result<Option<Slot>> {
    match (slot, text) {
        (None, None) => Ok(None),
        (Some(slot), None) => free(connection, slot).map(|()| None),
        (slot, Some(text)) => put(connection, slot, text).map(Some),
    }
}

/// Puts `text` in place of what is in `slot`, where there is one, and returns where it is.
pub(super) fn put(
    connection: &Connection,
    slot: Option<Slot>,
    text: &str,
) -> rusqlite::Result<Slot> {
    let text = filled_up(text);
    let Some(slot) = slot else {
        return place(connection, &text);
    };
    let mut overwrite = connection.prepare_cached(
        "UPDATE words SET text = ?2 WHERE slot = ?1 AND octet_length(text) = octet_length(?2)",
    )?;
    if overwrite.execute((slot, &text))? == 1 {
        return Ok(slot);
    }
    free(connection, slot)?;
    place(connection, &text)
}

/// Overwrites what is in `slot`, which may then be used for something else.
pub(super) fn free(connection: &Connection, slot: Slot) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE words SET text = CAST(zeroblob(octet_length(text)) AS TEXT) WHERE slot = ?1",
        )?
        .execute([slot])?;
    connection
        .prepare_cached(
            "INSERT INTO free_slots SELECT octet_length(text), slot FROM words WHERE slot = ?1",
        )?
        .execute([slot])?;
    Ok(())
}

/// Frees the slots that nothing uses: whoever deletes rows by hand leaves such.
pub(super) fn free_unused(connection: &Connection) -> rusqlite::Result<()> {
    let transaction = connection.unchecked_transaction()?;
    let mut select = connection.prepare(
        "SELECT slot FROM words \
         WHERE slot NOT IN (SELECT slot FROM slots_in_use) \
         AND slot NOT IN (SELECT slot FROM free_slots)",
    )?;
    let unused: Vec<Slot> = select
        .query_map((), |row| row.get("slot"))?
        .collect::<rusqlite::Result<_>>()?;
    drop(select);
    for slot in unused {
        free(connection, slot)?;
    }
    transaction.commit()
}

/// The text in a column that was read from a slot.
pub(super) fn text(row: &Row<'_>, column: &str) -> rusqlite::Result<Arc<str>> {
    let text: String = row.get(column)?;
    Ok(text.trim_end_matches('\0').into())
}

/// As [`text`], where there may be none.
pub(super) fn optional_text(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Arc<str>>> {
    let text: Option<String> = row.get(column)?;
    Ok(text.map(|text| text.trim_end_matches('\0').into()))
}

/// The text as it stands in a slot. No text that people write has a zero in it.
pub(super) fn filled_up(text: &str) -> String {
    let bytes = text.len().next_power_of_two().max(SLOT_BYTES_MIN);
    let mut filled = String::with_capacity(bytes);
    filled.push_str(text);
    filled.extend(std::iter::repeat_n('\0', bytes - text.len()));
    filled
}

/// Takes a free slot of the right size, or makes one behind all others.
fn place(connection: &Connection, text: &str) -> rusqlite::Result<Slot> {
    let free: Option<Slot> = connection
        .prepare_cached("SELECT slot FROM free_slots WHERE bytes = octet_length(?1) LIMIT 1")?
        .query_row([text], |row| row.get("slot"))
        .optional()?;
    let Some(slot) = free else {
        connection
            .prepare_cached("INSERT INTO words (text) VALUES (?1)")?
            .execute([text])?;
        return Ok(connection.last_insert_rowid());
    };
    connection
        .prepare_cached("DELETE FROM free_slots WHERE bytes = octet_length(?1) AND slot = ?2")?
        .execute((text, slot))?;
    connection
        .prepare_cached("UPDATE words SET text = ?1 WHERE slot = ?2")?
        .execute((text, slot))?;
    Ok(slot)
}
