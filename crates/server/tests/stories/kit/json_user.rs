//! Somebody with a client of the JSON protocol.

use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use hourglass_wire::json::{
    self, ChatMessage, ClientMessage, Code, LoginMessage, RefusedMessage, RoomOpened, SaidMessage,
    SayMessage, ServerMessage, StatusMessage, Welcome,
};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::patience::within;

/// A device that speaks JSON over a WebSocket. What the server sends lives as long as the test does.
pub(crate) struct JsonUser {
    socket: WebSocketStream<TcpStream>,
}

impl JsonUser {
    /// Opens a WebSocket and reads the greeting.
    pub(crate) async fn open(socket: TcpStream, address: SocketAddr) -> Self {
        let opening = tokio_tungstenite::client_async(format!("ws://{address}/ws"), socket);
        let (socket, _) = within(opening)
            .await
            .expect("the server answers")
            .expect("the WebSocket opens");
        Self { socket }.greeted().await
    }

    /// Goes on where a WebSocket was opened by hand, with what was read after the opening.
    pub(crate) async fn opened((socket, read): (TcpStream, Vec<u8>)) -> Self {
        let socket = WebSocketStream::from_partially_read(socket, read, Role::Client, None).await;
        Self { socket }.greeted().await
    }

    async fn greeted(mut self) -> Self {
        let greeting = self.hears().await;
        assert!(
            matches!(&greeting, ServerMessage::Hello(hello) if hello.version == json::PROTOCOL_VERSION),
            "heard {greeting:?}"
        );
        self
    }

    /// Asks to be let in.
    pub(crate) async fn logs_in(&mut self, name: &str, password: &str, last_id: Option<u64>) {
        let login = LoginMessage {
            name: name.to_owned(),
            password: password.to_owned(),
            last_id,
        };
        self.sends(&ClientMessage::Login(login)).await;
    }

    pub(crate) async fn sends(&mut self, message: &ClientMessage) {
        let mut bytes = Vec::new();
        json::encode_client(message, &mut bytes);
        self.sends_text(&String::from_utf8(bytes).unwrap()).await;
    }

    /// Sends a text frame, whatever is in it.
    pub(crate) async fn sends_text(&mut self, text: &str) {
        self.sends_frame(Message::text(text)).await;
    }

    pub(crate) async fn sends_frame(&mut self, frame: Message) {
        within(self.socket.send(frame))
            .await
            .expect("the server reads")
            .expect("the connection is open");
    }

    /// Says something to the room under a key.
    pub(crate) async fn says(&mut self, text: &str, key: Option<&str>) {
        self.says_to(None, text, key).await;
    }

    /// Says something in a room beside the common one.
    pub(crate) async fn says_in(&mut self, room: &str, text: &str) {
        let say = SayMessage {
            key: None,
            to: None,
            room: Some(room.to_owned()),
            kind: None,
            text: text.to_owned(),
        };
        self.sends(&ClientMessage::Say(say)).await;
    }

