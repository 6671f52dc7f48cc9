//! Ties what answers a command to it (IRCv3 labeled-response).

use memchr::memmem;

use super::reference::Correlation;
use super::{Capabilities, writer::Line};

/// The batch that holds an answer of several lines. It is closed before anything else is written, so that one
/// name will do.
const BATCH: &str = "answer";

/// Writes what `body` writes as the answer to a command: with the label where that is one line or one batch,
/// else in a batch with the label; nothing at all is an `ACK`. Without the capability it stands as it is.
pub fn labelled(
    capabilities: Capabilities,
    correlation: Correlation<'_>,
    server: &str,
    out: &mut Vec<u8>,
    body: impl FnOnce(&mut Vec<u8>),
) {
    let start = out.len();
    body(out);
    match correlation {
        _ if !capabilities.has(Capabilities::LABELED_RESPONSE) => {}
        Correlation::None => {}
        Correlation::Label(label) => label_lines(capabilities, label, server, start, out),
        Correlation::Batch(batch) => tag_lines("batch", batch, start, out),
    }
}

/// Opens a batch that holds the answers to all parts of a command, which then have
/// [`Correlation::Batch`] with the same name.
pub(super) fn open(label: &str, batch: &str, server: &str, out: &mut Vec<u8>) {
    Line::new(out)
        .tag("label", label)
        .source(server)
        .verb("BATCH")
        .word_with(|out| put_mark(b'+', batch, out))
        .word("labeled-response")
        .end();
}

/// Opens a batch of what is written next, where the client knows of such: its name. It is closed before anything else
/// is written, so that one name will do for each kind.
pub(super) fn open_batch(
    server: &str,
    capabilities: Capabilities,
    batch: &'static str,
    words: &[&str],
    out: &mut Vec<u8>,
) -> Option<&'static str> {
    if !capabilities.has(Capabilities::BATCH) {
        return None;
    }
    Line::from(server, out)
        .verb("BATCH")
        .word_with(|out| put_mark(b'+', batch, out))
        .words(words)
        .end();
    Some(batch)
}

/// Closes what [`open_batch`] opened.
pub(super) fn close_batch(server: &str, batch: Option<&str>, out: &mut Vec<u8>) {
    if let Some(batch) = batch {
        close(batch, server, out);
    }
}

/// Closes a batch.
pub(super) fn close(batch: &str, server: &str, out: &mut Vec<u8>) {
    Line::from(server, out)
        .verb("BATCH")
        .word_with(|out| put_mark(b'-', batch, out))
        .end();
}

/// Writes the name of a batch with the mark before it.
pub(super) fn put_mark(mark: u8, batch: &str, out: &mut Vec<u8>) {
    out.push(mark);
    out.extend_from_slice(batch.as_bytes());
}

fn label_lines(
    capabilities: Capabilities,
    label: &str,
    server: &str,
    start: usize,
    out: &mut Vec<u8>,
) {
    if out.len() == start {
        Line::new(out)
            .tag("label", label)
            .source(server)
            .verb("ACK")
            .end();
        return;
    }
    let is_one = is_one_line(&out[start..]) || is_one_batch(&out[start..]);
    if is_one || !capabilities.has(Capabilities::BATCH) {
        let lines = out.split_off(start);
        tag_line("label", label, &lines, out);
        return;
    }
    let lines = out.split_off(start);
    open(label, BATCH, server, out);
    let inside = out.len();
    out.extend_from_slice(&lines);
    tag_lines("batch", BATCH, inside, out);
    close(BATCH, server, out);
}

fn is_one_line(lines: &[u8]) -> bool {
    memmem::find(lines, b"\r\n").is_some_and(|end| end + 2 == lines.len())
}

/// Whether what opens a batch at the beginning closes it at the end.
fn is_one_batch(lines: &[u8]) -> bool {
    let Some(name) = memmem::find(lines, b"BATCH +") else {
        return false;
    };
    let is_first = memmem::find(lines, b"\r\n").is_some_and(|end| name < end);
    let name = &lines[name + b"BATCH +".len()..];
    let end = name.iter().position(|byte| matches!(byte, b' ' | b'\r'));
    let closing = [b"BATCH -", &name[..end.unwrap_or(name.len())], b"\r\n"].concat();
    is_first && memmem::find(lines, &closing) == lines.len().checked_sub(closing.len())
}

/// Tags every line from `start` on that is in no batch yet.
fn tag_lines(key: &str, value: &str, start: usize, out: &mut Vec<u8>) {
    let lines = out.split_off(start);
    let mut rest = &lines[..];
    while let Some(end) = memmem::find(rest, b"\r\n") {
        let (line, behind) = rest.split_at(end + 2);
        rest = behind;
        if line.starts_with(b"@batch=") {
            out.extend_from_slice(line);
        } else {
            tag_line(key, value, line, out);
        }
    }
}

/// Writes `lines` with a tag on the first one.
fn tag_line(key: &str, value: &str, lines: &[u8], out: &mut Vec<u8>) {
    out.push(b'@');
    out.extend_from_slice(key.as_bytes());
    out.push(b'=');
    out.extend_from_slice(value.as_bytes());
    match lines.strip_prefix(b"@") {
        Some(tagged) => {
            out.push(b';');
            out.extend_from_slice(tagged);
        }
        None => {
            out.push(b' ');
            out.extend_from_slice(lines);
        }
    }
}
