//! What the server uses for hashing passwords, and for all else.

use std::time::Duration;

use anyhow::{Result, ensure};

use crate::process;
use crate::subject::Running;

/// The name of the server's threads that do nothing but hash.
const HASHERS: &str = "hasher";

/// Processor time by what it was used for.
#[derive(Clone, Copy)]
pub(super) struct Hashing {
    /// By the threads that hash.
    pub(super) hashing: Duration,
    /// By all other threads.
    pub(super) besides: Duration,
}

impl Hashing {
    /// What a server has used so far.
    ///
    /// # Errors
    /// When it has no threads that hash, or cannot be looked at.
    pub(super) fn of(running: &Running) -> Result<Self> {
        let mut threads = process::threads(running.process())?;
        let hashing = threads.remove(HASHERS);
        ensure!(
            hashing.is_some(),
            "the server has no threads named {HASHERS}"
        );
        Ok(Self {
            hashing: hashing.unwrap_or_default(),
            besides: threads.values().sum(),
        })
    }

    /// What was used from `before` until this.
    pub(super) fn since(self, before: Self) -> Self {
        Self {
            hashing: self.hashing.saturating_sub(before.hashing),
            besides: self.besides.saturating_sub(before.besides),
        }
    }
}
