//! What is spoken over a WebSocket: its path and the subprotocols that it asks for tell.

use hyper::header::{HeaderMap, SEC_WEBSOCKET_PROTOCOL};

use crate::websocket::Framing;

/// What is spoken over a WebSocket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spoken {
    /// The JSON protocol.
    Json,
    /// IRC in frames of this kind.
    Irc(Framing),
}

impl Spoken {
    /// What is spoken at `path`; nothing where there is no WebSocket.
    pub(super) fn at(path: &str, headers: &HeaderMap) -> Option<Self> {
        match path {
            "/ws" => Some(subprotocol(headers).map_or(Self::Json, Self::Irc)),
            "/irc" => Some(Self::Irc(subprotocol(headers).unwrap_or(Framing::Text))),
            _ => None,
        }
    }

    /// The subprotocol that is agreed on; nothing where none was asked for that there is.
    pub(super) fn agreed(headers: &HeaderMap) -> Option<&'static str> {
        subprotocol(headers).and_then(Framing::subprotocol)
    }
}

/// The first subprotocol asked for that there is.
fn subprotocol(headers: &HeaderMap) -> Option<Framing> {
    headers
        .get_all(SEC_WEBSOCKET_PROTOCOL)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .find_map(|name| Framing::of_subprotocol(name.trim()))
}
