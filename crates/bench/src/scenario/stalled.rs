//! `stalled`: some do not read, and the others should not notice.

use anyhow::Result;
use clap::Command;

use super::{Context, Scenario, Stage};
use crate::options::{count, counts, number, numbers};
use crate::report::Row;
use crate::traffic::{Drive, Parties};

pub(super) const STALLED: Scenario = Scenario {
    command: || {
        Command::new("stalled")
            .about("Some do not read: latency of the others")
            .arg(count("receivers", "100", "Connections that hear"))
            .arg(counts(
                "stalled",
                "1,100",
                "Connections that do not read; none comes first",
            ))
            .arg(count("rate", "1000", "Messages a second"))
    },
    run: |context, matches| {
        let parties = Parties {
            senders: 1,
            hearers: number(matches, "receivers") + 1,
        };
        let drive = Drive::Rate(number(matches, "rate") as u32);
        let mut rows = Vec::new();
        for stalled in std::iter::once(0).chain(numbers(matches, "stalled")) {
            rows.extend(run(context, drive, parties, stalled)?);
        }
        Ok(rows)
    },
};

/// Bytes that a socket takes for somebody who does not read: few, so that it soon takes no more.
const RECEIVE_BUFFER: usize = 4 * 1024;

fn run(context: &Context, drive: Drive, parties: Parties, stalled: usize) -> Result<Vec<Row>> {
    let work = format!("{stalled} of {} do not read", parties.hearers + stalled);
    let subjects = context.hourglass()?;
    context.rounds(&work, &subjects, |subject| {
        let mut stage = Stage::set(context, subject, drive, parties)?;
        stage.crowd.set_receive_buffer(RECEIVE_BUFFER);
        stage.crowd.gather(stalled)?;
        stage.crowd.ignore_from(parties.hearers)?;
        stage.traffic.run(&mut stage.crowd, context.warm_up)?;
        let sample = stage.measure(context.time)?;
        stage.finish()?;
        Ok(sample)
    })
}
