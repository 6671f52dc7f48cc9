//! The sequencers that there are.

use hourglass_core::Stamp;
use hourglass_server::sequencer::{LocalSequencer, Proposals, Sequencer};
use tokio_util::sync::CancellationToken;

use crate::clock::StoryClock;

/// How a sequencer of some kind is started.
pub(crate) trait Kind {
    type Sequencer: Sequencer;

    /// Goes on after `last`; when `stop` is cancelled, no more proposals are taken in.
    fn start(
        proposals: Proposals,
        clock: StoryClock,
        last: Stamp,
        stop: CancellationToken,
    ) -> Self::Sequencer;
}

/// The order of a single server.
pub(crate) struct Local;

impl Kind for Local {
    type Sequencer = LocalSequencer<StoryClock>;

    fn start(
        proposals: Proposals,
        clock: StoryClock,
        last: Stamp,
        stop: CancellationToken,
    ) -> Self::Sequencer {
        LocalSequencer::new(proposals, clock, last, stop)
    }
}
