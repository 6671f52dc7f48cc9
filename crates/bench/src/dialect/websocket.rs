//! The JSON protocol over a WebSocket (RFC 6455).

use anyhow::{Result, bail};
use memchr::{memchr, memmem};

use super::{Entrance, Heard};
use crate::payload::{MARK, Stamp, TEXT_BYTES};

const OPENING: &str = "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n\
    Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
const PASSWORD: &str = "a password for benchmarks";

const TEXT_OPCODE: u8 = 0x1;
const FINAL_TEXT: u8 = 0x80 | TEXT_OPCODE;
const MASKED: u8 = 0x80;
/// A client has to mask what it sends; this mask leaves everything as it is.
const MASK: [u8; 4] = [0; 4];

const SAY: &[u8] = br#"{"type":"say","text":""#;
const SAY_END: &[u8] = br#""}"#;
const PING: &[u8] = br#"{"type":"ping""#;
const PONG: &[u8] = br#"{"type":"pong"}"#;

pub(super) fn write_opening(out: &mut Vec<u8>) {
    out.extend_from_slice(OPENING.as_bytes());
}

pub(super) fn enter(name: &str, bytes: &[u8]) -> Result<Entrance> {
    if !bytes.starts_with(&[FINAL_TEXT]) {
        return switch(name, bytes);
    }
    let mut used = 0;
    while let Some((payload, end)) = frame(&bytes[used..]) {
        used += end;
        if payload.starts_with(br#"{"type":"welcome""#) {
            return Ok(Entrance::Inside(used));
        } else if !payload.starts_with(br#"{"type":"hello""#) {
            let answer = String::from_utf8_lossy(payload);
            bail!("the server answers a login with: {answer}");
        }
    }
    Ok(Entrance::Wait)
}

/// The answer to the HTTP request, and then the login.
fn switch(name: &str, bytes: &[u8]) -> Result<Entrance> {
    let Some(end) = memmem::find(bytes, b"\r\n\r\n") else {
        return Ok(Entrance::Wait);
    };
    if !bytes.starts_with(b"HTTP/1.1 101 ") {
        let answer = String::from_utf8_lossy(&bytes[..end]);
        bail!("the server opens no WebSocket: {answer}");
    }
    let login = format!(r#"{{"type":"login","name":"{name}","password":"{PASSWORD}"}}"#);
    let mut out = Vec::new();
    write_frame(&[login.as_bytes()], &mut out);
    Ok(Entrance::Send(end + 4, out))
}

pub(super) fn write_message(stamp: Stamp, out: &mut Vec<u8>) {
    let mut text = Vec::with_capacity(TEXT_BYTES);
    stamp.write(&mut text);
    write_frame(&[SAY, &text, SAY_END], out);
}

pub(super) fn write_pong(out: &mut Vec<u8>) {
    write_frame(&[PONG], out);
}

fn write_frame(parts: &[&[u8]], out: &mut Vec<u8>) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    out.push(FINAL_TEXT);
    // Nothing that is sent here is longer than two bytes can tell.
    match u8::try_from(length) {
        Ok(length) if length < 126 => out.push(MASKED | length),
        _ => {
            out.push(MASKED | 126);
            out.extend_from_slice(&(length as u16).to_be_bytes());
        }
    }
    out.extend_from_slice(&MASK);
    for part in parts {
        out.extend_from_slice(part);
    }
}

#[inline]
pub(super) fn scan(bytes: &[u8], hear: &mut impl FnMut(Heard)) -> usize {
    let mut used = 0;
    while let Some((payload, end)) = frame(&bytes[used..]) {
        used += end;
        let text = memchr(MARK, payload);
        if let Some(stamp) = text.and_then(|text| Stamp::read(&payload[text..])) {
            hear(Heard::Message(stamp));
        } else if payload.starts_with(PING) {
            hear(Heard::Ping);
        }
    }
    used
}

/// The payload of the first frame, and where the frame ends; nothing while it is not whole.
#[inline]
fn frame(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let (start, length) = match *bytes.get(1)? {
        126 => (4, bytes.get(2..4)?),
        127 => (10, bytes.get(2..10)?),
        _ => (2, &bytes[1..2]),
    };
    let length = length
        .iter()
        .fold(0_usize, |length, &byte| length << 8 | usize::from(byte));
    let end = start + length;
    Some((bytes.get(start..end)?, end))
}

#[cfg(test)]
mod tests {
    use super::{Entrance, FINAL_TEXT, Heard, enter, scan};
    use crate::payload::Stamp;

    const STAMP: Stamp = Stamp {
        sender: 1,
        number: 2,
        sent_at: 3,
    };

    /// A frame as a server sends it.
    fn frame(payload: &[u8]) -> Vec<u8> {
        let mut frame = vec![FINAL_TEXT, 126];
        frame.extend_from_slice(&(payload.len() as u16).to_be_bytes());
        frame.extend_from_slice(payload);
        frame
    }

    #[test]
    fn the_login_follows_the_switch_of_protocols() {
        assert_eq!(
            enter("b1", b"HTTP/1.1 101 Switching").unwrap(),
            Entrance::Wait
        );
        let switched = enter("b1", b"HTTP/1.1 101 Switching Protocols\r\n\r\n").unwrap();
        let Entrance::Send(36, login) = switched else {
            panic!("{switched:?}");
        };
        assert!(login.ends_with(br#""password":"a password for benchmarks"}"#));
        assert!(enter("b1", b"HTTP/1.1 404 Not Found\r\n\r\n").is_err());
    }

    #[test]
    fn a_login_is_over_with_the_welcome() {
        let mut bytes = frame(br#"{"type":"hello"}"#);
        assert_eq!(enter("b1", &bytes).unwrap(), Entrance::Wait);
        bytes.extend(frame(br#"{"type":"welcome"}"#));
        let end = bytes.len();
        bytes.extend_from_slice(b"more");
        assert_eq!(enter("b1", &bytes).unwrap(), Entrance::Inside(end));
        assert!(enter("b1", &frame(br#"{"type":"refused"}"#)).is_err());
    }

    #[test]
    fn messages_and_pings_are_found() {
        let mut message = br#"{"type":"message","id":1,"text":""#.to_vec();
        STAMP.write(&mut message);
        message.extend_from_slice(br#"","sent_at":1}"#);
        let mut bytes = frame(br#"{"type":"ping"}"#);
        bytes.extend(frame(&message));
        let whole = bytes.len();
        bytes.extend_from_slice(&frame(&message)[..100]);
        let mut heard = Vec::new();
        assert_eq!(scan(&bytes, &mut |one| heard.push(one)), whole);
        assert_eq!(heard, [Heard::Ping, Heard::Message(STAMP)]);
    }
}
