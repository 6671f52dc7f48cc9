//! The way in, with I/O.

use std::net::SocketAddr;
use std::sync::Arc;

use hourglass_core::RoomsAtLogin;
use hourglass_wire::irc::reply;
use hourglass_wire::words::{Farewell, LoginRefusal};
use tokio::net::TcpStream;

use super::call::Client;
use super::reader::IrcReader;
use super::registration::{Check, Entry, Registration, Wish};
use crate::door::doorstep::{Doorstep, Ending};
use crate::door::socket;
use crate::fanout::Dialect;
use crate::handle::{Handle, LoginAttempt, LoginError, Session};
use crate::limits;

/// Somebody on the way in.
struct Visitor<'a> {
    socket: &'a Arc<TcpStream>,
    address: SocketAddr,
    handle: &'a Handle,
    registration: Registration<'a>,
    wrong_passwords: u32,
    out: Vec<u8>,
}

/// Answers lines until somebody is let in; nothing where the connection ended.
pub(super) async fn login(
    socket: &Arc<TcpStream>,
    reader: &mut IrcReader,
    address: SocketAddr,
    handle: &Handle,
    mut doorstep: Doorstep,
) -> Result<Option<(Session, Client)>, Ending> {
    let mut visitor = Visitor {
        socket,
        address,
        handle,
        registration: Registration::new(handle.facts()),
        wrong_passwords: 0,
        out: Vec::new(),
    };
    for _ in 0..limits::REGISTRATION_LINES_MAX {
        if !visitor.write().await {
            return Ok(None);
        }
        let Some(line) = doorstep.wait(reader.next()).await? else {
            return Ok(None);
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
                    socket::finish(socket, &visitor.out).await;
                    return Ok(None);
                }
            };
        }
        if visitor.wrong_passwords >= limits::PASSWORD_ATTEMPTS_MAX {
            break;
        }
    }
    reply::farewell(Farewell::TooManyAttempts, &mut visitor.out);
    socket::finish(socket, &visitor.out).await;
    Ok(None)
}

impl Visitor<'_> {
    /// Writes what is to be answered. Whether it could.
    async fn write(&mut self) -> bool {
        let bytes = std::mem::take(&mut self.out);
        bytes.is_empty() || socket::write_all(self.socket, &bytes, limits::LOGIN_TIME).await
    }

    async fn check(&mut self, check: Check) -> Wish {
        let email = check.registers.as_ref().and_then(Option::as_deref);
        let address = self.address.ip();
        let checked = self
            .handle
            .check(&check.name, &check.password, email, address)
            .await;
        if matches!(checked, Err(LoginRefusal::WrongPassword)) {
            self.wrong_passwords += 1;
        }
        self.registration.checked(check, checked, &mut self.out)
    }

    /// Lets somebody in, or answers what is to be done instead.
    async fn enter(&mut self, mut entry: Entry) -> Result<Result<(Session, Client), Wish>, Ending> {
        if let (Some(password), None) = (&entry.password, &entry.credential) {
            let address = self.address.ip();
            match self
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
        let rooms = match (&entry.password, self.handle.facts().irc.autojoin) {
            (Some(_), true) => RoomsAtLogin::AllWithMembers,
            _ => RoomsAtLogin::None,
        };
        let attempt = LoginAttempt {
            name: entry.name,
            password: entry.password.as_deref(),
            checked: entry.credential,
            profile: entry.profile,
            rooms,
            email: entry.email,
            resume: None,
            address: self.address.ip(),
            socket: self.socket.clone(),
            dialect: Dialect::Irc(capabilities),
        };
        match self.handle.login(attempt).await {
            Ok(session) => {
                let mut client = Client {
                    session: session.id(),
                    name: Arc::default(),
                    person: None,
                    capabilities,
                    is_invisible: false,
                    is_bot: false,
                    multiline: None,
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
