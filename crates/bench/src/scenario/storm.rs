//! `storm`: many come in at once while the room speaks.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Command;

use super::hashing::Hashing;
use super::metrics::{P50, P99, quantile};
use super::{Context, Scenario, Stage};
use crate::options::{count, number};
use crate::report::{Metric, Sample};
use crate::subject::Subject;
use crate::traffic::{Drive, Parties};

pub(super) const STORM: Scenario = Scenario {
    command: || {
        Command::new("storm")
            .about("Many come in at once while the room speaks, their passwords hashed at the default cost")
            .arg(count("newcomers", "1000", "Connections that come at once"))
            .arg(count("receivers", "100", "Connections in the room before"))
            .arg(count("rate", "20", "Messages a second"))
    },
    run: |context, matches| {
        let newcomers = number(matches, "newcomers");
        let parties = Parties {
            senders: 1,
            hearers: number(matches, "receivers") + 1,
        };
        let drive = Drive::Rate(number(matches, "rate") as u32);
        let work = format!("{newcomers} come to {}", parties.hearers);
        let subjects = context.hourglass()?;
        context.rounds(&work, &subjects, |subject| {
            measure(context, subject, drive, parties, newcomers)
        })
    },
};

const TIME: Metric = Metric {
    key: "all_in_after_s",
    title: "all in after, s",
    digits: 2,
};
const HASHING: Metric = Metric {
    key: "hashing_s",
    title: "CPU of hashing on all cores, s",
    digits: 2,
};
const RATIO: Metric = Metric {
    key: "ratio_to_hashing",
    title: "all in after, against that",
    digits: 2,
};
const CORES: Metric = Metric {
    key: "server_cores",
    title: "cores busy, server",
    digits: 2,
};
const P50_DURING: Metric = Metric {
    key: "latency_during_p50_ms",
    title: "p50 meanwhile, ms",
    digits: 2,
};
const P99_DURING: Metric = Metric {
    key: "latency_during_p99_ms",
    title: "p99 meanwhile, ms",
    digits: 2,
};

/// How long a storm may last.
const LONGEST: Duration = Duration::from_secs(120);

fn measure(
    context: &Context,
    subject: Subject,
    drive: Drive,
    parties: Parties,
    newcomers: usize,
) -> Result<Sample> {
    let processors = std::thread::available_parallelism()?.get();
    let mut stage = Stage::set_for_logins(context, subject, drive, parties)?;
    let Stage {
        running,
        crowd,
        traffic,
    } = &mut stage;
    traffic.run(crowd, context.warm_up)?;
    traffic.take_latency();
    traffic.run(crowd, context.time)?;
    let before = traffic.take_latency();

    let all = parties.hearers + newcomers;
    traffic.add_late(newcomers);
    crowd.invite(newcomers, newcomers);
    let (started, cpu, hashed) = (Instant::now(), running.cpu()?, Hashing::of(running)?);
    traffic.run_while(crowd, LONGEST, |crowd| crowd.inside() < all)?;
    let elapsed = started.elapsed();
    let used = running.cpu()?.saturating_sub(cpu);
    let hashing = Hashing::of(running)?.since(hashed).hashing / processors as u32;
    let during = traffic.take_latency();
    if crowd.inside() < all {
        bail!("{} of {all} came in within {LONGEST:?}", crowd.inside());
    }
    stage.finish()?;
    Ok(Sample::default()
        .with(&TIME, elapsed.as_secs_f64())
        .with(&HASHING, hashing.as_secs_f64())
        .with(&RATIO, elapsed.as_secs_f64() / hashing.as_secs_f64())
        .with(&CORES, used.as_secs_f64() / elapsed.as_secs_f64())
        .with(&P50, quantile(&before, 0.5))
        .with(&P99, quantile(&before, 0.99))
        .with(&P50_DURING, quantile(&during, 0.5))
        .with(&P99_DURING, quantile(&during, 0.99)))
}
