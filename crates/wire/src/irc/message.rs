//! One line, taken apart where it stands.

use super::limits::{LABEL_BYTES_MAX, PARAMETERS_MAX};
use super::tags::Tags;

/// A line's parts. All of them lie in the line itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// What stands between `@` and the first space.
    pub tags: Tags<'a>,
    /// What stands between `:` and the next space. What a client says here means nothing.
    pub source: Option<&'a str>,
    /// The command, or three digits, as written.
    pub verb: &'a str,
    parameters: [&'a str; PARAMETERS_MAX],
    count: usize,
}

/// Why a line is none of IRC's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// There is no command in it.
    #[error("there is no command in the line")]
    NoVerb,
}

/// Takes a line apart. Where the texts want one space any number will do, and the last parameter that there is
/// room for takes the rest of the line.
///
/// # Errors
/// A line without a command.
pub fn parse(line: &str) -> Result<Message<'_>, ParseError> {
    let mut rest = line.trim_matches(['\r', '\n']).trim_start_matches(' ');
    let tags = Tags::new(leading(&mut rest, '@').unwrap_or_default());
    let source = leading(&mut rest, ':');
    let verb = word(&mut rest);
    if verb.is_empty() {
        return Err(ParseError::NoVerb);
    }
    let mut message = Message {
        tags,
        source,
        verb,
        parameters: [""; PARAMETERS_MAX],
        count: 0,
    };
    while !rest.is_empty() && message.count < PARAMETERS_MAX {
        message.parameters[message.count] = match rest.strip_prefix(':') {
            Some(trailing) => {
                rest = "";
                trailing
            }
            None if message.count + 1 == PARAMETERS_MAX => std::mem::take(&mut rest),
            None => word(&mut rest),
        };
        message.count += 1;
    }
    Ok(message)
}

impl<'a> Message<'a> {
    /// All parameters, the trailing one without its colon.
    pub fn parameters(&self) -> &[&'a str] {
        &self.parameters[..self.count]
    }

    /// A parameter, counted from 0.
    pub fn parameter(&self, index: usize) -> Option<&'a str> {
        self.parameters().get(index).copied()
    }

    /// The client's label for this command, where it is one that may be given back.
    pub fn label(&self) -> Option<&'a str> {
        let raw = self.tags.raw_value("label")?;
        (1..=LABEL_BYTES_MAX).contains(&raw.len()).then_some(raw)
    }
}

/// Takes a leading word that begins with `mark`, without it.
fn leading<'a>(rest: &mut &'a str, mark: char) -> Option<&'a str> {
    *rest = rest.strip_prefix(mark)?;
    let end = rest.find(' ').unwrap_or(rest.len());
    let (word, behind) = rest.split_at(end);
    *rest = behind.trim_start_matches(' ');
    Some(word)
}

/// Takes the next word, and the spaces behind it.
fn word<'a>(rest: &mut &'a str) -> &'a str {
    let end = rest.find(' ').unwrap_or(rest.len());
    let (word, behind) = rest.split_at(end);
    *rest = behind.trim_start_matches(' ');
    word
}
