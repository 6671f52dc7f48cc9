//! Takes out of a text, character by character, what must not be in it.

use std::borrow::Cow;

use super::escape::skip_sequence;
use super::{COMBINING_MARKS_MAX, FLAG_TAGS_MAX};
use crate::characters::{Class, TAG_BASE, TAG_END, classify};

/// The text without what must not be in it, untrimmed; borrowed where nothing had to go.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| matches!(byte, b'\t' | b' '..=b'~');
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    match text.find(|character| classify(character) != Class::Plain) {
        None => Cow::Borrowed(text),
        Some(position) => {
            let (plain, rest) = text.split_at(position);
            Cow::Owned(Cleaner::after(plain, text.len()).run(rest))
        }
    }
}

/// What is kept so far, and as much about its end as decides on the next character. Nothing that
/// was removed has a say, so that a clean text stays as it is.
struct Cleaner {
    output: String,
    last: Option<char>,
    marks: usize,
    tags: usize,
}

impl Cleaner {
    fn after(plain: &str, capacity: usize) -> Self {
        let mut output = String::with_capacity(capacity);
        output.push_str(plain);
        Self {
            output,
            last: plain.chars().next_back(),
            marks: 0,
            tags: 0,
        }
    }

    fn run(mut self, text: &str) -> String {
        let mut rest = text.chars();
        while let Some(character) = rest.next() {
            match classify(character) {
                Class::Plain => self.keep_plain(character),
                Class::LineEnd => {
                    if character == '\r' && rest.as_str().starts_with('\n') {
                        rest.next();
                    }
                    self.keep_plain(' ');
                }
                Class::Introducer => skip_sequence(character, &mut rest),
                Class::Removed => {}
                Class::Joiner => self.keep_if(character, self.takes_joiner()),
                Class::Selector => self.keep_if(character, self.takes_selector()),
                Class::Tag => self.keep_tag(character),
                Class::Mark => self.keep_mark(character),
            }
        }
        self.output
    }

    fn keep(&mut self, character: char) {
        self.output.push(character);
        self.last = Some(character);
    }

    fn keep_plain(&mut self, character: char) {
        self.marks = 0;
        self.tags = 0;
        self.keep(character);
    }

    fn keep_if(&mut self, character: char, kept: bool) {
        if kept {
            self.keep(character);
        }
    }

    fn keep_mark(&mut self, character: char) {
        if self.marks < COMBINING_MARKS_MAX {
            self.marks += 1;
            self.keep(character);
        }
    }

    fn keep_tag(&mut self, character: char) {
        let follows = self.last == Some(TAG_BASE)
            || self
                .last
                .is_some_and(|last| last != TAG_END && classify(last) == Class::Tag);
        if follows && self.tags < FLAG_TAGS_MAX {
            self.tags += 1;
            self.keep(character);
        }
    }

    /// No ASCII letter joins: there a joiner could only hide.
    fn takes_joiner(&self) -> bool {
        self.last.is_some_and(|last| {
            !last.is_ascii() && !last.is_whitespace() && classify(last) != Class::Joiner
        })
    }

    fn takes_selector(&self) -> bool {
        self.last.is_some_and(|last| {
            !last.is_whitespace() && matches!(classify(last), Class::Plain | Class::Mark)
        })
    }
}
