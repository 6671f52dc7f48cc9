//! Messages as rows, and how they are forgotten for good.
//!
//! Two tables take turns. A message that is over is overwritten with zeros where it stands; its row is
//! removed when all messages of its table are over. The same happens to one that is taken back. The schema
//! says why.

use std::collections::BTreeSet;
use std::sync::Arc;

use hourglass_core::{
    AccountId, Changes, ClientKey, ClientTags, Destination, Message, MessageId, RoomId, Speech,
    Text,
};
use rusqlite::types::Type;
use rusqlite::{Connection, Row};

use super::lines;
use super::values::{integer, optional_unsigned, time, unsigned};
use crate::store::limits::ROWS_REMOVED_MAX;

/// What authors are given for the user name that is not kept.
const USERNAME: &str = "user";

const MESSAGE: i64 = 0;
const NOTICE: i64 = 1;
const ACTION: i64 = 2;

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

/// Adds the messages that are said and neither over nor taken back, and overwrites those that are.
pub(super) fn write(
    connection: &Connection,
    changes: &Changes,
    turns: Turns,
) -> rusqlite::Result<Turns> {
    let through = changes.forgotten_through.unwrap_or_default();
    let through = through.max(turns.forgotten_through);
    insert(connection, turns.filling, changes, through)?;
    let tables = [turns.filling, turns.filling.other()];
    for table in tables {
        redact(connection, table, &changes.redacted)?;
    }
    if through == turns.forgotten_through {
        return Ok(turns);
    }
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
                                  recipient, destination_name, text, client_key, speech, tags, \
                                  lines, is_redacted) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0)",
        table.number()
    ))?;
    for message in changes
        .messages
        .iter()
        .filter(|message| message.id > through && !changes.redacted.contains(&message.id))
    {
        let (room, recipient, destination_name) = match &message.destination {
            Destination::Room { id, name, .. } => (Some(integer(id.0)), None, name),
            Destination::Account { id, name } => (None, Some(integer(id.0)), name),
        };
        insert.execute((
            integer(message.id.0),
            integer(message.sent_at.0),
            integer(message.expires_at.0),
            room,
            integer(message.author.0),
            &message.author_name,
            recipient,
            destination_name,
            message.text.as_str(),
            message.key.as_ref().map(ClientKey::as_str),
            speech_number(message.speech),
            message.tags.as_ref().map(ClientTags::as_str),
            message.text.lines().map(lines::written),
        ))?;
    }
    Ok(())
}

/// Overwrites what is over. Returns how many rows it were.
fn blank(
    connection: &Connection,
    table: Table,
    after: MessageId,
    through: MessageId,
) -> rusqlite::Result<usize> {
    let mut update = connection.prepare_cached(&format!(
        "UPDATE messages_{} SET {} WHERE id > ?1 AND id <= ?2",
        table.number(),
        zeros()
    ))?;
    update.execute((integer(after.0), integer(through.0)))
}

/// Overwrites what is taken back.
fn redact(connection: &Connection, table: Table, redacted: &[MessageId]) -> rusqlite::Result<()> {
    let mut update = connection.prepare_cached(&format!(
        "UPDATE messages_{} SET is_redacted = 1, {} WHERE id = ?1",
        table.number(),
        zeros()
    ))?;
    for message in redacted {
        update.execute([integer(message.0)])?;
    }
    Ok(())
}

/// Assigns as many zeros to everything that can be read: a row that keeps its size stays where it is.
fn zeros() -> String {
    let always = ["text", "author_name", "destination_name"]
        .map(|column| format!("{column} = CAST(zeroblob(octet_length({column})) AS TEXT)"));
    let where_there = ["client_key", "tags", "lines"].map(|column| {
        format!(
            "{column} = iif({column} IS NULL, NULL, \
             CAST(zeroblob(octet_length({column})) AS TEXT))"
        )
    });
    [always.join(", "), where_there.join(", ")].join(", ")
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
    let text = Text::from_sanitised(&text);
    let lines: Option<String> = row.get("lines")?;
    Ok(Message {
        id: MessageId(unsigned(row, "id")?),
        author: AccountId(unsigned(row, "author")?),
        author_name: shared(names, row.get("author_name")?),
        author_username: shared(names, USERNAME.into()),
        author_is_bot: false,
        destination: destination(row, names)?,
        sent_at: time(row, "sent_at")?,
        expires_at: time(row, "expires_at")?,
        text: match lines {
            Some(lines) => text.on_lines(&lines::read(&lines)),
            None => text,
        },
        key: client_key(row)?,
        speech: speech(row)?,
        tags: row
            .get::<_, Option<String>>("tags")?
            .map(|tags| ClientTags::from_checked(&tags)),
    })
}

/// What speech is, as a number: rows of all kinds that are kept stay as long when they are wiped.
fn speech_number(speech: Speech) -> i64 {
    match speech {
        Speech::Notice => NOTICE,
        Speech::Action => ACTION,
        _ => MESSAGE,
    }
}

fn speech(row: &Row<'_>) -> rusqlite::Result<Speech> {
    Ok(match row.get("speech")? {
        NOTICE => Speech::Notice,
        ACTION => Speech::Action,
        _ => Speech::Message,
    })
}

fn destination(row: &Row<'_>, names: &mut BTreeSet<Arc<str>>) -> rusqlite::Result<Destination> {
    let name = shared(names, row.get("destination_name")?);
    Ok(match optional_unsigned(row, "room")? {
        Some(room) => Destination::Room {
            id: RoomId(room),
            name,
            rank: None,
        },
        None => Destination::Account {
            id: AccountId(unsigned(row, "recipient")?),
            name,
        },
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
