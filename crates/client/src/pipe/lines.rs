//! Lines from any stream, in bounded memory.

use std::io::{self, BufRead, BufReader};

/// Bytes of a line that is too long which are kept to name it by.
const START_BYTES: usize = 60;

/// A line that was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// A line without its end, invalid UTF-8 replaced.
    Whole(String),
    /// One that passes the bound.
    TooLong {
        /// How it begins.
        start: String,
        /// How long it is.
        bytes: usize,
    },
}

/// Reads lines of at most so many bytes.
pub(super) struct Lines<R> {
    input: BufReader<R>,
    bytes_max: usize,
}

impl<R: io::Read> Lines<R> {
    pub(super) fn new(input: R, bytes_max: usize) -> Self {
        Self {
            input: BufReader::new(input),
            bytes_max,
        }
    }

    /// The next line; nothing at the end. A last line without an end counts.
    pub(super) fn next(&mut self) -> io::Result<Option<Read>> {
        let mut line = Vec::new();
        let mut bytes = 0;
        loop {
            let available = match self.input.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let end = available.iter().position(|byte| *byte == b'\n');
            let part = &available[..end.unwrap_or(available.len())];
            let room = self.bytes_max.saturating_sub(line.len());
            line.extend_from_slice(&part[..part.len().min(room)]);
            bytes += part.len();
            let is_over = available.is_empty();
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            if is_over && bytes == 0 {
                return Ok(None);
            }
            if is_over || end.is_some() {
                return Ok(Some(self.whole(&line, bytes)));
            }
        }
    }

    fn whole(&self, line: &[u8], bytes: usize) -> Read {
        if bytes > self.bytes_max {
            let start = &line[..line.len().min(START_BYTES)];
            return Read::TooLong {
                start: format!("{}…", String::from_utf8_lossy(start)),
                bytes,
            };
        }
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        Read::Whole(String::from_utf8_lossy(line).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, Read};

    fn read(input: &[u8], bytes_max: usize) -> Vec<Read> {
        let mut lines = Lines::new(input, bytes_max);
        std::iter::from_fn(|| lines.next().unwrap()).collect()
    }

    fn whole(text: &str) -> Read {
        Read::Whole(text.to_owned())
    }

    #[test]
    fn ends_of_all_kinds() {
        assert_eq!(
            read(b"one\ntwo\r\n\nlast", 100),
            [whole("one"), whole("two"), whole(""), whole("last")]
        );
        assert_eq!(read(b"", 100), []);
    }

    #[test]
    fn a_long_line_is_passed_over_and_the_next_one_is_not() {
        let mut input = vec![b'x'; 100_000];
        input.extend_from_slice(b"\nshort\n");
        let lines = read(&input, 64);
        assert!(matches!(&lines[0], Read::TooLong { bytes: 100_000, .. }));
        assert_eq!(lines[1..], [whole("short")]);
    }

    #[test]
    fn the_bound_itself_is_allowed() {
        assert_eq!(read(b"1234\n", 4), [whole("1234")]);
        assert!(matches!(
            read(b"12345\n", 4)[0],
            Read::TooLong { bytes: 5, .. }
        ));
    }

    #[test]
    fn invalid_utf_8_is_replaced() {
        assert_eq!(read(b"a\xffb\n", 10), [whole("a\u{fffd}b")]);
    }
}
