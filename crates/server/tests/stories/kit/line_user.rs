//! Somebody at the line door, byte for byte.

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::broken::break_off;
use super::ear::Ear;
use super::patience::within;

/// Lines of a status.
pub(crate) const STATUS_LINES: usize = 9;

/// Somebody with `nc`. What is heard and not expected yet stays until the story gets there: a line too
/// many fails at the next thing expected.
pub(crate) struct LineUser {
    ear: Ear<TcpStream>,
}

impl LineUser {
    pub(crate) fn new(socket: TcpStream) -> Self {
        Self {
            ear: Ear::new(socket),
        }
    }

    /// Sends a line.
    pub(crate) async fn says(&mut self, line: &str) {
        self.sends(format!("{line}\n").as_bytes()).await;
    }

    /// Sends bytes as they are.
    pub(crate) async fn sends(&mut self, bytes: &[u8]) {
        self.ear.sends(bytes).await;
    }

    /// Sends the end of input, and may still be told things.
    pub(crate) async fn ends_input(&mut self) {
        self.ear.socket.shutdown().await.unwrap();
    }

    /// The connection breaks, and is not closed.
    pub(crate) fn breaks_off(self) {
        break_off(self.ear.socket);
    }

    /// Waits until something has been handed to this person, who does not read it.
    pub(crate) async fn is_handed_something(&mut self) {
        let handed = within(self.ear.socket.peek(&mut [0])).await;
        assert_eq!(handed.expect("waited in vain").unwrap(), 1);
    }

    /// Answers both prompts at once.
    pub(crate) async fn logs_in(&mut self, name: &str, password: &str) {
        self.says(&format!("{name}\n{password}")).await;
        self.hears_bytes("Enter login: Enter password: ").await;
    }

    /// The next line heard is this one.
    pub(crate) async fn hears(&mut self, line: &str) {
        self.hears_bytes(&format!("{line}\n")).await;
    }

    /// The next lines heard are these.
    pub(crate) async fn hears_all(&mut self, lines: &[&str]) {
        for line in lines {
            self.hears(line).await;
        }
    }

    /// The next bytes heard are these.
    pub(crate) async fn hears_bytes(&mut self, expected: &str) {
        let expected = expected.as_bytes();
        while self.ear.heard.len() < expected.len() && expected.starts_with(&self.ear.heard) {
            if !self.ear.listens().await {
                break;
            }
        }
        assert!(
            self.ear.heard.starts_with(expected),
            "expected {:?}, heard {:?}",
            String::from_utf8_lossy(expected),
            String::from_utf8_lossy(&self.ear.heard)
        );
        self.ear.heard.drain(..expected.len());
    }

    /// The next line heard, whatever it is.
    pub(crate) async fn line(&mut self) -> String {
        self.ear.line("\n").await
    }

    /// Nothing was told to this person that the story did not expect: the answer to something harmless,
    /// which takes its place in the order of everything, is the next thing heard.
    pub(crate) async fn hears_nothing_else(&mut self, own_name: &str) {
        self.says(&format!("/private {own_name} nothing")).await;
        self.hears("No point in sending it to yourself").await;
    }

    /// The connection, and what was read and not expected yet.
    pub(crate) fn into_socket(self) -> (TcpStream, Vec<u8>) {
        (self.ear.socket, self.ear.heard)
    }

    /// Whether anything has reached this person that the story did not expect.
    pub(crate) fn has_heard_something(&mut self) -> bool {
        let mut byte = [0];
        matches!(self.ear.socket.try_read(&mut byte), Ok(1)) || !self.ear.heard.is_empty()
    }

    /// Asks for the status until so many names are online: whoever is gone was not told to others.
    pub(crate) async fn waits_until_online(&mut self, names: usize) {
        self.waits_until(&format!("*\tUSERS ONLINE:\t {names}"))
            .await;
    }

    /// Asks for the status until it has this line.
    pub(crate) async fn waits_until(&mut self, line: &str) {
        let asked = async { while !self.asks_status().await.iter().any(|one| one == line) {} };
        within(asked).await.expect("the status becomes as expected");
    }

    /// The lines of the status of somebody who is not silenced.
    pub(crate) async fn asks_status(&mut self) -> Vec<String> {
        self.says("/status").await;
        let mut lines = Vec::new();
        while lines.len() < STATUS_LINES {
            lines.push(self.line().await);
        }
        lines
    }

    /// Leaves; the connection is over then, although the chat may need a moment more.
    pub(crate) async fn leaves(mut self) {
        self.says("/exit").await;
        self.hears("* You have left the chat. Connect again to come back.")
            .await;
        self.hears_the_end().await;
    }

    /// The connection ends with nothing more said.
    pub(crate) async fn hears_the_end(&mut self) {
        let more = self.ear.listens().await;
        assert!(
            !more && self.ear.heard.is_empty(),
            "expected the end, heard {:?}",
            String::from_utf8_lossy(&self.ear.heard)
        );
    }

    /// All that is said until the connection ends, however it does.
    pub(crate) async fn everything(&mut self) -> String {
        self.ear.everything().await
    }
}
