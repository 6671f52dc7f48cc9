//! The one order for everybody: commands go in from all sides and come out stamped.

mod local;

use std::future::Future;

use hourglass_core::{Command, Envelope, Timestamp};
use tokio::sync::mpsc;

pub use local::LocalSequencer;

use crate::limits;

/// Gives every command its place in the order and its time.
///
/// What an implementation promises, and the contract suite checks:
/// - sequence numbers grow strictly and times never shrink, also across a restart and whatever the wall
///   clock does;
/// - what one proposer proposes comes out in the order in which it was proposed, each command once;
/// - when nothing is proposed, time passes all the same: at the deadline an advance comes out;
/// - once the proposals are closed, what was proposed before still comes out, and then the end.
pub trait Sequencer: Send + 'static {
    /// Waits for commands and appends them to `batch`, at least one and at most
    /// [`limits::BATCH_MAX`]; by `deadline` at the latest it appends a [`Command::Advance`]. Answers whether
    /// there may be more: `false` is the end, with nothing appended.
    ///
    /// May be dropped at any time without losing a command.
    fn next_batch(
        &mut self,
        deadline: Option<Timestamp>,
        batch: &mut Vec<Envelope>,
    ) -> impl Future<Output = bool> + Send;
}

/// Where commands are handed in.
#[derive(Clone, Debug)]
pub struct Proposer(mpsc::Sender<Command>);

/// The sequencer's end of what was handed in.
#[derive(Debug)]
pub struct Proposals(mpsc::Receiver<Command>);

/// The server takes no more commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the server is shutting down")]
pub struct Closed;

/// A bounded queue of proposals: a full one makes its proposers wait.
pub fn proposals() -> (Proposer, Proposals) {
    let (sender, receiver) = mpsc::channel(limits::PROPOSALS_MAX);
    (Proposer(sender), Proposals(receiver))
}

impl Proposer {
    /// Hands a command in; waits while the queue is full.
    ///
    /// # Errors
    /// [`Closed`] when the server stops.
    pub async fn propose(&self, command: Command) -> Result<(), Closed> {
        self.0.send(command).await.map_err(|_| Closed)
    }
}

impl Proposals {
    /// Waits for at least one command and takes up to `limit`. Nothing taken: closed and drained.
    pub async fn take(&mut self, commands: &mut Vec<Command>, limit: usize) -> usize {
        self.0.recv_many(commands, limit).await
    }

    /// Takes no further proposals; those that are in still come out.
    pub fn close(&mut self) {
        self.0.close();
    }
}
