//! A real server on a data directory.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::process::{Pid, Signal};

use super::ended::hourglass;
use super::process::Process;
use super::transcript::Transcript;

/// What begins the first line that a server prints.
const LISTENS_ON: &str = "Hourglass listens on ";

/// `hourglass server`, listening. It is killed where a test leaves it running.
pub(crate) struct RealServer {
    process: Process,
    pub(crate) address: SocketAddr,
    pub(crate) log: Transcript,
    data: PathBuf,
    flags: Vec<String>,
}

impl RealServer {
    /// Starts a server on a port that the system chooses, at an address of the loopback network that no
    /// other test has: nobody takes its port while it is being restarted.
    pub(crate) fn start(data: &Path, flags: &[&str]) -> Self {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed) % 250 + 1;
        let id = process::id();
        let host = format!("127.{}.{}.{number}", id / 250 % 250 + 1, id % 250 + 1);
        Self::launch(data, flags, &host, 0)
    }

    /// Starts it again on the same data and at the same address. It has to be killed or ended before.
    pub(crate) fn restart(&mut self) {
        let flags: Vec<&str> = self.flags.iter().map(String::as_str).collect();
        let (host, port) = (self.address.ip().to_string(), self.address.port());
        *self = Self::launch(&self.data, &flags, &host, port);
    }

    fn launch(data: &Path, flags: &[&str], host: &str, port: u16) -> Self {
        let mut command = command(data, host, port);
        command.args(flags);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = Process::start(&mut command);
        let output = Transcript::of(process.child.stdout.take().expect("it is piped"));
        let log = Transcript::of(process.child.stderr.take().expect("it is piped"));
        let is_listening = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count() >= 3;
        output.wait_until("the invitation", is_listening);
        let text = output.text();
        let address = text
            .strip_prefix(LISTENS_ON)
            .and_then(|rest| rest.lines().next());
        Self {
            process,
            address: address
                .and_then(|address| address.parse().ok())
                .expect("an address"),
            log,
            data: data.to_owned(),
            flags: flags.iter().map(|&flag| flag.to_owned()).collect(),
        }
    }

    /// Its process id.
    pub(crate) fn id(&self) -> Pid {
        self.process.id()
    }

    /// Whether nobody has seen it end.
    pub(crate) fn is_running(&self) -> bool {
        self.process.is_running()
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        self.process.signal(signal);
    }

    /// Kills it as `kill -9` does, and waits until it is gone.
    pub(crate) fn kill(&mut self) {
        self.signal(Signal::KILL);
        self.process.code();
    }

    /// Waits for its end and returns the exit code.
    pub(crate) fn code(&mut self) -> i32 {
        self.process.code()
    }

    /// Asks it to stop, and sees to it that it does so in good order.
    pub(crate) fn stop(&mut self) {
        self.signal(Signal::TERM);
        assert_eq!(self.code(), 0, "{}", self.log.text());
    }
}

/// The server with cheap password hashes. A file that may not grow is an error for it, not its end, as it
/// is for a service whose manager ignores SIGXFSZ.
fn command(data: &Path, host: &str, port: u16) -> Command {
    let mut command = hourglass(&[]);
    let program = command.get_program().to_owned();
    command = Command::new("sh");
    command
        .args(["-c", "trap '' XFSZ; exec \"$@\"", "sh"])
        .arg(program)
        .args(["server", "--password-memory", "1MiB", "--host", host])
        .arg("--port")
        .arg(port.to_string())
        .arg("--data")
        .arg(data)
        .env_clear()
        .stdin(Stdio::null());
    command
}
