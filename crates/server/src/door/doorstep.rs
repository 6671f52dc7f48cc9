//! Waiting for somebody who is not logged in.

use std::time::Duration;

use hourglass_wire::words::Farewell;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::pending::Ticket;
use crate::limits;

/// Why the server ends a connection that is not logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// For a reason of this connection's.
    Farewell(Farewell),
    /// The server stops.
    Stopping,
}

/// The wait for a login: it ends when the person takes too long, when room has to be made, and when the
/// server stops. Only time spent waiting for the person counts.
pub(super) struct Doorstep {
    ticket: Ticket,
    stop: CancellationToken,
    left: Duration,
}

impl Doorstep {
    pub(super) fn new(ticket: Ticket, stop: CancellationToken) -> Self {
        Self {
            ticket,
            stop,
            left: limits::LOGIN_TIME,
        }
    }

    /// Waits for something from the person. `input` may be dropped before it is complete.
    pub(super) async fn wait<T>(&mut self, input: impl Future<Output = T>) -> Result<T, Ending> {
        let started = Instant::now();
        let deadline = started + self.left;
        self.ticket.begin_waiting();
        let waited = tokio::select! {
            biased;
            input = input => Ok(input),
            () = self.stop.cancelled() => Err(Ending::Stopping),
            () = self.ticket.evicted() => Err(Ending::Farewell(Farewell::MadeRoom)),
            () = tokio::time::sleep_until(deadline) => {
                Err(Ending::Farewell(Farewell::LoginTimeout { limit: limits::LOGIN_TIME }))
            }
        };
        self.ticket.end_waiting();
        self.left = self.left.saturating_sub(started.elapsed());
        waited
    }
}
