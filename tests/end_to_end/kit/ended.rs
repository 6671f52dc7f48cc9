//! Runs of the program that end by themselves.

use std::process::{Command, Stdio};

use super::process::Process;
use super::transcript::Transcript;

/// What a run that has ended left behind.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) output: String,
    pub(crate) errors: String,
}

/// `hourglass` with these arguments, in an environment that is empty but for the search path.
pub(crate) fn hourglass(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hourglass"));
    command
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .stdin(Stdio::null());
    command
}

impl Ended {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = Process::start(command);
        let output = Transcript::of(process.child.stdout.take().expect("it is piped"));
        let errors = Transcript::of(process.child.stderr.take().expect("it is piped"));
        Self {
            code: process.code(),
            output: output.wait_for_end(),
            errors: errors.wait_for_end(),
        }
    }
}
