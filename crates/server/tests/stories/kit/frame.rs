//! WebSocket frames made by hand (RFC 6455, section 5.2), for what no client in good order sends.

pub(crate) const CONTINUATION: u8 = 0;
pub(crate) const TEXT: u8 = 1;
pub(crate) const PING: u8 = 9;
pub(crate) const PONG: u8 = 10;

/// Set in the first byte of a message's last frame.
pub(crate) const FINAL: u8 = 0x80;

const MASKED: u8 = 0x80;
/// A mask that leaves the payload as it is.
const NO_MASK: [u8; 4] = [0; 4];

/// A masked frame with this first byte.
pub(crate) fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = header(first, payload.len() as u64);
    bytes.extend_from_slice(payload);
    bytes
}

/// The header of a masked frame that announces so many bytes.
pub(crate) fn header(first: u8, length: u64) -> Vec<u8> {
    let mut bytes = vec![first];
    if length < 126 {
        bytes.push(MASKED | length as u8);
    } else if let Ok(length) = u16::try_from(length) {
        bytes.push(MASKED | 126);
        bytes.extend_from_slice(&length.to_be_bytes());
    } else {
        bytes.push(MASKED | 127);
        bytes.extend_from_slice(&length.to_be_bytes());
    }
    bytes.extend_from_slice(&NO_MASK);
    bytes
}
