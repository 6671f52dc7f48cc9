//! The JSON protocol (`docs/protocol.md`): the messages of both directions, typed once.

mod client;
mod server;

pub use client::{ClientMessage, LoginMessage, SayMessage};
pub use server::{
    AllowanceState, ChatMessage, Code, Goodbye, Hello, RefusedMessage, SaidMessage, ServerMessage,
    StatusMessage, Welcome,
};

/// The version of the protocol, told in [`Hello`]. It changes when a client written for the last one would
/// no longer work.
pub const PROTOCOL_VERSION: u16 = 1;
