//! A message as a line.

use hourglass_core::{Destination, Message, Rank, RoomId, Speech};

use super::{NOTICE, put_line};
use crate::Perspective;

/// Writes a message: who said it, a tab, what; the room before it where that is not the one in `focus`.
/// What is between programs has no line.
pub(super) fn put_message(
    message: &Message,
    perspective: Perspective,
    focus: RoomId,
    out: &mut Vec<u8>,
) {
    if !message.speech.is_kept() {
        return;
    }
    let text = message.text.as_str();
    let author = &*message.author_name;
    // What somebody does is told of them by name, to their own devices too.
    let is_action = message.speech == Speech::Action;
    let (before, speaker, between) = match perspective {
        _ if is_action => (NOTICE, author, " "),
        Perspective::Own => ("", "you", ":\t"),
        Perspective::Other => ("", author, ":\t"),
    };
    match (&message.destination, perspective) {
        (Destination::Room { id, rank: None, .. }, _) if *id == focus => {
            put_line(out, &[before, speaker, between, text]);
        }
        (Destination::Room { name, rank, .. }, _) => {
            let mark = rank.map_or("", mark);
            put_line(out, &[mark, name, " ", before, speaker, between, text]);
        }
        (Destination::Account { name, .. }, Perspective::Own) if is_action => {
            put_line(out, &["you >> ", name, ": ", before, author, " ", text]);
        }
        (Destination::Account { name, .. }, Perspective::Own) => {
            put_line(out, &["you >> ", name, ":\t", text]);
        }
        (Destination::Account { .. }, Perspective::Other) => {
            put_line(out, &[">> ", before, speaker, between, text]);
        }
    }
}

/// Marks what only a part of a room hears, as on IRC.
fn mark(rank: Rank) -> &'static str {
    match rank {
        Rank::Voice => "+",
        Rank::Operator => "@",
    }
}
