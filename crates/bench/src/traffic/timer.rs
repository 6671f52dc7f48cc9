//! Sending at a rate.

use std::os::fd::{AsFd, AsRawFd};
use std::time::Duration;

use anyhow::{Result, bail};
use mio::unix::SourceFd;
use nix::errno::Errno;
use nix::sys::time::TimeSpec;
use nix::sys::timerfd::{ClockId, Expiration, TimerFd, TimerFlags, TimerSetTimeFlags};

use crate::crowd::Crowd;

/// Wakes up the crowd's turns and tells what is due.
pub(super) struct Timer {
    timer: TimerFd,
    /// Nanoseconds between two messages.
    interval: u64,
    /// When the first is due, by the crowd's clock.
    first: u64,
    number: u64,
}

/// A message that is due.
pub(super) struct Due {
    pub(super) number: u64,
    /// When it became due. Latency counts from here, so that a generator that comes late hides nothing.
    pub(super) at: u64,
}

const SECOND: u64 = 1_000_000_000;

impl Timer {
    /// From now on, `rate` messages a second.
    pub(super) fn start(rate: u32, crowd: &mut Crowd) -> Result<Self> {
        if rate == 0 {
            bail!("the rate has to be at least 1 a second");
        }
        let interval = SECOND / u64::from(rate);
        let timer = TimerFd::new(ClockId::CLOCK_MONOTONIC, TimerFlags::TFD_NONBLOCK)?;
        crowd.watch(&mut SourceFd(&timer.as_fd().as_raw_fd()))?;
        timer.set(
            Expiration::Interval(TimeSpec::from_duration(Duration::from_nanos(interval))),
            TimerSetTimeFlags::empty(),
        )?;
        let first = crowd.now() + interval;
        Ok(Self {
            timer,
            interval,
            first,
            number: 0,
        })
    }

    /// The next message, once it is due.
    pub(super) fn next(&mut self, now: u64) -> Result<Option<Due>> {
        let at = self.first + self.number * self.interval;
        if now < at {
            // Read empty, it wakes up the next turn when it runs out again.
            return match self.timer.wait() {
                Ok(()) | Err(Errno::EAGAIN) => Ok(None),
                Err(error) => Err(error.into()),
            };
        }
        let number = self.number;
        self.number += 1;
        Ok(Some(Due { number, at }))
    }
}
