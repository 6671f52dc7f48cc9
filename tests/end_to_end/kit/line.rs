//! A bare socket at the line door, for crowds.

use std::io::Write;
use std::net::{Shutdown, SocketAddr, TcpStream};

use super::PASSWORD;
use super::transcript::Transcript;

/// A connection that speaks lines.
pub(crate) struct Line {
    socket: TcpStream,
    pub(crate) heard: Transcript,
}

impl Line {
    /// A connection that has said nothing yet.
    pub(crate) fn connect(address: SocketAddr) -> Self {
        let socket = TcpStream::connect(address).expect("the server listens");
        socket.set_nodelay(true).expect("a socket");
        let heard = Transcript::of(socket.try_clone().expect("a socket"));
        Self { socket, heard }
    }

    /// Somebody who is in.
    pub(crate) fn join(address: SocketAddr, name: &str) -> Self {
        let mut line = Self::connect(address);
        line.log_in(name, PASSWORD);
        line.heard.wait_for(&format!("Welcome to chat, {name}!\n"));
        line
    }

    /// Sends name and password without waiting for the prompts.
    pub(crate) fn log_in(&mut self, name: &str, password: &str) {
        self.send(&format!("{name}\n{password}\n"));
    }

    /// Sends a line.
    pub(crate) fn say(&mut self, line: &str) {
        self.send(&format!("{line}\n"));
    }

    /// Sends bytes as they are.
    pub(crate) fn send(&mut self, text: &str) {
        self.try_send(text).expect("the server reads");
    }

    /// Sends bytes as they are; an error where the connection is gone.
    pub(crate) fn try_send(&mut self, text: &str) -> std::io::Result<()> {
        self.socket.write_all(text.as_bytes())
    }

    /// Says something and waits until it is saved: the answer to the next command comes after it.
    pub(crate) fn say_for_sure(&mut self, line: &str) {
        let answered = self.heard.text().matches("ABOUT YOU").count();
        self.send(&format!("{line}\n/status\n"));
        self.heard.wait_for_times("ABOUT YOU", answered + 1);
    }

    /// Leaves, and waits until the server has closed the connection.
    pub(crate) fn leave(mut self) -> String {
        self.say("/exit");
        self.heard.wait_for_end()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        // Otherwise the thread that reads would keep the connection.
        let _ = self.socket.shutdown(Shutdown::Both);
    }
}
