//! Frames from the server to a WebSocket (RFC 6455, section 5.2): never masked, never fragmented, so that
//! the same bytes serve every session.

mod framing;

use hourglass_wire::{Farewell, json};
use tungstenite::protocol::frame::coding::CloseCode;

pub(crate) use framing::Framing;

const FINAL_TEXT: u8 = 0x81;
const FINAL_BINARY: u8 = 0x82;
const FINAL_CLOSE: u8 = 0x88;

/// Appends one text frame whose payload `write` appends. A payload that comes out empty makes no frame.
pub(crate) fn text_frame(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    message_frame(FINAL_TEXT, out, write);
}

/// The same for a frame with this first byte.
fn message_frame(first: u8, out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    // The length stands before the payload. Nearly all payloads take the header of four bytes, so that only
    // the others are moved.
    let start = out.len();
    out.extend_from_slice(&[first, 126, 0, 0]);
    let body = out.len();
    write(out);
    let length = out.len() - body;
    if length == 0 {
        out.truncate(start);
    } else if length < 126 {
        out.splice(start..body, [first, length as u8]);
    } else if let Ok(length) = u16::try_from(length) {
        out[start + 2..body].copy_from_slice(&length.to_be_bytes());
    } else {
        let mut header = vec![first, 127];
        header.extend_from_slice(&(length as u64).to_be_bytes());
        out.splice(start..body, header);
    }
}

/// Appends the frame that ends a connection, with its reason for programs.
pub(crate) fn close_frame(code: CloseCode, out: &mut Vec<u8>) {
    out.extend_from_slice(&[FINAL_CLOSE, 2]);
    out.extend_from_slice(&u16::from(code).to_be_bytes());
}

/// Appends the last message to a client and the frame that ends its connection.
pub(crate) fn farewell(farewell: Farewell, out: &mut Vec<u8>) {
    text_frame(out, |out| json::encode_farewell(farewell, out));
    close_frame(close_code(farewell), out);
}

fn close_code(farewell: Farewell) -> CloseCode {
    match farewell {
        Farewell::Exit => CloseCode::Normal,
        Farewell::OversizedMessage { .. } => CloseCode::Size,
        Farewell::BadFrame => CloseCode::Protocol,
        Farewell::MadeRoom | Farewell::TooManyConnections => CloseCode::Again,
        Farewell::LoginTimeout { .. }
        | Farewell::TooManyAttempts
        | Farewell::TooSlow
        | Farewell::HeartbeatTimeout { .. } => CloseCode::Policy,
    }
}

#[cfg(test)]
mod tests {
    use super::text_frame;

    #[test]
    fn the_header_fits_the_length() {
        for (length, header) in [
            (1, vec![0x81, 1]),
            (125, vec![0x81, 125]),
            (126, vec![0x81, 126, 0, 126]),
            (65_535, vec![0x81, 126, 255, 255]),
            (65_536, vec![0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] {
            let mut out = b"before".to_vec();
            text_frame(&mut out, |out| {
                out.extend(std::iter::repeat_n(b'x', length))
            });
            assert_eq!(&out[6..6 + header.len()], header, "length {length}");
            assert_eq!(out.len(), 6 + header.len() + length);
        }
    }

    #[test]
    fn nothing_makes_no_frame() {
        let mut out = b"before".to_vec();
        text_frame(&mut out, |_| {});
        assert_eq!(out, b"before");
    }
}
