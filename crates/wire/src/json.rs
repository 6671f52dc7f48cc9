//! The JSON protocol (`docs/protocol.md`): the messages of both directions, typed once, and their
//! codec.

mod client;
mod code;
mod decode;
mod encode;
mod event;
mod private_words;
mod refuse;
mod room;
mod room_event;
mod server;

pub use client::{ClientMessage, LoginMessage, RedactMessage, SayMessage};
pub use code::Code;
pub use decode::{DecodeError, decode_client, decode_server};
pub use encode::{encode, encode_client, encode_farewell, encode_server};
pub use private_words::PrivateWords;
pub use room::{
    Departed, Entered, Invited, ModeState, ModesChanged, PersonState, Redacted, RoomOpened,
    RoomRenamed, RoomState, TopicChanged, TopicMessage, WhoMessage,
};
pub use server::{
    AllowanceState, ChatMessage, Goodbye, Hello, Kind, Rank, RefusedMessage, SaidMessage,
    ServerMessage, StatusMessage, Welcome,
};

/// The version of the protocol, told in [`Hello`]. It changes when a client written for the last
/// one would no longer work.
pub const PROTOCOL_VERSION: u16 = 1;

/// Bytes of the largest message that a client has reason to send, where a text may have
/// `max_message` characters: one character takes up to twelve bytes when it is escaped.
pub const fn client_message_bytes_max(max_message: usize) -> usize {
    const ALL_BUT_THE_TEXT: usize = 16 * 1024;
    max_message
        .saturating_mul(12)
        .saturating_add(ALL_BUT_THE_TEXT)
}
