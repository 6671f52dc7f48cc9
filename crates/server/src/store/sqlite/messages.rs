//! Messages as rows, and how they are forgotten for good.
//!
//! Two tables take turns. A message that is over is overwritten with zeros where it stands; its row is
//! removed when all messages of its table are over. The schema says why.

use std::collections::BTreeSet;
use std::sync::Arc;

use hourglass_core::{
    AccountId, Changes, ClientKey, Destination, Message, MessageId, RoomId, Text,
};
use rusqlite::types::Type;
use rusqlite::{Connection, Row};

use super::values::{integer, optional_unsigned, time, unsigned};
use crate::store::limits::ROWS_REMOVED_MAX;

/// Which of the two tables is filled, and up to where messages are over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turns {
    pub(super) filling: Table,
    pub(super) forgotten_through: MessageId,
}

/// One of the two tables of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    First,
    Second,
}

impl Table {
    fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    pub(super) fn number(self) -> i64 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }
}

/// The turns as they are kept.
pub(super) fn turns(connection: &Connection) -> rusqlite::Result<Turns> {
    connection.query_row("SELECT filling, forgotten_through FROM meta", (), |row| {
        Ok(Turns {
            filling: if unsigned(row, "filling")? == 1 {
                Table::First
            } else {
                Table::Second
            },
            forgotten_through: MessageId(unsigned(row, "forgotten_through")?),
        })
    })
}

/// Adds the messages that are said and not over, and overwrites those that are over.
pub(super) fn write(
    connection: &Connection,
    changes: &Changes,
    turns: Turns,
) -> rusqlite::Result<Turns> {
    let through = changes.forgotten_through.unwrap_or_default();
    let through = through.max(turns.forgotten_through);
    insert(connection, turns.filling, changes, through)?;
    if through == turns.forgotten_through {
        return Ok(turns);
    }
    let tables = [turns.filling, turns.filling.other()];
    let mut blanked = 0;
    for table in tables {
        blanked += blank(connection, table, turns.forgotten_through, through)?;
    }
    for table in tables {
        // Twice as many as come, so that a table is empty before the other has grown as large.
        remove_if_over(connection, table, through, 2 * blanked + ROWS_REMOVED_MAX)?;
    }
    Ok(Turns {
        filling: next_filling(connection, turns.filling, through)?,
        forgotten_through: through,
    })
}

fn insert(
    connection: &Connection,
    table: Table,
    changes: &Changes,
    through: MessageId,
) -> rusqlite::Result<()> {
    if changes.messages.is_empty() {
        return Ok(());
    }
    let mut insert = connection.prepare_cached(&format!(
        "INSERT INTO messages_{} (id, sent_at, expires_at, room, author, author_name, \
                                  recipient, recipient_name, text, client_key) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        table.number()
    ))?;
    for message in changes
        .messages
        .iter()
        .filter(|message| message.id > through)
    {
        let (room, recipient, recipient_name) = match &message.destination {
            Destination::Room(room) => (Some(integer(room.0)), None, None),
            Destination::Account { id, name } => (None, Some(integer(id.0)), Some(name)),
        };
        insert.execute((
            integer(message.id.0),
            integer(message.sent_at.0),
            integer(message.expires_at.0),
            room,
            integer(message.author.0),
            &message.author_name,
            recipient,
            recipient_name,
            message.text.as_str(),
            message.key.as_ref().map(ClientKey::as_str),
        ))?;
    }
    Ok(())
}

/// Overwrites text with as many zeros: a row that keeps its size stays where it is. Returns how many rows
/// it were.
fn blank(
    connection: &Connection,
    table: Table,
    after: MessageId,
    through: MessageId,
) -> rusqlite::Result<usize> {
    let zeros = |column: &str| format!("CAST(zeroblob(octet_length({column})) AS TEXT)");
    let mut update = connection.prepare_cached(&format!(
        "UPDATE messages_{} \
         SET text = {}, \
             author_name = {}, \
             recipient_name = iif(recipient_name IS NULL, NULL, {}), \
             client_key = iif(client_key IS NULL, NULL, {}) \
         WHERE id > ?1 AND id <= ?2",
        table.number(),
        zeros("text"),
        zeros("author_name"),
        zeros("recipient_name"),
        zeros("client_key"),
    ))?;
    update.execute((integer(after.0), integer(through.0)))
}

