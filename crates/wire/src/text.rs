//! The one sanitiser: what people say as it comes in, and whatever our client prints.

mod clean;
mod escape;

use std::borrow::Cow;

use hourglass_core::{Text, TextLine};

use crate::characters::is_seen;

/// Combining marks that may stand on one character; more of them reach into the lines around.
pub const COMBINING_MARKS_MAX: usize = 5;

/// Tag characters that may follow a flag: five letters of a region, and the end.
pub const FLAG_TAGS_MAX: usize = 6;

/// What a person wrote, without anything that could drive a terminal, forge a line or hide itself.
///
/// Removed are terminal control sequences with all that they carry, controls other than tabs, bidi
/// controls, invisible characters, noncharacters, combining marks beyond [`COMBINING_MARKS_MAX`],
/// tabs at the beginning and white space at the end. Ends of lines inside become spaces. Emoji,
/// flags and spaces at the beginning stay as they are. What was sanitised once stays the same.
pub fn sanitise(text: &str) -> Cow<'_, str> {
    match clean::clean(text) {
        Cow::Borrowed(clean) => Cow::Borrowed(trim(clean)),
        Cow::Owned(clean) => match trim(&clean) {
            trimmed if trimmed.len() == clean.len() => Cow::Owned(clean),
            trimmed => Cow::Owned(trimmed.to_owned()),
        },
    }
}

/// What a person wrote, sanitised; nothing where nothing is left that could be seen.
pub fn parse_text(text: &str) -> Option<Text> {
    let clean = sanitise(text);
    clean
        .chars()
        .any(is_seen)
        .then(|| Text::from_sanitised(&clean))
}

/// A line of a text, and whether it goes on where the one before it ended.
type TypedLine<'a> = (Cow<'a, str>, bool);

/// What a person wrote on several lines, each with whether it goes on where the one before it ended. Anywhere else
/// than where lines can be shown it is the text of one line, with spaces for the ends.
pub fn parse_lines(typed: &[(&str, bool)]) -> Option<Text> {
    let mut lines: Vec<TypedLine<'_>> = typed
        .iter()
        .map(|(line, goes_on)| (clean::clean(line), *goes_on))
        .collect();
    trim_lines(&mut lines);
    let joined = joined(&lines);
    let text = parse_text(&joined)?;
    // Marks that are too many only together are gone from it, and the lines with them.
    if lines.len() < 2 || text.as_str() != joined {
        return Some(text);
    }
    let line = |(line, goes_on): &TypedLine<'_>| TextLine {
        bytes: line.len(),
        goes_on: *goes_on,
    };
    Some(text.on_lines(&lines.iter().map(line).collect::<Vec<_>>()))
}

/// Takes away at both ends what [`sanitise`] takes away from a text.
fn trim_lines(lines: &mut Vec<TypedLine<'_>>) {
    while lines.last().is_some_and(|(line, _)| line.trim().is_empty()) {
        lines.pop();
    }
    if let Some((last, _)) = lines.last_mut() {
        *last = last.trim_end().to_owned().into();
    }
    if let Some((first, _)) = lines.first_mut() {
        *first = first.trim_start_matches('\t').to_owned().into();
    }
}

fn joined(lines: &[TypedLine<'_>]) -> String {
    let mut joined = String::new();
    for (index, (line, goes_on)) in lines.iter().enumerate() {
        if index > 0 && !goes_on {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// What a server sent, fit to be printed in a terminal on one line: as [`sanitise`], but not
/// trimmed.
pub fn printable(text: &str) -> Cow<'_, str> {
    clean::clean(text)
}

fn trim(text: &str) -> &str {
    text.trim_end().trim_start_matches('\t')
}
