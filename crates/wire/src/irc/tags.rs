//! The tags of a line (IRCv3 message-tags).

use std::borrow::Cow;

use hourglass_core::{ClientTags, limits};

use crate::text::printable;

/// Tags as they stand on the line, without the `@`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tags<'a>(&'a str);

impl<'a> Tags<'a> {
    pub(super) fn new(raw: &'a str) -> Self {
        Self(raw)
    }

    /// As on the line.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// Keys with their values, escaped as on the line; those without a value have an empty one.
    pub fn iter(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0
            .split(';')
            .filter(|tag| !tag.is_empty())
            .map(|tag| tag.split_once('=').unwrap_or((tag, "")))
    }

    /// The value of a key as on the line. Of several with one key the last one counts.
    pub fn raw_value(self, key: &str) -> Option<&'a str> {
        self.iter()
            .filter(|(other, _)| *other == key)
            .last()
            .map(|(_, value)| value)
    }

    /// The value of a key.
    pub fn value(self, key: &str) -> Option<Cow<'a, str>> {
        self.raw_value(key).map(unescape)
    }

    /// The tags that are for other clients (`+name`), of each name the last. Left out is what is no tag by the
    /// texts, and what holds something that a text must not hold.
    pub fn for_others(self) -> Option<ClientTags> {
        let mut kept = String::new();
        for (index, (key, value)) in self.iter().enumerate() {
            let is_last = !self.iter().skip(index + 1).any(|(other, _)| other == key);
            if !is_last || !is_client_key(key) || !is_clean(value) {
                continue;
            }
            if !kept.is_empty() {
                kept.push(';');
            }
            kept.push_str(key);
            if !value.is_empty() {
                kept.push('=');
                kept.push_str(value);
            }
        }
        let fits = (1..=limits::CLIENT_TAGS_BYTES_MAX).contains(&kept.len());
        fits.then(|| ClientTags::from_checked(&kept))
    }
}

fn is_client_key(key: &str) -> bool {
    let Some(key) = key.strip_prefix('+') else {
        return false;
    };
    let (vendor, name) = key.split_once('/').unwrap_or(("", key));
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !name.is_empty()
        && name.bytes().all(is_word)
        && vendor.bytes().all(|byte| is_word(byte) || byte == b'.')
}

fn is_clean(value: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b'!'..=b'~') && byte != b'\\';
    if value.bytes().all(is_plain) {
        return true;
    }
    let value = unescape(value);
    matches!(printable(&value), Cow::Borrowed(_))
}

/// A value as it is meant. An escape that the texts do not know is the character itself.
pub fn unescape(value: &str) -> Cow<'_, str> {
    if !value.contains('\\') {
        return Cow::Borrowed(value);
    }
    let mut meant = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => meant.extend(characters.next().map(unescape_one)),
            other => meant.push(other),
        }
    }
    Cow::Owned(meant)
}

fn unescape_one(character: char) -> char {
    match character {
        ':' => ';',
        's' => ' ',
        'r' => '\r',
        'n' => '\n',
        other => other,
    }
}

/// A value as it stands on a line.
pub fn escape(value: &str) -> Cow<'_, str> {
    if !value.contains([';', ' ', '\\', '\r', '\n']) {
        return Cow::Borrowed(value);
    }
    let mut escaped = String::with_capacity(value.len() + 8);
    for character in value.chars() {
        match character {
            ';' => escaped.push_str("\\:"),
            ' ' => escaped.push_str("\\s"),
            '\\' => escaped.push_str("\\\\"),
            '\r' => escaped.push_str("\\r"),
            '\n' => escaped.push_str("\\n"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}
