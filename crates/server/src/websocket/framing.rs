//! Lines of IRC in WebSocket frames (ircv3.net, "WebSocket support"): one line without its end in each.

use hourglass_wire::words::Farewell;
use tungstenite::protocol::frame::coding::CloseCode;

use super::{FINAL_BINARY, FINAL_TEXT, close_code, close_frame, message_frame};

/// How bytes for a session are packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Not at all: they go out as they are.
    #[default]
    None,
    /// Each line in a text frame.
    Text,
    /// Each line in a binary frame.
    Binary,
}

impl Framing {
    /// The framing that a subprotocol of WebSocket asks for.
    pub(crate) fn of_subprotocol(name: &str) -> Option<Self> {
        [Self::Text, Self::Binary]
            .into_iter()
            .find(|framing| framing.subprotocol() == Some(name))
    }

    /// The subprotocol's name.
    pub(crate) fn subprotocol(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Text => Some("text.ircv3.net"),
            Self::Binary => Some("binary.ircv3.net"),
        }
    }

    /// Packs whole lines.
    pub(crate) fn pack(self, lines: Vec<u8>) -> Vec<u8> {
        let Some(first) = self.first_byte() else {
            return lines;
        };
        let mut frames = Vec::with_capacity(lines.len() + lines.len() / 8);
        put_lines(first, &lines, &mut frames);
        frames
    }

    /// Appends what `write` appends to `out`, which is whole lines, and packs it.
    pub(crate) fn put(self, out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
        let start = out.len();
        write(out);
        if let Some(first) = self.first_byte() {
            let lines = out.split_off(start);
            put_lines(first, &lines, out);
        }
    }

    /// Packs the last lines to a session, and ends it.
    pub(crate) fn pack_last(self, lines: Vec<u8>, code: CloseCode) -> Vec<u8> {
        let mut bytes = self.pack(lines);
        self.close(code, &mut bytes);
        bytes
    }

    /// The same with the code for `farewell`, which the lines tell.
    pub(crate) fn pack_farewell(self, lines: Vec<u8>, farewell: Farewell) -> Vec<u8> {
        self.pack_last(lines, close_code(farewell))
    }

    /// Appends what ends the connection, where there is such a thing.
    pub(crate) fn close(self, code: CloseCode, out: &mut Vec<u8>) {
        if self != Self::None {
            close_frame(code, out);
        }
    }

    fn first_byte(self) -> Option<u8> {
        match self {
            Self::None => None,
            Self::Text => Some(FINAL_TEXT),
            Self::Binary => Some(FINAL_BINARY),
        }
    }
}

fn put_lines(first: u8, lines: &[u8], out: &mut Vec<u8>) {
    for line in lines.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        message_frame(first, out, |out| out.extend_from_slice(line));
    }
}

#[cfg(test)]
mod tests {
    use super::Framing;

    #[test]
    fn each_line_has_a_frame() {
        let lines = b"\r\nPING :x\r\nERROR :y\r\n".to_vec();
        assert_eq!(
            Framing::Text.pack(lines.clone()),
            b"\x81\x07PING :x\x81\x08ERROR :y"
        );
        assert_eq!(
            Framing::Binary.pack(lines.clone()),
            b"\x82\x07PING :x\x82\x08ERROR :y"
        );
        assert_eq!(Framing::None.pack(lines.clone()), lines);
        for framing in [Framing::None, Framing::Text, Framing::Binary] {
            let mut out = b"before".to_vec();
            framing.put(&mut out, |out| out.extend_from_slice(&lines));
            assert_eq!(
                out,
                [b"before".to_vec(), framing.pack(lines.clone())].concat()
            );
        }
    }

    #[test]
    fn subprotocols_have_names() {
        assert_eq!(
            Framing::of_subprotocol("text.ircv3.net"),
            Some(Framing::Text)
        );
        assert_eq!(
            Framing::of_subprotocol("binary.ircv3.net"),
            Some(Framing::Binary)
        );
        assert_eq!(Framing::of_subprotocol("chat"), None);
    }
}
