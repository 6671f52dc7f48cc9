//! The doors: how connections come in. A door holds a [`Handle`] and can do nothing else.

mod doorstep;
mod frames;
mod irc;
mod line;
mod look;
mod pacer;
mod pending;
mod socket;
mod web;

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
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

/// All that follows once somebody is let in, to the end of the connection.
type Stay = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A connection from its beginning to its end, with its place among all.
struct Visit {
    address: SocketAddr,
    _place: OwnedSemaphorePermit,
}

impl Visit {
    fn begin(address: SocketAddr, place: OwnedSemaphorePermit) -> Self {
        tracing::info!(%address, "connected");
        Self {
            address,
            _place: place,
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        tracing::info!(address = %self.address, "disconnected");
    }
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
                let visit = Visit::begin(address, place);
                // Both ways are in a box each: the task itself holds nothing, and what served to let
                // somebody in is gone when they are in.
                let entering = Box::pin(enter(socket, visit, hall.clone()));
                tracker.spawn(async move {
                    if let Some(staying) = entering.await {
                        staying.await;
                    }
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

/// Finds out who is there and lets them in at their door. Gives the time from then on, in which a connection
/// holds no more memory than its own door needs; nothing where the connection ended.
async fn enter(socket: TcpStream, visit: Visit, hall: Arc<Hall>) -> Option<Stay> {
    let address = visit.address;
    if let Err(error) = socket::prepare(&socket) {
        tracing::debug!(%address, %error, "gone before it was served");
        return None;
    }
    let Some(ticket) = hall.pending.admit(Origin::of(address.ip())) else {
        tracing::info!(%address, "turned away: too many connections");
        line::turn_away(&socket, Farewell::TooManyConnections).await;
        return None;
    };
    let mut doorstep = Doorstep::new(ticket, hall.stop.clone());
    let looked = match look::look(&socket, &mut doorstep).await {
        Ok(looked) => looked,
        Err(ending) => {
            line::end(&socket, ending).await;
            return None;
        }
    };
    let handle = &hall.handle;
    match looked.caller {
        Caller::Web => web::enter(socket, looked.bytes, visit, handle, doorstep).await,
        Caller::Irc => irc::enter(socket, looked.bytes, visit, handle, doorstep).await,
        Caller::Line => line::enter(socket, looked.bytes, visit, handle, doorstep).await,
        Caller::Gone => None,
    }
}
