//! The flood guard of one connection: it slows and never drops.

use std::time::Duration;

use tokio::time::Instant;

use crate::limits;

/// Counts what a connection asks besides messages. Over the burst, no more is read from it until the rate
/// is kept.
#[derive(Debug)]
pub(super) struct Pacer {
    enabled: bool,
    /// When all that was asked would have been asked at the rate.
    paid_at: Instant,
}

impl Pacer {
    pub(super) fn new(enabled: bool) -> Self {
        Self {
            enabled,
            paid_at: Instant::now(),
        }
    }

    /// Counts commands or refused attempts.
    pub(super) fn charge(&mut self, count: u32) {
        let now = Instant::now();
        self.paid_at =
            self.paid_at.max(now) + Duration::from_secs(1) / limits::PACE_PER_SECOND * count;
    }

    /// Waits until more may be read.
    pub(super) async fn wait(&self) {
        const BURST: Duration = Duration::from_millis(
            limits::PACE_BURST as u64 * 1_000 / limits::PACE_PER_SECOND as u64,
        );
        if self.enabled && self.paid_at.saturating_duration_since(Instant::now()) > BURST {
            // Boxed, since a connection that need not wait is to hold no timer.
            Box::pin(tokio::time::sleep_until(self.paid_at - BURST)).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::{Duration, Instant};

    use super::{Pacer, limits};

    #[tokio::test(start_paused = true)]
    async fn a_burst_passes_and_then_the_rate_is_kept() {
        let mut pacer = Pacer::new(true);
        let started = Instant::now();
        for _ in 0..limits::PACE_BURST {
            pacer.wait().await;
            pacer.charge(1);
        }
        assert_eq!(started.elapsed(), Duration::ZERO);
        for _ in 0..limits::PACE_PER_SECOND * 3 {
            pacer.wait().await;
            pacer.charge(1);
        }
        let paced = started.elapsed();
        assert!(paced >= Duration::from_millis(2_900), "{paced:?}");
        assert!(paced <= Duration::from_millis(3_100), "{paced:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn it_can_be_off() {
        let mut pacer = Pacer::new(false);
        pacer.charge(1_000_000);
        let started = Instant::now();
        pacer.wait().await;
        assert_eq!(started.elapsed(), Duration::ZERO);
    }
}
