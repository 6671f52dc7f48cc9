//! `join`: many come at once, and each of them joins one room.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Command;

use super::hashing::Hashing;
use super::{Context, Scenario};
use crate::crowd::Crowd;
use crate::limits;
use crate::options::{count, number};
use crate::payload::Stamp;
use crate::process::CpuClock;
use crate::report::{Metric, Sample};
use crate::subject::{Running, Subject};

pub(super) const JOIN: Scenario = Scenario {
    command: || {
        Command::new("join")
            .about("Many come at once and join one room: what that costs the server")
            .arg(count("newcomers", "1000", "Connections that come at once"))
    },
    run: |context, matches| {
        let newcomers = number(matches, "newcomers");
        let subjects = context.subjects.iter().copied();
        // The others know neither joining nor names.
        let subjects: Vec<_> = subjects
            .filter(|subject| !matches!(subject, Subject::Ideal | Subject::Floor))
            .collect();
        let work = format!("{newcomers} join one room");
        context.rounds(&work, &subjects, |subject| {
            measure(context, subject, newcomers)
        })
    },
};

const TIME: Metric = Metric {
    key: "all_in_after_s",
    title: "all in after, s",
    digits: 2,
};
const CPU: Metric = Metric {
    key: "cpu_until_all_in_s",
    title: "server CPU until all are in, s",
    digits: 2,
};
const CPU_BESIDES: Metric = Metric {
    key: "cpu_besides_hashing_s",
    title: "besides hashing, s",
    digits: 2,
};
const CPU_TOLD: Metric = Metric {
    key: "cpu_until_all_told_s",
    title: "until everybody has heard of all, s",
    digits: 2,
};
const GENERATOR: Metric = Metric {
    key: "generator_cpu_s",
    title: "generator CPU, s",
    digits: 2,
};

/// How long nothing may come until everybody is taken to have heard all.
const SILENCE: Duration = Duration::from_millis(300);

fn measure(context: &Context, subject: Subject, newcomers: usize) -> Result<Sample> {
    let running = context.launcher.start(subject, newcomers)?;
    let hashed_before = hashed(subject, &running)?;
    let mut crowd = Crowd::new(running.address(), subject.dialect())?;
    let own = CpuClock::own();
    let (started, before, own_before) = (Instant::now(), running.cpu()?, own.now()?);
    crowd.invite(newcomers, newcomers);
    let mut changed = (started, 0);
    while crowd.inside() < newcomers {
        turn(&mut crowd)?;
        if crowd.inside() != changed.1 {
            changed = (Instant::now(), crowd.inside());
        } else if changed.0.elapsed() > limits::STALL {
            bail!("{} of {newcomers} could come in", crowd.inside());
        }
    }
    let elapsed = started.elapsed();
    let used = running.cpu()?.saturating_sub(before);
    let hashing = hashed(subject, &running)?.saturating_sub(hashed_before);
    let mut told = running.cpu()?;
    loop {
        let silent = Instant::now() + SILENCE;
        while Instant::now() < silent {
            turn(&mut crowd)?;
        }
        // A server that does nothing has told all.
        let now = running.cpu()?;
        if now.saturating_sub(told) < SILENCE / 20 {
            break;
        }
        told = now;
    }
    let generator = own.now()?.saturating_sub(own_before);
    drop(crowd);
    running.stop()?;
    Ok(Sample::default()
        .with(&CPU, used.as_secs_f64())
        .with(&CPU_BESIDES, used.saturating_sub(hashing).as_secs_f64())
        .with(&CPU_TOLD, told.saturating_sub(before).as_secs_f64())
        .with(&TIME, elapsed.as_secs_f64())
        .with(&GENERATOR, generator.as_secs_f64()))
}

/// What hashing passwords has taken so far. Servers of others hash none here.
fn hashed(subject: Subject, running: &Running) -> Result<Duration> {
    if subject.is_ours() {
        Ok(Hashing::of(running)?.hashing)
    } else {
        Ok(Duration::ZERO)
    }
}

fn turn(crowd: &mut Crowd) -> Result<()> {
    let mut nobody = |_: usize, _: Stamp, _: u64| {};
    crowd.turn(Duration::from_millis(20), &mut nobody)
}
