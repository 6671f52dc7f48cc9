//! Waiting for what can be seen.

use std::thread;
use std::time::{Duration, Instant};

/// How long anything is waited for: longer than a dead peer may go unnoticed. Only a failure takes so long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);

/// The pause between two looks.
const LOOK_PAUSE: Duration = Duration::from_millis(5);

/// Looks until it holds.
pub(crate) fn eventually(what: &str, holds: impl FnMut() -> bool) {
    assert!(holds_in_time(holds), "not in {PATIENCE:?}: {what}");
}

/// Looks until it holds; whether it does before the patience is at its end.
pub(crate) fn holds_in_time(mut holds: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        if Instant::now() >= deadline {
            return false;
        }
        thread::sleep(LOOK_PAUSE); // deadline: PATIENCE
    }
    true
}
