//! The command line: which scenario, against which servers, how often.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::options::{count, number};
use crate::report::{Report, Row};
use crate::scenario::{Context, SCENARIOS};
use crate::subject::{Launcher, Subject};
use crate::{comparison, machine, micro, suite};

const SERVE_IDEAL: &str = "serve-ideal";
const SERVE_FLOOR: &str = "serve-floor";

const ENDING: &str = "\
Servers:
  line        Hourglass over the line door
  json        Hourglass over the JSON protocol
  irc         Hourglass over IRC, everybody with a name and a password
  irc-guests  Hourglass over IRC, everybody with a nickname only
  inspircd    InspIRCd, which has to be installed
  ngircd      ngIRCd, which has to be installed
  ideal       a single-threaded broadcaster without any feature, nothing durable
  floor       a bare loop of writes

Examples:
  cargo xtask bench
  cargo xtask bench micro --compare before.json
  cargo xtask bench fanout --senders 4 --receivers 100 --window 16
  cargo xtask bench fanout --senders 1 --receivers 1000 --window 1 --servers line,ideal,floor --pin
  cargo xtask bench single --servers line
  cargo xtask bench join --servers irc,irc-guests,inspircd,ngircd --pin
  cargo xtask bench idle --servers line,json --rounds 1";

/// Does what the command line says.
pub(crate) fn run() -> Result<()> {
    let matches = command().get_matches();
    match matches.subcommand() {
        Some((SERVE_IDEAL, _)) => comparison::ideal(),
        Some((SERVE_FLOOR, matches)) => comparison::floor(number(matches, "connections")),
        Some((micro::MICRO, matches)) => micro::run(matches),
        Some((micro::MICRO_CASE, matches)) => micro::run_case(matches),
        Some((name, matches)) => measure(name, matches),
        None => suite::run(&matches, said),
    }
}

/// All that can be said on the command line.
pub(crate) fn command() -> Command {
    let scenarios = SCENARIOS
        .iter()
        .map(|scenario| (scenario.command)().args(shared()));
    Command::new("hourglass-bench")
        .about("Measures Hourglass, each time on a fresh server and a real disk")
        .long_about(
            "Measures Hourglass, each time on a fresh server and a real disk.\n\n\
             Without a command it measures everything, and writes the page about it.",
        )
        .after_help(ENDING)
        .args(suite::options())
        .args_conflicts_with_subcommands(true)
        .subcommands(scenarios)
        .subcommand(micro::command())
        .subcommand(micro::case_command())
        .subcommand(Command::new(SERVE_IDEAL).hide(true))
        .subcommand(
            Command::new(SERVE_FLOOR).hide(true).arg(
                Arg::new("connections")
                    .required(true)
                    .value_parser(value_parser!(u32)),
            ),
        )
}

fn shared() -> [Arg; 8] {
    [
        Arg::new("servers")
            .long("servers")
            .value_name("NAME,…")
            .value_delimiter(',')
            .value_parser(PossibleValuesParser::new(Subject::ALL.map(Subject::name)))
            .default_value("line,ideal")
            .help("Which servers to measure, in turn"),
        count("rounds", "5", "Rounds; the table has their medians"),
        count("seconds", "5", "How long each round measures"),
        count(
            "warm-up",
            "1",
            "Seconds that each round runs before it measures",
        ),
        Arg::new("pin")
            .long("pin")
            .action(ArgAction::SetTrue)
            .help("Keep the server to the first core and the load generator to the second"),
        Arg::new("server")
            .long("server")
            .value_name("PATH")
            .value_parser(value_parser!(PathBuf))
            .help("The hourglass binary [default: the one beside this program]"),
        Arg::new("data-parent")
            .long("data-parent")
            .value_name("DIR")
            .value_parser(value_parser!(PathBuf))
            .help("Where data directories are made [default: beside this program]"),
        Arg::new("json")
            .long("json")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Write the report there as JSON, with every round"),
    ]
}

fn measure(name: &str, matches: &ArgMatches) -> Result<()> {
    let (context, rows) = rows(name, matches)?;
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let report = Report {
        command: format!("cargo xtask bench {}", arguments.join(" ")),
        machine: machine::describe(&context.launcher.data_parent),
        rows,
    };
    report.publish(context.json.as_deref())
}

/// Runs the scenario that these words ask for.
fn said(words: &[String]) -> Result<Vec<Row>> {
    let program = "hourglass-bench".to_owned();
    let words = std::iter::once(&program).chain(words);
    let matches = command().try_get_matches_from(words)?;
    let (name, matches) = matches.subcommand().context("a scenario is missing")?;
    let (_, rows) = rows(name, matches)?;
    Ok(rows)
}

/// Runs a scenario.
fn rows(name: &str, matches: &ArgMatches) -> Result<(Context, Vec<Row>)> {
    machine::raise_open_files()?;
    let context = context(matches)?;
    context.check()?;
    let scenario = SCENARIOS
        .iter()
        .find(|scenario| (scenario.command)().get_name() == name)
        .ok_or_else(|| anyhow!("there is no scenario {name}"))?;
    let rows = machine::keeping_cores(|| (scenario.run)(&context, matches))?;
    Ok((context, rows))
}

fn context(matches: &ArgMatches) -> Result<Context> {
    let program = std::env::current_exe()?;
    let beside = program.parent().context("this program is nowhere")?;
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let names: Vec<_> = matches
        .get_many::<String>("servers")
        .unwrap_or_default()
        .collect();
    let is_named = |subject: &Subject| names.iter().any(|name| *name == subject.name());
    let seconds = |name: &str| Duration::from_secs(number(matches, name) as u64);
    Ok(Context {
        launcher: Launcher {
            server: path("server").unwrap_or_else(|| beside.join("hourglass")),
            data_parent: path("data-parent").unwrap_or_else(|| beside.to_owned()),
            pin: matches.get_flag("pin"),
        },
        rounds: number(matches, "rounds"),
        subjects: Subject::ALL.into_iter().filter(is_named).collect(),
        time: seconds("seconds"),
        warm_up: seconds("warm-up"),
        json: path("json"),
    })
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }
}
