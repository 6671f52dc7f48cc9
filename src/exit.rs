//! What the process's exit code says to those who started it.

use std::error::Error;
use std::process::ExitCode;

use hourglass_server::StartError;
use hourglass_server::config::ConfigError;
use hourglass_server::store::StoreError;

/// The exit codes of `hourglass server` and `hourglass check`, for their help.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  all is well: the server was asked to stop, or what was checked is right
  1  something failed that is not listed here; standard error says what
  2  wrong usage, or settings that are not allowed
  3  the address is in use by another program
  4  the data directory is in use by another hourglass
  5  the data is damaged, or is not Hourglass's
  6  the data was written by a newer hourglass
  128 and the signal's number: a second signal ended the server at once";

/// Why the process did not do what it was asked to.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    error: anyhow::Error,
}

/// The exit code for the outcome of a subcommand; says on standard error what went wrong.
pub(crate) fn code(outcome: Result<(), Failure>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            crate::output::complain(&words(failure.error.as_ref()));
            ExitCode::from(failure.code)
        }
    }
}

impl Failure {
    /// A failure without a code of its own.
    pub(crate) fn other(error: impl Into<anyhow::Error>) -> Self {
        Self::with_code(1, error)
    }

    fn with_code(code: u8, error: impl Into<anyhow::Error>) -> Self {
        Self {
            code,
            error: error.into(),
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::with_code(2, error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::NoDirectory { .. } => 2,
            StoreError::Locked { .. } => 4,
            StoreError::Damaged { .. } | StoreError::NotOurs { .. } => 5,
            StoreError::Newer { .. } => 6,
            _ => 1,
        };
        Self::with_code(code, error)
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        match error {
            StartError::AddressInUse { .. } => Self::with_code(3, error),
            StartError::RulesFile { .. }
            | StartError::MotdFile { .. }
            | StartError::PasswordMemory(_) => Self::with_code(2, error),
            StartError::Store(error) => error.into(),
            StartError::Listen { .. } | StartError::Thread(_) => Self::other(error),
        }
    }
}

/// The error with its causes, leaving out those that it names itself.
fn words(error: &(dyn Error + 'static)) -> String {
    let mut words = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        if !words.contains(&text) {
            words = format!("{words}: {text}");
        }
        next = cause.source();
    }
    words
}
