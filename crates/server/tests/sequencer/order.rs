//! A sequencer under test, driven poll by poll.

use futures_util::FutureExt;
use hourglass_core::{Command, Envelope, SessionId, Stamp, Timestamp};
use hourglass_server::limits::BATCH_MAX;
use hourglass_server::sequencer::{Closed, Proposer, Sequencer, proposals};
use tokio_util::sync::CancellationToken;

use crate::clock::StoryClock;
use crate::kinds::Kind;

/// A command that can be told from others by its number.
pub(crate) fn numbered(number: u64) -> Command {
    Command::Status {
        session: SessionId(number),
    }
}

/// The numbers of the commands, advances left out.
pub(crate) fn numbers(envelopes: &[Envelope]) -> Vec<u64> {
    let number = |envelope: &Envelope| envelope.command.session().map(|session| session.0);
    envelopes.iter().filter_map(number).collect()
}

pub(crate) fn is_advance(envelope: &Envelope) -> bool {
    matches!(envelope.command, Command::Advance)
}

/// A sequencer with its proposers' end, its clock, and all that came out of it.
pub(crate) struct Order<K: Kind> {
    pub(crate) clock: StoryClock,
    pub(crate) proposer: Proposer,
    pub(crate) stop: CancellationToken,
    pub(crate) sequencer: K::Sequencer,
    pub(crate) stamped: Vec<Envelope>,
}

impl<K: Kind> Order<K> {
    pub(crate) fn new() -> Self {
        Self::after(Stamp::default(), StoryClock::new())
    }

    /// Goes on after the last stamp of a server before.
    pub(crate) fn after(last: Stamp, clock: StoryClock) -> Self {
        let (proposer, incoming) = proposals();
        let stop = CancellationToken::new();
        Self {
            sequencer: K::start(incoming, clock.clone(), last, stop.clone()),
            clock,
            proposer,
            stop,
            stamped: Vec::new(),
        }
    }

    /// Proposes a command; nothing where the queue is full.
    pub(crate) fn propose(&self, number: u64) -> Option<Result<(), Closed>> {
        self.proposer.propose(numbered(number)).now_or_never()
    }

    /// Asks for a batch and drops the question where there is none yet. Answers whether there may be more,
    /// where it is answered.
    pub(crate) fn poll(&mut self, deadline: Option<Timestamp>) -> Option<bool> {
        let before = self.stamped.len();
        let more = self
            .sequencer
            .next_batch(deadline, &mut self.stamped)
            .now_or_never();
        let taken = self.stamped.len() - before;
        match more {
            Some(true) => assert!((1..=BATCH_MAX).contains(&taken), "{taken} in a batch"),
            Some(false) | None => assert_eq!(taken, 0),
        }
        more
    }

    /// The next batch, which is there already.
    pub(crate) fn batch(&mut self, deadline: Option<Timestamp>) -> &[Envelope] {
        let before = self.stamped.len();
        assert_eq!(self.poll(deadline), Some(true), "there is a batch");
        &self.stamped[before..]
    }

    /// The time that a command proposed now gets.
    pub(crate) fn time(&mut self) -> Timestamp {
        self.propose(0).expect("there is room").unwrap();
        self.batch(None).last().unwrap().stamp.time
    }

    pub(crate) fn last(&self) -> Stamp {
        self.stamped.last().map(|one| one.stamp).unwrap_or_default()
    }

    /// What holds of all stamps, whatever happens.
    pub(crate) fn is_in_order(&self) {
        for pair in self.stamped.windows(2) {
            let [one, next] = [pair[0].stamp, pair[1].stamp];
            assert!(one.sequence < next.sequence, "{one:?} before {next:?}");
            assert!(one.time <= next.time, "{one:?} before {next:?}");
        }
    }
}
