//! From the command line to the end of the program.

use std::process::ExitCode;

use clap::ArgMatches;

/// Runs `hourglass client` as the command line says, until the person leaves or the input ends.
pub fn run(_matches: &ArgMatches) -> ExitCode {
    ExitCode::from(1)
}
