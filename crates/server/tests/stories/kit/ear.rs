//! A connection by which somebody writes bytes and hears lines, whatever is spoken over it.

use futures_util::FutureExt;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::patience::within;

/// Room for one read.
const READ_BYTES: usize = 16 * 1024;

/// A connection and what was heard of it. What is not expected yet stays until the story gets there.
pub(super) struct Ear<S> {
    pub(super) socket: S,
    pub(super) heard: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Ear<S> {
    pub(super) fn new(socket: S) -> Self {
        Self {
            socket,
            heard: Vec::new(),
        }
    }

    /// Sends bytes as they are.
    pub(super) async fn sends(&mut self, bytes: &[u8]) {
        within(self.socket.write_all(bytes))
            .await
            .expect("the server reads")
            .expect("the connection is open");
    }

    /// The next line, without the `end` that it has.
    pub(super) async fn line(&mut self, end: &str) -> String {
        loop {
            let mut ends = self.heard.windows(end.len());
            if let Some(before) = ends.position(|bytes| bytes == end.as_bytes()) {
                let line: Vec<u8> = self.heard.drain(..before + end.len()).collect();
                return String::from_utf8(line).unwrap().trim_end().to_owned();
            }
            assert!(self.listens().await, "expected a line, {self}");
        }
    }

    /// All that is said until the connection ends, however it does.
    pub(super) async fn everything(&mut self) -> String {
        let _ = within(self.socket.read_to_end(&mut self.heard))
            .await
            .expect("the connection ends");
        String::from_utf8(std::mem::take(&mut self.heard)).unwrap()
    }

    /// Whether anything was heard that is not expected yet. Does not wait.
    pub(super) fn has_heard_something(&mut self) -> bool {
        self.heard.reserve(READ_BYTES);
        let _ = self.socket.read_buf(&mut self.heard).now_or_never();
        !self.heard.is_empty()
    }

    /// Reads once; false at the end of the connection.
    pub(super) async fn listens(&mut self) -> bool {
        self.heard.reserve(READ_BYTES);
        let read = within(self.socket.read_buf(&mut self.heard)).await;
        let Some(read) = read else {
            panic!("waited in vain, {self}");
        };
        read.expect("the connection ends in good order") > 0
    }
}

/// What was heard and not expected, for when a story fails.
impl<S> std::fmt::Display for Ear<S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "heard {:?}",
            String::from_utf8_lossy(&self.heard)
        )
    }
}
