//! The time of the doors (prompts, heartbeats, the flood guard), moved by the story.

use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use super::patience::PATIENCE;

/// Stops the time of the doors, which then passes only as the story says. For tests on a runtime of one
/// thread.
///
/// A paused runtime jumps to its next timer as soon as it has nothing to do, whatever other threads and the
/// kernel are about to bring. Work on its blocking threads keeps it from that; here it is a wait, which ends
/// after [`PATIENCE`], so that what a story waits for in vain still comes to its time limit.
pub(crate) struct DoorTime {
    _end: Sender<()>,
}

impl DoorTime {
    pub(crate) fn stop() -> Self {
        let (end, ended) = channel();
        tokio::time::pause();
        tokio::task::spawn_blocking(move || ended.recv_timeout(PATIENCE));
        Self { _end: end }
    }

    pub(crate) async fn pass(&self, time: Duration) {
        tokio::time::advance(time).await;
    }
}
