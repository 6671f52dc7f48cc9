//! Telling everybody: committed events become bytes in the sockets of all sessions concerned.
//!
//! Sessions are spread over shards. A shard owns the writing side of its sockets: it appends slices of a
//! batch's rendered bytes to the outboxes and writes once for each socket and round.

mod batch;
mod dialect;
#[cfg(test)]
mod kit;
mod outbox;
mod outlet;
mod progress;
mod session;
mod shard;
mod slots;
mod told;

use std::sync::Arc;

use hourglass_core::{Audience, Emission, Event, Sequence, SessionId, Timestamp};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio_util::task::TaskTracker;

pub(crate) use dialect::{Dialect, Encoders};
pub(crate) use session::{LoginReply, Over, SessionShared};
pub(crate) use told::Told;

use crate::limits;
use batch::Batch;
use shard::Shard;

/// What a shard is handed.
enum Input {
    Attach(Box<Attachment>),
    Batch(Arc<Batch>),
    Write {
        session: SessionId,
        bytes: Vec<u8>,
    },
    Speak {
        session: SessionId,
        dialect: Dialect,
    },
    Detach {
        session: SessionId,
        lost: bool,
        /// Last words follow, in [`Input::Dismiss`].
        held: bool,
        reply: oneshot::Sender<Sequence>,
    },
    Dismiss {
        session: SessionId,
        last_words: Vec<u8>,
    },
    Stop,
}

/// The writing side of a connection that wants to log in.
pub(crate) struct Attachment {
    /// The session that it will be.
    pub session: SessionId,
    /// The socket. From now on, only the fan-out writes to it.
    pub socket: Arc<TcpStream>,
    /// What is spoken.
    pub dialect: Dialect,
    /// What the connection's reader waits on.
    pub shared: Arc<SessionShared>,
    /// Where the answer to the login goes. A refused login gives the writing side back.
    pub login: oneshot::Sender<LoginReply>,
}

/// The way to all shards.
#[derive(Clone)]
pub(crate) struct Fanout {
    shards: Arc<[mpsc::Sender<Input>]>,
}

impl Fanout {
    /// Starts `count` shards, at least one, as tasks of `tracker`.
    pub(crate) fn start(count: usize, encoders: Encoders, tracker: &TaskTracker) -> Self {
        let encoders = Arc::new(encoders);
        let shards = (0..count.max(1)).map(|_| start_shard(&encoders, tracker));
        Self {
            shards: shards.collect(),
        }
    }

    /// Takes over the writing side of a connection. What is released after this reaches it.
    pub(crate) async fn attach(&self, attachment: Attachment) {
        self.send(attachment.session, Input::Attach(Box::new(attachment)))
            .await;
    }

    /// Writes bytes of a door's own to a session, behind everything that it was told before.
    pub(crate) async fn write(&self, session: SessionId, bytes: Vec<u8>) {
        self.send(session, Input::Write { session, bytes }).await;
    }

    /// Speaks another dialect to a session from now on.
    pub(crate) async fn speak(&self, session: SessionId, dialect: Dialect) {
        self.send(session, Input::Speak { session, dialect }).await;
    }

    /// Ends a session's hearing. Answers up to where it was handed everything; what is still on its way to
    /// it may be read within [`limits::FAREWELL_TIME`]. Nothing when the server is stopping.
    ///
    /// A connection that was `lost`, and not closed by the other side, may not have taken what the kernel had
    /// been handed of late: that does not count.
    pub(crate) async fn detach(&self, session: SessionId, lost: bool) -> Option<Sequence> {
        self.end_hearing(session, lost, false).await
    }

    /// The same without closing the connection: that is done by [`Fanout::dismiss`], which has to follow.
    pub(crate) async fn retire(&self, session: SessionId) -> Option<Sequence> {
        self.end_hearing(session, false, true).await
    }

    /// Writes the last words to a session that is retired, and closes its connection.
    pub(crate) async fn dismiss(&self, session: SessionId, last_words: Vec<u8>) {
        let input = Input::Dismiss {
            session,
            last_words,
        };
        self.send(session, input).await;
    }

    async fn end_hearing(&self, session: SessionId, lost: bool, held: bool) -> Option<Sequence> {
        let (reply, answer) = oneshot::channel();
        let input = Input::Detach {
            session,
            lost,
            held,
            reply,
        };
        self.send(session, input).await;
        answer.await.ok()
    }

    /// Tells what a committed batch has to tell, from the committer's own thread. `position` is the last
    /// place in the order that the batch covers, `told` says when it is told. Waits while a shard is behind.
    ///
    /// No shard begins it before it stands in the queues of all. Whoever has noticed anything of it, an answer or
    /// what somebody was told, can then rely on this: what any connection sends is answered behind it. A shard
    /// whose queue is full has not got it, and so waits for nothing and makes room.
    pub(crate) fn release(&self, position: Sequence, emissions: Vec<Emission>, told: Told) {
        let batch = Arc::new(Batch::new(Some((position, told)), emissions));
        if self.shards.len() == 1 {
            // Waiting would only have it woken twice.
            batch.set_handed_over();
        }
        // Also where this does not end well: shards that have it wait for nothing else, not even for the end.
        let _handed_over = HandedOver(&batch);
        for shard in self.shards.iter() {
            // A shard is gone only when the server has stopped; then nobody is left to be told.
            let _ = shard.blocking_send(Input::Batch(batch.clone()));
        }
    }

    /// Tells what is no part of the order, such as that nothing can be saved. Nobody may rely on when another
    /// hears of it, so that shards begin it as it comes.
    pub(crate) async fn tell(&self, emissions: Vec<Emission>) {
        let batch = Arc::new(Batch::new(None, emissions));
        batch.set_handed_over();
        for shard in self.shards.iter() {
            let _ = shard.send(Input::Batch(batch.clone())).await;
        }
    }

    /// Tells everybody that the server stops, whether or not the last batch could be saved, and ends all
    /// shards: everything that waits is written if the sockets take it within
    /// [`limits::STOP_FLUSH_TIME`], then they are closed.
    pub(crate) async fn stop(&self) {
        self.tell(vec![Emission {
            audience: Audience::Everyone,
            event: Event::ShuttingDown,
            // Nothing tells it.
            at: Timestamp::default(),
            label: None,
        }])
        .await;
        for shard in self.shards.iter() {
            let _ = shard.send(Input::Stop).await;
        }
    }

    async fn send(&self, session: SessionId, input: Input) {
        let count = self.shards.len() as u64;
        if let Some(shard) = self.shards.get((session.0 % count) as usize) {
            let _ = shard.send(input).await;
        }
    }
}

fn start_shard(encoders: &Arc<Encoders>, tracker: &TaskTracker) -> mpsc::Sender<Input> {
    let (sender, receiver) = mpsc::channel(limits::SHARD_QUEUE_MAX);
    tracker.spawn(Shard::new(receiver, encoders.clone()).run());
    sender
}

/// Lets shards begin a batch when it is dropped.
struct HandedOver<'a>(&'a Batch);

impl Drop for HandedOver<'_> {
    fn drop(&mut self) {
        self.0.set_handed_over();
    }
}

#[cfg(test)]
mod tests;
