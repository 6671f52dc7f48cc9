//! The IRC door: for every client of IRC.

mod account_request;
mod call;
mod chat;
mod formatting;
mod login;
mod metadata_request;
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
use tungstenite::protocol::frame::coding::CloseCode;

use super::doorstep::{Doorstep, Ending};
use super::frames::FrameReader;
use super::{Stay, Visit, socket};
use crate::facts::Facts;
use crate::handle::Handle;
use crate::websocket::Framing;
use login::WayIn;
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
    let reader = IrcReader::new(socket.clone(), &looked);
    drop(looked);
    let way_in = WayIn {
        socket: &socket,
        framing: Framing::None,
        address: visit.address,
        handle,
    };
    serve(way_in, reader, visit, doorstep).await
}

/// The same over a WebSocket.
pub(super) async fn enter_framed(
    socket: &Arc<TcpStream>,
    frames: FrameReader,
    framing: Framing,
    visit: Visit,
    handle: &Handle,
    doorstep: Doorstep,
) -> Option<Stay> {
    let way_in = WayIn {
        socket,
        framing,
        address: visit.address,
        handle,
    };
    serve(way_in, IrcReader::framed(frames), visit, doorstep).await
}

async fn serve(
    way_in: WayIn<'_>,
    mut reader: IrcReader,
    visit: Visit,
    doorstep: Doorstep,
) -> Option<Stay> {
    match login::login(way_in, &mut reader, doorstep).await {
        Ok(Some((session, client))) => Some(chat::chat(session, client, reader, visit)),
        Ok(None) => None,
        Err(ending) => {
            end(way_in, ending).await;
            None
        }
    }
}

/// Tells somebody who is not logged in why the connection ends, and ends it.
async fn end(way_in: WayIn<'_>, ending: Ending) {
    let WayIn {
        socket, framing, ..
    } = way_in;
    let mut words = Vec::new();
    let words = match ending {
        Ending::Farewell(farewell) => {
            reply::farewell(farewell, &mut words);
            framing.pack_farewell(words, farewell)
        }
        Ending::Stopping => {
            reply::error("The server is shutting down", &mut words);
            framing.pack_last(words, CloseCode::Away)
        }
    };
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
