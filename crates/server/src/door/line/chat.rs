//! From the welcome to the end.

use hourglass_core::{Refusal, RoomId, Target};
use hourglass_wire::line::{self, Answer, Line, LineRequest};
use hourglass_wire::name;
use hourglass_wire::words::Farewell;

use super::reader::LineReader;
use crate::door::pacer::Pacer;
use crate::facts::Facts;
use crate::handle::{AskError, Session};

/// What becomes of the connection after a line.
enum Next {
    /// More is read.
    Line,
    /// The person left.
    End,
}

/// Serves somebody who is logged in until the connection ends.
pub(super) async fn chat(session: Session, reader: &mut LineReader, facts: &Facts) {
    let mut pacer = Pacer::new(facts.flood_guard);
    while let Some(line) = reader.next().await {
        // Boxed, so that a connection that waits for a line holds no memory for handling one.
        match Box::pin(handle(&session, line, facts, &mut pacer)).await {
            Ok(Next::Line) => {}
            Ok(Next::End) | Err(AskError::Over) => break,
            // The session is told so and ended with all others.
            Err(AskError::Closed) => return,
        }
        pacer.charge(session.take_refusals());
        pacer.wait().await;
        if session.is_over() {
            break;
        }
    }
    Box::pin(session.leave(reader.is_lost(), None)).await;
}

async fn handle(
    session: &Session,
    line: Line<'_>,
    facts: &Facts,
    pacer: &mut Pacer,
) -> Result<Next, AskError> {
    let request = match &line {
        Line::Text(text) => line::parse(text),
        Line::TooLong { characters } => {
            pacer.charge(1);
            let limit = facts.settings.max_message;
            answer(
                session,
                Answer::TooLong {
                    characters: *characters,
                    limit,
                },
            )
            .await;
            return Ok(Next::Line);
        }
    };
    // Messages are counted by the allowance, and an empty line asks nothing.
    let is_free = matches!(
        request,
        LineRequest::Say { .. } | LineRequest::Private { .. } | LineRequest::Empty
    );
    if !is_free {
        pacer.charge(1);
    }
    match request {
        LineRequest::Say { text } => {
            session
                .say(Target::Room(RoomId::COMMON), text, None)
                .await?
        }
        LineRequest::Private { name, text } => match name::lookup_recipient(&name) {
            Ok(name) => session.say(Target::Name(name), text, None).await?,
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
            let mut bytes = Vec::new();
            line::farewell(Farewell::Exit, &mut bytes);
            session.answer(bytes).await;
            return Ok(Next::End);
        }
    }
    Ok(Next::Line)
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
