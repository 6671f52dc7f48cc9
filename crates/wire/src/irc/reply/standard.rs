//! Replies in a form of their own for each command (IRCv3 standard-replies).

use super::To;
use crate::irc::writer::Line;
use crate::text::printable;

/// A command failed. Without a command it is `*`.
pub fn fail(to: To<'_>, verb: &str, code: &str, context: &[&str], words: &str, out: &mut Vec<u8>) {
    put(to, "FAIL", verb, code, context, words, out);
}

/// A command was done, but something is to be said of it.
pub fn warn(to: To<'_>, verb: &str, code: &str, context: &[&str], words: &str, out: &mut Vec<u8>) {
    put(to, "WARN", verb, code, context, words, out);
}

/// Something is worth knowing.
pub fn note(to: To<'_>, verb: &str, code: &str, context: &[&str], words: &str, out: &mut Vec<u8>) {
    put(to, "NOTE", verb, code, context, words, out);
}

fn put(
    to: To<'_>,
    kind: &str,
    verb: &str,
    code: &str,
    context: &[&str],
    words: &str,
    out: &mut Vec<u8>,
) {
    let line = Line::from(to.server, out).verb(kind);
    put_on(line.words(&[verb, code]).words(context), words);
}

/// Ends a line that was begun elsewhere with its words.
pub(super) fn put_on(line: Line<'_>, words: &str) {
    line.text(&printable(words));
}
