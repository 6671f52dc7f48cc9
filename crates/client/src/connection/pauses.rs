//! How long to wait before the next attempt to connect.

use std::time::Duration;

use crate::keys::random_bits;
use crate::limits::{PAUSE_MAX, PAUSE_MIN};

/// Pauses that double up to a bound. A random part keeps clients that lost the same server from coming
/// back all at once.
#[derive(Debug)]
pub(crate) struct Pauses {
    next: Duration,
    random: fn() -> u64,
}

impl Pauses {
    /// Pauses from the shortest on.
    pub(crate) fn random() -> Self {
        Self {
            next: PAUSE_MIN,
            random: random_bits,
        }
    }

    /// The next pause: between half and the whole of what its turn allows.
    pub(crate) fn next(&mut self) -> Duration {
        let whole = self.next;
        self.next = (whole * 2).min(PAUSE_MAX);
        let half = whole / 2;
        let parts = u32::try_from((self.random)() % 1024).unwrap_or(0);
        half + half * parts / 1024
    }

    /// A connection succeeded: the next pause is a short one.
    pub(crate) fn reset(&mut self) {
        self.next = PAUSE_MIN;
    }
}

#[cfg(test)]
mod tests {
    use super::Pauses;
    use crate::limits::{PAUSE_MAX, PAUSE_MIN};

    fn always(random: fn() -> u64) -> Pauses {
        Pauses {
            next: PAUSE_MIN,
            random,
        }
    }

    #[test]
    fn pauses_grow_to_their_bound_and_start_over() {
        let mut pauses = always(|| 0);
        assert_eq!(pauses.next(), PAUSE_MIN / 2);
        assert_eq!(pauses.next(), PAUSE_MIN);
        for _ in 0..20 {
            pauses.next();
        }
        assert_eq!(pauses.next(), PAUSE_MAX / 2);
        pauses.reset();
        assert_eq!(pauses.next(), PAUSE_MIN / 2);
    }

    #[test]
    fn the_random_part_never_passes_the_bound() {
        let mut pauses = always(|| 1023);
        for _ in 0..20 {
            assert!(pauses.next() < PAUSE_MAX);
        }
    }
}
