//! A message as a line.

use hourglass_core::{Destination, Message};

use super::put_line;
use crate::Perspective;

/// Writes a message: who said it, a tab, what.
pub(super) fn put_message(message: &Message, perspective: Perspective, out: &mut Vec<u8>) {
    let text = message.text.as_str();
    match (&message.destination, perspective) {
        (Destination::Room(_), Perspective::Own) => put_line(out, &["you:\t", text]),
        (Destination::Room(_), Perspective::Other) => {
            put_line(out, &[&message.author_name, ":\t", text]);
        }
        (Destination::Account { name, .. }, Perspective::Own) => {
            put_line(out, &["you >> ", name, ":\t", text]);
        }
        (Destination::Account { .. }, Perspective::Other) => {
            put_line(out, &[">> ", &message.author_name, ":\t", text]);
        }
    }
}
