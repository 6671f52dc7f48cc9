//! The line door's codec, for `nc` and telnet: bytes to lines, lines to requests, events to lines.

mod answer;
mod decoder;
mod encoder;
mod lists;
mod message;
mod request;
mod room_request;
mod rooms;
mod status;
mod telnet;

pub use answer::{Answer, answer, farewell, login_refused, refused};
pub use decoder::{Line, LineDecoder};
pub use encoder::LineEncoder;
pub use request::{LineRequest, parse};
pub use room_request::RoomRequest;

/// Asks for the name; the only output besides [`PASSWORD_PROMPT`] that does not end a line.
pub const LOGIN_PROMPT: &str = "Enter login: ";

/// Asks for the password.
pub const PASSWORD_PROMPT: &str = "Enter password: ";

/// What everybody hears when the server stops, logged in or not.
pub const SHUTTING_DOWN: &str = "Server is shutting down\n";

/// Begins every line that is neither speech nor one of the door's fixed lines.
const NOTICE: &str = "* ";

/// Writes a line.
fn put_line(out: &mut Vec<u8>, parts: &[&str]) {
    out.reserve(parts.iter().map(|part| part.len()).sum::<usize>() + 1);
    for part in parts {
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'\n');
}

/// Bytes of the longest line that a [`LineDecoder`] should take where a text may have `max_message`
/// characters: what is longer has more characters than that, with any command before it.
pub const fn line_bytes_max(max_message: usize) -> usize {
    const COMMAND_AND_NAME: usize = 256;
    max_message
        .saturating_mul(4)
        .saturating_add(COMMAND_AND_NAME)
}
