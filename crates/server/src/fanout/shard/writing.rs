//! Writing what waits, and the end of sessions.

use std::net::Shutdown;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use hourglass_core::SessionId;
use hourglass_wire::Farewell;
use socket2::SockRef;
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::Shard;
use crate::fanout::outbox::{Flushed, Outbox};
use crate::fanout::slots::Closing;
use crate::limits;

impl Shard {
    pub(super) fn flush_dirty(&mut self) {
        let mut dirty = std::mem::take(&mut self.dirty);
        for index in dirty.drain(..) {
            if let Some(slot) = self.slots.get_mut(index) {
                slot.dirty = false;
                self.flush(index);
            }
        }
        self.dirty = dirty;
    }

    /// Writes what waits before its turn, where that takes no more than a write.
    pub(super) fn flush_early(&mut self, index: usize) {
        let slot = self.slots.get_mut(index);
        if slot.is_some_and(|slot| !slot.blocked && !slot.is_overfull()) {
            self.flush(index);
        }
    }

    /// Writes what waits. Where the socket takes no more, it is waited for; where too much waits then, the
    /// session is cut off.
    pub(super) fn flush(&mut self, index: usize) {
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        if !slot.blocked {
            match slot.outbox.flush(&slot.socket) {
                Ok(Flushed::All) => {
                    self.slots.settle(index);
                    return self.finish_closing(index);
                }
                Ok(Flushed::Blocked) => {
                    slot.blocked = true;
                    self.blocked
                        .push(writable(slot.session, slot.socket.clone()));
                }
                Err(_) => return self.lose(index),
            }
        }
        if slot.is_overfull() {
            self.cut_off(index);
        }
    }

    pub(super) fn unblock(&mut self, session: SessionId) {
        let Some(index) = self.slots.find(session) else {
            return;
        };
        if let Some(slot) = self.slots.get_mut(index) {
            slot.blocked = false;
            self.flush(index);
        }
    }

    /// Ends a session that does not read. What it was not handed, it catches up on when it is back.
    pub(super) fn cut_off(&mut self, index: usize) {
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        tracing::info!(session = slot.session.0, "cut off: it does not read");
        let (dialect, encoders, position) =
            (slot.dialect, self.encoders.clone(), self.progress.now());
        self.begin_closing(index);
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        // The first piece is told to its end, so that it need not be shown again.
        let end = slot.outbox.keep_first().unwrap_or(position);
        if let Some(closing) = &mut slot.closing {
            closing.delivered = end;
        }
        slot.outbox.push_own(end, |out| {
            encoders.farewell(dialect, Farewell::TooSlow, out)
        });
    }

    /// From now on the session hears nothing more; what waits may still be written for a while.
    pub(super) fn begin_closing(&mut self, index: usize) {
        let position = self.progress.now();
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        if slot.closing.is_none() {
            slot.closing = Some(Closing {
                delivered: slot.delivered(position),
                detached: false,
                held: false,
            });
            slot.shared.end();
            self.farewells
                .push_back((Instant::now() + limits::FAREWELL_TIME, slot.session));
            self.slots.withdraw(index);
        }
    }

    /// Writes the last words of a session whose reader has let go of it, and lets it be closed.
    pub(super) fn dismiss(&mut self, session: SessionId, last_words: &[u8]) {
        let Some(index) = self.slots.find(session) else {
            return;
        };
        let position = self.progress.now();
        if let Some(slot) = self.slots.get_mut(index)
            && let Some(closing) = &mut slot.closing
        {
            closing.held = false;
            slot.outbox
                .push_own(position, |out| out.extend_from_slice(last_words));
        }
        self.flush(index);
    }

    /// Closes the socket of a session that is being closed and has nothing more to be written.
    pub(super) fn finish_closing(&mut self, index: usize) {
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        let Some(closing) = slot.closing else { return };
        if slot.outbox.is_empty() && !closing.held {
            if closing.detached {
                shut_down(&slot.socket, Shutdown::Write);
                self.slots.remove(index);
            } else {
                shut_down(&slot.socket, Shutdown::Both);
            }
        }
    }

    /// The connection is lost: nothing more can be written, and not all of what was written need have
    /// arrived.
    pub(super) fn lose(&mut self, index: usize) {
        self.begin_closing(index);
        let position = self.progress.now();
        let acknowledged = self.progress.acknowledged(Instant::now());
        if let Some(slot) = self.slots.get_mut(index) {
            let delivered = slot.delivered(position).min(acknowledged);
            if let Some(closing) = &mut slot.closing {
                closing.delivered = delivered;
            }
            slot.outbox = Outbox::default();
            shut_down(&slot.socket, Shutdown::Both);
        }
        self.finish_closing(index);
    }

    pub(super) fn end_farewells(&mut self) {
        let now = Instant::now();
        while let Some((_, session)) = self.farewells.pop_front_if(|(by, _)| *by <= now) {
            if let Some(index) = self.slots.find(session) {
                self.lose(index);
            }
        }
    }

    /// Ends all sessions: in good order where their sockets take it in time.
    pub(super) async fn stop(mut self) {
        for index in self.slots.all() {
            if let Some(slot) = self.slots.get_mut(index) {
                let (dialect, encoders) = (slot.dialect, self.encoders.clone());
                self.append_own(index, |out| encoders.close(dialect, out));
                self.begin_closing(index);
                self.flush(index);
            }
        }
        let end = Instant::now() + limits::STOP_FLUSH_TIME;
        while !self.blocked.is_empty() {
            match tokio::time::timeout_at(end, self.blocked.next()).await {
                Ok(Some(session)) => self.unblock(session),
                Ok(None) | Err(_) => break,
            }
        }
        for index in self.slots.all() {
            self.lose(index);
        }
    }
}

/// Waits until the socket takes more, or never will.
fn writable(session: SessionId, socket: Arc<TcpStream>) -> BoxFuture<'static, SessionId> {
    Box::pin(async move {
        // An error shows again at the next write.
        let _ = socket.writable().await;
        session
    })
}

/// Ends a connection: in both directions where its reader is to notice.
fn shut_down(socket: &TcpStream, directions: Shutdown) {
    // A connection that is over already needs no end.
    let _ = SockRef::from(socket).shutdown(directions);
}
