//! The line door: for `nc`, telnet and the original client.

mod chat;
mod login;
mod reader;
mod rooms;

use std::net::SocketAddr;
use std::sync::Arc;

use hourglass_wire::line::{self, SHUTTING_DOWN};
use hourglass_wire::words::Farewell;
use tokio::net::TcpStream;

use super::doorstep::{Doorstep, Ending};
use super::socket;
use crate::handle::Handle;
use reader::LineReader;

/// Serves one connection from the first prompt to its end. `looked` is what was read of it already.
pub(super) async fn serve(
    socket: TcpStream,
    looked: Vec<u8>,
    address: SocketAddr,
    handle: Handle,
    doorstep: Doorstep,
) {
    let socket = Arc::new(socket);
    let mut reader = LineReader::new(socket.clone(), &looked, handle.facts().settings.max_message);
    drop(looked);
    let entered = Box::pin(login::login(
        &socket,
        &mut reader,
        address,
        &handle,
        doorstep,
    ))
    .await;
    match entered {
        Ok(Some(session)) => {
            chat::chat(session, &mut reader, handle.facts()).await;
            Box::pin(socket::linger(&socket)).await;
        }
        Ok(None) => {}
        Err(ending) => Box::pin(end(&socket, ending)).await,
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
