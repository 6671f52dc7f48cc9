//! Bytes to messages.

use std::borrow::Cow;

use hourglass_core::ClientKey;
use serde::Deserialize;

use super::{ClientMessage, Kind, ServerMessage};
use crate::name::quotable;

/// Bytes of a name in a message; what is longer cannot be one.
const NAME_BYTES_MAX: usize = 1024;

/// Why bytes are not a message of the protocol. Nothing in it repeats what the message carried.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Not JSON.
    #[error("The message is not JSON. Send one JSON object in each text frame.")]
    NotJson,
    /// Values within values within values.
    #[error("The message is nested too deep. Send the fields of the protocol only.")]
    TooDeep,
    /// JSON, but not an object.
    #[error("The message is not a JSON object. Send an object with a `type`.")]
    NotAnObject,
    /// No `type`, or one that is not a string.
    #[error("The message has no `type`. Add one as a string.")]
    NoType,
    /// A type that there is not.
    #[error("There is no message of type `{kind}`. Send one that docs/protocol.md lists.")]
    UnknownType {
        /// The type, fit to be quoted.
        kind: String,
    },
    /// A field that is missing, twice there, or not of its type.
    #[error("The fields of `{kind}` are not right: {expected}.")]
    WrongFields {
        /// The type of the message, fit to be quoted.
        kind: String,
        /// Which fields it has.
        expected: &'static str,
    },
    /// A key that cannot be one.
    #[error("A `key` has 1 to 64 visible ASCII characters. Choose another one.")]
    BadKey,
    /// A name far over the limit.
    #[error("A name has at most {NAME_BYTES_MAX} bytes in a message. Send a shorter one.")]
    NameTooLong,
}

/// A client's message. Fields that are not known are passed over.
pub fn decode_client(bytes: &[u8]) -> Result<ClientMessage, DecodeError> {
    let message = decode(bytes, client_fields)?;
    check(&message)?;
    Ok(message)
}

/// A server's message. Fields that are not known are passed over; of a type that is not known,
/// which a client ignores, [`DecodeError::UnknownType`] tells.
pub fn decode_server(bytes: &[u8]) -> Result<ServerMessage<'_>, DecodeError> {
    decode(bytes, |kind| {
        let known = SERVER_TYPES.contains(&kind);
        known.then_some("docs/protocol.md has those that it needs")
    })
}

fn decode<'a, T: Deserialize<'a>>(
    bytes: &'a [u8],
    fields: impl Fn(&str) -> Option<&'static str>,
) -> Result<T, DecodeError> {
    // An array would pass for an object whose fields stand in order.
    let is_object = bytes.trim_ascii_start().starts_with(b"{");
    match serde_json::from_slice(bytes) {
        Ok(message) if is_object => Ok(message),
        Ok(_) => Err(DecodeError::NotAnObject),
        Err(error) => Err(explain(&error, bytes, is_object, fields)),
    }
}

/// Finds out what is wrong with a message that could not be decoded.
fn explain(
    error: &serde_json::Error,
    bytes: &[u8],
    is_object: bool,
    fields: impl Fn(&str) -> Option<&'static str>,
) -> DecodeError {
    #[derive(Deserialize)]
    struct Head<'a> {
        #[serde(rename = "type", borrow)]
        kind: Cow<'a, str>,
    }
    if !error.is_data() {
        // serde_json has no other way to tell this one.
        let is_deep = error.to_string().starts_with("recursion limit exceeded");
        return if is_deep {
            DecodeError::TooDeep
        } else {
            DecodeError::NotJson
        };
    }
    if !is_object {
        return DecodeError::NotAnObject;
    }
    let Ok(Head { kind }) = serde_json::from_slice(bytes) else {
        return DecodeError::NoType;
    };
    let quoted = quotable(&kind);
    match fields(&kind) {
        Some(expected) => DecodeError::WrongFields {
            kind: quoted,
            expected,
        },
        None => DecodeError::UnknownType { kind: quoted },
    }
}

fn check(message: &ClientMessage) -> Result<(), DecodeError> {
    let (names, key) = match message {
        ClientMessage::Login(login) => ([Some(&login.name), None], None),
        ClientMessage::Say(say) => ([say.to.as_ref(), say.room.as_ref()], say.key.as_ref()),
        ClientMessage::Redact(redact) => ([redact.to.as_ref(), redact.room.as_ref()], None),
        ClientMessage::Complain { name } => ([Some(name), None], None),
        ClientMessage::Invite { name, room }
        | ClientMessage::Kick { name, room, .. }
        | ClientMessage::Op { name, room, .. } => ([Some(name), Some(room)], None),
        ClientMessage::Join { room, .. } | ClientMessage::Leave { room, .. } => {
            ([Some(room), None], None)
        }
        ClientMessage::Topic { room, .. } | ClientMessage::Who { room } => {
            ([room.as_ref(), None], None)
        }
        _ => ([None, None], None),
    };
    let is_too_long = |name: &String| name.len() > NAME_BYTES_MAX;
    if names.into_iter().flatten().any(is_too_long) {
        return Err(DecodeError::NameTooLong);
    }
    let has_both = |kind: &str| DecodeError::WrongFields {
        kind: kind.to_owned(),
        expected: "it has `to` or `room`, not both",
    };
    match (message, names) {
        (ClientMessage::Say(_), [Some(_), Some(_)]) => return Err(has_both("say")),
        (ClientMessage::Redact(_), [Some(_), Some(_)]) => return Err(has_both("redact")),
        (ClientMessage::Say(say), _) if say.kind == Some(Kind::Unknown) => {
            return Err(DecodeError::WrongFields {
                kind: "say".to_owned(),
                expected: "`kind` is `action` or `notice` if there is one",
            });
        }
        _ => {}
    }
    if key.is_some_and(|key| ClientKey::new(key).is_none()) {
        return Err(DecodeError::BadKey);
    }
    Ok(())
}

/// What a client's message of a type has to have.
fn client_fields(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "login" => "`name` and `password` are strings, `last_id` a number if there is one",
        "say" => "`text` is a string, and so are `key` and `to` or `room` if there are any",
        "complain" => "`name` is a string",
        "join" => "`room` is a string, and so is `key` if there is one",
        "leave" => "`room` is a string, and so is `reason` if there is one",
        "topic" => "`room` and `text` are strings if there are any",
        "invite" => "`name` and `room` are strings",
        "kick" => "`name` and `room` are strings, and so is `reason` if there is one",
        "op" => "`name` and `room` are strings, `on` a boolean if there is one",
        "who" => "`room` is a string if there is one",
        "redact" => {
            "`id` is a number, and `to` or `room` and `reason` are strings if there are any"
        }
        "rooms" | "status" | "rules" | "ping" | "pong" | "exit" => "it has none",
        _ => return None,
    })
}

/// The types of the server's messages.
const SERVER_TYPES: [&str; 29] = [
    "allowance_renewed",
    "complained",
    "complained_about",
    "departed",
    "entered",
    "goodbye",
    "hello",
    "invited",
    "joined",
    "left",
    "message",
    "modes_changed",
    "ping",
    "pong",
    "redacted",
    "refused",
    "room_opened",
    "room_renamed",
    "rooms",
    "rules",
    "said",
    "shutting_down",
    "silence_over",
    "silenced",
    "status",
    "topic",
    "topic_changed",
    "welcome",
    "who",
];
