//! From the welcome to the end.

use hourglass_core::{Refusal, Speech, Target, Text};
use hourglass_wire::line::{self, Answer, Line, LineRequest};
use hourglass_wire::words::Farewell;
use hourglass_wire::{name, room};

use super::reader::LineReader;
use super::rooms::{self, Focus};
use crate::door::pacer::Pacer;
use crate::door::{Stay, Visit, socket};
use crate::handle::{AskError, Session};

/// What becomes of the connection after a line.
enum Next {
    /// More is read.
    Line,
    /// The person left.
    End,
}

/// Serves somebody who is logged in until the connection ends.
pub(super) fn chat(session: Session, mut reader: LineReader, visit: Visit) -> Stay {
    let mut focus = Focus::default();
    let mut pacer = Pacer::new(session.facts().flood_guard);
    // This is the memory of a connection that waits for a line. So what handles one is boxed; and this is
    // no `async fn`, since that would have room for its arguments twice.
    Box::pin(async move {
        let mut stopping = false;
        while let Some(line) = reader.next().await {
            match Box::pin(handle(&session, line, &mut focus, &mut pacer)).await {
                Ok(Next::Line) => {}
                Ok(Next::End) | Err(AskError::Over) => break,
                // The session is told so and ended with all others.
                Err(AskError::Closed) => {
                    stopping = true;
                    break;
                }
            }
            pacer.charge(session.take_refusals());
            pacer.wait().await;
            if session.is_over() {
                break;
            }
        }
        if !stopping {
            Box::pin(session.leave(reader.is_lost(), None)).await;
        }
        Box::pin(socket::linger(reader.socket())).await;
        drop(visit);
    })
}

async fn handle(
    session: &Session,
    line: Line<'_>,
    focus: &mut Focus,
    pacer: &mut Pacer,
) -> Result<Next, AskError> {
    let request = match &line {
        Line::Text(text) => line::parse(text),
        Line::TooLong { characters } => {
            pacer.charge(1);
            refuse_length(session, *characters).await;
            return Ok(Next::Line);
        }
    };
    if !is_free(&request) {
        pacer.charge(1);
    }
    let facts = session.facts();
    focus.follow(session);
    match request {
        LineRequest::Say { text } => say_in_focus(session, Speech::Message, text).await?,
        LineRequest::Act { text } => say_in_focus(session, Speech::Action, text).await?,
        LineRequest::SayIn { room, text } => match room::lookup(&room) {
            Ok(room) => say_to(session, Target::RoomNamed(room), text).await?,
            Err(refusal) => refuse(session, &refusal, pacer).await,
        },
        LineRequest::Room(request) => match rooms::command(session, focus, facts, request) {
            Ok(command) => rooms::carry_out(session, focus, command).await?,
            Err(rooms::Unclear::Refused(refusal)) => refuse(session, &refusal, pacer).await,
            Err(rooms::Unclear::BadName(error)) => {
                answer(session, Answer::BadRoomName { error: &error }).await;
            }
        },
        LineRequest::Incomplete { template } => {
            answer(session, Answer::Incomplete { template }).await
        }
        LineRequest::Private { name, text } => match name::lookup_recipient(&name) {
            Ok(name) => say_to(session, Target::Name(name), text).await?,
            Err(refusal) => refuse(session, &refusal, pacer).await,
        },
        LineRequest::Complain { name } => match name::lookup_subject(&name) {
            Ok(name) => session.complain(name).await?,
            Err(refusal) => refuse(session, &refusal, pacer).await,
        },
        LineRequest::Status => session.status().await?,
        LineRequest::PrivateSyntax => answer(session, Answer::PrivateSyntax).await,
        LineRequest::ComplainSyntax => answer(session, Answer::ComplainSyntax).await,
        LineRequest::Rules => answer(session, Answer::Rules { text: &facts.rules }).await,
        LineRequest::Unknown { word } => {
            answer(session, Answer::UnknownCommand { word: &word }).await
        }
        LineRequest::Empty => {}
        LineRequest::Exit => {
            say_farewell(session).await;
            return Ok(Next::End);
        }
    }
    Ok(Next::Line)
}

/// Says something to the room in focus.
async fn say_in_focus(session: &Session, speech: Speech, text: Text) -> Result<(), AskError> {
    let focus = Target::Room(session.focus());
    session.say(focus, text, speech, None).await
}

async fn say_to(session: &Session, to: Target, text: Text) -> Result<(), AskError> {
    session.say(to, text, Speech::Message, None).await
}

/// Messages are counted by the allowance, and an empty line asks nothing.
fn is_free(request: &LineRequest) -> bool {
    matches!(
        request,
        LineRequest::Say { .. }
            | LineRequest::Act { .. }
            | LineRequest::SayIn { .. }
            | LineRequest::Private { .. }
            | LineRequest::Empty
    )
}

async fn refuse_length(session: &Session, characters: usize) {
    let limit = session.facts().settings.max_message;
    answer(session, Answer::TooLong { characters, limit }).await;
}

async fn say_farewell(session: &Session) {
    let mut bytes = Vec::new();
    line::farewell(Farewell::Exit, &mut bytes);
    session.answer(bytes).await;
}

async fn answer(session: &Session, answer: Answer<'_>) {
    let mut bytes = Vec::new();
    line::answer(answer, &mut bytes);
    session.answer(bytes).await;
}

async fn refuse(session: &Session, refusal: &Refusal, pacer: &mut Pacer) {
    pacer.charge(1);
    let mut bytes = Vec::new();
    line::refused(refusal, &mut bytes);
    session.answer(bytes).await;
}
