//! What is spoken to a session, and the encoder of each.

use hourglass_core::{Event, RoomId};
use hourglass_wire::irc::{self, Capabilities, IrcEncoder, Listener, Occasion};
use hourglass_wire::line::{self, LineEncoder};
use hourglass_wire::{Farewell, Perspective, json};

use tungstenite::protocol::frame::coding::CloseCode;

use crate::websocket::{self, Framing};

/// What is spoken to a session. What many hear is rendered once for each that is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Lines, as for `nc`; what is said in this room is not marked with its name.
    Line(RoomId),
    /// JSON messages in WebSocket frames.
    WebSocket,
    /// IRC with what was agreed on, in lines or frames.
    Irc(Capabilities, Framing),
}

impl Dialect {
    /// The dialect in which the session hears what many hear: without what changes answers only.
    pub(super) fn shared(self) -> Self {
        match self {
            Self::Irc(capabilities, framing) => Self::Irc(capabilities.for_rendering(), framing),
            other => other,
        }
    }

    /// Whether a session that watches somebody hears of this event where they have no room in common.
    pub(super) fn follows(self, event: &Event) -> bool {
        let Self::Irc(capabilities, _) = self else {
            return true;
        };
        let is_asked_for = matches!(
            event,
            Event::Watched { .. } | Event::MetadataChanged(_) | Event::MetadataTold { .. }
        );
        is_asked_for || capabilities.has(Capabilities::EXTENDED_MONITOR)
    }

    /// How a door packs what it writes by itself.
    pub(crate) fn framing(self) -> Framing {
        match self {
            Self::Irc(_, framing) => framing,
            Self::Line(_) | Self::WebSocket => Framing::None,
        }
    }

    /// Whether everybody who speaks it hears the same of this event, where it is no answer.
    pub(super) fn is_shared(self, event: &Event) -> bool {
        !matches!(self, Self::Irc(..)) || !irc::is_personal(event)
    }
}

/// Whom an event is rendered for.
#[derive(Clone, Copy)]
pub(crate) struct Hearer<'a> {
    /// What is spoken.
    pub(crate) dialect: Dialect,
    /// From whose side.
    pub(crate) perspective: Perspective,
    /// The session's name; empty for what many hear.
    pub(crate) name: &'a str,
}

/// The encoders of all dialects.
pub(crate) struct Encoders {
    line: LineEncoder,
    irc: IrcEncoder,
}

impl Encoders {
    /// The encoders that have settings.
    pub(crate) fn new(line: LineEncoder, irc: IrcEncoder) -> Self {
        Self { line, irc }
    }

    /// Appends `event` to `out` as it is heard.
    pub(crate) fn encode(
        &self,
        event: &Event,
        hearer: Hearer<'_>,
        occasion: Occasion<'_>,
        out: &mut Vec<u8>,
    ) {
        let perspective = hearer.perspective;
        match hearer.dialect {
            Dialect::Line(focus) => self.line.encode(event, perspective, focus, out),
            Dialect::WebSocket => {
                websocket::text_frame(out, |out| json::encode(event, perspective, out));
            }
            Dialect::Irc(capabilities, framing) => {
                let name = hearer.name;
                let listener = Listener { capabilities, name };
                framing.put(out, |out| {
                    self.irc
                        .encode(event, perspective, &listener, occasion, out);
                });
            }
        }
    }

    /// Appends that a command is done of which there is nothing to tell.
    pub(super) fn acknowledge(&self, hearer: Hearer<'_>, label: Option<&str>, out: &mut Vec<u8>) {
        if let Dialect::Irc(capabilities, framing) = hearer.dialect {
            let name = hearer.name;
            let listener = Listener { capabilities, name };
            framing.put(out, |out| self.irc.acknowledge(&listener, label, out));
        }
    }

    /// Appends the last words to a session that the server ends.
    pub(crate) fn farewell(&self, dialect: Dialect, farewell: Farewell, out: &mut Vec<u8>) {
        match dialect {
            Dialect::Line(_) => {
                // What was being written may have stopped within a line.
                out.push(b'\n');
                line::farewell(farewell, out);
            }
            Dialect::WebSocket => websocket::farewell(farewell, out),
            Dialect::Irc(_, framing) => {
                let mut lines = Vec::new();
                self.irc.farewell(farewell, &mut lines);
                out.extend(framing.pack_farewell(lines, farewell));
            }
        }
    }

    /// Appends what ends a connection when the server stops, where the dialect has such a thing.
    pub(crate) fn close(&self, dialect: Dialect, out: &mut Vec<u8>) {
        match dialect {
            Dialect::Line(_) => {}
            Dialect::WebSocket => websocket::close_frame(CloseCode::Away, out),
            Dialect::Irc(_, framing) => framing.close(CloseCode::Away, out),
        }
    }
}
