//! Somebody with a client of IRC, line by line.

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;

use super::ear::Ear;
use super::irc_socket::bridge;

/// A client of IRC. What is heard and not expected yet stays until the story gets there.
pub(crate) struct IrcUser {
    ear: Ear<Box<dyn Socket>>,
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
            ear: Ear::new(socket),
            pings: 0,
        }
    }

    /// Sends a line.
    pub(crate) async fn says(&mut self, line: &str) {
        self.sends(format!("{line}\r\n").as_bytes()).await;
    }

    /// Sends bytes as they are.
    pub(crate) async fn sends(&mut self, bytes: &[u8]) {
        self.ear.sends(bytes).await;
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
        self.ear.line("\r\n").await
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
        self.ear.has_heard_something()
    }

    /// All that is said until the connection ends.
    pub(crate) async fn everything(&mut self) -> Vec<String> {
        let all = self.ear.everything().await;
        all.lines().map(str::to_owned).collect()
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
