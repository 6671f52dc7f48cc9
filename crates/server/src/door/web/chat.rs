//! The JSON protocol from the welcome to the end.

use hourglass_core::{ClientKey, Refusal, Speech};
use hourglass_wire::json::{self, ClientMessage, Kind, RefusedMessage, SayMessage, ServerMessage};
use hourglass_wire::name;
use hourglass_wire::text::parse_text;
use hourglass_wire::words::{Farewell, LoginRefusal};
use tokio::time::Instant;

use super::rooms;
use super::{farewell_frames, frame};
use crate::door::frames::{Frame, FrameReader};
use crate::door::pacer::Pacer;
use crate::door::{Stay, Visit, socket};
use crate::handle::{AskError, Session};
use crate::limits;

/// Why the loop ends.
enum End {
    /// With last words.
    Farewell(Farewell),
    /// The client ended it, or was cut off.
    Gone,
    /// The server stops. The session is told so and ended with all others.
    Stopping,
}

impl From<AskError> for End {
    fn from(error: AskError) -> Self {
        match error {
            AskError::Closed => Self::Stopping,
            AskError::Over => Self::Gone,
        }
    }
}

/// Serves somebody who is logged in until the connection ends.
pub(super) fn chat(session: Session, mut reader: FrameReader, visit: Visit) -> Stay {
    let mut pacer = Pacer::new(session.facts().flood_guard);
    // This is the memory of a connection that waits for a message. So what handles one is boxed; and this
    // is no `async fn`, since that would have room for its arguments twice.
    Box::pin(async move {
        let end = listen(&session, &mut reader, &mut pacer).await;
        Box::pin(leave(session, end, &mut reader)).await;
        Box::pin(socket::linger(reader.socket())).await;
        drop(visit);
    })
}

async fn listen(session: &Session, reader: &mut FrameReader, pacer: &mut Pacer) -> End {
    let mut heard = Instant::now();
    let mut ping = heard + limits::HEARTBEAT;
    loop {
        let frame_read = tokio::select! {
            biased;
            read = reader.next() => read,
            () = tokio::time::sleep_until(ping) => {
                if heard.elapsed() >= limits::HEARTBEAT_TIMEOUT {
                    return End::Farewell(Farewell::HeartbeatTimeout {
                        limit: limits::HEARTBEAT_TIMEOUT,
                    });
                }
                Box::pin(session.write(frame(&ServerMessage::Ping))).await;
                // The last look is no later than the time-out.
                ping = (ping + limits::HEARTBEAT).min(heard + limits::HEARTBEAT_TIMEOUT);
                continue;
            }
        };
        heard = Instant::now();
        if let Err(end) = Box::pin(handle(session, frame_read, reader, pacer)).await {
            return end;
        }
        pacer.charge(session.take_refusals());
        pacer.wait().await;
        if session.is_over() {
            return End::Gone;
        }
    }
}

async fn leave(session: Session, end: End, reader: &mut FrameReader) {
    session.all_answered().await;
    match end {
        End::Farewell(farewell) => session.write(farewell_frames(farewell)).await,
        End::Gone => session.write(reader.take_replies()).await,
        End::Stopping => return,
    }
    session.leave(reader.is_lost(), None).await;
}

async fn handle(
    session: &Session,
    read: Result<Frame, Farewell>,
    reader: &mut FrameReader,
    pacer: &mut Pacer,
) -> Result<(), End> {
    let text = match read.map_err(End::Farewell)? {
        Frame::Text(text) => text,
        Frame::Binary(_) => return Err(End::Farewell(Farewell::BadFrame)),
        Frame::Control => {
            let replies = reader.take_replies();
            if !replies.is_empty() {
                pacer.charge(1);
                session.write(replies).await;
            }
            return Ok(());
        }
        Frame::End => return Err(End::Gone),
    };
    let message = match json::decode_client(text.as_bytes()) {
        Ok(message) => message,
        Err(error) => {
            refuse(session, (&error).into(), pacer).await;
            return Ok(());
        }
    };
    // Messages are counted by the allowance, and a sign of life asks nothing.
    if !matches!(message, ClientMessage::Say(_) | ClientMessage::Pong) {
        pacer.charge(1);
    }
    match message {
        ClientMessage::Say(say) => self::say(session, say, pacer).await?,
        ClientMessage::Complain { name } => match name::lookup_subject(&name) {
            Ok(name) => session.complain(name).await?,
            Err(refusal) => refuse(session, RefusedMessage::of(&refusal, None), pacer).await,
        },
        ClientMessage::Status => session.status().await?,
        ClientMessage::Rules => {
            session
                .answer(frame(&ServerMessage::Rules {
                    text: (&session.facts().rules).into(),
                }))
                .await;
        }
        ClientMessage::Ping => session.write(frame(&ServerMessage::Pong)).await,
        ClientMessage::Pong => {}
        ClientMessage::Login(_) => {
            refuse(session, (&LoginRefusal::AlreadyLoggedIn).into(), pacer).await;
        }
        ClientMessage::Exit => return Err(End::Farewell(Farewell::Exit)),
        about_rooms => {
            match rooms::command(session.id(), &session.facts().settings.lobby, about_rooms) {
                Ok(Some(command)) => session.request(None, command).await?,
                Ok(None) => {}
                Err(refused) => refuse(session, refused, pacer).await,
            }
        }
    }
    Ok(())
}

async fn say(session: &Session, say: SayMessage, pacer: &mut Pacer) -> Result<(), AskError> {
    let SayMessage {
        key,
        to,
        room,
        kind,
        text,
    } = say;
    // The decoder has checked that a key is one.
    let key = key.as_deref().and_then(ClientKey::new);
    let to = rooms::target(to.as_deref(), room.as_deref());
    let text = parse_text(&text).ok_or(Refusal::EmptyMessage);
    match to.and_then(|to| Ok((to, text?))) {
        Ok((to, text)) => session.say(to, text, speech(kind), key).await,
        Err(refusal) => {
            refuse(session, RefusedMessage::of(&refusal, key.as_ref()), pacer).await;
            Ok(())
        }
    }
}

/// What is said, besides a text. The decoder has refused kinds that it does not know.
fn speech(kind: Option<Kind>) -> Speech {
    match kind {
        Some(Kind::Action) => Speech::Action,
        Some(Kind::Notice) => Speech::Notice,
        None | Some(Kind::Unknown) => Speech::Message,
    }
}

async fn refuse(session: &Session, refused: RefusedMessage<'_>, pacer: &mut Pacer) {
    pacer.charge(1);
    session
        .answer(frame(&ServerMessage::Refused(refused)))
        .await;
}
