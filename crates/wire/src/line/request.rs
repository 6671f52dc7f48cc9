//! A line to what it asks for.

use hourglass_core::Text;

use super::room_request::{self, RoomRequest};
use crate::name::quotable;
use crate::text::{parse_text, sanitise};

/// How `/me` is written.
const ACT: &str = "/me <text>";

/// What a line of somebody logged in asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineRequest {
    /// To say something to the room in focus.
    Say {
        /// What.
        text: Text,
    },
    /// To tell the room in focus what one does.
    Act {
        /// What, as told of a third person.
        text: Text,
    },
    /// To say something to another room.
    SayIn {
        /// Which, as typed, with its `#`.
        room: String,
        /// What.
        text: Text,
    },
    /// To say something to one person.
    Private {
        /// To whom, as typed.
        name: String,
        /// What.
        text: Text,
    },
    /// The same, without a name or without a text.
    PrivateSyntax,
    /// To complain.
    Complain {
        /// About whom, as typed.
        name: String,
    },
    /// The same, without a name or with more than one word.
    ComplainSyntax,
    /// Something about rooms.
    Room(RoomRequest),
    /// A command without what it needs.
    Incomplete {
        /// How it is written.
        template: &'static str,
    },
    /// How the room and the person stand.
    Status,
    /// The rules.
    Rules,
    /// To leave.
    Exit,
    /// A command that there is not. It is never said to anybody.
    Unknown {
        /// The word with its slash, fit to be quoted.
        word: String,
    },
    /// Nothing.
    Empty,
}

/// What `line` asks for. It is sanitised first, so that nothing invisible before a slash makes
/// speech of a command.
pub fn parse(line: &str) -> LineRequest {
    let line = sanitise(line);
    let trimmed = line.trim_start();
    match trimmed.strip_prefix('/') {
        Some(text) if text.starts_with('/') => say(text),
        Some(_) => command(trimmed),
        None => say(&line),
    }
}

fn say(text: &str) -> LineRequest {
    match parse_text(text) {
        Some(text) => LineRequest::Say { text },
        None => LineRequest::Empty,
    }
}

fn command(line: &str) -> LineRequest {
    let (word, rest) = split_word(line);
    match word.to_ascii_lowercase().as_str() {
        "/private" | "/msg" => private(rest),
        "/me" => act(rest),
        "/ban" | "/complain" => complain(rest),
        "/status" => LineRequest::Status,
        "/rules" | "/help" => LineRequest::Rules,
        "/exit" | "/quit" => LineRequest::Exit,
        word_in_lower_case => {
            room_request::parse(word_in_lower_case, rest).unwrap_or_else(|| LineRequest::Unknown {
                word: quotable(word),
            })
        }
    }
}

fn act(rest: &str) -> LineRequest {
    match parse_text(rest) {
        Some(text) => LineRequest::Act { text },
        None => LineRequest::Incomplete { template: ACT },
    }
}

fn private(rest: &str) -> LineRequest {
    let (name, text) = split_word(rest);
    match parse_text(text) {
        Some(text) if name.starts_with('#') => LineRequest::SayIn {
            room: name.to_owned(),
            text,
        },
        Some(text) => LineRequest::Private {
            name: name.to_owned(),
            text,
        },
        None => LineRequest::PrivateSyntax,
    }
}

fn complain(rest: &str) -> LineRequest {
    match split_word(rest) {
        ("", _) => LineRequest::ComplainSyntax,
        (name, "") => LineRequest::Complain {
            name: name.to_owned(),
        },
        _ => LineRequest::ComplainSyntax,
    }
}

/// The first word, and what follows it without the white space between them.
pub(super) fn split_word(line: &str) -> (&str, &str) {
    match line.split_once(char::is_whitespace) {
        Some((word, rest)) => (word, rest.trim_start()),
        None => (line, ""),
    }
}
