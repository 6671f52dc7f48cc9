//! Who is there: the first bytes tell.

use std::io;

use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

use super::doorstep::{Doorstep, Ending};
use crate::limits;

/// Who called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caller {
    /// A browser or a client of the JSON protocol: an HTTP request.
    Web,
    /// Somebody with `nc`, telnet or the like.
    Line,
    /// Nobody any more.
    Gone,
}

/// Who called, and the bytes that were read to find out.
#[derive(Debug)]
pub(super) struct Looked {
    pub(super) caller: Caller,
    pub(super) bytes: Vec<u8>,
}

/// How each kind of caller but the line door's begins. A door more is a line more.
const BEGINNINGS: &[(&[u8], Caller)] = &[
    (b"GET ", Caller::Web),
    (b"HEAD ", Caller::Web),
    (b"POST ", Caller::Web),
    (b"OPTIONS ", Caller::Web),
];

const _: () = {
    let mut index = 0;
    while index < BEGINNINGS.len() {
        assert!(BEGINNINGS[index].0.len() <= limits::LOOK_BYTES_MAX);
        index += 1;
    }
};

/// Who begins with these bytes; nothing while that is open.
fn recognise(bytes: &[u8]) -> Option<Caller> {
    let complete = BEGINNINGS
        .iter()
        .find(|(beginning, _)| bytes.starts_with(beginning));
    let open = || {
        BEGINNINGS
            .iter()
            .any(|(beginning, _)| beginning.starts_with(bytes))
    };
    match complete {
        Some((_, caller)) => Some(*caller),
        None if open() => None,
        None => Some(Caller::Line),
    }
}

/// Reads until it is clear who called; whoever has not made it clear after
/// [`limits::SILENCE_BEFORE_PROMPT`] is spoken to by the line door.
pub(super) async fn look(socket: &TcpStream, doorstep: &mut Doorstep) -> Result<Looked, Ending> {
    let mut bytes = Vec::new();
    let deadline = Instant::now() + limits::SILENCE_BEFORE_PROMPT;
    let caller = loop {
        if let Some(caller) = recognise(&bytes) {
            break caller;
        }
        match doorstep
            .wait(timeout_at(deadline, read_some(socket, &mut bytes)))
            .await?
        {
            Ok(Ok(0)) if bytes.is_empty() => break Caller::Gone,
            // Whoever ends with half a request may still have said a name.
            Ok(Ok(0)) | Err(_) => break Caller::Line,
            Ok(Ok(_)) => {}
            Ok(Err(_)) => break Caller::Gone,
        }
    };
    Ok(Looked { caller, bytes })
}

async fn read_some(socket: &TcpStream, bytes: &mut Vec<u8>) -> io::Result<usize> {
    loop {
        socket.readable().await?;
        let mut buffer = [0; limits::LOOK_BYTES_MAX];
        let room = limits::LOOK_BYTES_MAX - bytes.len();
        match socket.try_read(&mut buffer[..room]) {
            Ok(count) => {
                bytes.extend_from_slice(&buffer[..count]);
                return Ok(count);
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Caller, recognise};

    #[test]
    fn the_first_bytes_tell() {
        for (bytes, caller) in [
            (&b""[..], None),
            (b"G", None),
            (b"GET", None),
            (b"GET ", Some(Caller::Web)),
            (b"GET / HT", Some(Caller::Web)),
            (b"POST ", Some(Caller::Web)),
            (b"HEAD ", Some(Caller::Web)),
            (b"OPTIONS ", Some(Caller::Web)),
            (b"Gerda\n", Some(Caller::Line)),
            (b"GET\n", Some(Caller::Line)),
            (b"alice\n", Some(Caller::Line)),
            (b"\n", Some(Caller::Line)),
            (b"\xff\xfd", Some(Caller::Line)),
        ] {
            assert_eq!(recognise(bytes), caller, "{bytes:?}");
        }
    }
}
