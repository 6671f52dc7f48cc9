//! The servers under measurement, each started afresh as a process of its own.

mod peers;
mod running;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::dialect::{Dialect, Entry};
use crate::machine;
use running::Listening;
pub(crate) use running::Running;

/// Which server, and what is spoken to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Hourglass over the line door.
    Line,
    /// Hourglass over the JSON protocol.
    Json,
    /// Hourglass over IRC, with names and passwords.
    Irc,
    /// Hourglass over IRC, with nicknames only, as the others are spoken to.
    Guests,
    /// InspIRCd.
    Inspircd,
    /// ngIRCd.
    Ngircd,
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
    pub(crate) const ALL: [Self; 8] = [
        Self::Line,
        Self::Json,
        Self::Irc,
        Self::Guests,
        Self::Inspircd,
        Self::Ngircd,
        Self::Ideal,
        Self::Floor,
    ];

    /// Its name in options and reports.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Json => "json",
            Self::Irc => "irc",
            Self::Guests => "irc-guests",
            Self::Inspircd => "inspircd",
            Self::Ngircd => "ngircd",
            Self::Ideal => "ideal",
            Self::Floor => "floor",
        }
    }

    /// What is spoken to it.
    pub(crate) fn dialect(self) -> Dialect {
        match self {
            Self::Line => Dialect::Line,
            Self::Json => Dialect::Json,
            Self::Irc => Dialect::Irc(Entry::Account),
            Self::Guests | Self::Inspircd | Self::Ngircd => Dialect::Irc(Entry::Nickname),
            Self::Ideal | Self::Floor => Dialect::Bare,
        }
    }

    /// Whether it is Hourglass.
    pub(crate) fn is_ours(self) -> bool {
        matches!(self, Self::Line | Self::Json | Self::Irc | Self::Guests)
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
        let (command, listening) =
            self.command(subject, connections, directory.path(), passwords)?;
        if !self.pin {
            return Running::start(command, listening, directory);
        }
        machine::pin_to(0)?;
        let running = Running::start(command, listening, directory);
        machine::pin_to(1)?;
        running
    }

    /// Fails early, and with a hint, where a server is not there.
    pub(crate) fn check(&self, subject: Subject) -> Result<()> {
        match subject {
            Subject::Inspircd => peers::INSPIRCD.find().map(drop),
            Subject::Ngircd => peers::NGIRCD.find().map(drop),
            _ if subject.is_ours() && !self.server.is_file() => bail!(
                "there is no {}: run `cargo build --release`, or say --server PATH",
                self.server.display()
            ),
            _ => Ok(()),
        }
    }

    fn command(
        &self,
        subject: Subject,
        connections: usize,
        directory: &Path,
        passwords: Passwords,
    ) -> Result<(Command, Listening)> {
        let data = || directory.join("data");
        let command = match subject {
            Subject::Line | Subject::Json | Subject::Irc => self.hourglass(data(), passwords),
            Subject::Guests => {
                let mut command = self.hourglass(data(), passwords);
                command.args(["--guests", "on"]);
                command
            }
            Subject::Inspircd => return peers::INSPIRCD.command(directory),
            Subject::Ngircd => return peers::NGIRCD.command(directory),
            Subject::Ideal => itself(&["serve-ideal"])?,
            Subject::Floor => itself(&["serve-floor", &connections.to_string()])?,
        };
        Ok((command, Listening::AsSaid))
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

/// Fails early, and with a hint, where one of the servers of others is not installed.
pub(crate) fn check_peers() -> Result<()> {
    peers::INSPIRCD.find()?;
    peers::NGIRCD.find().map(drop)
}

fn itself(arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(arguments);
    Ok(command)
}
