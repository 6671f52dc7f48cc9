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

use std::sync::Arc;

use hourglass_wire::irc::{Capabilities, reply};
use hourglass_wire::words::Farewell;
use tokio::net::TcpStream;

use super::doorstep::{Doorstep, Ending};
use super::{Stay, Visit, socket};
use crate::facts::Facts;
use crate::handle::Handle;
use negotiation::Offer;
use reader::IrcReader;

/// Greets and lets somebody in. `looked` is what was read of the connection already.
pub(super) async fn enter(
    socket: TcpStream,
    looked: Vec<u8>,
    visit: Visit,
    handle: &Handle,
    doorstep: Doorstep,
) -> Option<Stay> {
    let socket = Arc::new(socket);
    let mut reader = IrcReader::new(socket.clone(), &looked);
    drop(looked);
    match login::login(&socket, &mut reader, visit.address, handle, doorstep).await {
        Ok(Some((session, client))) => Some(chat::chat(session, client, reader, visit)),
        Ok(None) => None,
        Err(ending) => {
            end(&socket, ending).await;
            None
        }
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
