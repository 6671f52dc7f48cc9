//! What is said.

use hourglass_core::{Destination, Message, Person, Rank, Said, Speech};

use super::encoder::Scene;
use super::label::{close, put_mark};
use super::source::put_address;
use super::writer::{BODY_BYTES_MAX, Line, cut, put_number};
use super::{Capabilities, multiline};

/// The batch of a message on several lines; closed before anything else is written.
const BATCH: &str = "long";

/// Bytes of tags of the author's client that further lines of a message repeat, for clients that know of no batch.
const REPEATED_TAGS_BYTES_MAX: usize = 128;

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
    let (verb, before, behind) = form(message.speech);
    if message.speech == Speech::TagsOnly {
        if scene.has(Capabilities::MESSAGE_TAGS) {
            begin(scene, message, batch, verb, true, out).end();
        }
        return;
    }
    let text = message.text.as_str();
    if message.speech == Speech::Topic {
        return begin(scene, message, batch, verb, true, out).text(text);
    }
    let line = begin(scene, message, batch, verb, true, out);
    let room = line.room().saturating_sub(before.len() + behind.len());
    let may_be_batch = scene.has(Capabilities::MULTILINE | Capabilities::BATCH);
    let is_plain = before.is_empty();
    if text.len() <= room && !(is_plain && message.text.lines().is_some()) {
        return line.text_in(&[before, text, behind]);
    }
    line.give_up();
    if may_be_batch && is_plain {
        return put_multiline(scene, message, batch, verb, out);
    }
    let mut is_first = true;
    for (part, _) in message.text.parts() {
        for (piece, _) in pieces(part, room) {
            let line = begin(scene, message, batch, verb, is_first, out);
            line.text_in(&[before, piece, behind]);
            is_first = false;
        }
    }
}

/// Writes a message as a batch of lines: as it stood on lines, and those divided that are too long, where each goes
/// on where the one before it ended. Its tags are those of the batch.
fn put_multiline(
    scene: Scene<'_>,
    message: &Message,
    batch: Option<&str>,
    verb: &str,
    out: &mut Vec<u8>,
) {
    let line = from_author(message, tags(scene, message, batch, true, Line::new(out)))
        .verb("BATCH")
        .word_with(|out| put_mark(b'+', BATCH, out))
        .word(multiline::TYPE);
    target(&message.destination, line).end();
    for (part, goes_on) in message.text.parts() {
        let line = begin_inside(message, verb, goes_on, out);
        if part.len() <= line.room() {
            line.text(part);
            continue;
        }
        let room = line.room();
        line.give_up();
        for (piece, is_rest) in pieces(part, room) {
            begin_inside(message, verb, goes_on || is_rest, out).text(piece);
        }
    }
    close(BATCH, scene.to.server, out);
}

/// A line within the batch of a message, up to its text.
fn begin_inside<'o>(
    message: &Message,
    verb: &str,
    goes_on: bool,
    out: &'o mut Vec<u8>,
) -> Line<'o> {
    let mut line = Line::new(out).tag("batch", BATCH);
    if goes_on {
        line = line.tag(multiline::CONCAT, "");
    }
    target(&message.destination, from_author(message, line).verb(verb))
}

/// A text in pieces that have room on a line, each with whether it is not the first one; none of an empty text.
fn pieces(text: &str, room: usize) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let piece = (!rest.is_empty()).then(|| split(rest, room))?;
        let is_rest = rest.len() < text.len();
        rest = &rest[piece.len()..];
        Some((piece, is_rest))
    })
}

/// A line of a message, up to its text.
fn begin<'o>(
    scene: Scene<'_>,
    message: &Message,
    batch: Option<&str>,
    verb: &str,
    is_first: bool,
    out: &'o mut Vec<u8>,
) -> Line<'o> {
    let line = tags(scene, message, batch, is_first, Line::new(out));
    target(&message.destination, from_author(message, line).verb(verb))
}

fn from_author<'o>(message: &Message, line: Line<'o>) -> Line<'o> {
    let (name, username) = (&message.author_name, &message.author_username);
    line.source_with(|out| put_address(name, username, message.author, out))
}

/// Whether others get a text on one line, as the author's client sent it, and not on several or cut off.
pub fn fits_one_line(author: &Person, target: &str, speech: Speech, text: &str) -> bool {
    let (verb, before, behind) = form(speech);
    let mut line = Vec::new();
    put_address(&author.name, &author.username, author.account, &mut line);
    // The colons before both, and the spaces between the four.
    let marks = ":   :".len() + before.len() + behind.len();
    line.len() + marks + verb.len() + target.len() + text.len() <= BODY_BYTES_MAX
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
    let line = scene.by(by, out).verb("REDACT");
    let line = target(destination, line).number(id);
    match reason {
        Some(reason) => line.text(reason),
        None => line.end(),
    }
}

/// As much of a text as a line has room for, if possible up to behind a space.
fn split(text: &str, room: usize) -> &str {
    let part = match cut(text, room) {
        "" => text,
        part => part,
    };
    let is_all = part.len() == text.len();
    match part.rfind(' ') {
        Some(space) if !is_all && space >= part.len() / 2 => &part[..=space],
        _ => part,
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
        Speech::Topic => ("TOPIC", "", ""),
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

/// What is told of a message besides its text. Its id is on its first line only, so that no two lines are one
/// message, and tags of its author's client that are long, so that a message does not grow by its lines.
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
    line = scene.put_time(message.sent_at, line);
    if scene.has(Capabilities::ACCOUNT_TAG) && !message.author.is_guest() {
        line = line.tag("account", &message.author_name);
    }
    if !scene.has(Capabilities::MESSAGE_TAGS) {
        return line;
    }
    if is_first {
        line = line.tag_with("msgid", |out| put_number(message.id.0, out));
    }
    if message.author_is_bot {
        line = line.tag("bot", "");
    }
    match &message.tags {
        Some(tags) if is_first || tags.as_str().len() <= REPEATED_TAGS_BYTES_MAX => {
            line.tags(tags.as_str())
        }
        _ => line,
    }
}
