//! What was said before, and up to where it was read.

use std::sync::Arc;

use hourglass_core::{Destination, Message, Timestamp};

use super::Capabilities;
use super::encoder::Scene;
use super::label::{close_batch, open_batch};
use super::speech::put_in_batch;
use super::time::put_timestamp;
use super::writer::Line;

const BATCH: &str = "history";

/// Answers a question for a part of a history.
pub(super) fn put_history(
    scene: Scene<'_>,
    target: &str,
    messages: &[Arc<Message>],
    out: &mut Vec<u8>,
) {
    let batch = open(scene, &["chathistory", target], out);
    for message in messages {
        put_in_batch(scene, message, batch, out);
    }
    close_batch(scene.to.server, batch, out);
}

/// Plays messages to somebody who cannot ask for them, in one batch for each run of one conversation.
pub(super) fn play(scene: Scene<'_>, messages: &[Arc<Message>], out: &mut Vec<u8>) {
    for run in messages.chunk_by(|one, other| party(scene, one) == party(scene, other)) {
        if let [first, ..] = run {
            put_history(scene, party(scene, first), run, out);
        }
    }
}

/// Answers a question for the conversations there were.
pub(super) fn put_conversations(
    scene: Scene<'_>,
    conversations: &[(Arc<str>, Timestamp)],
    out: &mut Vec<u8>,
) {
    let batch = open(scene, &["draft/chathistory-targets"], out);
    for (name, at) in conversations {
        let line = match batch {
            Some(batch) => Line::new(out).tag("batch", batch),
            None => Line::new(out),
        };
        line.source(scene.to.server)
            .verb("CHATHISTORY")
            .words(&["TARGETS", name])
            .word_with(|out| put_timestamp(*at, out))
            .end();
    }
    close_batch(scene.to.server, batch, out);
}

/// Writes up to when a conversation is read, for clients that know how.
pub(super) fn put_read_marker(
    scene: Scene<'_>,
    target: &str,
    at: Option<Timestamp>,
    out: &mut Vec<u8>,
) {
    if !scene.has(Capabilities::READ_MARKER) {
        return;
    }
    let line = Line::from(scene.to.server, out)
        .verb("MARKREAD")
        .word(target);
    match at {
        None => line.word("*").end(),
        Some(at) => line
            .word_with(|out| {
                out.extend_from_slice(b"timestamp=");
                put_timestamp(at, out);
            })
            .end(),
    }
}

/// The room of a message, or the other one of the two whose it is.
fn party<'a>(scene: Scene<'_>, message: &'a Message) -> &'a str {
    match &message.destination {
        Destination::Room { name, .. } => name,
        Destination::Account { name, .. } if **name == *scene.to.name => &message.author_name,
        Destination::Account { name, .. } => name,
    }
}

fn open(scene: Scene<'_>, words: &[&str], out: &mut Vec<u8>) -> Option<&'static str> {
    open_batch(scene.to.server, scene.capabilities, BATCH, words, out)
}
