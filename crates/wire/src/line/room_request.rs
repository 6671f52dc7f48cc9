//! The commands about rooms.

use hourglass_core::Text;

use super::LineRequest;
use super::request::split_word;
use crate::text::parse_text;

/// What is asked about rooms. Names are as typed, those of rooms with their `#`; where there is none, the
/// room in focus is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomRequest {
    /// To come into a room and have it in focus.
    Join {
        /// Which.
        room: String,
        /// What has to be said to come in.
        key: Option<String>,
    },
    /// To leave a room.
    Leave {
        /// Which.
        room: Option<String>,
    },
    /// Which rooms there are.
    List,
    /// What a room is about.
    Topic {
        /// Which.
        room: Option<String>,
    },
    /// To say what a room is about.
    SetTopic {
        /// Which.
        room: Option<String>,
        /// In words; none takes the topic away.
        topic: Option<Text>,
    },
    /// To invite somebody.
    Invite {
        /// Whom.
        name: String,
        /// Where to.
        room: Option<String>,
    },
    /// To put somebody out.
    Kick {
        /// Which room.
        room: Option<String>,
        /// Whom.
        name: String,
        /// Why.
        reason: Option<Text>,
    },
    /// To hand on the office of who runs a room, or to take it away.
    Operator {
        /// Which room.
        room: Option<String>,
        /// Whose.
        name: String,
        /// Given.
        on: bool,
    },
    /// Who is in a room.
    Who {
        /// Which.
        room: Option<String>,
    },
}

const JOIN: &str = "/join <#room> [key]";
const LEAVE: &str = "/leave [#room]";
const ROOMS: &str = "/rooms";
const INVITE: &str = "/invite <username> [#room]";
const KICK: &str = "/kick [#room] <username> [reason]";
const OPERATOR: &str = "/op [#room] <username>";
const NO_OPERATOR: &str = "/deop [#room] <username>";
const WHO: &str = "/who [#room]";

/// A topic that takes the topic away.
const NO_TOPIC: &str = "-";

/// What a command with `word`, in lower case, asks for; nothing where it is none about rooms.
pub(super) fn parse(word: &str, rest: &str) -> Option<LineRequest> {
    let rest = rest.trim_end();
    let (template, request) = match word {
        "/join" => (JOIN, join(rest)),
        "/leave" | "/part" => (
            LEAVE,
            optional_room(rest, |room| RoomRequest::Leave { room }),
        ),
        "/who" | "/names" => (WHO, optional_room(rest, |room| RoomRequest::Who { room })),
        "/rooms" | "/list" => (ROOMS, Some(RoomRequest::List)),
        "/topic" => ("", Some(topic(rest))),
        "/invite" => (INVITE, invite(rest)),
        "/kick" => (KICK, kick(rest)),
        "/op" => (OPERATOR, operator(rest, true)),
        "/deop" => (NO_OPERATOR, operator(rest, false)),
        _ => return None,
    };
    Some(request.map_or(LineRequest::Incomplete { template }, LineRequest::Room))
}

fn join(rest: &str) -> Option<RoomRequest> {
    let (room, rest) = split_word(rest);
    let (key, rest) = split_word(rest);
    (!room.is_empty() && rest.is_empty()).then(|| RoomRequest::Join {
        room: marked(room),
        key: (!key.is_empty()).then(|| key.to_owned()),
    })
}

fn optional_room(
    rest: &str,
    request: impl FnOnce(Option<String>) -> RoomRequest,
) -> Option<RoomRequest> {
    match split_word(rest) {
        ("", _) => Some(request(None)),
        (room, "") => Some(request(Some(marked(room)))),
        _ => None,
    }
}

/// A first word with `#` is a room, since a topic may begin with any other word.
fn topic(rest: &str) -> RoomRequest {
    let (room, topic) = leading_room(rest);
    match topic.trim() {
        "" => RoomRequest::Topic { room },
        NO_TOPIC => RoomRequest::SetTopic { room, topic: None },
        topic => match parse_text(topic) {
            None => RoomRequest::Topic { room },
            topic => RoomRequest::SetTopic { room, topic },
        },
    }
}

fn invite(rest: &str) -> Option<RoomRequest> {
    let (name, rest) = split_word(rest);
    let request = |room| RoomRequest::Invite {
        name: name.to_owned(),
        room,
    };
    (!name.is_empty() && !name.starts_with('#')).then(|| optional_room(rest, request))?
}

fn kick(rest: &str) -> Option<RoomRequest> {
    let (room, rest) = leading_room(rest);
    let (name, reason) = split_word(rest);
    (!name.is_empty()).then(|| RoomRequest::Kick {
        room,
        name: name.to_owned(),
        reason: parse_text(reason),
    })
}

fn operator(rest: &str, on: bool) -> Option<RoomRequest> {
    let (room, rest) = leading_room(rest);
    match split_word(rest) {
        ("", _) => None,
        (name, "") => Some(RoomRequest::Operator {
            room,
            name: name.to_owned(),
            on,
        }),
        _ => None,
    }
}

/// The room that `rest` begins with, told by its `#`, and what follows.
fn leading_room(rest: &str) -> (Option<String>, &str) {
    match split_word(rest) {
        (room, rest) if room.starts_with('#') => (Some(room.to_owned()), rest),
        _ => (None, rest),
    }
}

/// A word that can only be a room's name, with the `#` that people leave out.
fn marked(room: &str) -> String {
    if room.starts_with('#') {
        room.to_owned()
    } else {
        format!("#{room}")
    }
}
