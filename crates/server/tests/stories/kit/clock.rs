//! A clock that stands still until a story moves it.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hourglass_core::Timestamp;
use hourglass_server::Clock;
use tokio::sync::watch;

/// What the wall clock shows when a story begins.
pub(crate) const BEGINNING: Timestamp = Timestamp(1_800_000_000_000);

/// The wall clock and the steady one of a story. Clones are the same clock.
#[derive(Clone)]
pub(crate) struct StoryClock(Arc<Inner>);

struct Inner {
    now: watch::Sender<Reading>,
    /// What was read last. Whoever reads both clocks one after the other, or sleeps from a reading on,
    /// has them as they were at one moment, also when the story moves them in between.
    read: Mutex<Reading>,
}

#[derive(Clone, Copy)]
struct Reading {
    wall: Timestamp,
    steady: Duration,
}

impl StoryClock {
    pub(crate) fn new() -> Self {
        let reading = Reading {
            wall: BEGINNING,
            steady: Duration::ZERO,
        };
        Self(Arc::new(Inner {
            now: watch::Sender::new(reading),
            read: Mutex::new(reading),
        }))
    }

    /// Time passes.
    pub(crate) fn pass(&self, time: Duration) {
        self.0.now.send_modify(|now| {
            now.steady += time;
            now.wall = now.wall.after(time);
        });
    }

    /// Somebody sets the wall clock.
    pub(crate) fn set_wall(&self, wall: Timestamp) {
        self.0.now.send_modify(|now| now.wall = wall);
    }

    /// What the wall clock shows.
    pub(crate) fn shows(&self) -> Timestamp {
        self.0.now.borrow().wall
    }

    fn read(&self) -> MutexGuard<'_, Reading> {
        self.0.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for StoryClock {
    fn wall(&self) -> Timestamp {
        self.read().wall
    }

    fn steady(&self) -> Duration {
        let now = *self.0.now.borrow();
        *self.read() = now;
        now.steady
    }

    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send {
        let end = self.read().steady.saturating_add(duration);
        let mut now = self.0.now.subscribe();
        async move {
            // The sender lives as long as the clock, whose owner is the one that sleeps.
            let _ = now.wait_for(|now| now.steady >= end).await;
        }
    }
}
