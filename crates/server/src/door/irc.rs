//! The IRC door: for every client of IRC.

mod account_request;
mod call;
mod chat;
mod formatting;
mod login;
mod negotiation;
mod perform;
mod reader;
mod registration;
mod steps;
mod verbs;

use std::net::SocketAddr;
use std::sync::Arc;

use hourglass_wire::irc::{Capabilities, reply};
use hourglass_wire::words::Farewell;
use tokio::net::TcpStream;

use super::doorstep::{Doorstep, Ending};
use super::socket;
use crate::facts::Facts;
use crate::handle::Handle;
use negotiation::Offer;
use reader::IrcReader;

/// Serves one connection from its first line to its end. `looked` is what was read of it already.
pub(super) async fn serve(
    socket: TcpStream,
    looked: Vec<u8>,
    address: SocketAddr,
    handle: Handle,
    doorstep: Doorstep,
) {
    let socket = Arc::new(socket);
    let mut reader = IrcReader::new(socket.clone(), &looked);
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
        Ok(Some((session, client))) => {
            chat::chat(session, client, &mut reader, handle.facts()).await;
            Box::pin(socket::linger(&socket)).await;
        }
        Ok(None) => {}
        Err(ending) => Box::pin(end(&socket, ending)).await,
    }
}

/// Tells somebody who is not logged in why the connection ends, and ends it.
async fn end(socket: &TcpStream, ending: Ending) {
    let mut words = Vec::new();
    match ending {
        Ending::Farewell(farewell) => reply::farewell(farewell, &mut words),
        Ending::Stopping => reply::error("The server is shutting down", &mut words),
    }
    match ending {
        Ending::Farewell(Farewell::MadeRoom) => socket::make_room(socket, &words),
        _ => socket::finish(socket, &words).await,
    }
}

/// What the server offers beyond classical IRC.
fn offer(facts: &Facts) -> Offer {
    let taken = if facts.registration.off {
        Capabilities::ACCOUNT_REGISTRATION
    } else {
        Capabilities::NONE
    };
    Offer {
        capabilities: Capabilities::ALL.without(taken),
        values: facts.capability_values(),
    }
}
