//! Where the time of stamps comes from.

use std::future::Future;
use std::time::Duration;

use hourglass_core::Timestamp;
use tokio::time::Instant;

/// A wall clock, which may be set back or forth, and a steady one, which only goes forth.
pub trait Clock: Send + 'static {
    /// What the wall clock shows.
    fn wall(&self) -> Timestamp;

    /// Time since some fixed moment.
    fn steady(&self) -> Duration;

    /// Waits on the steady clock. May be dropped at any time.
    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send;
}

/// The clocks of this machine.
pub struct SystemClock {
    started: Instant,
}

impl SystemClock {
    /// Starts the steady clock at zero.
    pub fn new() -> Self {
        Self {
            started: Instant::now(),
        }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn wall(&self) -> Timestamp {
        let milliseconds = jiff::Timestamp::now().as_millisecond();
        Timestamp(u64::try_from(milliseconds).unwrap_or(0))
    }

    fn steady(&self) -> Duration {
        self.started.elapsed()
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}
