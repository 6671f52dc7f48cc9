//! What the fan-out's tests are told with: a chat that says what is to be told, and connections.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{
    Chat, Command, Credential, Emission, Login, Output, RoomId, RoomsAtLogin, Sequence, SessionId,
    Settings, Snapshot, Speech, Stamp, Target, Text, Timestamp,
};
use hourglass_wire::irc::{IrcEncoder, ServerFacts};
use hourglass_wire::line::LineEncoder;
use hourglass_wire::name;
use socket2::SockRef;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::oneshot;

use super::{Attachment, Dialect, Encoders, LoginReply, SessionShared};

/// How long a test waits for what is sure to happen.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// What the kernel is asked to hold at either end of a connection; it takes some more.
const SOCKET_BYTES: u32 = 16 * 1024;

/// Bytes of a message that do not all go into a connection that nobody reads.
pub(super) const LONG: usize = 256 * 1024;

/// A chat in which messages may be as long as a test needs, and nobody is told who comes.
pub(super) struct Talk {
    chat: Chat,
    last: Sequence,
}

impl Talk {
    pub(super) fn new() -> Self {
        let settings = Settings {
            message_limit: 0,
            max_message: LONG,
            announce_up_to: 0,
            ..Settings::default()
        };
        Self {
            chat: Chat::new(settings, Snapshot::default()),
            last: Sequence::default(),
        }
    }

    /// Somebody comes in with a device. What is to be told of it.
    pub(super) fn login(&mut self, session: SessionId, name: &str) -> Vec<Emission> {
        self.apply(Command::Login(Login {
            session,
            name: name::parse(name).unwrap(),
            credential: Credential::New {
                password_hash: "a hash".into(),
            },
            resume: None,
            profile: None,
            rooms: RoomsAtLogin::All,
            metadata: None,
        }))
    }

    /// Somebody says something in the common room. What is to be told of it.
    pub(super) fn say(&mut self, session: SessionId, text: &str) -> Vec<Emission> {
        self.apply(Command::Say {
            session,
            to: Target::Room(RoomId::COMMON),
            text: Text::from_sanitised(text),
            key: None,
            speech: Speech::Message,
            tags: None,
        })
    }

    /// The place in the order of what was said last.
    pub(super) fn position(&self) -> Sequence {
        self.last
    }

    fn apply(&mut self, command: Command) -> Vec<Emission> {
        self.last.0 += 1;
        let stamp = Stamp {
            sequence: self.last,
            time: Timestamp(0),
        };
        let mut output = Output::default();
        self.chat.apply(stamp, command, &mut output);
        output.emissions
    }
}

/// A connection, of which neither end holds much.
pub(super) struct Connection {
    pub(super) client: TcpStream,
    pub(super) server: Arc<TcpStream>,
    pub(super) shared: Arc<SessionShared>,
    /// The answer to its login.
    pub(super) login: oneshot::Receiver<LoginReply>,
}

impl Connection {
    /// A connection, and the attachment that speaks lines to it.
    pub(super) async fn open(session: SessionId) -> (Self, Attachment) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpSocket::new_v4().unwrap();
        client.set_recv_buffer_size(SOCKET_BYTES).unwrap();
        let connect = client.connect(listener.local_addr().unwrap());
        let (client, accepted) = tokio::join!(connect, listener.accept());
        let server = Arc::new(accepted.unwrap().0);
        let options = SockRef::from(&*server);
        options.set_send_buffer_size(SOCKET_BYTES as usize).unwrap();
        options.set_tcp_nodelay(true).unwrap();
        let shared = Arc::new(SessionShared::new());
        let (answer, login) = oneshot::channel();
        let attachment = Attachment {
            session,
            socket: server.clone(),
            dialect: Dialect::Line(RoomId::COMMON),
            shared: shared.clone(),
            login: answer,
        };
        let connection = Self {
            client: client.unwrap(),
            server,
            shared,
            login,
        };
        (connection, attachment)
    }
}

pub(super) fn encoders() -> Encoders {
    let facts = ServerFacts::new("here.local", Settings::default());
    Encoders::new(LineEncoder::new("here", 1), IrcEncoder::new(facts))
}
