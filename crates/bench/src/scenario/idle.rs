//! `idle`: what a connection costs that is logged in and silent.

use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Command;

use super::{Context, Scenario};
use crate::crowd::Crowd;
use crate::options::{counts, numbers};
use crate::payload::Stamp;
use crate::report::{Metric, Row, Sample};
use crate::subject::{Running, Subject};

pub(super) const IDLE: Scenario = Scenario {
    command: || {
        Command::new("idle")
            .about("Resident memory of a server for each connection that is logged in and silent")
            .arg(counts(
                "connections",
                "1000,10000",
                "How many, in rising steps",
            ))
    },
    run,
};

const BYTES: Metric = Metric {
    key: "resident_bytes_per_connection",
    title: "resident bytes a connection",
    digits: 0,
};
const BASE: Metric = Metric {
    key: "resident_base_mib",
    title: "resident before, MiB",
    digits: 1,
};
const TOTAL: Metric = Metric {
    key: "resident_mib",
    title: "resident with them, MiB",
    digits: 1,
};

/// Logins before the memory is looked at for the first time, so that what is set aside once for all (code,
/// threads, the memory for hashing) is not counted for the connections.
const FIRST: usize = 1_000;

/// How long everything is left alone before the memory is looked at.
const SETTLE: Duration = Duration::from_secs(3);

fn run(context: &Context, matches: &clap::ArgMatches) -> Result<Vec<Row>> {
    let mut steps = numbers(matches, "connections");
    steps.sort_unstable();
    let subjects: Vec<_> = context
        .subjects
        .iter()
        .copied()
        .filter(|subject| *subject != Subject::Floor)
        .collect();
    let mut rows = Vec::new();
    for count in steps {
        let work = format!("{count} idle connections");
        rows.extend(context.rounds(&work, &subjects, |subject| measure(context, subject, count))?);
    }
    Ok(rows)
}

fn measure(context: &Context, subject: Subject, count: usize) -> Result<Sample> {
    let running = context.launcher.start(subject, count)?;
    let mut crowd = Crowd::new(running.address(), subject.dialect())?;
    let base = settled(&running, &mut crowd, FIRST)?;
    let total = settled(&running, &mut crowd, count)?;
    drop(crowd);
    running.stop()?;
    let mebibytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    Ok(Sample::default()
        .with(&BYTES, total.saturating_sub(base) as f64 / count as f64)
        .with(&BASE, mebibytes(base))
        .with(&TOTAL, mebibytes(total)))
}

/// Lets so many more in; the server's memory a while later.
fn settled(running: &Running, crowd: &mut Crowd, count: usize) -> Result<u64> {
    crowd.gather(count)?;
    let end = Instant::now() + SETTLE;
    while Instant::now() < end {
        crowd.turn(
            Duration::from_millis(100),
            &mut |_: usize, _: Stamp, _: u64| {},
        )?;
    }
    running.resident()
}
