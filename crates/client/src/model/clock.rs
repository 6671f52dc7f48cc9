//! The server's clock, as far as this device knows it.

use std::time::{Duration, Instant};

/// What the server's clock showed at some moment here. The clock of this machine is not asked: it may be
/// wrong, and a message is over when the server says so.
#[derive(Clone, Copy, Debug)]
pub(super) struct ServerClock {
    shown: u64,
    at: Instant,
}

impl ServerClock {
    /// The server's clock showed `shown` milliseconds since 1970 at `at`.
    pub(super) fn new(shown: u64, at: Instant) -> Self {
        Self { shown, at }
    }

    /// When it will show `time`, seen from `now`; nothing where it has shown it already.
    pub(super) fn when(&self, time: u64, now: Instant) -> Option<Instant> {
        let since_shown = Duration::from_millis(time.checked_sub(self.shown)?);
        let moment = self.at.checked_add(since_shown)?;
        (moment > now).then_some(moment)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::ServerClock;

    #[test]
    fn what_is_over_has_no_moment() {
        let start = Instant::now();
        let clock = ServerClock::new(1_000, start);
        assert_eq!(clock.when(999, start), None);
        assert_eq!(clock.when(1_000, start), None);
        let soon = start + Duration::from_millis(5);
        assert_eq!(clock.when(1_005, start), Some(soon));
        assert_eq!(clock.when(1_005, soon), None);
        assert!(
            clock
                .when(u64::MAX, start)
                .is_none_or(|moment| moment > start)
        );
    }
}
