//! The codecs: bytes to typed requests and typed events to bytes, without I/O.

mod characters;
pub mod irc;
pub mod json;
pub mod line;
pub mod metadata;
pub mod name;
pub mod password;
mod perspective;
pub mod room;
pub mod rules;
pub mod text;
pub mod words;

pub use perspective::Perspective;
pub use words::{Farewell, LoginRefusal};
