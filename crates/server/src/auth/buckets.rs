//! Attempts that are counted and forgiven with time.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::Duration;

use tokio::time::Instant;

use crate::limits;

/// For each key, how many attempts may be made at once, and how long one takes to be forgiven.
///
/// A key is remembered as the moment at which all is forgiven. The number of keys is bounded: at the bound
/// those forgiven are dropped, and then those soonest forgiven.
#[derive(Debug)]
pub(super) struct Buckets<K> {
    burst: u32,
    interval: Duration,
    forgiven_at: HashMap<K, Instant>,
}

impl<K: Hash + Eq + Clone> Buckets<K> {
    pub(super) fn new((burst, interval): (u32, Duration)) -> Self {
        Self {
            burst,
            interval,
            forgiven_at: HashMap::new(),
        }
    }

    /// Whether an attempt was made that is not forgiven yet.
    pub(super) fn has_attempts(&self, key: &K, now: Instant) -> bool {
        self.forgiven_at.get(key).is_some_and(|at| *at > now)
    }

    /// How long to wait until one more attempt may be made; zero for at once.
    pub(super) fn wait(&self, key: &K, now: Instant) -> Duration {
        let Some(at) = self.forgiven_at.get(key) else {
            return Duration::ZERO;
        };
        let room = self.interval * self.burst.saturating_sub(1);
        at.saturating_duration_since(now).saturating_sub(room)
    }

    /// Counts an attempt.
    pub(super) fn count(&mut self, key: K, now: Instant) {
        if self.forgiven_at.len() >= limits::THROTTLE_ENTRIES_MAX {
            self.make_room(now);
        }
        let at = self.forgiven_at.entry(key).or_insert(now);
        *at = (*at).max(now) + self.interval;
    }

    fn make_room(&mut self, now: Instant) {
        self.forgiven_at.retain(|_, at| *at > now);
        if self.forgiven_at.len() >= limits::THROTTLE_ENTRIES_MAX {
            let mut moments: Vec<_> = self.forgiven_at.values().copied().collect();
            let middle = moments.len() / 2;
            let (_, median, _) = moments.select_nth_unstable(middle);
            let median = *median;
            self.forgiven_at.retain(|_, at| *at > median);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::Buckets;
    use crate::limits;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_burst_is_let_through_and_then_one_an_interval() {
        let mut buckets = Buckets::new((3, SECOND));
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(buckets.wait(&"a", start), Duration::ZERO);
            buckets.count("a", start);
        }
        assert_eq!(buckets.wait(&"a", start), SECOND);
        assert_eq!(buckets.wait(&"b", start), Duration::ZERO);
        assert_eq!(buckets.wait(&"a", start + SECOND), Duration::ZERO);
    }

    #[test]
    fn the_number_of_keys_is_bounded() {
        let mut buckets = Buckets::new((1, SECOND));
        let start = Instant::now();
        for key in 0..limits::THROTTLE_ENTRIES_MAX * 2 {
            buckets.count(key, start + Duration::from_micros(key as u64));
            assert!(buckets.forgiven_at.len() <= limits::THROTTLE_ENTRIES_MAX);
        }
        let last = limits::THROTTLE_ENTRIES_MAX * 2 - 1;
        assert!(buckets.has_attempts(&last, start));
    }
}
