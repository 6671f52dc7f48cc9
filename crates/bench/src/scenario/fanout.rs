//! `fanout`: some speak as fast as they are heard, many hear. `paced`: some speak at a rate.

use anyhow::Result;
use clap::{Arg, ArgMatches, Command};

use super::{Context, Scenario, Stage};
use crate::options::{count, number};
use crate::report::Row;
use crate::subject::Subject;
use crate::traffic::{Drive, HeardBy, Parties};

pub(super) const FANOUT: Scenario = Scenario {
    command: || {
        Command::new("fanout")
            .about("Some speak as fast as they are heard: cost and number of deliveries")
            .arg(count("senders", "4", "Connections that speak"))
            .arg(count("receivers", "100", "Connections that hear"))
            .arg(count(
                "window",
                "16",
                "Messages of each sender that are under way, until they are heard",
            ))
            .arg(
                Arg::new("heard-by")
                    .long("heard-by")
                    .value_parser(["one", "all"])
                    .default_value("one")
                    .help("Who has to hear a message until the next: one chosen for each sender, or all"),
            )
    },
    run: |context, matches| {
        let (senders, receivers) = (number(matches, "senders"), number(matches, "receivers"));
        let window = number(matches, "window");
        let (heard_by, until) = match matches.get_one::<String>("heard-by").map(String::as_str) {
            Some("all") => (HeardBy::All, " until all have heard it"),
            _ => (HeardBy::One, ""),
        };
        let work = format!("{senders} × {receivers}, {window} each under way{until}");
        let drive = Drive::Window(u32::try_from(window)?, heard_by);
        run(context, &work, drive, senders, receivers)
    },
};

pub(super) const PACED: Scenario = Scenario {
    command: || {
        Command::new("paced")
            .about("One speaks at a rate: latency and cost of deliveries")
            .arg(count("receivers", "1000", "Connections that hear"))
            .arg(count("rate", "100", "Messages a second"))
    },
    run: |context, matches: &ArgMatches| {
        let (rate, receivers) = (number(matches, "rate"), number(matches, "receivers"));
        let work = format!("{rate} a second to {receivers}");
        let drive = Drive::Rate(u32::try_from(rate)?);
        run(context, &work, drive, 1, receivers)
    },
};

fn run(
    context: &Context,
    work: &str,
    drive: Drive,
    senders: usize,
    receivers: usize,
) -> Result<Vec<Row>> {
    context.rounds(work, &context.subjects, |subject| {
        let hearers = senders + receivers;
        let (drive, senders) = match (subject, drive) {
            // It takes no turns: what several would have under way, one sends together.
            (Subject::Floor, Drive::Window(window, _)) => {
                (Drive::Block(window * senders as u32), 1)
            }
            (Subject::Floor, drive) => (drive, 1),
            (_, drive) => (drive, senders),
        };
        let parties = Parties { senders, hearers };
        let mut stage = Stage::set(context, subject, drive, parties)?;
        stage.traffic.run(&mut stage.crowd, context.warm_up)?;
        let sample = stage.measure(context.time)?;
        stage.finish()?;
        Ok(sample)
    })
}
