//! What is asked about rooms in the JSON protocol.

use hourglass_core::{
    Command, MessageId, ModeChange, Query, Rank, Refusal, RoomFilter, RoomId, RoomName, SessionId,
    Target,
};
use hourglass_wire::json::{ClientMessage, PrivateWords, RedactMessage, RefusedMessage};
use hourglass_wire::text::parse_text;
use hourglass_wire::{name, room};

/// The command for a message; nothing for one that is not about rooms, nor about what was said.
pub(super) fn command(
    session: SessionId,
    lobby: &RoomName,
    message: ClientMessage,
) -> Result<Option<Command>, RefusedMessage<'static>> {
    if let ClientMessage::Join { room, key } = message {
        let room = room::parse(&room).map_err(|error| RefusedMessage::from(&error))?;
        let key = key.map(|key| (*key).into());
        return Ok(Some(Command::Join { session, room, key }));
    }
    let asked = asked(session, lobby, message);
    asked.map_err(|refusal| RefusedMessage::of(&refusal, None))
}

/// To whom a message goes, or was said.
pub(super) fn target(to: Option<&str>, room: Option<&str>) -> Result<Target, Refusal> {
    match (to, room) {
        (Some(name), _) => name::lookup_recipient(name).map(Target::Name),
        (None, Some(room)) => room::lookup(room).map(Target::RoomNamed),
        (None, None) => Ok(Target::Room(RoomId::COMMON)),
    }
}

fn asked(
    session: SessionId,
    lobby: &RoomName,
    message: ClientMessage,
) -> Result<Option<Command>, Refusal> {
    let meant = |typed: Option<String>| match typed {
        Some(typed) => room::lookup(&typed),
        None => Ok(lobby.clone()),
    };
    let words = |words: Option<PrivateWords<'_>>| words.and_then(|words| parse_text(&words));
    let ask = |query| Command::Ask { session, query };
    Ok(Some(match message {
        ClientMessage::Leave { room, reason } => Command::Part {
            session,
            room: room::lookup(&room)?,
            reason: words(reason),
        },
        ClientMessage::Rooms => ask(Query::Rooms(RoomFilter::default())),
        ClientMessage::Who { room } => ask(Query::Members(meant(room)?)),
        ClientMessage::Topic { room, text: None } => ask(Query::Topic(meant(room)?)),
        ClientMessage::Topic { room, text } => Command::SetTopic {
            session,
            room: meant(room)?,
            topic: words(text),
        },
        ClientMessage::Invite { name, room } => Command::Invite {
            session,
            room: room::lookup(&room)?,
            name: name::lookup_recipient(&name)?,
        },
        ClientMessage::Kick { name, room, reason } => Command::Kick {
            session,
            room: room::lookup(&room)?,
            name: name::lookup_recipient(&name)?,
            reason: words(reason),
        },
        ClientMessage::Op { name, room, on } => Command::ChangeModes {
            session,
            room: room::lookup(&room)?,
            changes: vec![ModeChange::Rank {
                rank: Rank::Operator,
                name: name::lookup_recipient(&name)?,
                on,
            }],
        },
        ClientMessage::Redact(redact) => {
            let RedactMessage {
                id,
                to,
                room,
                reason,
            } = redact;
            Command::Redact {
                session,
                to: target(to.as_deref(), room.as_deref())?,
                id: MessageId(id),
                reason: words(reason),
            }
        }
        _ => return Ok(None),
    }))
}
