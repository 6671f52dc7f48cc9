//! The way in, with I/O.

use std::net::SocketAddr;
use std::sync::Arc;

use hourglass_core::RoomsAtLogin;
use hourglass_wire::irc::{Capabilities, reply};
use hourglass_wire::words::{Farewell, LoginRefusal};
use tokio::net::TcpStream;
use tungstenite::protocol::frame::coding::CloseCode;

use super::call::Client;
use super::reader::{Heard, IrcReader};
use super::registration::{Check, Entry, Registration, Wish};
use crate::door::doorstep::{Doorstep, Ending};
use crate::door::socket;
use crate::fanout::Dialect;
use crate::handle::{Handle, LoginAttempt, LoginError, Session};
use crate::limits;
use crate::websocket::Framing;

/// By which way somebody comes in.
#[derive(Clone, Copy)]
pub(super) struct WayIn<'a> {
    pub(super) socket: &'a Arc<TcpStream>,
    pub(super) framing: Framing,
    pub(super) address: SocketAddr,
    pub(super) handle: &'a Handle,
}

/// Somebody on the way in.
struct Visitor<'a> {
    way_in: WayIn<'a>,
    registration: Registration<'a>,
    wrong_passwords: u32,
    /// Lines.
    out: Vec<u8>,
    /// Frames of the WebSocket's own.
    replies: Vec<u8>,
}

/// Answers lines until somebody is let in; nothing where the connection ended.
pub(super) async fn login(
    way_in: WayIn<'_>,
    reader: &mut IrcReader,
    mut doorstep: Doorstep,
) -> Result<Option<(Session, Client)>, Ending> {
    let mut visitor = Visitor {
        way_in,
        registration: Registration::new(way_in.handle.facts()),
        wrong_passwords: 0,
        out: Vec::new(),
        replies: Vec::new(),
    };
    for _ in 0..limits::REGISTRATION_LINES_MAX {
        if !visitor.write().await {
            return Ok(None);
        }
        let line = match doorstep.wait(reader.next()).await? {
            Heard::Line(line) => line,
            Heard::Control => {
                visitor.replies = reader.take_replies();
                continue;
            }
            Heard::Broken(farewell) => return Err(Ending::Farewell(farewell)),
            Heard::End => {
                socket::finish(way_in.socket, &reader.take_replies()).await;
                return Ok(None);
            }
        };
        let mut wish = visitor.registration.line(&line, &mut visitor.out);
        loop {
            wish = match wish {
                Wish::Nothing => break,
                Wish::Check(check) => visitor.check(check).await,
                Wish::Enter(entry) => match visitor.enter(*entry).await? {
                    Ok(entered) => return Ok(Some(entered)),
                    Err(wish) => wish,
                },
                Wish::End => {
                    let words = std::mem::take(&mut visitor.out);
                    let words = way_in.framing.pack_last(words, CloseCode::Normal);
                    socket::finish(way_in.socket, &words).await;
                    return Ok(None);
                }
            };
        }
        if visitor.wrong_passwords >= limits::PASSWORD_ATTEMPTS_MAX {
            break;
        }
    }
    reply::farewell(Farewell::TooManyAttempts, &mut visitor.out);
    let words = way_in
        .framing
        .pack_farewell(visitor.out, Farewell::TooManyAttempts);
    socket::finish(way_in.socket, &words).await;
    Ok(None)
}

impl Visitor<'_> {
    /// Writes what is to be answered. Whether it could.
    async fn write(&mut self) -> bool {
        let WayIn {
            socket, framing, ..
        } = self.way_in;
        let mut bytes = framing.pack(std::mem::take(&mut self.out));
        bytes.append(&mut self.replies);
        bytes.is_empty() || socket::write_all(socket, &bytes, limits::LOGIN_TIME).await
    }

    async fn check(&mut self, check: Check) -> Wish {
        let address = self.way_in.address.ip();
        let handle = self.way_in.handle;
        let checked = match check.registers.clone() {
            None => {
                let checked = handle.check(&check.name, &check.password, None, address);
                checked.await.map_err(LoginError::Refused)
            }
            Some(email) => {
                // From the attempt on nobody else writes.
                if !self.write().await {
                    return Wish::End;
                }
                let attempt = LoginAttempt {
                    name: check.name.clone(),
                    password: None,
                    checked: None,
                    profile: None,
                    rooms: RoomsAtLogin::None,
                    resume: None,
                    metadata: None,
                    address,
                    socket: self.way_in.socket.clone(),
                    dialect: Dialect::Irc(Capabilities::NONE, self.way_in.framing),
                };
                handle.register(&attempt, &check.password, email).await
            }
        };
        if matches!(
            checked,
            Err(LoginError::Refused(LoginRefusal::WrongPassword))
        ) {
            self.wrong_passwords += 1;
        }
        self.registration.checked(check, checked, &mut self.out)
    }

    /// Lets somebody in, or answers what is to be done instead.
    async fn enter(&mut self, mut entry: Entry) -> Result<Result<(Session, Client), Wish>, Ending> {
        if let (Some(password), None) = (&entry.password, &entry.credential) {
            let address = self.way_in.address.ip();
            match self
                .way_in
                .handle
                .check(&entry.name, password, None, address)
                .await
            {
                Ok(credential) => entry.credential = Some(credential),
                Err(refusal) => {
                    let error = LoginError::Refused(refusal);
                    return Ok(Err(self.registration.refused(&error, &mut self.out)));
                }
            }
        }
        // From the attempt on nobody else writes.
        if !self.write().await {
            return Ok(Err(Wish::End));
        }
        let capabilities = entry.capabilities;
        let rooms = match (&entry.password, self.way_in.handle.facts().irc.autojoin) {
            (Some(_), true) => RoomsAtLogin::AllWithMembers,
            _ => RoomsAtLogin::None,
        };
        let attempt = LoginAttempt {
            name: entry.name,
            password: entry.password.as_deref(),
            checked: entry.credential,
            profile: entry.profile,
            rooms,
            resume: None,
            metadata: entry.metadata,
            address: self.way_in.address.ip(),
            socket: self.way_in.socket.clone(),
            dialect: Dialect::Irc(capabilities, self.way_in.framing),
        };
        match self.way_in.handle.login(attempt).await {
            Ok(session) => {
                let mut client = Client {
                    session: session.id(),
                    name: Arc::default(),
                    person: None,
                    capabilities,
                    multiline: None,
                    batch_given_up: None,
                    label_of_lines: None,
                };
                client.is(session.person());
                Ok(Ok((session, client)))
            }
            Err(LoginError::Closed(_)) => Err(Ending::Stopping),
            Err(error) => Ok(Err(self.registration.refused(&error, &mut self.out))),
        }
    }
}
