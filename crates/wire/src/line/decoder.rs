//! Bytes to lines, however the bytes are split.

use std::borrow::Cow;

use memchr::memchr;

use super::telnet;

/// A line, without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// A whole one. Invalid UTF-8 is replaced by U+FFFD, telnet's commands and NUL are taken out;
    /// all else is as it came.
    Text(Cow<'a, str>),
    /// One over the limit, of which nothing is kept.
    TooLong {
        /// How many characters it had; where they were not valid UTF-8, at least a quarter of its
        /// bytes.
        characters: usize,
    },
}

impl Line<'_> {
    /// The line without a tie to the bytes that it was read from.
    pub fn into_owned(self) -> Line<'static> {
        match self {
            Self::Text(text) => Line::Text(Cow::Owned(text.into_owned())),
            Self::TooLong { characters } => Line::TooLong { characters },
        }
    }
}

/// Collects lines that end in `\n` or `\r\n`. While no line is begun it holds no memory.
#[derive(Debug)]
pub struct LineDecoder {
    limit: usize,
    begun: Vec<u8>,
    discarded: Option<Discarded>,
}

/// What is remembered of a line over the limit.
#[derive(Clone, Copy, Debug, Default)]
struct Discarded {
    bytes: usize,
    characters: usize,
    ends_in_return: bool,
}

impl LineDecoder {
    /// A decoder for lines of at most `limit` bytes, their ends not counted.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            begun: Vec::new(),
            discarded: None,
        }
    }

    /// The next whole line. Moves `input` behind what was taken: all of it where nothing is
    /// returned.
    ///
    /// A line that lies in `input` as a whole is not copied.
    pub fn feed<'a>(&mut self, input: &mut &'a [u8]) -> Option<Line<'a>> {
        let bytes = *input;
        match memchr(b'\n', bytes) {
            Some(end) => {
                *input = &bytes[end + 1..];
                Some(self.complete(&bytes[..end]))
            }
            None => {
                *input = &[];
                self.keep(bytes);
                None
            }
        }
    }

    /// The last line, where the input ended without ending it.
    pub fn finish(&mut self) -> Option<Line<'static>> {
        (self.discarded.is_some() || !self.begun.is_empty()).then(|| self.complete(&[]))
    }

    fn complete<'a>(&mut self, end: &'a [u8]) -> Line<'a> {
        if self.begun.is_empty() && self.discarded.is_none() {
            let line = without_return(end);
            return if line.len() > self.limit {
                Discarded::default().and(end).line()
            } else {
                decode(line)
            };
        }
        self.keep(end);
        match self.discarded.take() {
            Some(discarded) => discarded.line(),
            None => {
                let line = std::mem::take(&mut self.begun);
                if without_return(&line).len() > self.limit {
                    return Discarded::default().and(&line).line();
                }
                Line::Text(Cow::Owned(decode_text(without_return(&line)).into_owned()))
            }
        }
    }

    /// Adds to the line begun, or goes over to counting it where it gets too long. One byte over
    /// the limit is kept where it is `\r`, which may belong to the line's end.
    fn keep(&mut self, bytes: &[u8]) {
        let Some(last) = bytes.last() else { return };
        if let Some(discarded) = self.discarded {
            self.discarded = Some(discarded.and(bytes));
            return;
        }
        let length = self.begun.len() + bytes.len();
        if length <= self.limit || (length == self.limit.saturating_add(1) && *last == b'\r') {
            self.grow_to(length);
            self.begun.extend_from_slice(bytes);
        } else {
            let begun = std::mem::take(&mut self.begun);
            self.discarded = Some(Discarded::default().and(&begun).and(bytes));
        }
    }

    /// Makes room as a vector does, by doubling, but never beyond the limit.
    fn grow_to(&mut self, length: usize) {
        if length > self.begun.capacity() {
            let capacity = length
                .max(2 * self.begun.capacity())
                .min(self.limit.saturating_add(1));
            self.begun
                .reserve_exact(capacity.saturating_sub(self.begun.len()));
        }
    }
}

impl Discarded {
    fn and(self, bytes: &[u8]) -> Self {
        let begins_character = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
        Self {
            bytes: self.bytes.saturating_add(bytes.len()),
            characters: self
                .characters
                .saturating_add(bytes.iter().filter(begins_character).count()),
            ends_in_return: bytes
                .last()
                .map_or(self.ends_in_return, |last| *last == b'\r'),
        }
    }

    fn line(self) -> Line<'static> {
        let end = usize::from(self.ends_in_return);
        Line::TooLong {
            characters: (self.characters - end).max((self.bytes - end).div_ceil(4)),
        }
    }
}

fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn decode(line: &[u8]) -> Line<'_> {
    Line::Text(decode_text(line))
}

fn decode_text(line: &[u8]) -> Cow<'_, str> {
    match telnet::strip(line) {
        Cow::Borrowed(line) => String::from_utf8_lossy(line),
        Cow::Owned(line) => Cow::Owned(String::from_utf8_lossy(&line).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, LineDecoder};

    /// Bytes held after `input` was fed one byte at a time.
    fn held(input: &[u8]) -> usize {
        let mut decoder = LineDecoder::new(100);
        for byte in input.chunks(1) {
            decoder.feed(&mut &byte[..]);
            assert!(decoder.begun.capacity() <= 101);
        }
        decoder.begun.capacity()
    }

    #[test]
    fn no_more_is_held_than_the_line_begun() {
        assert_eq!(held(b""), 0);
        assert!(held(b"begun") > 0);
        assert_eq!(held(b"a line\n"), 0);
        assert!(held(&[b'x'; 100]) > 0);
        assert_eq!(held(&[b'x'; 102]), 0);
    }

    #[test]
    fn a_line_handed_out_does_not_keep_the_decoder_busy() {
        let mut decoder = LineDecoder::new(100);
        let mut input: &[u8] = b"one\ntwo\n";
        let lines = [decoder.feed(&mut input), decoder.feed(&mut input)];
        assert_eq!(
            lines,
            ["one", "two"].map(|line| Some(Line::Text(line.into())))
        );
    }
}
