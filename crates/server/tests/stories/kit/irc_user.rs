//! Somebody with a client of IRC, line by line.

use futures_util::FutureExt;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;

use super::irc_socket::bridge;
use super::patience::within;

/// Room for one read.
const READ_BYTES: usize = 16 * 1024;

/// A client of IRC. What is heard and not expected yet stays until the story gets there.
pub(crate) struct IrcUser {
    socket: Box<dyn Socket>,
    heard: Vec<u8>,
    pings: u32,
}

/// What lines come by.
trait Socket: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Socket for T {}

impl IrcUser {
    pub(crate) fn new(socket: TcpStream) -> Self {
        Self::over(Box::new(socket))
    }

    /// A client over a WebSocket, whose messages are of this kind in both directions.
    pub(crate) fn over_websocket(socket: WebSocketStream<TcpStream>, is_binary: bool) -> Self {
        Self::over(Box::new(bridge(socket, is_binary)))
    }

    fn over(socket: Box<dyn Socket>) -> Self {
        Self {
            socket,
            heard: Vec::new(),
            pings: 0,
        }
    }

    /// Sends a line.
    pub(crate) async fn says(&mut self, line: &str) {
        self.sends(format!("{line}\r\n").as_bytes()).await;
    }

    /// Sends bytes as they are.
    pub(crate) async fn sends(&mut self, bytes: &[u8]) {
        within(self.socket.write_all(bytes))
            .await
            .expect("the server reads")
            .expect("the connection is open");
    }

    /// Logs in as clients do that know of no capabilities. All that the greeting says.
    pub(crate) async fn logs_in(&mut self, name: &str, password: &str) -> Vec<String> {
        self.says(&format!("PASS :{name}:{password}")).await;
        self.comes_in(name).await
    }

    /// Says its name and waits until the greeting is over. All that it says.
    pub(crate) async fn comes_in(&mut self, name: &str) -> Vec<String> {
        self.says(&format!("NICK {name}")).await;
        self.says(&format!("USER {name} 0 * :{name} herself")).await;
        let mut greeting = vec![self.line_with(" 001 ").await];
        greeting.extend(self.hears_all().await);
        greeting
    }

    /// The same after agreeing on capabilities.
    pub(crate) async fn comes_in_with(
        &mut self,
        name: &str,
        password: &str,
        capabilities: &str,
    ) -> Vec<String> {
        self.says("CAP LS 302").await;
        self.says(&format!("CAP REQ :{capabilities}")).await;
        self.line_with(" ACK ").await;
        self.says(&format!("PASS :{name}:{password}")).await;
        self.says("CAP END").await;
        self.comes_in(name).await
    }

    /// The next line, without its end.
    pub(crate) async fn line(&mut self) -> String {
        loop {
            if let Some(end) = self.heard.windows(2).position(|two| two == b"\r\n") {
                let line: Vec<u8> = self.heard.drain(..end + 2).collect();
                return String::from_utf8(line).unwrap().trim_end().to_owned();
            }
            assert!(
                self.listens().await,
                "expected a line, heard {:?}",
                String::from_utf8_lossy(&self.heard)
            );
        }
    }

    /// The next line heard is this one.
    pub(crate) async fn hears(&mut self, expected: &str) {
        assert_eq!(self.line().await, expected);
    }

    /// The next line that has this in it. Others before it are passed over.
    pub(crate) async fn line_with(&mut self, part: &str) -> String {
        loop {
            let line = self.line().await;
            if line.contains(part) {
                return line;
            }
        }
    }

    /// Everything told so far: what stands before the answer to a sign of life.
    pub(crate) async fn hears_all(&mut self) -> Vec<String> {
        self.pings += 1;
        let token = format!("sync-{}", self.pings);
        self.says(&format!("PING {token}")).await;
        let mut lines = Vec::new();
        loop {
            let line = self.line().await;
            if line.contains(" PONG ") && line.ends_with(&token) {
                return lines;
            }
            lines.push(line);
        }
    }

    /// Whether anything has been told that the story did not expect yet. Does not wait.
    pub(crate) fn has_heard_something(&mut self) -> bool {
        self.heard.reserve(READ_BYTES);
        let _ = self.socket.read_buf(&mut self.heard).now_or_never();
        !self.heard.is_empty()
    }

    /// All that is said until the connection ends.
    pub(crate) async fn everything(&mut self) -> Vec<String> {
        let _ = within(self.socket.read_to_end(&mut self.heard))
            .await
            .expect("the connection ends");
        let all = String::from_utf8(std::mem::take(&mut self.heard)).unwrap();
        all.lines().map(str::to_owned).collect()
    }

    /// Reads once; false at the end of the connection.
    async fn listens(&mut self) -> bool {
        self.heard.reserve(READ_BYTES);
        let read = within(self.socket.read_buf(&mut self.heard)).await;
        let Some(read) = read else {
            panic!(
                "waited in vain, having heard {:?}",
                String::from_utf8_lossy(&self.heard)
            );
        };
        read.expect("the connection ends in good order") > 0
    }
}

/// The numeric or command of a line, whatever stands before it.
pub(crate) fn verb(line: &str) -> &str {
    line.split(' ')
        .find(|word| !word.starts_with('@') && !word.starts_with(':'))
        .unwrap_or_default()
}

/// The value of a line's tag.
pub(crate) fn tag<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let tags = line.strip_prefix('@')?.split(' ').next()?;
    tags.split(';').find_map(|tag| {
        let (name, value) = tag.split_once('=').unwrap_or((tag, ""));
        (name == key).then_some(value)
    })
}

/// A line without its tags.
pub(crate) fn untagged(line: &str) -> &str {
    match line.strip_prefix('@') {
        Some(tagged) => tagged.split_once(' ').map_or("", |(_, rest)| rest),
        None => line,
    }
}
