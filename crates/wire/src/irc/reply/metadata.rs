//! Values of metadata, and keys (draft/metadata-2 and draft/metadata-3). Where both drafts were agreed on, the third
//! counts, and where none was, too.

mod problem;

use hourglass_core::{MetadataKey, Text};

use super::To;
use crate::irc::Capabilities;
use crate::irc::label::{close_batch, open_batch};
use crate::irc::writer::Line;
use crate::metadata::parse_key;

pub(in crate::irc) use problem::put_problem;
pub use problem::{MetadataProblem, metadata_problem};

/// Stands for all that a device hears of.
pub const ALL_TARGETS: &str = "*ALL";

/// Keys on one line: with the numeric and the name, as many words as all clients read.
const KEYS_ON_LINE_MAX: usize = 12;

/// Which of the two drafts counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::irc) enum Draft {
    Second,
    Third,
}

/// A value, or that there is none: of whom, under which key.
pub(in crate::irc) type Value<'a> = (&'a str, &'a MetadataKey, Option<&'a Text>);

impl Draft {
    pub(in crate::irc) fn of(capabilities: Capabilities) -> Self {
        let is_second = capabilities.has(Capabilities::METADATA_2)
            && !capabilities.has(Capabilities::METADATA_3);
        if is_second { Self::Second } else { Self::Third }
    }
}

/// The answer to `SET`: the value that there is now, or that there is none.
pub fn metadata_value(
    to: To<'_>,
    target: &str,
    key: &MetadataKey,
    value: Option<&Text>,
    out: &mut Vec<u8>,
) {
    put_value(to, Draft::Third, None, (target, key, value), out);
}

/// Values in answer to a question about `target`.
pub fn metadata_values<'a>(
    to: To<'_>,
    capabilities: Capabilities,
    target: &str,
    values: impl Iterator<Item = (&'a MetadataKey, Option<&'a Text>)>,
    out: &mut Vec<u8>,
) {
    let batch = open(to, capabilities, &["metadata", target], out);
    for (key, value) in values {
        put_value(to, Draft::Third, batch, (target, key, value), out);
    }
    end(to, batch, out);
}

/// What there is under each of the keys that were typed, in their order.
pub fn metadata_asked<'t, 'v>(
    to: To<'_>,
    capabilities: Capabilities,
    target: &str,
    typed: impl Iterator<Item = &'t str>,
    value: impl Fn(&MetadataKey) -> Option<&'v Text>,
    out: &mut Vec<u8>,
) {
    let batch = open(to, capabilities, &["metadata", target], out);
    for typed in typed {
        match parse_key(typed) {
            Some(key) => put_value(to, Draft::Third, batch, (target, &key, value(&key)), out),
            None => put_problem(to, capabilities, batch, no_key(typed), out),
        }
    }
    end(to, batch, out);
}

/// Which of the keys that were typed are none, up to one that found no place.
pub fn metadata_invalid_keys<'t>(
    to: To<'_>,
    capabilities: Capabilities,
    typed: impl Iterator<Item = &'t str>,
    refused: Option<&MetadataKey>,
    out: &mut Vec<u8>,
) {
    for typed in typed {
        match parse_key(typed) {
            Some(key) if Some(&key) == refused => return,
            Some(_) => {}
            None => put_problem(to, capabilities, None, no_key(typed), out),
        }
    }
}

fn no_key(typed: &str) -> MetadataProblem<'_> {
    let is_all = false;
    MetadataProblem::Key { typed, is_all }
}

/// 770: keys that the device is subscribed to now.
pub fn metadata_subscribed<'a>(
    to: To<'_>,
    keys: impl Iterator<Item = &'a MetadataKey>,
    out: &mut Vec<u8>,
) {
    put_keys(to, "770", None, keys, out);
}

/// 771: keys that it is no longer subscribed to.
pub fn metadata_unsubscribed<'a>(
    to: To<'_>,
    keys: impl Iterator<Item = &'a MetadataKey>,
    out: &mut Vec<u8>,
) {
    put_keys(to, "771", None, keys, out);
}

/// 772: all keys that it is subscribed to.
pub fn metadata_subscriptions<'a>(
    to: To<'_>,
    capabilities: Capabilities,
    keys: impl Iterator<Item = &'a MetadataKey>,
    out: &mut Vec<u8>,
) {
    let batch = match Draft::of(capabilities) {
        Draft::Second => None,
        Draft::Third => open(to, capabilities, &["metadata-subs"], out),
    };
    put_keys(to, "772", batch, keys, out);
    end(to, batch, out);
}

/// Writes a value: answers look as in the third draft in both.
pub(in crate::irc) fn put_value(
    to: To<'_>,
    draft: Draft,
    batch: Option<&str>,
    (target, key, value): Value<'_>,
    out: &mut Vec<u8>,
) {
    let key = key.as_str();
    match (draft, value) {
        (Draft::Second, value) => {
            let line = line(to, batch, out).verb("METADATA");
            let line = line.words(&[target, key, "*"]);
            match value {
                Some(value) => line.text(value.as_str()),
                None => line.end(),
            }
        }
        (Draft::Third, Some(value)) => numbered(to, "761", batch, out)
            .words(&[target, key, "*"])
            .text(value.as_str()),
        (Draft::Third, None) => numbered(to, "766", batch, out)
            .words(&[target, key])
            .text("Key not set"),
    }
}

/// Writes keys, on as many lines as it takes.
fn put_keys<'a>(
    to: To<'_>,
    code: &str,
    batch: Option<&str>,
    keys: impl Iterator<Item = &'a MetadataKey>,
    out: &mut Vec<u8>,
) {
    let room = to.line(code, &mut Vec::new()).room();
    let mut on_line: Vec<&str> = Vec::new();
    let mut bytes = 0;
    for key in keys.map(MetadataKey::as_str) {
        if on_line.len() == KEYS_ON_LINE_MAX || bytes + key.len() > room {
            numbered(to, code, batch, out).words(&on_line).end();
            on_line.clear();
            bytes = 0;
        }
        on_line.push(key);
        bytes += key.len() + 1;
    }
    if !on_line.is_empty() {
        numbered(to, code, batch, out).words(&on_line).end();
    }
}

fn numbered<'o>(to: To<'_>, code: &str, batch: Option<&str>, out: &'o mut Vec<u8>) -> Line<'o> {
    line(to, batch, out).verb(code).word(to.name)
}

fn line<'o>(to: To<'_>, batch: Option<&str>, out: &'o mut Vec<u8>) -> Line<'o> {
    let line = match batch {
        Some(batch) => Line::new(out).tag("batch", batch),
        None => Line::new(out),
    };
    line.source(to.server)
}

/// Opens a batch of values or keys.
pub(in crate::irc) fn open(
    to: To<'_>,
    capabilities: Capabilities,
    words: &[&str],
    out: &mut Vec<u8>,
) -> Option<&'static str> {
    open_batch(to.server, capabilities, "metadata", words, out)
}

/// Closes it.
pub(in crate::irc) fn end(to: To<'_>, batch: Option<&str>, out: &mut Vec<u8>) {
    close_batch(to.server, batch, out);
}
