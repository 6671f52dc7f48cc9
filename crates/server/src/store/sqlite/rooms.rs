//! Rooms as rows.

use std::collections::BTreeMap;

use hourglass_core::{
    MetadataOwner, Name, NameParts, RoomId, RoomModes, RoomName, RoomRecord, Text, Timestamp, Topic,
};
use rusqlite::{Connection, OptionalExtension, Row};

use super::values::{integer, optional_unsigned, time, unsigned};
use super::words::{self, Slot};
use super::{masks, metadata};

/// Where a room's words are.
#[derive(Default)]
struct Slots {
    /// Nothing for a room that is new.
    name: Option<[Slot; 4]>,
    topic: Option<Slot>,
    topic_by: Option<Slot>,
    key: Option<Slot>,
}

/// Writes rooms that are new or changed, and removes those that are gone with all that belongs to them.
pub(super) fn write(
    connection: &Connection,
    rooms: &BTreeMap<RoomId, Option<RoomRecord>>,
    unicode_version: &str,
) -> rusqlite::Result<()> {
    for (id, record) in rooms {
        match record {
            Some(record) => write_room(connection, record, unicode_version)?,
            None => remove(connection, *id)?,
        }
    }
    Ok(())
}

fn write_room(
    connection: &Connection,
    room: &RoomRecord,
    unicode_version: &str,
) -> rusqlite::Result<()> {
    let slots = slots(connection, room.id)?.unwrap_or_default();
    let name = write_name(connection, slots.name, &room.name)?;
    let topic = room.topic.as_ref();
    let topic_text = topic.map(|topic| topic.text.as_str());
    let topic_slot = words::replace(connection, slots.topic, topic_text)?;
    let topic_by = words::replace(connection, slots.topic_by, topic.map(|topic| &*topic.by))?;
    let modes = &room.modes;
    let key = words::replace(connection, slots.key, modes.key.as_deref())?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO rooms VALUES \
         (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) \
         ON CONFLICT (id) DO UPDATE SET \
         name = ?2, name_key = ?3, skeleton_of_name = ?4, skeleton_of_key = ?5, \
         unicode_version = ?6, opened_at = ?7, topic = ?8, topic_by = ?9, topic_at = ?10, \
         invite_only = ?11, moderated = ?12, members_only = ?13, secret = ?14, \
         topic_locked = ?15, no_ctcp = ?16, key = ?17, members_max = ?18",
    )?;
    insert.execute(rusqlite::params![
        integer(room.id.0),
        name[0],
        name[1],
        name[2],
        name[3],
        unicode_version,
        integer(room.opened_at.0),
        topic_slot,
        topic_by,
        topic.map(|topic| integer(topic.at.0)),
        modes.invite_only,
        modes.moderated,
        modes.members_only,
        modes.secret,
        modes.topic_locked,
        modes.no_ctcp,
        key,
        modes.limit,
    ])?;
    masks::write(connection, room.id, &room.masks)
}

/// All rooms, in the order of their ids.
pub(super) fn read(connection: &Connection) -> rusqlite::Result<Vec<RoomRecord>> {
    let mut masks = masks::read(connection)?;
    let mut select = connection.prepare(
        "SELECT *, \
            (SELECT text FROM words WHERE slot = name) AS name_text, \
            (SELECT text FROM words WHERE slot = name_key) AS name_key_text, \
            (SELECT text FROM words WHERE slot = skeleton_of_name) AS skeleton_of_name_text, \
            (SELECT text FROM words WHERE slot = skeleton_of_key) AS skeleton_of_key_text, \
            (SELECT text FROM words WHERE slot = topic) AS topic_text, \
            (SELECT text FROM words WHERE slot = topic_by) AS topic_by_text, \
            (SELECT text FROM words WHERE slot = key) AS key_text \
         FROM rooms ORDER BY id",
    )?;
    let rows = select.query_map((), |row| {
        let mut room = room(row)?;
        room.masks = masks.remove(&room.id).unwrap_or_default();
        Ok(room)
    })?;
    rows.collect()
}

fn room(row: &Row<'_>) -> rusqlite::Result<RoomRecord> {
    Ok(RoomRecord {
        id: RoomId(unsigned(row, "id")?),
        name: RoomName::from_checked(Name::from_checked(NameParts {
            shown: words::text(row, "name_text")?,
            key: words::text(row, "name_key_text")?,
            skeletons: [
                words::text(row, "skeleton_of_name_text")?,
                words::text(row, "skeleton_of_key_text")?,
            ],
        })),
        opened_at: time(row, "opened_at")?,
        topic: topic(row)?,
        modes: RoomModes {
            invite_only: row.get("invite_only")?,
            moderated: row.get("moderated")?,
            members_only: row.get("members_only")?,
            secret: row.get("secret")?,
            topic_locked: row.get("topic_locked")?,
            no_ctcp: row.get("no_ctcp")?,
            key: words::optional_text(row, "key_text")?,
            limit: row.get("members_max")?,
        },
        masks: Vec::new(),
    })
}

fn topic(row: &Row<'_>) -> rusqlite::Result<Option<Topic>> {
    let text = words::optional_text(row, "topic_text")?;
    let by = words::optional_text(row, "topic_by_text")?;
    let at = optional_unsigned(row, "topic_at")?;
    Ok(text.zip(by).zip(at).map(|((text, by), at)| Topic {
        text: Text::from_sanitised(&text),
        by,
        at: Timestamp(at),
    }))
}

/// Puts the four forms of a name where those of the old one are.
pub(super) fn write_name(
    connection: &Connection,
    slots: Option<[Slot; 4]>,
    name: &RoomName,
) -> rusqlite::Result<[Slot; 4]> {
    let [of_name, of_key] = name.name().skeletons();
    let [shown, key, first, second] = slots.map_or([None; 4], |slots| slots.map(Some));
    Ok([
        words::put(connection, shown, name.shown())?,
        words::put(connection, key, name.key())?,
        words::put(connection, first, of_name)?,
        words::put(connection, second, of_key)?,
    ])
}

fn slots(connection: &Connection, room: RoomId) -> rusqlite::Result<Option<Slots>> {
    connection
        .prepare_cached("SELECT * FROM rooms WHERE id = ?1")?
        .query_row([integer(room.0)], |row| {
            Ok(Slots {
                name: Some([
                    row.get("name")?,
                    row.get("name_key")?,
                    row.get("skeleton_of_name")?,
                    row.get("skeleton_of_key")?,
                ]),
                topic: row.get("topic")?,
                topic_by: row.get("topic_by")?,
                key: row.get("key")?,
            })
        })
        .optional()
}

fn remove(connection: &Connection, room: RoomId) -> rusqlite::Result<()> {
    let Some(slots) = slots(connection, room)? else {
        return Ok(());
    };
    masks::write(connection, room, &[])?;
    metadata::forget(connection, MetadataOwner::Room(room))?;
    for table in [
        "DELETE FROM memberships WHERE room = ?1",
        "DELETE FROM rooms WHERE id = ?1",
    ] {
        connection
            .prepare_cached(table)?
            .execute([integer(room.0)])?;
    }
    let name = slots.name.into_iter().flatten();
    let rest = [slots.topic, slots.topic_by, slots.key];
    for slot in name.chain(rest.into_iter().flatten()) {
        words::free(connection, slot)?;
    }
    Ok(())
}
