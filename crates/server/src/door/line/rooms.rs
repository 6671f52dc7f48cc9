//! What is asked about rooms at the line door, and which one is in focus.

use hourglass_core::{
    Command, ModeChange, Query, Rank, Refusal, RoomFilter, RoomId, RoomName, SessionId,
};
use hourglass_wire::line::RoomRequest;
use hourglass_wire::name;
use hourglass_wire::room::{self, RoomNameError};

use crate::facts::Facts;
use crate::handle::{AskError, Session};

/// The name of the room in focus, which [`Session::focus`] knows by its id. Boxed, as next to nobody has one.
#[derive(Default)]
pub(super) struct Focus {
    /// The room that was in focus when its name was noted; nothing for the common one.
    noted: Option<Box<(RoomId, RoomName)>>,
}

impl Focus {
    /// Whether the room is the one in focus, and not the common one.
    fn is_on(&self, session: &Session, room: &RoomName) -> bool {
        let noted = self.noted.as_deref();
        noted.is_some_and(|(id, name)| *id == session.focus() && name.key() == room.key())
    }

    /// Takes over the new name of the room, where it has one.
    pub(super) fn follow(&mut self, session: &Session) {
        let Some(renamed) = session.take_renamed() else {
            return;
        };
        if let (Some(noted), Ok(name)) = (&mut self.noted, room::parse(&renamed.name))
            && noted.0 == renamed.id
        {
            noted.1 = name;
        }
    }

    fn name(&self, session: &Session, facts: &Facts) -> RoomName {
        let focus = session.focus();
        match self.noted.as_deref() {
            Some((id, name)) if *id == focus => name.clone(),
            _ => facts.settings.lobby.clone(),
        }
    }
}

/// Why something cannot be asked of the chat.
pub(super) enum Unclear {
    /// There can be nobody, or no room, of the name.
    Refused(Refusal),
    /// No room can have the name.
    BadName(RoomNameError),
}

impl From<Refusal> for Unclear {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The command for a request. Where that names no room, the one in focus is meant.
pub(super) fn command(
    session: &Session,
    focus: &Focus,
    facts: &Facts,
    request: RoomRequest,
) -> Result<Command, Unclear> {
    let meant = |typed: Option<String>| match typed {
        Some(typed) => room::lookup(&typed),
        None => Ok(focus.name(session, facts)),
    };
    let session = session.id();
    Ok(match request {
        RoomRequest::Join { room, key } => Command::Join {
            session,
            room: room::parse(&room).map_err(Unclear::BadName)?,
            key: key.map(Into::into),
        },
        RoomRequest::Leave { room } => Command::Part {
            session,
            room: meant(room)?,
            reason: None,
        },
        RoomRequest::List => ask(session, Query::Rooms(RoomFilter::default())),
        RoomRequest::Topic { room } => ask(session, Query::Topic(meant(room)?)),
        RoomRequest::Who { room } => ask(session, Query::Members(meant(room)?)),
        RoomRequest::SetTopic { room, topic } => Command::SetTopic {
            session,
            room: meant(room)?,
            topic,
        },
        RoomRequest::Invite { name, room } => Command::Invite {
            session,
            room: meant(room)?,
            name: name::lookup_recipient(&name)?,
        },
        RoomRequest::Kick { room, name, reason } => Command::Kick {
            session,
            room: meant(room)?,
            name: name::lookup_recipient(&name)?,
            reason,
        },
        RoomRequest::Operator { room, name, on } => Command::ChangeModes {
            session,
            room: meant(room)?,
            changes: vec![ModeChange::Rank {
                rank: Rank::Operator,
                name: name::lookup_recipient(&name)?,
                on,
            }],
        },
    })
}

/// Asks the chat. What comes into a room or leaves one is waited for, so that the next line goes where the
/// person means it to.
pub(super) async fn carry_out(
    session: &Session,
    focus: &mut Focus,
    command: Command,
) -> Result<(), AskError> {
    let joined = match &command {
        Command::Join { room, .. } => Some(room.clone()),
        _ => None,
    };
    let parts = match &command {
        Command::Part { room, .. } => focus.is_on(session, room),
        _ => false,
    };
    let moves = joined.is_some() || matches!(command, Command::Part { .. });
    let before = session.focus();
    session.request(None, command).await?;
    if !moves {
        return Ok(());
    }
    session.all_answered().await;
    if parts {
        // Also where the person was put out before, and so had nothing to leave.
        session.return_to_common_room().await;
    }
    let now = session.focus();
    if now == RoomId::COMMON {
        focus.noted = None;
    } else if let (Some(name), true) = (joined, now != before) {
        focus.noted = Some(Box::new((now, name)));
    }
    Ok(())
}

fn ask(session: SessionId, query: Query) -> Command {
    Command::Ask { session, query }
}