/// Removes the oldest rows of a table all messages of which are over, `rows_max` at most.
fn remove_if_over(
    connection: &Connection,
    table: Table,
    through: MessageId,
    rows_max: usize,
) -> rusqlite::Result<()> {
    if edge(connection, table, "max")?.is_none_or(|newest| newest > through) {
        return Ok(());
    }
    let number = table.number();
    let mut delete = connection.prepare_cached(&format!(
        "DELETE FROM messages_{number} WHERE id <= \
         (SELECT max(id) FROM (SELECT id FROM messages_{number} ORDER BY id LIMIT ?1))"
    ))?;
    delete.execute([i64::try_from(rows_max).unwrap_or(i64::MAX)])?;
    Ok(())
}

/// The other table takes over as soon as it is empty and there is something to leave behind.
fn next_filling(
    connection: &Connection,
    filling: Table,
    through: MessageId,
) -> rusqlite::Result<Table> {
    let leaves_some = edge(connection, filling, "min")?.is_some_and(|oldest| oldest <= through);
    let other_is_empty = edge(connection, filling.other(), "max")?.is_none();
    Ok(if leaves_some && other_is_empty {
        filling.other()
    } else {
        filling
    })
}

fn edge(
    connection: &Connection,
    table: Table,
    function: &str,
) -> rusqlite::Result<Option<MessageId>> {
    let sql = format!(
        "SELECT {function}(id) AS id FROM messages_{}",
        table.number()
    );
    connection
        .prepare_cached(&sql)?
        .query_row((), |row| Ok(optional_unsigned(row, "id")?.map(MessageId)))
}

/// All messages that are not over, in the order of their ids. Equal names share their memory.
pub(super) fn read(connection: &Connection) -> rusqlite::Result<Vec<Arc<Message>>> {
    let mut names = BTreeSet::new();
    let mut select = connection.prepare("SELECT * FROM messages ORDER BY id")?;
    let rows = select.query_map((), |row| message(row, &mut names).map(Arc::new))?;
    rows.collect()
}

fn message(row: &Row<'_>, names: &mut BTreeSet<Arc<str>>) -> rusqlite::Result<Message> {
    let text: String = row.get("text")?;
    Ok(Message {
        id: MessageId(unsigned(row, "id")?),
        author: AccountId(unsigned(row, "author")?),
        author_name: shared(names, row.get("author_name")?),
        destination: destination(row, names)?,
        sent_at: time(row, "sent_at")?,
        expires_at: time(row, "expires_at")?,
        text: Text::from_sanitised(&text),
        key: client_key(row)?,
    })
}

fn destination(row: &Row<'_>, names: &mut BTreeSet<Arc<str>>) -> rusqlite::Result<Destination> {
    if let Some(room) = optional_unsigned(row, "room")? {
        return Ok(Destination::Room(RoomId(room)));
    }
    Ok(Destination::Account {
        id: AccountId(unsigned(row, "recipient")?),
        name: shared(names, row.get("recipient_name")?),
    })
}

fn client_key(row: &Row<'_>) -> rusqlite::Result<Option<ClientKey>> {
    let key: Option<String> = row.get("client_key")?;
    key.map(|key| {
        ClientKey::try_from(key).map_err(|error| {
            let index = row.as_ref().column_index("client_key").unwrap_or_default();
            rusqlite::Error::FromSqlConversionFailure(index, Type::Text, error.into())
        })
    })
    .transpose()
}

fn shared(names: &mut BTreeSet<Arc<str>>, name: Arc<str>) -> Arc<str> {
    match names.get(&name) {
        Some(known) => Arc::clone(known),
        None => {
            names.insert(Arc::clone(&name));
            name
        }
    }
}
