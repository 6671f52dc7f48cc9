//! The client in a script.

use std::io::Write;
use std::net::SocketAddr;
use std::process::{Command, Stdio};

use super::PASSWORD;
use super::ended::{Ended, hourglass};
use super::process::Process;
use super::transcript::Transcript;

/// `hourglass client` with its standard streams in pipes.
pub(crate) struct Pipe {
    process: Process,
    pub(crate) output: Transcript,
    pub(crate) errors: Transcript,
}

impl Pipe {
    /// Starts it.
    pub(crate) fn start(address: SocketAddr, name: &str) -> Self {
        Self::of(&mut Self::command(address, name))
    }

    /// The command line of a script, with the password in the environment.
    pub(crate) fn command(address: SocketAddr, name: &str) -> Command {
        let (host, port) = (address.ip().to_string(), address.port().to_string());
        let mut command = hourglass(&["client", "-H", &host, "-p", &port, name]);
        command.env("HOURGLASS_PASSWORD", PASSWORD);
        command
    }

    /// Starts any command in pipes.
    pub(crate) fn of(command: &mut Command) -> Self {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut process = Process::start(command);
        let output = Transcript::of(process.child.stdout.take().expect("it is piped"));
        let errors = Transcript::of(process.child.stderr.take().expect("it is piped"));
        Self {
            process,
            output,
            errors,
        }
    }

    /// Writes to its standard input. It takes what fits; the rest waits.
    pub(crate) fn write(&mut self, text: &str) {
        let input = self.process.child.stdin.as_mut().expect("it is piped");
        input.write_all(text.as_bytes()).expect("the client reads");
    }

    /// Ends its input and waits for its end.
    pub(crate) fn ended(mut self) -> Ended {
        drop(self.process.child.stdin.take());
        Ended {
            code: self.process.code(),
            output: self.output.wait_for_end(),
            errors: self.errors.wait_for_end(),
        }
    }
}