    /// Comes into a room.
    pub(crate) async fn joins(&mut self, room: &str) -> RoomOpened<'static> {
        let room = room.to_owned();
        self.sends(&ClientMessage::Join { room, key: None }).await;
        match self.hears().await {
            ServerMessage::RoomOpened(opened) => opened,
            other => panic!("expected a room, heard {other:?}"),
        }
    }

    /// Says something to one person, or to the common room.
    pub(crate) async fn says_to(&mut self, to: Option<&str>, text: &str, key: Option<&str>) {
        let say = SayMessage {
            key: key.map(str::to_owned),
            to: to.map(str::to_owned),
            room: None,
            kind: None,
            text: text.to_owned(),
        };
        self.sends(&ClientMessage::Say(say)).await;
    }

    /// The next message of the server; pings are answered on the way.
    pub(crate) async fn hears(&mut self) -> ServerMessage<'static> {
        let heard = async {
            loop {
                match self.hears_frame().await {
                    Some(Message::Text(text)) => match decode(&text) {
                        ServerMessage::Ping => self.sends(&ClientMessage::Pong).await,
                        message => return message,
                    },
                    other => panic!("expected a message, heard {other:?}"),
                }
            }
        };
        // Pings alone do not keep a story waiting.
        within(heard).await.expect("waited in vain")
    }

    /// The next frame; nothing at the end of the connection.
    pub(crate) async fn hears_frame(&mut self) -> Option<Message> {
        let frame = within(self.socket.next()).await.expect("waited in vain");
        frame.and_then(Result::ok)
    }

    pub(crate) async fn hears_welcome(&mut self) -> Welcome<'static> {
        match self.hears().await {
            ServerMessage::Welcome(welcome) => welcome,
            other => panic!("expected a welcome, heard {other:?}"),
        }
    }

    pub(crate) async fn hears_said(&mut self) -> SaidMessage<'static> {
        match self.hears().await {
            ServerMessage::Said(said) => said,
            other => panic!("expected a confirmation, heard {other:?}"),
        }
    }

    pub(crate) async fn hears_message(&mut self) -> ChatMessage<'static> {
        match self.hears().await {
            ServerMessage::Message(message) => message,
            other => panic!("expected a message, heard {other:?}"),
        }
    }

    pub(crate) async fn hears_refused(&mut self) -> RefusedMessage<'static> {
        match self.hears().await {
            ServerMessage::Refused(refused) => refused,
            other => panic!("expected a refusal, heard {other:?}"),
        }
    }

    /// The status, asked for: also what shows that nothing else was told before.
    pub(crate) async fn asks_status(&mut self) -> StatusMessage {
        self.sends(&ClientMessage::Status).await;
        match self.hears().await {
            ServerMessage::Status(status) => status,
            other => panic!("expected the status, heard {other:?}"),
        }
    }

    /// Asks for the status until so many names are online: whoever is gone was not told to others.
    pub(crate) async fn waits_until_online(&mut self, names: usize) {
        let asked = async { while self.asks_status().await.names_online != names {} };
        within(asked).await.expect("as many names as expected");
    }

    /// The server says why it ends the connection, and ends it in good order.
    pub(crate) async fn hears_goodbye(&mut self) -> Code {
        self.hears_goodbye_and_close().await.0
    }

    /// The same; also why in WebSocket's own words.
    pub(crate) async fn hears_goodbye_and_close(&mut self) -> (Code, Option<CloseCode>) {
        match self.hears().await {
            ServerMessage::Goodbye(goodbye) => (goodbye.code, self.hears_the_close().await),
            other => panic!("expected a goodbye, heard {other:?}"),
        }
    }

    /// The WebSocket is closed in good order; with which status, where it has one.
    pub(crate) async fn hears_the_close(&mut self) -> Option<CloseCode> {
        let frame = self.hears_frame().await;
        let Some(Message::Close(close)) = frame else {
            panic!("expected the end, heard {frame:?}")
        };
        assert_eq!(self.hears_frame().await, None);
        close.map(|close| close.code)
    }

    /// The server asks for a sign of life, and gets none.
    pub(crate) async fn hears_a_ping_and_keeps_silent(&mut self) {
        let frame = self.hears_frame().await;
        let Some(Message::Text(text)) = &frame else {
            panic!("expected a ping, heard {frame:?}")
        };
        assert_eq!(decode(text), ServerMessage::Ping);
    }

    /// The connection underneath, given up.
    pub(crate) fn into_socket(self) -> TcpStream {
        self.socket.into_inner()
    }

    /// The connection underneath, for what no client in good order does.
    pub(crate) fn raw(&mut self) -> &mut TcpStream {
        self.socket.get_mut()
    }
}

fn decode(text: &str) -> ServerMessage<'static> {
    let text: &'static str = text.to_owned().leak();
    json::decode_server(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"))
}
