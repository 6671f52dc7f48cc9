//! The masks on a room's lists as rows.

use std::collections::BTreeMap;

use hourglass_core::{MaskKind, RoomId, RoomMask};
use rusqlite::types::Type;
use rusqlite::{Connection, Row};

use super::values::{integer, time, unsigned};
use super::words::{self, Slot};

const KINDS: [(MaskKind, &str); 3] = [
    (MaskKind::Ban, "ban"),
    (MaskKind::Exception, "exception"),
    (MaskKind::Invitation, "invitation"),
];

/// A mask with where its words are.
struct Kept {
    mask: RoomMask,
    slots: [Slot; 2],
}

/// Makes the masks that are kept for a room these.
pub(super) fn write(
    connection: &Connection,
    room: RoomId,
    masks: &[RoomMask],
) -> rusqlite::Result<()> {
    let kept = kept(connection, room)?;
    for (place, mask) in masks.iter().enumerate() {
        let kept = kept.get(place);
        if kept.is_none_or(|kept| kept.mask != *mask) {
            let slots = kept.map(|kept| kept.slots);
            write_mask(connection, room, place, mask, slots)?;
        }
    }
    for (place, kept) in kept.iter().enumerate().skip(masks.len()) {
        remove(connection, room, place, kept)?;
    }
    Ok(())
}

/// All masks, in the order in which they were set.
pub(super) fn read(connection: &Connection) -> rusqlite::Result<BTreeMap<RoomId, Vec<RoomMask>>> {
    let mut select = connection.prepare(
        "SELECT room, kind, set_at, masks.text AS mask_text, setters.text AS set_by_text \
         FROM room_masks \
         JOIN words AS masks ON masks.slot = mask \
         JOIN words AS setters ON setters.slot = set_by \
         ORDER BY room, place",
    )?;
    let rows = select.query_map((), |row| Ok((RoomId(unsigned(row, "room")?), mask(row)?)))?;
    let mut masks = BTreeMap::<_, Vec<_>>::new();
    for row in rows {
        let (room, mask) = row?;
        masks.entry(room).or_default().push(mask);
    }
    Ok(masks)
}

fn kept(connection: &Connection, room: RoomId) -> rusqlite::Result<Vec<Kept>> {
    let mut select = connection.prepare_cached(
        "SELECT kind, mask, set_by, set_at, \
                masks.text AS mask_text, setters.text AS set_by_text \
         FROM room_masks \
         JOIN words AS masks ON masks.slot = mask \
         JOIN words AS setters ON setters.slot = set_by \
         WHERE room = ?1 ORDER BY place",
    )?;
    let rows = select.query_map([integer(room.0)], |row| {
        Ok(Kept {
            mask: mask(row)?,
            slots: [row.get("mask")?, row.get("set_by")?],
        })
    })?;
    rows.collect()
}

fn mask(row: &Row<'_>) -> rusqlite::Result<RoomMask> {
    Ok(RoomMask {
        kind: kind(row)?,
        mask: words::text(row, "mask_text")?,
        by: words::text(row, "set_by_text")?,
        at: time(row, "set_at")?,
    })
}

fn kind(row: &Row<'_>) -> rusqlite::Result<MaskKind> {
    let written: String = row.get("kind")?;
    let known = KINDS.iter().find(|(_, name)| *name == written);
    known.map(|(kind, _)| *kind).ok_or_else(|| {
        let index = row.as_ref().column_index("kind").unwrap_or_default();
        let error = "no list of masks is called so".into();
        rusqlite::Error::FromSqlConversionFailure(index, Type::Text, error)
    })
}

fn write_mask(
    connection: &Connection,
    room: RoomId,
    place: usize,
    mask: &RoomMask,
    slots: Option<[Slot; 2]>,
) -> rusqlite::Result<()> {
    let [mask_slot, by_slot] = match slots {
        Some([mask, by]) => [Some(mask), Some(by)],
        None => [None, None],
    };
    let kind = KINDS.iter().find(|(kind, _)| *kind == mask.kind);
    let mut insert = connection.prepare_cached(
        "INSERT INTO room_masks (room, place, kind, mask, set_by, set_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (room, place) DO UPDATE \
         SET kind = ?3, mask = ?4, set_by = ?5, set_at = ?6",
    )?;
    insert.execute((
        integer(room.0),
        integer(place as u64),
        kind.map(|(_, name)| *name),
        words::put(connection, mask_slot, &mask.mask)?,
        words::put(connection, by_slot, &mask.by)?,
        integer(mask.at.0),
    ))?;
    Ok(())
}

fn remove(
    connection: &Connection,
    room: RoomId,
    place: usize,
    kept: &Kept,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM room_masks WHERE room = ?1 AND place = ?2")?
        .execute((integer(room.0), integer(place as u64)))?;
    for slot in kept.slots {
        words::free(connection, slot)?;
    }
    Ok(())
}
