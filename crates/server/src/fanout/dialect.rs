//! What is spoken to a session, and the encoder of each.

use hourglass_core::Event;
use hourglass_wire::line::{self, LineEncoder};
use hourglass_wire::{Farewell, Perspective, json};

use tungstenite::protocol::frame::coding::CloseCode;

use crate::websocket;

/// What is spoken to a session. An event is rendered once for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Dialect {
    /// Lines, as for `nc`.
    Line,
    /// JSON messages in WebSocket frames.
    WebSocket,
}

/// The encoders of all dialects.
pub(crate) struct Encoders {
    line: LineEncoder,
}

impl Encoders {
    /// Encoders; the line encoder is the one that has settings.
    pub(crate) fn new(line: LineEncoder) -> Self {
        Self { line }
    }

    /// Appends `event` to `out` as it is heard in `dialect`.
    pub(crate) fn encode(
        &self,
        dialect: Dialect,
        event: &Event,
        perspective: Perspective,
        out: &mut Vec<u8>,
    ) {
        match dialect {
            Dialect::Line => self.line.encode(event, perspective, out),
            Dialect::WebSocket => {
                websocket::text_frame(out, |out| json::encode(event, perspective, out));
            }
        }
    }

    /// Appends the last words to a session that the server ends.
    pub(crate) fn farewell(&self, dialect: Dialect, farewell: Farewell, out: &mut Vec<u8>) {
        match dialect {
            Dialect::Line => {
                // What was being written may have stopped within a line.
                out.push(b'\n');
                line::farewell(farewell, out);
            }
            Dialect::WebSocket => websocket::farewell(farewell, out),
        }
    }

    /// Appends what ends a connection when the server stops, where the dialect has such a thing.
    pub(crate) fn close(&self, dialect: Dialect, out: &mut Vec<u8>) {
        if dialect == Dialect::WebSocket {
            websocket::close_frame(CloseCode::Away, out);
        }
    }
}
