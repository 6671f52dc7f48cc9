//! Makes a store in memory fail, or wait, at the moment that a test chooses.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hourglass_core::Changes;

use super::memory::Kept;
use super::{Loaded, MemoryStore, StoreError};

/// How long [`Faults::wait_until_held`] waits at most.
pub const HELD_WAIT_MAX: Duration = Duration::from_secs(10);

/// A handle on a [`MemoryStore`], also after the store is closed.
#[derive(Clone)]
pub struct Faults {
    disk: Arc<Disk>,
}

/// What a failing commit reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The disk is full; transient.
    Full,
    /// The data is damaged; not transient.
    Damaged,
}

impl Faults {
    pub(super) fn on(disk: Arc<Disk>) -> Self {
        Self { disk }
    }

    /// Makes the next `commits` commits fail; 0 makes them succeed again.
    pub fn fail_next(&self, commits: usize, failure: Failure) {
        self.disk.state().failing = (commits > 0).then_some((commits, failure));
    }

    /// Makes all commits fail until [`Faults::recover`].
    pub fn fail_all(&self, failure: Failure) {
        self.fail_next(usize::MAX, failure);
    }

    /// Lets commits succeed again.
    pub fn recover(&self) {
        self.disk.state().failing = None;
    }

    /// Makes commits wait, before anything of them is kept, until [`Faults::release`].
    pub fn hold(&self) {
        self.disk.state().held = true;
    }

    /// Lets held commits go on, and all later ones through.
    pub fn release(&self) {
        self.disk.state().held = false;
        self.disk.changed.notify_all();
    }

    /// Blocks until a commit is held; false when none was within [`HELD_WAIT_MAX`].
    pub fn wait_until_held(&self) -> bool {
        let waited =
            self.disk
                .changed
                .wait_timeout_while(self.disk.state(), HELD_WAIT_MAX, |state| state.waiting == 0);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.waiting > 0
    }

    /// Makes the next `scrubs` scrubs say that a reader is in the way.
    pub fn obstruct_scrubs(&self, scrubs: usize) {
        self.disk.state().obstructed = scrubs;
    }

    /// Commits that were asked for, the failed ones too.
    pub fn commits_attempted(&self) -> u64 {
        self.disk.state().attempted
    }

    /// Commits that succeeded.
    pub fn commits_done(&self) -> u64 {
        self.disk.state().committed
    }

    /// Scrubs that succeeded.
    pub fn scrubs_done(&self) -> u64 {
        self.disk.state().scrubbed
    }

    /// What is kept at this moment.
    pub fn stored(&self) -> Loaded {
        self.disk.kept().loaded()
    }

    /// A store on what is kept at this moment and from now on, as a restarted server finds it.
    pub fn reopen(&self) -> MemoryStore {
        MemoryStore::on(Arc::clone(&self.disk))
    }
}

/// What stands for the disk: what is kept, and the faults.
#[derive(Default)]
pub(super) struct Disk {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    kept: Kept,
    failing: Option<(usize, Failure)>,
    held: bool,
    waiting: usize,
    obstructed: usize,
    attempted: u64,
    committed: u64,
    scrubbed: u64,
}

impl Disk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn kept(&self) -> Kept {
        self.state().kept.clone()
    }

    pub(super) fn commit(&self, changes: &Changes) -> Result<(), StoreError> {
        let mut state = self.pass_gate();
        state.attempted += 1;
        if let Some(failure) = state.take_failure() {
            return Err(failure.error());
        }
        if let Some(detail) = state.kept.contradiction(changes) {
            return Err(StoreError::Rejected {
                path: nowhere(),
                detail: detail.to_owned(),
            });
        }
        state.kept.apply(changes);
        state.committed += 1;
        Ok(())
    }

    fn pass_gate(&self) -> MutexGuard<'_, State> {
        let mut state = self.state();
        if state.held {
            state.waiting += 1;
            self.changed.notify_all();
            state = self
                .changed
                .wait_while(state, |state| state.held)
                .unwrap_or_else(PoisonError::into_inner);
            state.waiting -= 1;
        }
        state
    }

    pub(super) fn scrub(&self) -> Result<bool, StoreError> {
        let mut state = self.state();
        if state.obstructed > 0 {
            state.obstructed -= 1;
            return Ok(false);
        }
        state.scrubbed += 1;
        Ok(true)
    }
}

impl State {
    fn take_failure(&mut self) -> Option<Failure> {
        let (left, failure) = self.failing?;
        self.failing = (left > 1).then_some((left - 1, failure));
        Some(failure)
    }
}

impl Failure {
    fn error(self) -> StoreError {
        let path = nowhere();
        match self {
            Self::Full => StoreError::Full { path },
            Self::Damaged => StoreError::Damaged {
                path,
                detail: "as the test asked".to_owned(),
            },
        }
    }
}

/// What stands in errors for the path of the database.
fn nowhere() -> PathBuf {
    PathBuf::from("memory")
}
