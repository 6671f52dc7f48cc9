//! The servers under measurement, each started afresh as a process of its own.

mod running;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::dialect::Dialect;
use crate::machine;
pub(crate) use running::Running;

/// Which server, and what is spoken to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Hourglass over the line door.
    Line,
    /// Hourglass over the JSON protocol.
    Json,
    /// [`crate::comparison::ideal`].
    Ideal,
    /// [`crate::comparison::floor`].
    Floor,
}

/// How servers are started.
#[derive(Clone, Debug)]
pub(crate) struct Launcher {
    /// The `hourglass` binary.
    pub server: PathBuf,
    /// Where data directories are made, on the disk that is to be measured.
    pub data_parent: PathBuf,
    /// Whether the server keeps to the first core and the load generator to the second.
    pub pin: bool,
}

impl Subject {
    /// All there are.
    pub(crate) const ALL: [Self; 4] = [Self::Line, Self::Json, Self::Ideal, Self::Floor];

    /// Its name in options and reports.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Json => "json",
            Self::Ideal => "ideal",
            Self::Floor => "floor",
        }
    }

    /// What is spoken to it.
    pub(crate) fn dialect(self) -> Dialect {
        match self {
            Self::Line => Dialect::Line,
            Self::Json => Dialect::Json,
            Self::Ideal | Self::Floor => Dialect::Bare,
        }
    }
}

/// How much hashing a password costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passwords {
    /// As little as can be, where logins are not what is measured.
    Cheap,
    /// What it does where nobody chose otherwise.
    ByDefault,
}

impl Launcher {
    /// Starts a server for `connections` connections, with an empty data directory.
    ///
    /// # Errors
    /// When it cannot be started or does not say where it listens.
    pub(crate) fn start(&self, subject: Subject, connections: usize) -> Result<Running> {
        self.start_with(subject, connections, Passwords::Cheap)
    }

    /// The same, and says what hashing a password costs.
    pub(crate) fn start_with(
        &self,
        subject: Subject,
        connections: usize,
        passwords: Passwords,
    ) -> Result<Running> {
        let directory = tempfile::Builder::new()
            .prefix("hourglass-bench-")
            .tempdir_in(&self.data_parent)
            .with_context(|| format!("cannot write in {}", self.data_parent.display()))?;
        let command = match subject {
            Subject::Line | Subject::Json => {
                self.hourglass(directory.path().join("data"), passwords)
            }
            Subject::Ideal => itself(&["serve-ideal"])?,
            Subject::Floor => itself(&["serve-floor", &connections.to_string()])?,
        };
        if !self.pin {
            return Running::start(command, directory);
        }
        machine::pin_to(0)?;
        let running = Running::start(command, directory);
        machine::pin_to(1)?;
        running
    }

    /// Fails early, and with a hint, where there is no server.
    pub(crate) fn check(&self) -> Result<()> {
        if !self.server.is_file() {
            bail!(
                "there is no {}: run `cargo build --release`, or say --server PATH",
                self.server.display()
            );
        }
        Ok(())
    }

    fn hourglass(&self, data: PathBuf, passwords: Passwords) -> Command {
        let mut command = Command::new(&self.server);
        command
            .args(["server", "--host", "127.0.0.1", "--port", "0"])
            .args(["--message-limit", "0", "--flood-guard", "off"])
            .args(["--log-level", "warn"])
            .arg("--data")
            .arg(data)
            .env_clear();
        if passwords == Passwords::Cheap {
            command.args(["--password-memory", "1MiB"]);
        }
        command
    }
}

fn itself(arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(arguments);
    Ok(command)
}
