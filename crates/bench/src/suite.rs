//! The whole suite: every scenario and every count, and the page that shows them.

mod page;
mod plan;
mod results;
mod targets;

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::report::{Report, Row};
use crate::{machine, micro, subject};
use plan::{Effort, SECTIONS, Section};
use results::Results;

/// Where the page goes, seen from the root of the tree.
const PAGE: &str = "docs/performance.md";

/// The options of the suite.
pub(crate) fn options() -> [Arg; 3] {
    [
        Arg::new("quick")
            .long("quick")
            .action(ArgAction::SetTrue)
            .help("One short round of everything"),
        Arg::new("output")
            .long("output")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .default_value(PAGE)
            .help("Where to write the page"),
        Arg::new("all-json")
            .long("json")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Write everything there as JSON, with every round"),
    ]
}

/// Runs everything and writes the page. `measure` runs the scenario that a command line asks for.
pub(crate) fn run(matches: &ArgMatches, measure: fn(&[String]) -> Result<Vec<Row>>) -> Result<()> {
    let effort = match matches.get_flag("quick") {
        true => Effort::Quick,
        false => Effort::Full,
    };
    subject::check_peers()?;
    let beside = std::env::current_exe()?;
    let mut results = Results {
        machine: machine::describe(&beside),
        load: machine::load(),
        quick: matches.get_flag("quick"),
        ..Results::default()
    };
    eprintln!("[micro] instructions");
    results.micro = micro::count()?;
    let started = Instant::now();
    for section in SECTIONS {
        let report = run_section(section, effort, &results.machine, measure)?;
        eprintln!("{:.0} s so far", started.elapsed().as_secs_f64());
        results.sections.push((section.key, report));
    }
    if let Some(path) = matches.get_one::<PathBuf>("all-json") {
        write(path, &format!("{:#}\n", results.json()))?;
    }
    match matches.get_one::<PathBuf>("output") {
        Some(path) => write(path, &page::render(&results)),
        None => Ok(()),
    }
}

fn run_section(
    section: &Section,
    effort: Effort,
    machine: &str,
    measure: fn(&[String]) -> Result<Vec<Row>>,
) -> Result<Report> {
    let mut report = Report {
        command: String::new(),
        machine: machine.to_owned(),
        rows: Vec::new(),
    };
    let mut commands = Vec::new();
    for run in section.runs {
        let arguments = run.arguments(effort, machine::cores());
        let command = format!("cargo xtask bench {}", arguments.join(" "));
        eprintln!("[{}] {command}", section.key);
        let rows = measure(&arguments).with_context(|| format!("`{command}` failed"))?;
        report.rows.extend(rows);
        commands.push(command);
    }
    report.command = commands.join("\n");
    Ok(report)
}

fn write(path: &PathBuf, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    eprintln!("wrote {}", path.display());
    Ok(())
}
