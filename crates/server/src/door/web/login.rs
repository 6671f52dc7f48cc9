//! The login over the JSON protocol.

use std::net::SocketAddr;
use std::sync::Arc;

use hourglass_core::{MessageId, Refusal, RoomsAtLogin};
use hourglass_wire::json::{
    self, ClientMessage, Hello, LoginMessage, RefusedMessage, ServerMessage,
};
use hourglass_wire::words::{Farewell, LoginRefusal};
use hourglass_wire::{name, password};
use tokio::net::TcpStream;

use super::{farewell_frames, frame};
use crate::door::doorstep::{Doorstep, Ending};
use crate::door::frames::{Frame, FrameReader};
use crate::door::socket;
use crate::fanout::Dialect;
use crate::handle::{Handle, LoginAttempt, LoginError, Session};
use crate::limits;

/// The program that greets.
const PROGRAM: &str = concat!("hourglass/", env!("CARGO_PKG_VERSION"));

/// Greets, and answers logins until one is let in; nothing where the connection ended.
pub(super) async fn login(
    socket: &Arc<TcpStream>,
    reader: &mut FrameReader,
    address: SocketAddr,
    handle: &Handle,
    mut doorstep: Doorstep,
) -> Result<Option<Session>, Ending> {
    let mut wrong_passwords = 0;
    let mut answer = frame(&ServerMessage::Hello(Hello::new(
        PROGRAM,
        limits::HEARTBEAT,
        &handle.facts().settings,
    )));
    for _ in 0..limits::LOGIN_LINES_MAX {
        answer.extend(reader.take_replies());
        if !socket::write_all(socket, &answer, limits::LOGIN_TIME).await {
            return Ok(None);
        }
        let text = match doorstep
            .wait(reader.next())
            .await?
            .map_err(Ending::Farewell)?
        {
            Frame::Text(text) => text,
            Frame::Binary(_) => return Err(Ending::Farewell(Farewell::BadFrame)),
            Frame::Control => {
                answer.clear();
                continue;
            }
            Frame::End => {
                socket::finish(socket, &reader.take_replies()).await;
                return Ok(None);
            }
        };
        answer = match json::decode_client(text.as_bytes()) {
            Ok(ClientMessage::Login(login)) => {
                let error = match enter(&login, socket, address, handle).await {
                    Ok(session) => return Ok(Some(session)),
                    Err(error) => error,
                };
                if error == LoginError::Refused(LoginRefusal::WrongPassword) {
                    wrong_passwords += 1;
                }
                frame(&ServerMessage::Refused(refused(&error)?))
            }
            Ok(ClientMessage::Ping) => frame(&ServerMessage::Pong),
            Ok(ClientMessage::Pong) => Vec::new(),
            Ok(ClientMessage::Exit) => return Err(Ending::Farewell(Farewell::Exit)),
            Ok(_) => frame(&ServerMessage::Refused(RefusedMessage::of(
                &Refusal::NotLoggedIn,
                None,
            ))),
            Err(error) => frame(&ServerMessage::Refused((&error).into())),
        };
        if wrong_passwords == limits::PASSWORD_ATTEMPTS_MAX {
            break;
        }
    }
    answer.extend(farewell_frames(Farewell::TooManyAttempts));
    socket::finish(socket, &answer).await;
    Ok(None)
}

async fn enter(
    login: &LoginMessage,
    socket: &Arc<TcpStream>,
    address: SocketAddr,
    handle: &Handle,
) -> Result<Session, LoginError> {
    let name = name::parse(&login.name).map_err(LoginRefusal::from)?;
    let password = password::parse(&login.password).map_err(LoginRefusal::from)?;
    let attempt = LoginAttempt {
        name,
        password: Some(&password),
        checked: None,
        profile: None,
        rooms: RoomsAtLogin::All,
        resume: login.last_id.map(MessageId),
        metadata: None,
        address: address.ip(),
        socket: socket.clone(),
        dialect: Dialect::WebSocket,
    };
    handle.login(attempt).await
}

fn refused(error: &LoginError) -> Result<RefusedMessage<'static>, Ending> {
    match error {
        LoginError::Refused(refusal) => Ok(refusal.into()),
        LoginError::Rules(refusal) => Ok(RefusedMessage::of(refusal, None)),
        LoginError::Closed(_) => Err(Ending::Stopping),
    }
}
