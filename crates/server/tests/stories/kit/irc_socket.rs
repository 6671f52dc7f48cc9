//! IRC over a WebSocket: a real client's socket, and a bridge by which it is read and written as lines.

use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;

use super::patience::within;

/// What the bridge holds of either direction.
const BRIDGE_BYTES: usize = 64 * 1024;

/// Opens a WebSocket at a path, asking for subprotocols. Also the one that the server agreed on.
pub(crate) async fn open(
    socket: TcpStream,
    address: SocketAddr,
    path: &str,
    subprotocols: Option<&str>,
) -> (WebSocketStream<TcpStream>, Option<String>) {
    let mut request = format!("ws://{address}{path}")
        .into_client_request()
        .unwrap();
    if let Some(names) = subprotocols {
        let names = HeaderValue::from_str(names).unwrap();
        request
            .headers_mut()
            .insert("Sec-WebSocket-Protocol", names);
    }
    let opening = tokio_tungstenite::client_async(request, socket);
    let (socket, answer) = within(opening)
        .await
        .expect("the server answers")
        .expect("the WebSocket opens");
    let agreed = answer.headers().get("Sec-WebSocket-Protocol");
    (socket, agreed.map(|name| name.to_str().unwrap().to_owned()))
}

/// Lines to and from a WebSocket, each of which has to be a message of this kind.
pub(super) fn bridge(mut socket: WebSocketStream<TcpStream>, is_binary: bool) -> DuplexStream {
    let (near, far) = tokio::io::duplex(BRIDGE_BYTES);
    tokio::spawn(async move {
        let (read, mut write) = tokio::io::split(far);
        let mut lines = BufReader::new(read).lines();
        loop {
            tokio::select! {
                line = lines.next_line() => match line.unwrap() {
                    Some(line) => {
                        let line = message(&line, is_binary);
                        if socket.send(line).await.is_err() {
                            return;
                        }
                    }
                    None => return,
                },
                heard = socket.next() => match heard {
                    Some(Ok(Message::Close(_))) => {}
                    Some(Ok(heard)) => {
                        let line = line(&heard, is_binary);
                        write.write_all(format!("{line}\r\n").as_bytes()).await.unwrap();
                    }
                    Some(Err(_)) | None => {
                        write.shutdown().await.unwrap();
                        return;
                    }
                },
            }
        }
    });
    near
}

/// A line as a message of this kind.
pub(crate) fn message(line: &str, is_binary: bool) -> Message {
    if is_binary {
        Message::binary(line.as_bytes().to_vec())
    } else {
        Message::text(line)
    }
}

/// The line that a message is.
pub(crate) fn line(message: &Message, is_binary: bool) -> String {
    assert_eq!(message.is_binary(), is_binary, "{message:?}");
    let line = message.to_text().expect("a line in UTF-8").to_owned();
    assert!(!line.is_empty() && !line.contains(['\r', '\n']), "{line:?}");
    line
}
