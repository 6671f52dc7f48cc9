//! What a session's reader and its shard share.

use std::sync::atomic::{AtomicU32, Ordering};

use hourglass_core::Refusal;
use tokio::sync::Semaphore;

use crate::limits;

/// The answer to a login, for the door.
pub(crate) type LoginReply = Result<(), Refusal>;

/// What a session's reader waits on and its shard moves.
#[derive(Debug)]
pub(crate) struct SessionShared {
    unanswered: Semaphore,
    refusals: AtomicU32,
}

impl SessionShared {
    /// A session that has asked nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            unanswered: Semaphore::new(limits::UNANSWERED_MAX),
            refusals: AtomicU32::new(0),
        }
    }

    /// Waits until one more command may be asked, and counts it as asked.
    pub(crate) async fn ask(&self) {
        // The semaphore is never closed, so that waiting cannot fail.
        if let Ok(permit) = self.unanswered.acquire().await {
            permit.forget();
        }
    }

    /// Waits until everything that was asked is answered.
    pub(crate) async fn all_answered(&self) {
        let _ = self
            .unanswered
            .acquire_many(limits::UNANSWERED_MAX as u32)
            .await;
    }

    /// Counts a command as answered.
    pub(crate) fn answered(&self, refused: bool) {
        self.unanswered.add_permits(1);
        if refused {
            self.refusals.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Refusals since this was asked last.
    pub(crate) fn take_refusals(&self) -> u32 {
        self.refusals.swap(0, Ordering::Relaxed)
    }
}

impl Default for SessionShared {
    fn default() -> Self {
        Self::new()
    }
}
