//! What is said.

use hourglass_core::{Destination, Message, Person, Rank, Said, Speech};

use super::Capabilities;
use super::encoder::Scene;
use super::source::address;
use super::time::put_timestamp;
use super::writer::{Line, cut};

/// Delimits what is between programs, and actions.
const CTCP: &str = "\u{1}";

/// Writes something said, on as many lines as it takes.
pub(super) fn put_message(scene: Scene<'_>, message: &Message, out: &mut Vec<u8>) {
    put_in_batch(scene, message, None, out);
}

/// The same as a part of a batch.
pub(super) fn put_in_batch(
    scene: Scene<'_>,
    message: &Message,
    batch: Option<&str>,
    out: &mut Vec<u8>,
) {
    let source = address(
        &message.author_name,
        &message.author_username,
        message.author,
    );
    let (verb, before, behind) = form(message.speech);
    if message.speech == Speech::TagsOnly {
        if scene.has(Capabilities::MESSAGE_TAGS) {
            let line = tags(scene, message, batch, true, Line::new(out)).source(&source);
            target(&message.destination, line.verb(verb)).end();
        }
        return;
    }
    let mut rest = message.text.as_str();
    let mut is_first = true;
    while is_first || !rest.is_empty() {
        let line = tags(scene, message, batch, is_first, Line::new(out)).source(&source);
        let line = target(&message.destination, line.verb(verb));
        let room = line.room().saturating_sub(before.len() + behind.len());
        let part = match cut(rest, room) {
            "" => rest,
            part => part,
        };
        line.text_in(&[before, part, behind]);
        rest = &rest[part.len()..];
        is_first = false;
    }
}

/// Answers something said: with the message itself where the client wants that, and that the recipient is away.
pub(super) fn put_said(scene: Scene<'_>, said: &Said, out: &mut Vec<u8>) {
    if scene.has(Capabilities::ECHO_MESSAGE) {
        put_message(scene, &said.message, out);
    }
    if let (Some(away), Destination::Account { name, .. }) = (&said.away, &said.message.destination)
    {
        scene.to.line("301", out).word(name).text(away.as_str());
    }
}

/// Takes a message back, for clients that know how.
pub(super) fn put_redacted(
    scene: Scene<'_>,
    id: u64,
    destination: &Destination,
    by: &Person,
    reason: Option<&str>,
    out: &mut Vec<u8>,
) {
    if !scene.has(Capabilities::MESSAGE_REDACTION) {
        return;
    }
    let line = Line::from(&super::prefix(by), out).verb("REDACT");
    let line = target(destination, line).number(id);
    match reason {
        Some(reason) => line.text(reason),
        None => line.end(),
    }
}

/// The command, and what stands before and behind the text.
fn form(speech: Speech) -> (&'static str, &'static str, &'static str) {
    match speech {
        Speech::Message => ("PRIVMSG", "", ""),
        Speech::Notice => ("NOTICE", "", ""),
        Speech::Action => ("PRIVMSG", "\u{1}ACTION ", CTCP),
        Speech::Request => ("PRIVMSG", CTCP, CTCP),
        Speech::Reply => ("NOTICE", CTCP, CTCP),
        Speech::TagsOnly => ("TAGMSG", "", ""),
    }
}

fn target<'o>(destination: &Destination, line: Line<'o>) -> Line<'o> {
    match destination {
        Destination::Room {
            name,
            rank: Some(rank),
            ..
        } => {
            let mark = match rank {
                Rank::Voice => b'+',
                Rank::Operator => b'@',
            };
            line.word_with(|out| {
                out.push(mark);
                out.extend_from_slice(name.as_bytes());
            })
        }
        Destination::Room { name, .. } | Destination::Account { name, .. } => line.word(name),
    }
}

/// What is told of a message besides its text. Its id and its author's client's tags are on its first line
/// only, so that no two lines are one message.
fn tags<'o>(
    scene: Scene<'_>,
    message: &Message,
    batch: Option<&str>,
    is_first: bool,
    mut line: Line<'o>,
) -> Line<'o> {
    if let Some(batch) = batch {
        line = line.tag("batch", batch);
    }
    if scene.has(Capabilities::SERVER_TIME) {
        line = line.tag_with("time", |out| put_timestamp(message.sent_at, out));
    }
    if scene.has(Capabilities::ACCOUNT_TAG) && !message.author.is_guest() {
        line = line.tag("account", &message.author_name);
    }
    if !scene.has(Capabilities::MESSAGE_TAGS) {
        return line;
    }
    if is_first {
        line = line.tag("msgid", &message.id.0.to_string());
    }
    if message.author_is_bot {
        line = line.tag("bot", "");
    }
    match &message.tags {
        Some(tags) if is_first => line.tags(tags.as_str()),
        _ => line,
    }
}
