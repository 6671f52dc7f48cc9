//! Load generator and benchmarks of Hourglass. Not shipped.

mod command_line;
mod comparison;
mod crowd;
mod dialect;
mod disk;
mod ledger;
mod limits;
mod machine;
mod micro;
mod options;
mod payload;
mod process;
mod report;
mod scenario;
mod subject;
mod suite;
mod traffic;
mod window;

use std::process::ExitCode;

fn main() -> ExitCode {
    match command_line::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hourglass-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}
