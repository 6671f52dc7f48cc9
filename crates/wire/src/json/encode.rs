//! Messages to bytes.

use hourglass_core::Event;
use serde::Serialize;

use super::{ClientMessage, ServerMessage};
use crate::{Farewell, Perspective};

/// Writes an event to the end of `out`, as one JSON object without a line end; nothing where the protocol
/// has no message for it.
pub fn encode(event: &Event, perspective: Perspective, out: &mut Vec<u8>) {
    if let Some(message) = ServerMessage::of(event, perspective) {
        encode_server(&message, out);
    }
}

/// Writes why the connection ends to the end of `out`, as one JSON object without a line end.
pub fn encode_farewell(farewell: Farewell, out: &mut Vec<u8>) {
    encode_server(&ServerMessage::Goodbye(farewell.into()), out);
}

/// Writes a message of the server to the end of `out`, as one JSON object without a line end.
pub fn encode_server(message: &ServerMessage<'_>, out: &mut Vec<u8>) {
    write(message, out);
}

/// Writes a message of a client to the end of `out`, as one JSON object without a line end.
pub fn encode_client(message: &ClientMessage, out: &mut Vec<u8>) {
    write(message, out);
}

/// None of the protocol's types can fail to be written; should one, nothing of it stays.
fn write(message: &impl Serialize, out: &mut Vec<u8>) {
    let start = out.len();
    if serde_json::to_writer(&mut *out, message).is_err() {
        debug_assert!(false, "a message of the protocol can be written");
        out.truncate(start);
    }
}
