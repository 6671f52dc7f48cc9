//! The doors: how connections come in. A door holds a [`Handle`] and can do nothing else.

mod doorstep;
mod line;
mod look;
mod pacer;
mod pending;
mod socket;
mod web;

use std::net::SocketAddr;
use std::sync::Arc;

use hourglass_wire::words::Farewell;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::auth::Origin;
use crate::handle::Handle;
use crate::limits;
use doorstep::Doorstep;
use look::Caller;
use pending::Pending;

/// Takes connections until `stop` is cancelled. Those that are not logged in by then are told and closed.
pub(crate) async fn accept(
    listener: TcpListener,
    handle: Handle,
    stop: CancellationToken,
    tracker: TaskTracker,
) {
    let pending = Pending::new(handle.facts().flood_guard);
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((socket, address)) => {
                tracing::info!(%address, "connected");
                tracker.spawn(serve(
                    socket,
                    address,
                    handle.clone(),
                    pending.clone(),
                    stop.clone(),
                ));
            }
            Err(error) => {
                // Most of these concern one connection; having no file descriptor left passes.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(limits::ACCEPT_REST).await;
            }
        }
    }
}

async fn serve(
    socket: TcpStream,
    address: SocketAddr,
    handle: Handle,
    pending: Arc<Pending>,
    stop: CancellationToken,
) {
    if let Err(error) = socket::prepare(&socket) {
        tracing::debug!(%address, %error, "gone before it was served");
        return;
    }
    let Some(ticket) = pending.admit(Origin::of(address.ip())) else {
        tracing::info!(%address, "turned away: too many connections");
        line::turn_away(&socket, Farewell::TooManyConnections).await;
        return;
    };
    let mut doorstep = Doorstep::new(ticket, stop);
    let looked = match look::look(&socket, &mut doorstep).await {
        Ok(looked) => looked,
        Err(ending) => {
            line::end(&socket, ending).await;
            return;
        }
    };
    // Each door is boxed, so that a connection holds no more memory than its own door needs.
    match looked.caller {
        Caller::Web => Box::pin(web::serve(socket, looked.bytes, address, handle, doorstep)).await,
        Caller::Line => {
            Box::pin(line::serve(socket, looked.bytes, address, handle, doorstep)).await;
        }
        Caller::Gone => {}
    }
    tracing::info!(%address, "disconnected");
}
