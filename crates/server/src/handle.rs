//! What a door holds, and all that it can do.

mod ask_error;
mod focus;
mod irc;
mod registering;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use hourglass_core::{
    ClientKey, Command, Credential, Login, MessageId, MetadataAtLogin, Name, Profile, Refusal,
    RoomsAtLogin, SessionId, Speech, Target, Text,
};
use hourglass_wire::words::LoginRefusal;
use tokio::net::TcpStream;
use tokio::sync::{oneshot, watch};

use crate::auth::Authenticator;
use crate::facts::Facts;
use crate::fanout::{Attachment, Dialect, Fanout, LoginReply, SessionShared};
use crate::sequencer::Proposer;
use crate::websocket::Framing;

pub(crate) use crate::sequencer::Closed;
pub(crate) use ask_error::AskError;

/// The way into the chat. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Handle(Arc<Inner>);

struct Inner {
    proposer: Proposer,
    fanout: Fanout,
    authenticator: Authenticator,
    next_session: AtomicU64,
    /// Whether nothing can be saved at present.
    failing: watch::Receiver<bool>,
    facts: Facts,
}

/// Somebody at the door.
pub(crate) struct LoginAttempt<'a> {
    /// The name asked for.
    pub name: Name,
    /// The password, checked to be one; nothing for a guest.
    pub password: Option<&'a str>,
    /// What the check of the password or the registration gave, where that came before.
    pub checked: Option<Credential>,
    /// What the device says of its person.
    pub profile: Option<Profile>,
    /// Which rooms it comes into.
    pub rooms: RoomsAtLogin,
    /// The last message that the client has, where it resumes.
    pub resume: Option<MessageId>,
    /// Metadata that the device brings along, where it knows of such.
    pub metadata: Option<MetadataAtLogin>,
    /// From where.
    pub address: IpAddr,
    /// The socket. Nobody else writes to it until the login is answered, nor after it was let in.
    pub socket: Arc<TcpStream>,
    /// What is spoken.
    pub dialect: Dialect,
}

