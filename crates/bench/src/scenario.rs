//! The scenarios: each starts fresh servers, makes them work, and measures.

mod fanout;
mod hashing;
mod idle;
mod join;
mod login;
mod metrics;
mod single;
mod stalled;
mod storm;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::{ArgMatches, Command};

use crate::crowd::Crowd;
use crate::process::CpuClock;
use crate::report::{Row, Sample};
use crate::subject::{Launcher, Passwords, Running, Subject};
use crate::traffic::{Drive, Parties, Traffic};

/// A scenario: its options, and how it is run.
pub(crate) struct Scenario {
    pub command: fn() -> Command,
    pub run: fn(&Context, &ArgMatches) -> Result<Vec<Row>>,
}

/// All scenarios.
pub(crate) const SCENARIOS: [Scenario; 8] = [
    fanout::FANOUT,
    fanout::PACED,
    single::SINGLE,
    idle::IDLE,
    login::LOGIN,
    storm::STORM,
    join::JOIN,
    stalled::STALLED,
];

/// What all scenarios share.
pub(crate) struct Context {
    /// How servers are started.
    pub launcher: Launcher,
    /// How often everything is measured.
    pub rounds: usize,
    /// Which servers.
    pub subjects: Vec<Subject>,
    /// How long each round measures.
    pub time: Duration,
    /// How long each round runs before it measures.
    pub warm_up: Duration,
    /// Where to write the report as JSON.
    pub json: Option<PathBuf>,
}

impl Context {
    /// Fails early, and with a hint, where a server is not there.
    pub(crate) fn check(&self) -> Result<()> {
        self.subjects
            .iter()
            .try_for_each(|subject| self.launcher.check(*subject))
    }

    /// Measures every subject in turn, round by round, so that a slow phase of the machine hits all alike.
    fn rounds(
        &self,
        work: &str,
        subjects: &[Subject],
        mut measure: impl FnMut(Subject) -> Result<Sample>,
    ) -> Result<Vec<Row>> {
        let row = |subject: &Subject| Row {
            work: work.to_owned(),
            subject: subject.name(),
            samples: Vec::new(),
        };
        let mut rows: Vec<_> = subjects.iter().map(row).collect();
        for round in 1..=self.rounds {
            for (subject, row) in subjects.iter().zip(&mut rows) {
                let sample = measure(*subject)?;
                eprintln!(
                    "{work}, round {round} of {}, {}: {}",
                    self.rounds,
                    subject.name(),
                    sample.summary()
                );
                row.samples.push(sample);
            }
        }
        Ok(rows)
    }

    /// The subjects that are Hourglass; an error where there is none.
    fn hourglass(&self) -> Result<Vec<Subject>> {
        let subjects = self.subjects.iter().copied();
        let subjects: Vec<_> = subjects.filter(|subject| subject.is_ours()).collect();
        if subjects.is_empty() {
            bail!("this scenario measures Hourglass only: say --servers line,json,irc");
        }
        Ok(subjects)
    }
}

/// A server at work, its crowd and what is said.
struct Stage {
    running: Running,
    crowd: Crowd,
    traffic: Traffic,
}

impl Stage {
    /// Starts a server and lets everybody in.
    fn set(context: &Context, subject: Subject, drive: Drive, parties: Parties) -> Result<Self> {
        let running = context.launcher.start(subject, parties.hearers)?;
        Self::set_on(running, subject, drive, parties)
    }

    /// The same where hashing a password costs what it does by default.
    fn set_for_logins(
        context: &Context,
        subject: Subject,
        drive: Drive,
        parties: Parties,
    ) -> Result<Self> {
        let launcher = &context.launcher;
        let running = launcher.start_with(subject, parties.hearers, Passwords::ByDefault)?;
        Self::set_on(running, subject, drive, parties)
    }

    fn set_on(running: Running, subject: Subject, drive: Drive, parties: Parties) -> Result<Self> {
        let mut crowd = Crowd::new(running.address(), subject.dialect())?;
        crowd.gather(parties.hearers)?;
        let traffic = Traffic::new(drive, parties, &mut crowd)?;
        Ok(Self {
            running,
            crowd,
            traffic,
        })
    }

    /// Speaks for a time and measures it.
    fn measure(&mut self, time: Duration) -> Result<Sample> {
        let own_clock = CpuClock::own();
        let (before, own_before) = (self.running.cpu()?, own_clock.now()?);
        let (delivered, sent) = (self.traffic.delivered(), self.traffic.sent());
        let started = std::time::Instant::now();
        self.traffic.take_latency();
        self.traffic.run(&mut self.crowd, time)?;
        let elapsed = started.elapsed();
        let (after, own_after) = (self.running.cpu()?, own_clock.now()?);
        let work = metrics::Work {
            elapsed,
            sent: self.traffic.sent() - sent,
            delivered: self.traffic.delivered() - delivered,
            server: after.saturating_sub(before),
            generator: own_after.saturating_sub(own_before),
        };
        Ok(work.sample(&self.traffic.take_latency()))
    }

    /// Waits until everything is heard, closes the account, and ends the server.
    ///
    /// # Errors
    /// When a delivery is missing, repeated or wrong: what was measured is then worth nothing.
    fn finish(mut self) -> Result<()> {
        let faults = self.traffic.finish(&mut self.crowd)?;
        drop(self.crowd);
        self.running.stop()?;
        if !faults.is_none() {
            bail!(
                "deliveries lost: {}, repeated: {}, wrong: {}",
                faults.lost,
                faults.repeated,
                faults.foreign
            );
        }
        Ok(())
    }
}
