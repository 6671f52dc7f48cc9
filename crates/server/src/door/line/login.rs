//! The prompts.

use std::net::SocketAddr;
use std::sync::Arc;

use hourglass_core::{Name, RoomId, RoomsAtLogin};
use hourglass_wire::line::{LOGIN_PROMPT, Line, PASSWORD_PROMPT, login_refused};
use hourglass_wire::name::NameError;
use hourglass_wire::password::PasswordError;
use hourglass_wire::words::{Farewell, LoginRefusal};
use hourglass_wire::{line, name, password};
use tokio::net::TcpStream;

use super::reader::LineReader;
use crate::door::doorstep::{Doorstep, Ending};
use crate::door::socket;
use crate::fanout::Dialect;
use crate::handle::{Handle, LoginAttempt, LoginError, Session};
use crate::limits;

/// Asks for name and password until somebody is let in; nothing where the connection ended.
pub(super) async fn login(
    socket: &Arc<TcpStream>,
    reader: &mut LineReader,
    address: SocketAddr,
    handle: &Handle,
    mut doorstep: Doorstep,
) -> Result<Option<Session>, Ending> {
    let mut wrong_passwords = 0;
    let mut answer = Vec::new();
    for _ in 0..limits::LOGIN_LINES_MAX {
        let Some(line) = ask(socket, reader, &mut doorstep, &answer, LOGIN_PROMPT).await? else {
            return Ok(None);
        };
        answer.clear();
        let name = match parse_name(line) {
            Ok(name) => name,
            Err(error) => {
                login_refused(&error.into(), &mut answer);
                continue;
            }
        };
        let Some(line) = ask(socket, reader, &mut doorstep, b"", PASSWORD_PROMPT).await? else {
            return Ok(None);
        };
        let attempt = enter(name, line, socket, address, handle).await;
        let error = match attempt {
            Ok(session) => return Ok(Some(session)),
            Err(error) => error,
        };
        refuse(&error, &mut answer)?;
        if error == LoginError::Refused(LoginRefusal::WrongPassword) {
            wrong_passwords += 1;
            if wrong_passwords == limits::PASSWORD_ATTEMPTS_MAX {
                break;
            }
        }
    }
    line::farewell(Farewell::TooManyAttempts, &mut answer);
    socket::finish(socket, &answer).await;
    Ok(None)
}

/// Writes what is to be said and a prompt, and waits for a line.
async fn ask(
    socket: &TcpStream,
    reader: &mut LineReader,
    doorstep: &mut Doorstep,
    before: &[u8],
    prompt: &str,
) -> Result<Option<Line<'static>>, Ending> {
    let bytes = [before, prompt.as_bytes()].concat();
    if !socket::write_all(socket, &bytes, limits::LOGIN_TIME).await {
        return Ok(None);
    }
    doorstep.wait(reader.next()).await
}

fn parse_name(line: Line<'_>) -> Result<Name, NameError> {
    match line {
        Line::Text(typed) => name::parse(&typed),
        Line::TooLong { characters } => Err(NameError::TooLong { characters }),
    }
}

async fn enter(
    name: Name,
    line: Line<'_>,
    socket: &Arc<TcpStream>,
    address: SocketAddr,
    handle: &Handle,
) -> Result<Session, LoginError> {
    let typed = match &line {
        Line::Text(typed) => typed,
        Line::TooLong { .. } => return Err(LoginRefusal::from(PasswordError::TooLong).into()),
    };
    let password = password::parse(typed).map_err(LoginRefusal::from)?;
    let attempt = LoginAttempt {
        name,
        password: Some(&password),
        checked: None,
        profile: None,
        rooms: RoomsAtLogin::All,
        resume: None,
        metadata: None,
        address: address.ip(),
        socket: socket.clone(),
        dialect: Dialect::Line(RoomId::COMMON),
    };
    handle.login(attempt).await
}

fn refuse(error: &LoginError, answer: &mut Vec<u8>) -> Result<(), Ending> {
    match error {
        LoginError::Refused(refusal) => login_refused(refusal, answer),
        LoginError::Rules(refusal) => line::refused(refusal, answer),
        LoginError::Closed(_) => return Err(Ending::Stopping),
    }
    Ok(())
}
