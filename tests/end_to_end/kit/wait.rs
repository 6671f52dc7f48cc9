//! Waiting for what can be seen.

use std::thread;
use std::time::{Duration, Instant};

/// How long anything is waited for: longer than a dead peer may go unnoticed. Only a failure takes so long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);

/// The pause between two looks.
const LOOK_PAUSE: Duration = Duration::from_millis(5);

/// Looks until it holds.
pub(crate) fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "not in {PATIENCE:?}: {what}");
        thread::sleep(LOOK_PAUSE); // deadline: PATIENCE
    }
}
