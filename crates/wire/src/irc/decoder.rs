//! Bytes to lines, however the bytes are split.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::limits::{CLIENT_TAGS_BYTES_MAX, LINE_BYTES_MAX};

/// Bytes of a line's end, which count among [`LINE_BYTES_MAX`].
const END_BYTES: usize = 2;

/// A line, without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IrcLine<'a> {
    /// A whole one, never empty.
    Text(Cow<'a, str>),
    /// One whose tags or whose rest are over the limit; nothing of it is kept. Answered with 417.
    TooLong,
    /// One that is not UTF-8, with U+FFFD for what is not: good for nothing but to find its command and its label.
    /// Answered with `FAIL COMMAND INVALID_UTF8`.
    NotUtf8(String),
}

/// Collects lines that end in `\r\n`, or in either of them; empty ones are passed over. While no line is begun
/// it holds no memory, and never more than a line may have.
#[derive(Debug, Default)]
pub struct IrcDecoder {
    begun: Vec<u8>,
    is_too_long: bool,
}

impl IrcDecoder {
    /// A decoder with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next whole line. Moves `input` behind what was taken: all of it where nothing is returned. A line
    /// that lies in `input` as a whole is not copied.
    pub fn feed<'a>(&mut self, input: &mut &'a [u8]) -> Option<IrcLine<'a>> {
        while let Some(end) = memchr2(b'\n', b'\r', input) {
            let line = &input[..end];
            *input = &input[end + 1..];
            if let Some(line) = self.complete(line) {
                return Some(line);
            }
        }
        self.keep(std::mem::take(input));
        None
    }

    fn complete<'a>(&mut self, end: &'a [u8]) -> Option<IrcLine<'a>> {
        if self.begun.is_empty() && !self.is_too_long {
            return (!end.is_empty()).then(|| decode(end));
        }
        self.keep(end);
        let line = std::mem::take(&mut self.begun);
        if std::mem::take(&mut self.is_too_long) {
            return Some(IrcLine::TooLong);
        }
        Some(match decode(&line) {
            IrcLine::Text(text) => IrcLine::Text(Cow::Owned(text.into_owned())),
            IrcLine::TooLong => IrcLine::TooLong,
            IrcLine::NotUtf8(text) => IrcLine::NotUtf8(text),
        })
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.is_too_long || bytes.is_empty() {
            return;
        }
        let first = self.begun.first().or(bytes.first());
        let tags = if first == Some(&b'@') {
            CLIENT_TAGS_BYTES_MAX
        } else {
            0
        };
        if self.begun.len() + bytes.len() > tags + LINE_BYTES_MAX - END_BYTES {
            self.begun = Vec::new();
            self.is_too_long = true;
        } else {
            self.begun.extend_from_slice(bytes);
        }
    }
}

fn decode(line: &[u8]) -> IrcLine<'_> {
    let tags = match line.first() {
        Some(b'@') => memchr(b' ', line).map_or(line.len(), |space| space + 1),
        _ => 0,
    };
    if tags > CLIENT_TAGS_BYTES_MAX || line.len() - tags > LINE_BYTES_MAX - END_BYTES {
        return IrcLine::TooLong;
    }
    match std::str::from_utf8(line) {
        Ok(text) => IrcLine::Text(Cow::Borrowed(text)),
        Err(_) => IrcLine::NotUtf8(String::from_utf8_lossy(line).into_owned()),
    }
}