/// Why a login was not let in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LoginError {
    /// By the check of the password.
    #[error("{0}")]
    Refused(#[from] LoginRefusal),
    /// By the rules of the chat.
    #[error("{}", hourglass_wire::words::refusal(.0))]
    Rules(Refusal),
    /// The server stops.
    #[error(transparent)]
    Closed(#[from] Closed),
}

impl Handle {
    /// A handle to the chat behind `proposer` and `fanout`.
    pub(crate) fn new(
        proposer: Proposer,
        fanout: Fanout,
        authenticator: Authenticator,
        failing: watch::Receiver<bool>,
        facts: Facts,
    ) -> Self {
        let next_session = AtomicU64::new(1);
        Self(Arc::new(Inner {
            proposer,
            fanout,
            authenticator,
            next_session,
            failing,
            facts,
        }))
    }

    /// What can be told without asking.
    pub(crate) fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// Whether what is said can be saved at present.
    pub(crate) fn is_healthy(&self) -> bool {
        !*self.0.failing.borrow() && self.0.failing.has_changed().is_ok()
    }

    /// Lets somebody in. Their welcome and what they missed is then on its way to the socket.
    ///
    /// # Errors
    /// A refusal gives the writing side of the socket back: the door says why, and may try again.
    pub(crate) async fn login(&self, attempt: LoginAttempt<'_>) -> Result<Session, LoginError> {
        let entered = self.try_login(&attempt).await;
        if let Err(error) = &entered {
            tracing::info!(name = %attempt.name, address = %attempt.address, %error, "login refused");
        }
        entered
    }

    async fn try_login(&self, attempt: &LoginAttempt<'_>) -> Result<Session, LoginError> {
        // A name that was registered or given up between the check and the login is checked again.
        const ROUNDS: usize = 3;
        let mut refusal = Refusal::NameRegistered;
        let mut checked = attempt.checked.clone();
        for _ in 0..ROUNDS {
            let credential = match (checked.take(), attempt.password) {
                (Some(credential), _) => credential,
                (None, Some(password)) => {
                    self.check(&attempt.name, password, None, attempt.address)
                        .await?
                }
                (None, None) => Credential::Guest,
            };
            match self.enter(attempt, credential).await? {
                Ok(session) => {
                    tracing::info!(session = session.id.0, address = %attempt.address, "came in");
                    return Ok(session);
                }
                Err(changed @ (Refusal::NameRegistered | Refusal::AccountGone)) => {
                    refusal = changed
                }
                Err(refusal) => return Err(LoginError::Rules(refusal)),
            }
        }
        Err(LoginError::Rules(refusal))
    }

    async fn enter(
        &self,
        attempt: &LoginAttempt<'_>,
        credential: Credential,
    ) -> Result<Result<Session, Refusal>, Closed> {
        let command = |session| {
            Command::Login(Login {
                session,
                name: attempt.name.clone(),
                credential,
                resume: attempt.resume,
                profile: attempt.profile.clone(),
                rooms: attempt.rooms,
                metadata: attempt.metadata.clone(),
            })
        };
        let (id, shared, reply) = self.ask_from_outside(attempt, command).await?;
        Ok(reply.map(|()| Session {
            handle: self.clone(),
            id,
            address: attempt.address,
            shared,
            framing: attempt.dialect.framing(),
        }))
    }

    /// Asks for something with a session that is new, and waits for the answer to the door.
    async fn ask_from_outside(
        &self,
        attempt: &LoginAttempt<'_>,
        command: impl FnOnce(SessionId) -> Command,
    ) -> Result<(SessionId, Arc<SessionShared>, LoginReply), Closed> {
        let id = SessionId(self.0.next_session.fetch_add(1, Ordering::Relaxed));
        let shared = Arc::new(SessionShared::new());
        let (login, answer) = oneshot::channel::<LoginReply>();
        let attachment = Attachment {
            session: id,
            socket: attempt.socket.clone(),
            dialect: attempt.dialect,
            shared: shared.clone(),
            login,
        };
        // The writing side is there before anything can be told to it.
        self.0.fanout.attach(attachment).await;
        self.0.proposer.propose(command(id)).await?;
        let reply = answer.await.map_err(|_| Closed)?;
        Ok((id, shared, reply))
    }
}

/// A device that is logged in. [`Session::leave`] has to be called when its connection ends.
pub(crate) struct Session {
    handle: Handle,
    id: SessionId,
    address: IpAddr,
    shared: Arc<SessionShared>,
    framing: Framing,
}

impl Session {
    /// What can be told without asking.
    pub(crate) fn facts(&self) -> &Facts {
        self.handle.facts()
    }

    /// Says something. The answer goes to the socket.
    ///
    /// # Errors
    /// See [`AskError`].
    pub(crate) async fn say(
        &self,
        to: Target,
        text: Text,
        speech: Speech,
        key: Option<ClientKey>,
    ) -> Result<(), AskError> {
        self.ask(Command::Say {
            session: self.id,
            to,
            text,
            key,
            speech,
            tags: None,
        })
        .await
    }

    /// The session's id, which every command of its carries.
    pub(crate) fn id(&self) -> SessionId {
        self.id
    }

    /// Asks for something. The answer goes to the socket; where there is a `label`, with it.
    ///
    /// # Errors
    /// See [`AskError`].
    pub(crate) async fn request(
        &self,
        label: Option<Arc<str>>,
        command: Command,
    ) -> Result<(), AskError> {
        match label {
            None => self.ask(command).await,
            Some(label) => {
                let command = Box::new(command);
                self.ask(Command::Labelled { label, command }).await
            }
        }
    }

    /// Complains about a name. The answer goes to the socket.
    ///
    /// # Errors
    /// See [`AskError`].
    pub(crate) async fn complain(&self, about: Name) -> Result<(), AskError> {
        self.ask(Command::Complain {
            session: self.id,
            about,
        })
        .await
    }

    /// Asks for the status. The answer goes to the socket.
    ///
    /// # Errors
    /// See [`AskError`].
    pub(crate) async fn status(&self) -> Result<(), AskError> {
        self.ask(Command::Status { session: self.id }).await
    }

    /// Writes bytes of the door's own, behind the answers to everything that was asked before.
    pub(crate) async fn answer(&self, bytes: Vec<u8>) {
        self.all_answered().await;
        self.write(bytes).await;
    }

    /// Writes bytes of the door's own at once. Lines of IRC are packed as the session has them.
    pub(crate) async fn write(&self, bytes: Vec<u8>) {
        self.write_as_is(self.framing.pack(bytes)).await;
    }

    /// Writes bytes that are packed already.
    pub(crate) async fn write_as_is(&self, bytes: Vec<u8>) {
        self.handle.0.fanout.write(self.id, bytes).await;
    }

    /// Waits until everything that was asked is answered. What is held back because it cannot be saved is
    /// not waited for.
    pub(crate) async fn all_answered(&self) {
        let mut failing = self.handle.0.failing.clone();
        tokio::select! {
            biased;
            () = self.shared.all_answered() => {}
            _ = failing.wait_for(|failing| *failing) => {}
        }
    }

    /// Refusals since this was asked last.
    pub(crate) fn take_refusals(&self) -> u32 {
        self.shared.take_refusals()
    }

    /// Whether the session hears nothing more.
    pub(crate) fn is_over(&self) -> bool {
        self.shared.is_over()
    }

    /// Ends the session when everything that was asked is answered. What is still on its way to it is written for at most
    /// [`crate::limits::FAREWELL_TIME`]; what it was not handed counts as missed, and where its connection was
    /// `lost`, what it was handed of late. Others who see the name go may be told a `reason`.
    pub(crate) async fn leave(self, lost: bool, reason: Option<Text>) {
        self.all_answered().await;
        tracing::info!(session = self.id.0, lost, "left");
        let Some(seen) = self.handle.0.fanout.detach(self.id, lost).await else {
            return;
        };
        let session = self.id;
        // A server that stops needs no departures: at its next start nobody is there.
        let _ = self
            .handle
            .0
            .proposer
            .propose(Command::Leave {
                session,
                seen,
                reason,
            })
            .await;
    }

    async fn ask(&self, command: Command) -> Result<(), AskError> {
        self.shared.ask().await?;
        Ok(self.handle.0.proposer.propose(command).await?)
    }
}
