//! Arrivals and departures that come closely one after another are saved and told together.

use std::time::Duration;

use hourglass_core::Command;
use tokio::time::Instant;

use crate::limits;

/// The time after a batch in which what is not urgent gathers.
#[derive(Debug)]
pub(super) struct Rest {
    until: Instant,
}

impl Rest {
    /// No rest: what comes is handed over at once.
    pub(super) fn over() -> Self {
        Self {
            until: Instant::now(),
        }
    }

    /// A batch has just been told where so many `sessions` are online.
    pub(super) fn after_batch(sessions: usize) -> Self {
        Self {
            until: Instant::now() + length(sessions),
        }
    }

    pub(super) fn until(&self) -> Instant {
        self.until
    }

    pub(super) fn is_over(&self) -> bool {
        self.until <= Instant::now()
    }
}

fn length(sessions: usize) -> Duration {
    let (least, most) = limits::REST;
    let time = limits::REST_PER_SESSION.saturating_mul(sessions.try_into().unwrap_or(u32::MAX));
    if time < least {
        Duration::ZERO
    } else {
        time.min(most)
    }
}

/// Whether somebody may be waiting for it who notices milliseconds. Coming and going takes longer by itself,
/// and each of them is told to all who are there.
pub(super) fn is_urgent(command: &Command) -> bool {
    match command {
        Command::Labelled { command, .. } => is_urgent(command),
        Command::Login(_) | Command::Leave { .. } | Command::Join { .. } | Command::Part { .. } => {
            false
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::length;
    use crate::limits;

    #[test]
    fn small_servers_do_not_rest_and_large_ones_not_for_long() {
        let (least, most) = limits::REST;
        assert_eq!(length(0), Duration::ZERO);
        assert_eq!(length(124), Duration::ZERO);
        assert_eq!(length(125), least);
        assert!(length(1_000) >= least && length(1_000) < most);
        assert_eq!(length(100_000), most);
        assert_eq!(length(usize::MAX), most);
    }
}
