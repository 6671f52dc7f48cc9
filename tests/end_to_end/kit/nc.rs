//! A person with `nc`.

use std::io::Write;
use std::net::SocketAddr;
use std::process::{Command, Stdio};

use super::process::Process;
use super::transcript::Transcript;

/// The real `nc`, typed into and read.
pub(crate) struct Nc {
    process: Process,
    pub(crate) heard: Transcript,
}

impl Nc {
    /// Starts it; the server speaks first.
    pub(crate) fn connect(address: SocketAddr) -> Self {
        let mut command = Command::new("nc");
        command
            .args([address.ip().to_string(), address.port().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut process = Process::start(&mut command);
        let heard = Transcript::of(process.child.stdout.take().expect("it is piped"));
        Self { process, heard }
    }

    /// Somebody who answered both prompts and is in.
    pub(crate) fn join(address: SocketAddr, name: &str, password: &str) -> Self {
        let mut nc = Self::connect(address);
        nc.heard.wait_for("Enter login: ");
        nc.type_line(name);
        nc.heard.wait_for("Enter password: ");
        nc.type_line(password);
        nc.heard.wait_for(&format!("Welcome to chat, {name}!\n"));
        nc
    }

    /// Types a line.
    pub(crate) fn type_line(&mut self, line: &str) {
        let input = self.process.child.stdin.as_mut().expect("it is piped");
        input
            .write_all(format!("{line}\n").as_bytes())
            .expect("nc reads");
    }

    /// Waits until the server has closed the connection; everything that was seen.
    pub(crate) fn ended(mut self) -> String {
        drop(self.process.child.stdin.take());
        self.process.code();
        self.heard.wait_for_end()
    }
}
