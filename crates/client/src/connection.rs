//! The connection: made, kept, made again, with what is typed and what is shown in between.

mod address;
mod conduct;
mod pauses;
mod session;
mod transport;
mod websocket;

#[cfg(test)]
mod tests;

pub use address::Address;
pub(crate) use conduct::Conduct;
pub(crate) use session::{Face, Input, Session};
pub(crate) use websocket::WebSocketDial;
