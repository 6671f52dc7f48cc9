//! The web door: HTTP, the JSON protocol over WebSocket at `/ws`, and the way to the IRC door at `/irc`.

mod chat;
mod http;
mod login;
mod opening;
mod rewound;
mod rooms;

use std::sync::Arc;

use hourglass_wire::json::{self, ServerMessage};
use hourglass_wire::words::Farewell;
use tokio::net::TcpStream;
use tungstenite::protocol::frame::coding::CloseCode;

use super::doorstep::{Doorstep, Ending};
use super::frames::FrameReader;
use super::{Stay, Visit, irc, socket};
use crate::handle::Handle;
use crate::limits;
use crate::websocket;
use opening::Spoken;

/// Answers HTTP requests until one of them opens a WebSocket, and lets somebody in over that. `looked` is
/// what was read of the connection already.
pub(super) async fn enter(
    socket: TcpStream,
    looked: Vec<u8>,
    visit: Visit,
    handle: &Handle,
    mut doorstep: Doorstep,
) -> Option<Stay> {
    // Whoever has to make room, or takes too long, is closed without an answer: none fits half a request.
    let opened = doorstep
        .wait(Box::pin(http::serve(socket, looked, handle.clone())))
        .await;
    let (socket, begun, spoken) = opened.ok().flatten()?;
    let socket = Arc::new(socket);
    if let Spoken::Irc(framing) = spoken {
        let frames = FrameReader::new(socket.clone(), &begun, limits::IRC_FRAME_BYTES_MAX);
        drop(begun);
        return irc::enter_framed(&socket, frames, framing, visit, handle, doorstep).await;
    }
    let limit = json::client_message_bytes_max(handle.facts().settings.max_message);
    let mut reader = FrameReader::new(socket.clone(), &begun, limit);
    drop(begun);
    match login::login(&socket, &mut reader, visit.address, handle, doorstep).await {
        Ok(Some(session)) => Some(chat::chat(session, reader, visit)),
        Ok(None) => None,
        Err(ending) => {
            end(&socket, ending).await;
            None
        }
    }
}

/// Tells a WebSocket that is not logged in why the connection ends, and ends it.
async fn end(socket: &TcpStream, ending: Ending) {
    let last_words = match ending {
        Ending::Farewell(Farewell::MadeRoom) => {
            return socket::make_room(socket, &farewell_frames(Farewell::MadeRoom));
        }
        Ending::Farewell(farewell) => farewell_frames(farewell),
        Ending::Stopping => {
            let mut bytes = frame(&ServerMessage::ShuttingDown);
            websocket::close_frame(CloseCode::Away, &mut bytes);
            bytes
        }
    };
    socket::finish(socket, &last_words).await;
}

/// One message in a frame of its own.
fn frame(message: &ServerMessage<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    websocket::text_frame(&mut bytes, |out| json::encode_server(message, out));
    bytes
}

/// The last message and the end of a WebSocket.
fn farewell_frames(farewell: Farewell) -> Vec<u8> {
    let mut bytes = Vec::new();
    websocket::farewell(farewell, &mut bytes);
    bytes
}
