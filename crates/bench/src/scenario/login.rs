//! `login`: what a login costs besides hashing the password.

use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Command;

use super::hashing::Hashing;
use super::{Context, Scenario};
use crate::crowd::Crowd;
use crate::options::{count, number};
use crate::report::{Metric, Row, Sample};
use crate::subject::{Running, Subject};

pub(super) const LOGIN: Scenario = Scenario {
    command: || {
        Command::new("login")
            .about("Processor time of a login, with and without hashing the password")
            .arg(count("logins", "2000", "Connections that log in"))
    },
    run,
};

const BESIDES: Metric = Metric {
    key: "cpu_besides_hashing_us",
    title: "CPU besides hashing, µs a login",
    digits: 0,
};
const HASHING: Metric = Metric {
    key: "cpu_hashing_us",
    title: "CPU of hashing, µs a login",
    digits: 0,
};
const RATE: Metric = Metric {
    key: "logins_per_second",
    title: "logins a second",
    digits: 0,
};

fn run(context: &Context, matches: &clap::ArgMatches) -> Result<Vec<Row>> {
    let logins = number(matches, "logins");
    let subjects = context.hourglass()?;
    let mut rows = context.rounds("new names", &subjects, |subject| {
        let mut people = People::start(context, subject, logins)?;
        let sample = people.log_in()?;
        people.running.stop()?;
        Ok(sample)
    })?;
    rows.extend(context.rounds("returning names", &subjects, |subject| {
        let mut people = People::start(context, subject, logins)?;
        people.log_in()?;
        let sample = people.log_in()?;
        people.running.stop()?;
        Ok(sample)
    })?);
    Ok(rows)
}

/// Those who log in, and leave.
struct People {
    running: Running,
    subject: Subject,
    logins: usize,
}

impl People {
    fn start(context: &Context, subject: Subject, logins: usize) -> Result<Self> {
        let running = context.launcher.start(subject, logins)?;
        Ok(Self {
            running,
            subject,
            logins,
        })
    }

    fn log_in(&mut self) -> Result<Sample> {
        let before = Hashing::of(&self.running)?;
        let mut crowd = Crowd::new(self.running.address(), self.subject.dialect())?;
        let started = Instant::now();
        crowd.gather(self.logins)?;
        let elapsed = started.elapsed();
        let used = Hashing::of(&self.running)?.since(before);
        let logins = self.logins as f64;
        let each = |used: Duration| used.as_secs_f64() * 1e6 / logins;
        Ok(Sample::default()
            .with(&BESIDES, each(used.besides))
            .with(&HASHING, each(used.hashing))
            .with(&RATE, logins / elapsed.as_secs_f64()))
    }
}
