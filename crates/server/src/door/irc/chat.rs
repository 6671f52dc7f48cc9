//! From the greeting to the end.

use hourglass_core::Text;
use hourglass_wire::irc::{IrcLine, Message, To, parse, reply};
use hourglass_wire::words::Farewell;
use tokio::time::Instant;

use super::call::{Call, Client};
use super::perform::{Next, perform};
use super::reader::{Heard, IrcReader};
use super::steps::Steps;
use super::verbs;
use crate::door::pacer::Pacer;
use crate::door::{Stay, Visit, socket};
use crate::facts::Facts;
use crate::handle::{AskError, Session};
use crate::limits;

/// Why the loop ends.
enum End {
    /// The person left, and may have said why.
    Quit(Option<Text>),
    /// Nothing was heard from it.
    Silent,
    /// What came keeps to no rules.
    Broken(Farewell),
    /// The connection is over, or was cut off.
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
pub(super) fn chat(session: Session, client: Client, reader: IrcReader, visit: Visit) -> Stay {
    // No `async fn`, since that would have room for its arguments twice.
    Box::pin(async move {
        let (mut client, mut reader) = (client, reader);
        let end = converse(&session, &mut client, &mut reader).await;
        Box::pin(leave(session, end, &mut reader)).await;
        Box::pin(socket::linger(reader.socket())).await;
        drop(visit);
    })
}

async fn converse(session: &Session, client: &mut Client, reader: &mut IrcReader) -> End {
    let facts = session.facts();
    let mut pacer = Pacer::new(facts.flood_guard);
    let mut heard = Instant::now();
    let mut is_pinged = false;
    loop {
        let wait = if is_pinged {
            limits::IRC_TIMEOUT
        } else {
            limits::IRC_PING
        };
        let heard_now = tokio::select! {
            biased;
            heard_now = reader.next() => heard_now,
            () = tokio::time::sleep_until(heard + wait) => {
                if is_pinged {
                    return End::Silent;
                }
                is_pinged = true;
                Box::pin(session.write(ping(facts))).await;
                continue;
            }
        };
        heard = Instant::now();
        is_pinged = false;
        let line = match heard_now {
            Heard::Line(line) => line,
            Heard::Control => {
                Box::pin(reply_to_control(session, reader, &mut pacer)).await;
                continue;
            }
            Heard::Broken(farewell) => return End::Broken(farewell),
            Heard::End => return End::Gone,
        };
        // Boxed, so that a connection that waits for a line holds no memory for handling one.
        match Box::pin(handle(session, client, line, facts, &mut pacer)).await {
            Ok(Next::Line) => {}
            Ok(Next::Quit(reason)) => return End::Quit(reason),
            Err(error) => return error.into(),
        }
        pacer.charge(session.take_refusals());
        pacer.wait().await;
        if session.is_over() {
            return End::Gone;
        }
    }
}

/// Writes what a WebSocket answers by itself.
async fn reply_to_control(session: &Session, reader: &mut IrcReader, pacer: &mut Pacer) {
    let replies = reader.take_replies();
    if !replies.is_empty() {
        pacer.charge(1);
        session.write_as_is(replies).await;
        pacer.wait().await;
    }
}

async fn leave(session: Session, end: End, reader: &mut IrcReader) {
    let mut last_words = Vec::new();
    match end {
        End::Quit(reason) => {
            let words = reason.as_ref().map_or("Quit", |_| "Quit:");
            let said = reason.as_ref().map_or("", Text::as_str);
            reply::error(format!("{words} {said}").trim_end(), &mut last_words);
            session.quit(reason, last_words).await;
        }
        End::Silent => {
            let limit = limits::IRC_TIMEOUT;
            reply::farewell(Farewell::HeartbeatTimeout { limit }, &mut last_words);
            let reason = Some(Text::from_sanitised("Ping timeout"));
            session.quit(reason, last_words).await;
        }
        End::Broken(farewell) => {
            reply::farewell(farewell, &mut last_words);
            let reason = Some(Text::from_sanitised("Connection closed"));
            session.quit(reason, last_words).await;
        }
        End::Gone => {
            session.write_as_is(reader.take_replies()).await;
            session
                .leave(
                    reader.is_lost(),
                    Some(Text::from_sanitised("Connection closed")),
                )
                .await
        }
        End::Stopping => {}
    }
}

async fn handle(
    session: &Session,
    client: &mut Client,
    line: IrcLine<'_>,
    facts: &Facts,
    pacer: &mut Pacer,
) -> Result<Next, AskError> {
    let (text, is_utf8) = match line {
        IrcLine::Text(text) => (text, true),
        IrcLine::NotUtf8(text) => (text.into(), false),
        IrcLine::TooLong => {
            pacer.charge(1);
            return refuse(session, client, facts, reply::input_too_long).await;
        }
    };
    let Ok(message) = parse(&text) else {
        return Ok(Next::Line);
    };
    client.is(session.person());
    let steps = if is_utf8 {
        steps(client, &message, facts, pacer)
    } else {
        pacer.charge(1);
        refusal_of_bytes(client, &message, facts)
    };
    let label_of_lines = client.label_of_lines.take();
    // A message on several lines is answered when the last one is there.
    let label = match &client.multiline {
        Some(_) => None,
        None => label_of_lines.as_deref().or(message.label()),
    };
    perform(session, client, facts, label, steps.into_inner()).await
}

/// What a line asks for.
fn steps(client: &mut Client, message: &Message<'_>, facts: &Facts, pacer: &mut Pacer) -> Steps {
    let mut steps = Steps::default();
    let Some(verb) = verbs::find(message.verb) else {
        pacer.charge(1);
        // A numeric is an answer, and nobody asked a client anything.
        if !message.verb.bytes().all(|byte| byte.is_ascii_digit()) {
            let to = To {
                server: &facts.irc.server.name,
                name: &client.name,
            };
            steps.tell(|out| reply::unknown_command(to, message.verb, out));
        }
        return steps;
    };
    if !verb.is_free {
        pacer.charge(1);
    }
    verb.run(&mut Call {
        facts,
        client,
        message,
        verb: verb.name,
        steps: &mut steps,
    });
    steps
}

async fn refuse(
    session: &Session,
    client: &Client,
    facts: &Facts,
    write: fn(To<'_>, &mut Vec<u8>),
) -> Result<Next, AskError> {
    let mut bytes = Vec::new();
    let to = To {
        server: &facts.irc.server.name,
        name: &client.name,
    };
    write(to, &mut bytes);
    session.answer(bytes).await;
    Ok(Next::Line)
}

fn refusal_of_bytes(client: &Client, message: &Message<'_>, facts: &Facts) -> Steps {
    let mut steps = Steps::default();
    let verb = verbs::find(message.verb).map_or("*", |verb| verb.name);
    let to = To {
        server: &facts.irc.server.name,
        name: &client.name,
    };
    steps.tell(|out| not_utf8(to, verb, out));
    steps
}

/// Says that a line was not UTF-8, and so was not taken.
pub(super) fn not_utf8(to: To<'_>, verb: &str, out: &mut Vec<u8>) {
    let words = "Only UTF-8 is understood here; set your client to it";
    reply::fail(to, verb, "INVALID_UTF8", &[], words, out);
}

fn ping(facts: &Facts) -> Vec<u8> {
    format!("PING :{}\r\n", facts.irc.server.name).into_bytes()
}
