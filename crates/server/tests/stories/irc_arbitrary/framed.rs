//! The same lines in the frames of a WebSocket.

use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::tungstenite::Message;

use super::babble::Babble;
use crate::kit::{World, irc_socket};

/// Fewer than may come before the greeting, with all that the greeting needs: here each frame ends a line.
const LINES: usize = 50;

/// Says all that there is to say, in a frame each or several lines in one; everything that is answered, which is
/// whole lines in frames of the kind agreed on.
pub(super) async fn session(world: &World, babble: &mut Babble, seed: u64) -> Vec<u8> {
    let is_binary = seed.is_multiple_of(2);
    let subprotocol = if is_binary {
        "binary.ircv3.net"
    } else {
        "text.ircv3.net"
    };
    let socket = world.connect().await;
    let address = world.address();
    let (socket, _) = irc_socket::open(socket, address, "/irc", Some(subprotocol)).await;
    let (mut write, mut read) = socket.split();
    let answers = tokio::spawn(async move {
        let mut heard = Vec::new();
        while let Some(Ok(message)) = read.next().await {
            if !message.is_close() && !message.is_pong() {
                let line = irc_socket::line(&message, is_binary);
                heard.extend_from_slice(format!("{line}\r\n").as_bytes());
            }
        }
        heard
    });
    let mut bytes = babble.greeting(seed);
    for _ in 0..LINES {
        bytes.extend(babble.line());
        if babble.below(3) == 0 {
            let message = Message::binary(std::mem::take(&mut bytes));
            if write.send(message).await.is_err() {
                break;
            }
        }
        if babble.below(20) == 0 {
            // Over by now, perhaps.
            let _ = write.send(Message::Ping("?".into())).await;
        }
    }
    bytes.extend_from_slice(b"\r\nQUIT");
    let _ = write.send(Message::binary(bytes)).await;
    answers.await.unwrap()
}
