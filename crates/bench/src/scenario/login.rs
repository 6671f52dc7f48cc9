//! `login`: what a login costs besides hashing the password.

use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Command;

use super::{Context, Scenario};
use crate::crowd::Crowd;
use crate::options::{count, number};
use crate::process;
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
        let running = context.launcher.start(subject, logins)?;
        let sample = measure(&running, subject, logins)?;
        running.stop()?;
        Ok(sample)
    })?;
    rows.extend(context.rounds("returning names", &subjects, |subject| {
        let running = context.launcher.start(subject, logins)?;
        measure(&running, subject, logins)?;
        let sample = measure(&running, subject, logins)?;
        running.stop()?;
        Ok(sample)
    })?);
    Ok(rows)
}

/// The threads that hash are started by the first login; those that are there before do all the rest.
fn measure(running: &Running, subject: Subject, logins: usize) -> Result<Sample> {
    let before = process::threads(running.process())?;
    let mut crowd = Crowd::new(running.address(), subject.dialect())?;
    let started = Instant::now();
    crowd.gather(logins)?;
    let elapsed = started.elapsed();
    let after = process::threads(running.process())?;
    let mut besides = Duration::ZERO;
    let mut hashing = Duration::ZERO;
    for (thread, time) in after {
        match before.get(&thread) {
            Some(earlier) => besides += time.saturating_sub(*earlier),
            None => hashing += time,
        }
    }
    let each = |time: Duration| time.as_secs_f64() * 1e6 / logins as f64;
    Ok(Sample::default()
        .with(&BESIDES, each(besides))
        .with(&HASHING, each(hashing))
        .with(&RATE, logins as f64 / elapsed.as_secs_f64()))
}
