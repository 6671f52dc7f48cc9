//! Traffic: the first connections of a crowd speak, everybody hears, and the account is kept.

mod timer;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use hdrhistogram::Histogram;

use crate::crowd::Crowd;
use crate::ledger::{Faults, Ledger};
use crate::limits;
use crate::payload::Stamp;
use crate::window::Window;
use timer::Timer;

/// When the next message is sent.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Drive {
    /// Each sender has so many under way; the next is sent when one was heard.
    Window(u32, HeardBy),
    /// Each sender sends so many together, when everybody has heard those before.
    Block(u32),
    /// So many a second in all, whether or not they are heard; the senders take turns.
    Rate(u32),
}

/// When a message counts as heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeardBy {
    /// When everybody has heard it: the server has nothing left to do for it.
    All,
    /// When one chosen for each sender has heard it: the next may come while the server still tells others.
    One,
}

/// Who speaks and who hears.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parties {
    /// The connections numbered from 0 speak.
    pub senders: usize,
    /// Connections that have to hear everything, the senders included; they hear all but their own.
    pub hearers: usize,
}

/// Messages sent and heard, from the beginning of a crowd.
pub(crate) struct Traffic {
    drive: Drive,
    parties: Parties,
    windows: Vec<Window>,
    /// For each sender who has to hear its messages, where it is not everybody.
    observers: Option<Vec<usize>>,
    ledger: Ledger,
    latency: Histogram<u64>,
    timer: Option<Timer>,
}

/// The longest latency that is told from longer ones, in nanoseconds.
const LATENCY_MAX: u64 = 60_000_000_000;

impl Parties {
    /// One who only hears for each sender, spread evenly over all.
    fn observers(self) -> Vec<usize> {
        let receivers = self.hearers.saturating_sub(self.senders);
        let spread = |sender: usize| (sender + 1) * receivers / (self.senders + 1);
        (0..self.senders)
            .map(|sender| self.senders + spread(sender))
            .collect()
    }
}

impl Traffic {
    /// Nothing said yet.
    pub(crate) fn new(drive: Drive, parties: Parties, crowd: &mut Crowd) -> Result<Self> {
        let others = u32::try_from(parties.hearers.saturating_sub(1))?;
        let (size, observers) = match drive {
            Drive::Window(size, HeardBy::All) | Drive::Block(size) => (size, None),
            Drive::Window(size, HeardBy::One) => (size, Some(parties.observers())),
            // Whatever is under way, the next is sent.
            Drive::Rate(_) => (1, None),
        };
        let hearers = if observers.is_some() { 1 } else { others };
        let timer = match drive {
            Drive::Rate(rate) => Some(Timer::start(rate, crowd)?),
            Drive::Window(..) | Drive::Block(_) => None,
        };
        let window = || Window::new(size, hearers);
        Ok(Self {
            drive,
            parties,
            windows: std::iter::repeat_with(window)
                .take(parties.senders)
                .collect(),
            observers,
            ledger: Ledger::new(parties.senders, parties.hearers),
            latency: Histogram::new_with_bounds(1, LATENCY_MAX, 3)?,
            timer,
        })
    }

    /// Room in the account for those who come in while others speak.
    pub(crate) fn add_late(&mut self, hearers: usize) {
        self.ledger.add_late(hearers);
    }

    /// Deliveries so far.
    pub(crate) fn delivered(&self) -> u64 {
        self.ledger.delivered()
    }

    /// Messages sent so far.
    pub(crate) fn sent(&self) -> u64 {
        self.windows
            .iter()
            .map(|window| u64::from(window.sent()))
            .sum()
    }

    /// The latencies since this was asked last, in nanoseconds.
    pub(crate) fn take_latency(&mut self) -> Histogram<u64> {
        let empty = Histogram::new_from(&self.latency);
        std::mem::replace(&mut self.latency, empty)
    }

    /// Speaks for a time.
    ///
    /// # Errors
    /// When a connection ends, or nothing is heard for [`limits::STALL`].
    pub(crate) fn run(&mut self, crowd: &mut Crowd, time: Duration) -> Result<()> {
        self.run_while(crowd, time, |_| true)
    }

