//! Writes one line: no part of it can end it, and it is never longer than a line may be.

use std::io::Write as _;

use memchr::memchr3;

use super::limits::{LINE_BYTES_MAX, WORD_BYTES_MAX};

/// Bytes of a line without its tags and its end.
pub(super) const BODY_BYTES_MAX: usize = LINE_BYTES_MAX - 2;

/// A line that is being written. Its parts come in the order of the methods here, tags first.
pub(super) struct Line<'o> {
    out: &'o mut Vec<u8>,
    start: usize,
    is_tagged: bool,
    body: usize,
}

impl<'o> Line<'o> {
    /// A line at the end of `out`.
    pub(super) fn new(out: &'o mut Vec<u8>) -> Self {
        let start = out.len();
        Self {
            out,
            start,
            is_tagged: false,
            body: start,
        }
    }

    /// A line from `source`.
    pub(super) fn from(source: &str, out: &'o mut Vec<u8>) -> Self {
        Self::new(out).source(source)
    }

    /// Adds a tag with a value that is escaped already; an empty one is none.
    pub(super) fn tag(self, tag: &str, value: &str) -> Self {
        self.tag_with(tag, |out| out.extend_from_slice(value.as_bytes()))
    }

    /// Adds a tag whose value is written as it has to stand.
    pub(super) fn tag_with(mut self, tag: &str, value: impl FnOnce(&mut Vec<u8>)) -> Self {
        self.out.push(if self.is_tagged { b';' } else { b'@' });
        self.is_tagged = true;
        self.out.extend_from_slice(tag.as_bytes());
        let before = self.out.len();
        self.out.push(b'=');
        value(self.out);
        if self.out.len() == before + 1 {
            self.out.truncate(before);
        }
        self
    }

    /// Adds tags that are written as they have to stand already.
    pub(super) fn tags(mut self, tags: &str) -> Self {
        self.out.push(if self.is_tagged { b';' } else { b'@' });
        self.is_tagged = true;
        self.out.extend_from_slice(tags.as_bytes());
        self
    }

    /// Says where the line comes from; without a source it goes on with [`Line::verb`].
    pub(super) fn source(mut self, source: &str) -> Self {
        self.begin_body();
        self.out.push(b':');
        self.push_word(source);
        self.out.push(b' ');
        self
    }

    /// The same for a source that is written in parts by `part`.
    pub(super) fn source_with(mut self, part: impl FnOnce(&mut Vec<u8>)) -> Self {
        self.begin_body();
        self.out.push(b':');
        part(self.out);
        self.out.push(b' ');
        self
    }

    /// What the line is.
    pub(super) fn verb(mut self, verb: &str) -> Self {
        self.begin_body();
        self.push_word(verb);
        self
    }

    /// Adds a word. What is none is cut off where it ends to be one, or is `*`.
    pub(super) fn word(mut self, word: &str) -> Self {
        self.out.push(b' ');
        self.push_word(word);
        self
    }

    /// Adds words.
    pub(super) fn words(self, words: &[&str]) -> Self {
        words.iter().fold(self, |line, word| line.word(word))
    }

    /// Adds a number.
    pub(super) fn number(self, number: u64) -> Self {
        self.word_with(|out| put_number(number, out))
    }

    /// Adds a word that is written in parts by `part`; it has to be one.
    pub(super) fn word_with(self, part: impl FnOnce(&mut Vec<u8>)) -> Self {
        self.out.push(b' ');
        part(self.out);
        self
    }

    /// Ends the line with a text.
    pub(super) fn text(self, text: &str) {
        self.text_in(&["", text, ""]);
    }

    /// Ends the line with a text that is written in parts.
    pub(super) fn text_in(self, parts: &[&str]) {
        self.out.extend_from_slice(b" :");
        for part in parts {
            push_clean(part, self.out);
        }
        self.end();
    }

    /// Bytes that a text at the end of the line may have.
    pub(super) fn room(&self) -> usize {
        const MARK: usize = 2;
        BODY_BYTES_MAX.saturating_sub(self.out.len() - self.body + MARK)
    }

    /// Ends the line. What is over the limit is cut off.
    pub(super) fn end(self) {
        let limit = self.body + BODY_BYTES_MAX;
        if self.out.len() > limit {
            let is_inside = |byte: u8| byte & 0b1100_0000 == 0b1000_0000;
            let mut end = limit;
            while end > self.body && is_inside(self.out[end]) {
                end -= 1;
            }
            self.out.truncate(end);
        }
        self.out.extend_from_slice(b"\r\n");
    }

    /// Takes back what was written of the line.
    pub(super) fn give_up(self) {
        self.out.truncate(self.start);
    }

    fn begin_body(&mut self) {
        if std::mem::take(&mut self.is_tagged) {
            self.out.push(b' ');
            self.body = self.out.len();
        }
    }

    fn push_word(&mut self, word: &str) {
        let end = word.find([' ', '\r', '\n', '\0']).unwrap_or(word.len());
        let word = cut(&word[..end], WORD_BYTES_MAX);
        let is_word = !word.is_empty() && !word.starts_with(':');
        self.out
            .extend_from_slice(if is_word { word.as_bytes() } else { b"*" });
    }
}

/// Writes a number in digits.
pub(super) fn put_number(number: u64, out: &mut Vec<u8>) {
    // Writing into memory does not fail.
    let _ = write!(out, "{number}");
}

/// As much of a text as has at most so many bytes.
pub(super) fn cut(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

fn push_clean(text: &str, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(text.as_bytes());
    if memchr3(b'\r', b'\n', 0, text.as_bytes()).is_some() {
        for byte in &mut out[start..] {
            if matches!(*byte, b'\r' | b'\n' | 0) {
                *byte = b' ';
            }
        }
    }
}
