//! The doors: how connections come in. A door holds a [`Handle`] and can do nothing else.

mod doorstep;
mod irc;
mod line;
mod look;
mod pacer;
mod pending;
mod socket;
mod web;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use hourglass_wire::words::Farewell;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::auth::Origin;
use crate::handle::Handle;
use crate::limits;
use doorstep::Doorstep;
use look::Caller;
use pending::Pending;

/// What all connections share.
struct Hall {
    handle: Handle,
    pending: Arc<Pending>,
    /// One permit for each connection that there may be.
    places: Arc<Semaphore>,
    stop: CancellationToken,
}

/// Takes connections, at most `connections` at a time, until `stop` is cancelled. Those that are not logged in
/// by then are told and closed.
pub(crate) async fn accept(
    listener: TcpListener,
    handle: Handle,
    connections: usize,
    stop: CancellationToken,
    tracker: TaskTracker,
) {
    let hall = Arc::new(Hall {
        pending: Pending::new(handle.facts().flood_guard, connections),
        places: Arc::new(Semaphore::new(connections)),
        handle,
        stop: stop.clone(),
    });
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            accepted = accept_one(&listener, &hall) => accepted,
        };
        match accepted {
            Ok((socket, address, place)) => {
                tracing::info!(%address, "connected");
                let hall = hall.clone();
                tracker.spawn(async move {
                    serve(socket, address, &hall).await;
                    tracing::info!(%address, "disconnected");
                    drop(place);
                });
            }
            Err(error) => {
                // Most of these concern one connection; what concerns the system passes.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(limits::ACCEPT_REST).await;
            }
        }
    }
}

/// Waits for a place and a connection to take it. Where all are taken, whoever has been silent the longest
/// has to leave.
async fn accept_one(
    listener: &TcpListener,
    hall: &Hall,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    if hall.places.available_permits() == 0 {
        hall.pending.evict_one();
    }
    // It is never closed.
    let place = hall
        .places
        .clone()
        .acquire_owned()
        .await
        .map_err(io::Error::other)?;
    let (socket, address) = listener.accept().await?;
    Ok((socket, address, place))
}

async fn serve(socket: TcpStream, address: SocketAddr, hall: &Hall) {
    if let Err(error) = socket::prepare(&socket) {
        tracing::debug!(%address, %error, "gone before it was served");
        return;
    }
    let Some(ticket) = hall.pending.admit(Origin::of(address.ip())) else {
        tracing::info!(%address, "turned away: too many connections");
        Box::pin(line::turn_away(&socket, Farewell::TooManyConnections)).await;
        return;
    };
    let mut doorstep = Doorstep::new(ticket, hall.stop.clone());
    // What is over before the chat begins is boxed, and so is each door: a connection that is logged in
    // holds no more memory than its own door needs.
    let looked = match Box::pin(look::look(&socket, &mut doorstep)).await {
        Ok(looked) => looked,
        Err(ending) => return Box::pin(line::end(&socket, ending)).await,
    };
    let handle = hall.handle.clone();
    match looked.caller {
        Caller::Web => Box::pin(web::serve(socket, looked.bytes, address, handle, doorstep)).await,
        Caller::Irc => Box::pin(irc::serve(socket, looked.bytes, address, handle, doorstep)).await,
        Caller::Line => {
            Box::pin(line::serve(socket, looked.bytes, address, handle, doorstep)).await;
        }
        Caller::Gone => {}
    }
}