    /// Speaks for at most a time, while `go_on` holds.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub(crate) fn run_while(
        &mut self,
        crowd: &mut Crowd,
        time: Duration,
        mut go_on: impl FnMut(&Crowd) -> bool,
    ) -> Result<()> {
        let end = Instant::now() + time;
        let mut watch = Watch::new(self.delivered());
        while go_on(crowd) {
            self.speak(crowd)?;
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            self.turn(crowd, left)?;
            watch.check(self)?;
        }
        Ok(())
    }

    /// Says nothing more, waits until everything is heard, and closes the account.
    ///
    /// # Errors
    /// As [`Self::run`], but that what does not come within [`limits::STALL`] counts as lost.
    pub(crate) fn finish(&mut self, crowd: &mut Crowd) -> Result<Faults> {
        let mut watch = Watch::new(self.delivered());
        while self.account().lost > 0 && watch.check(self).is_ok() {
            self.turn(crowd, Duration::from_millis(50))?;
        }
        // What comes too often comes right behind.
        self.turn(crowd, Duration::from_millis(50))?;
        Ok(self.account())
    }

    /// The account as if nothing were on its way.
    fn account(&self) -> Faults {
        let sent: Vec<_> = self.windows.iter().map(Window::sent).collect();
        self.ledger.close(&sent)
    }

    fn turn(&mut self, crowd: &mut Crowd, timeout: Duration) -> Result<()> {
        let Self {
            drive,
            parties,
            windows,
            observers,
            ledger,
            latency,
            ..
        } = self;
        let windowed = !matches!(drive, Drive::Rate(_));
        let mut hear = |connection: usize, stamp: Stamp, now: u64| {
            let in_order = ledger.enter(connection, stamp);
            if connection >= parties.hearers {
                return;
            }
            latency.saturating_record(now.saturating_sub(stamp.sent_at));
            let sender = stamp.sender as usize;
            let is_observed = observers
                .as_ref()
                .is_none_or(|observers| observers.get(sender) == Some(&connection));
            if windowed
                && in_order
                && is_observed
                && let Some(window) = windows.get_mut(sender)
            {
                window.hear(stamp.number);
            }
        };
        crowd.turn(timeout, &mut hear)
    }

    fn speak(&mut self, crowd: &mut Crowd) -> Result<()> {
        match self.drive {
            Drive::Rate(_) => return self.speak_on_time(crowd),
            Drive::Block(size) if self.windows.iter().any(|window| window.room() < size) => {
                return Ok(());
            }
            Drive::Window(..) | Drive::Block(_) => {}
        }
        for (sender, window) in self.windows.iter_mut().enumerate() {
            let room = window.room();
            for _ in 0..room {
                let stamp = Stamp {
                    sender: sender as u32,
                    number: window.send(),
                    sent_at: crowd.now(),
                };
                crowd.say(sender, stamp);
            }
            if room > 0 {
                crowd.flush(sender)?;
            }
        }
        Ok(())
    }

    fn speak_on_time(&mut self, crowd: &mut Crowd) -> Result<()> {
        let Some(timer) = &mut self.timer else {
            return Ok(());
        };
        while let Some(due) = timer.next(crowd.now())? {
            let sender = due.number as usize % self.windows.len().max(1);
            if let Some(window) = self.windows.get_mut(sender) {
                let stamp = Stamp {
                    sender: sender as u32,
                    number: window.send(),
                    sent_at: due.at,
                };
                crowd.say(sender, stamp);
                crowd.flush(sender)?;
            }
        }
        Ok(())
    }
}

/// Notices when nothing is heard any more.
struct Watch {
    delivered: u64,
    since: Instant,
}

impl Watch {
    fn new(delivered: u64) -> Self {
        Self {
            delivered,
            since: Instant::now(),
        }
    }

    fn check(&mut self, traffic: &Traffic) -> Result<()> {
        if traffic.delivered() != self.delivered {
            *self = Self::new(traffic.delivered());
        } else if self.since.elapsed() > limits::STALL {
            bail!("nothing was heard for {:?}", limits::STALL);
        }
        Ok(())
    }
}
