//! What the fan-out's tests are told with: a chat that says what is to be told, and connections.

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{
    Chat, Command, Credential, Emission, Login, Output, RoomId, RoomsAtLogin, Sequence, SessionId,
    Settings, Snapshot, Stamp, Timestamp,
};
use hourglass_wire::irc::{IrcEncoder, ServerFacts};
use hourglass_wire::line::LineEncoder;
use hourglass_wire::name;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::{Attachment, Dialect, Encoders, LoginReply, SessionShared};

/// How long a test waits for what is sure to happen.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// A chat, whose output is to be told.
pub(super) struct Talk {
    chat: Chat,
    last: Sequence,
}

impl Talk {
    pub(super) fn new() -> Self {
        Self {
            chat: Chat::new(Settings::default(), Snapshot::default()),
            last: Sequence::default(),
        }
    }

    /// Somebody comes in with a device. What is to be told of it.
    pub(super) fn login(&mut self, session: SessionId, name: &str) -> Vec<Emission> {
        self.apply(Command::Login(Login {
            session,
            name: name::parse(name).unwrap(),
            credential: Credential::Guest,
            resume: None,
            profile: None,
            rooms: RoomsAtLogin::All,
            email: None,
        }))
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

/// The client's end of a connection, an attachment that speaks lines to it, and the answer to its login.
pub(super) async fn connection(
    session: SessionId,
) -> (TcpStream, Attachment, oneshot::Receiver<LoginReply>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap());
    let (client, accepted) = tokio::join!(client, listener.accept());
    let (login, answer) = oneshot::channel();
    let attachment = Attachment {
        session,
        socket: Arc::new(accepted.unwrap().0),
        dialect: Dialect::Line(RoomId::COMMON),
        shared: Arc::new(SessionShared::new()),
        login,
    };
    (client.unwrap(), attachment, answer)
}

pub(super) fn encoders() -> Encoders {
    let facts = ServerFacts::new("here.local", Settings::default());
    Encoders::new(LineEncoder::new("here", 1), IrcEncoder::new(facts))
}
