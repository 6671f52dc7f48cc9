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
    /// A client of IRC.
    Irc,
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

/// How HTTP requests begin.
const WEB_METHODS: &[&[u8]] = &[b"GET ", b"HEAD ", b"POST ", b"OPTIONS "];

/// What clients of IRC say first, followed by a space, in any case. At the line door `Nick` and `pass` are
/// names.
const IRC_VERBS: &[&[u8]] = &[
    b"CAP ",
    b"NICK ",
    b"USER ",
    b"PASS ",
    b"AUTHENTICATE ",
    b"PING ",
    b"PONG ",
    b"JOIN ",
    b"MODE ",
    b"PRIVMSG ",
    b"NOTICE ",
    b"REGISTER ",
    b"WHOIS ",
    b"QUIT ",
];

/// The one that may stand alone, in capitals: whoever is called so at the line door writes it otherwise.
const IRC_LINES: &[&[u8]] = &[b"QUIT\r", b"QUIT\n"];

const _: () = {
    let longest = b"AUTHENTICATE ".len();
    assert!(longest <= limits::LOOK_BYTES_MAX);
};

/// Who begins with these bytes; nothing while that is open.
fn recognise(bytes: &[u8]) -> Option<Caller> {
    let exact = |word: &[u8], length: usize| word[..length] == bytes[..length];
    let any_case =
        |word: &[u8], length: usize| word[..length].eq_ignore_ascii_case(&bytes[..length]);
    let mut is_open = false;
    let mut begins = |words: &[&[u8]], same: &dyn Fn(&[u8], usize) -> bool| {
        words.iter().any(|word| {
            let is_same = same(word, word.len().min(bytes.len()));
            is_open |= is_same;
            is_same && bytes.len() >= word.len()
        })
    };
    if begins(WEB_METHODS, &exact) {
        return Some(Caller::Web);
    }
    if begins(IRC_VERBS, &any_case) || begins(IRC_LINES, &exact) {
        return Some(Caller::Irc);
    }
    (!is_open).then_some(Caller::Line)
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
            (b"get / HTTP/1.1", Some(Caller::Line)),
            (b"CAP LS 302\r\n", Some(Caller::Irc)),
            (b"nick ann", Some(Caller::Irc)),
            (b"User ", Some(Caller::Irc)),
            (b"PASS ann:secret", Some(Caller::Irc)),
            (b"AUTHENTICATE", None),
            (b"AUTHENTICATE P", Some(Caller::Irc)),
            (b"QUIT", None),
            (b"QUIT\r\n", Some(Caller::Irc)),
            (b"QUIT :bye", Some(Caller::Irc)),
            (b"Quit\n", Some(Caller::Line)),
            (b"Nick\n", Some(Caller::Line)),
            (b"nick\r\n", Some(Caller::Line)),
            (b"pass\n", Some(Caller::Line)),
            (b"pass", None),
            (b"Joiner", Some(Caller::Line)),
            (b"alice\n", Some(Caller::Line)),
            (b"\n", Some(Caller::Line)),
            (b"\xff\xfd", Some(Caller::Line)),
        ] {
            assert_eq!(recognise(bytes), caller, "{bytes:?}");
        }
    }
}
