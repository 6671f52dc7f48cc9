//! How the program ends, and what a script learns from that.

use std::process::ExitCode;

/// How a session of the client ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It left, and all that was to be said was said.
    Left,
    /// Something of the machine failed: the terminal, the standard output.
    Failed(String),
    /// It was called in a way that cannot work: no password, for example.
    Usage(String),
    /// No server could be reached, or what answered is no Hourglass server.
    NotConnected(String),
    /// The server does not let this name and password in.
    LoginRefused(String),
    /// The first login had a wrong password; a person may have mistyped it.
    WrongPassword(String),
    /// At least one line was refused or never confirmed. Which ones was told when it happened.
    NotSaid,
}

impl Outcome {
    /// The number that a script sees; they are listed in `hourglass client --help`.
    pub fn code(&self) -> u8 {
        match self {
            Self::Left => 0,
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
            Self::NotConnected(_) => 3,
            Self::LoginRefused(_) | Self::WrongPassword(_) => 4,
            Self::NotSaid => 5,
        }
    }

    /// What a person is told at the end, where there is anything left to tell.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Left | Self::NotSaid => None,
            Self::Failed(words)
            | Self::Usage(words)
            | Self::NotConnected(words)
            | Self::LoginRefused(words)
            | Self::WrongPassword(words) => Some(words),
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.code())
    }
}
