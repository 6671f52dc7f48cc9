//! The line door: for `nc`, telnet and the original client.

mod chat;
mod login;
mod reader;
mod rooms;

use std::sync::Arc;

use hourglass_wire::line::{self, SHUTTING_DOWN};
use hourglass_wire::words::Farewell;
use tokio::net::TcpStream;

use super::doorstep::{Doorstep, Ending};
use super::{Stay, Visit, socket};
use crate::handle::Handle;
use reader::LineReader;

/// Prompts until somebody is let in. `looked` is what was read of the connection already.
pub(super) async fn enter(
    socket: TcpStream,
    looked: Vec<u8>,
    visit: Visit,
    handle: &Handle,
    doorstep: Doorstep,
) -> Option<Stay> {
    let socket = Arc::new(socket);
    let mut reader = LineReader::new(socket.clone(), &looked, handle.facts().settings.max_message);
    drop(looked);
    match login::login(&socket, &mut reader, visit.address, handle, doorstep).await {
        Ok(Some(session)) => Some(chat::chat(session, reader, visit)),
        Ok(None) => None,
        Err(ending) => {
            end(&socket, ending).await;
            None
        }
    }
}

/// Tells somebody who is not logged in why the connection ends, and ends it.
pub(super) async fn end(socket: &TcpStream, ending: Ending) {
    match ending {
        Ending::Farewell(farewell) => turn_away(socket, farewell).await,
        Ending::Stopping => {
            let words = [b"\n", SHUTTING_DOWN.as_bytes()].concat();
            socket::finish(socket, &words).await;
        }
    }
}

/// Says why the connection ends, and ends it.
pub(super) async fn turn_away(socket: &TcpStream, farewell: Farewell) {
    // A prompt may stand there without the end of its line.
    let mut words = b"\n".to_vec();
    line::farewell(farewell, &mut words);
    match farewell {
        Farewell::MadeRoom => socket::make_room(socket, &words),
        _ => socket::finish(socket, &words).await,
    }
}
