//! `hourglass check`: whether the data is whole.

use clap::{ArgMatches, Command};
use hourglass_server::config::{Environment, Sources, data_arguments};
use hourglass_server::store::{StoreError, check};

use crate::exit::{EXIT_CODES, Failure};
use crate::output;

const EXAMPLES: &str = "\
Examples:
  hourglass check
  hourglass check --data /var/lib/hourglass && hourglass server --data /var/lib/hourglass";

pub(crate) fn command() -> Command {
    Command::new("check")
        .about("Check that the data of a server is whole; nothing is changed")
        .after_help(format!("{EXIT_CODES}\n\n{EXAMPLES}"))
        .args(data_arguments())
}

/// Checks the data directory that the server would use with the same settings.
pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let sources = Sources::collect(matches, Environment::of_process())?;
    let path = sources.data_directory()?;
    let report = check(&path)?;
    output::print(&format!("{report}\n"))?;
    if report.is_sound() {
        return Ok(());
    }
    let detail = format!("{} problems, listed above", report.problems.len());
    Err(StoreError::Damaged { path, detail }.into())
}
