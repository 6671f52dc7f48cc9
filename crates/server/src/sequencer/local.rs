//! The order of a single server: first come, first stamped.

use std::time::Duration;

use hourglass_core::{COMMAND_VERSION, Command, Envelope, Sequence, Stamp, Timestamp};
use tokio_util::sync::CancellationToken;

use super::{Proposals, Sequencer};
use crate::clock::Clock;
use crate::limits;

/// Stamps commands in the order in which they arrive.
///
/// Its time follows the wall clock forth but never back: when the wall clock is set back, or stood earlier
/// at a restart, time goes on from where it was at the pace of the steady clock, so that what is due in an
/// hour is due in an hour.
pub struct LocalSequencer<C> {
    clock: C,
    proposals: Proposals,
    last: Stamp,
    steady: Duration,
    commands: Vec<Command>,
    stop: CancellationToken,
}

impl<C: Clock> LocalSequencer<C> {
    /// Goes on after `last`, the last stamp that was committed. When `stop` is cancelled, no more
    /// proposals are taken in, and the end comes after those that were.
    pub fn new(proposals: Proposals, clock: C, last: Stamp, stop: CancellationToken) -> Self {
        let steady = clock.steady();
        Self {
            clock,
            proposals,
            last,
            steady,
            commands: Vec::new(),
            stop,
        }
    }

    fn now(&mut self) -> Timestamp {
        let steady = self.clock.steady();
        let wall = self.clock.wall();
        let carried = self.last.time.after(steady.saturating_sub(self.steady));
        if wall > carried {
            self.steady = steady;
            self.last.time = wall;
        } else {
            // Only the whole milliseconds are used up: what is under one counts next time.
            self.steady += carried.since(self.last.time);
            self.last.time = carried;
        }
        self.last.time
    }

    fn stamp(&mut self, time: Timestamp) -> Stamp {
        self.last = Stamp {
            sequence: Sequence(self.last.sequence.0 + 1),
            time,
        };
        self.last
    }

    fn envelop_taken(&mut self, batch: &mut Vec<Envelope>) {
        let now = self.now();
        let mut commands = std::mem::take(&mut self.commands);
        batch.extend(commands.drain(..).map(|command| self.envelop(now, command)));
        self.commands = commands;
    }

    fn envelop(&mut self, time: Timestamp, command: Command) -> Envelope {
        Envelope {
            version: COMMAND_VERSION,
            stamp: self.stamp(time),
            command,
        }
    }
}

impl<C: Clock + Sync> Sequencer for LocalSequencer<C> {
    async fn next_batch(&mut self, deadline: Option<Timestamp>, batch: &mut Vec<Envelope>) -> bool {
        loop {
            let stopping = self.stop.is_cancelled();
            if stopping {
                self.proposals.close();
            }
            let now = self.now();
            let wait = deadline.map(|deadline| deadline.since(now));
            if wait.is_some_and(|wait| wait.is_zero()) && !stopping {
                batch.push(self.envelop(now, Command::Advance));
                return true;
            }
            // A wall clock that jumps is noticed within this time, whatever the deadline.
            let wait = wait.unwrap_or(Duration::MAX).min(limits::CLOCK_LOOK);
            let clock = &self.clock;
            tokio::select! {
                biased;
                taken = self.proposals.take(&mut self.commands, limits::BATCH_MAX) => {
                    self.envelop_taken(batch);
                    return taken > 0;
                }
                () = clock.sleep(wait) => {}
                () = self.stop.cancelled(), if !stopping => {}
            }
        }
    }
}
