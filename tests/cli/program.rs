//! Running `hourglass` without what this machine's environment sets.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};

/// What a run that has ended left behind.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) output: String,
    pub(crate) errors: String,
}

/// `hourglass` with these arguments, in an environment that is empty but for the home directory.
pub(crate) fn hourglass(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hourglass"));
    command
        .args(arguments)
        .env_clear()
        .env("HOME", "/home/somebody")
        .stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub(crate) fn run(arguments: &[&str]) -> Ended {
    ended(&mut hourglass(arguments))
}

/// Runs a command to its end.
pub(crate) fn ended(command: &mut Command) -> Ended {
    let output = command.output().expect("the program starts");
    Ended {
        code: output.status.code(),
        output: String::from_utf8(output.stdout).expect("UTF-8"),
        errors: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// A server that has said where it listens. It is killed where a test leaves it running.
pub(crate) struct Running {
    child: Child,
    output: BufReader<ChildStdout>,
    errors: ChildStderr,
    pub(crate) invitation: Vec<String>,
    pub(crate) address: SocketAddr,
}

impl Running {
    /// Starts a server on a port that the system chooses.
    pub(crate) fn start(data: &Path, more: &[&str]) -> Self {
        let data = data.display().to_string();
        let arguments = [&["server", "--port", "0", "--data", &data], more].concat();
        let mut command = hourglass(&arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
        let errors = child.stderr.take().expect("it is piped");
        let mut line = || {
            let mut line = String::new();
            output.read_line(&mut line).expect("the server prints");
            line.trim_end().to_owned()
        };
        let invitation = vec![line(), line(), line()];
        let address = invitation[0].rsplit(' ').next().map(str::parse);
        let address = address.expect("a last word").expect("an address");
        Self {
            child,
            output,
            errors,
            invitation,
            address,
        }
    }

    /// Sends a signal by its name, such as `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        let command = format!("kill -{name} {}", self.child.id());
        let status = Command::new("sh").args(["-c", &command]).status();
        assert!(status.expect("a shell").success());
    }

    /// Waits for its end.
    pub(crate) fn ended(mut self) -> Ended {
        let mut texts = (String::new(), String::new());
        self.output.read_to_string(&mut texts.0).expect("UTF-8");
        self.errors.read_to_string(&mut texts.1).expect("UTF-8");
        let status = self.child.wait().expect("it ends");
        Ended {
            code: status.code(),
            output: texts.0,
            errors: texts.1,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
