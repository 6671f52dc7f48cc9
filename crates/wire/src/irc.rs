//! IRC (modern.ircdocs.horse) and IRCv3 (ircv3.net) without I/O: bytes to lines, lines to messages, events to
//! lines.
//!
//! Every command of an IRC session is given to the chat with a [`Reference`] as its label, so that the answer
//! can be put into the words that were asked for. [`IrcEncoder`] renders what comes back; what the door
//! answers by itself is in [`reply`].

mod answer;
mod capability;
mod decoder;
mod encoder;
mod facts;
mod history;
mod isupport;
mod label;
pub mod limits;
mod membership;
mod message;
mod metadata;
mod modes;
mod monitor;
mod multiline;
mod notice;
mod profile;
mod reference;
mod refusal;
pub mod reply;
mod room;
mod source;
mod speech;
mod tags;
mod time;
mod welcome;
mod writer;

pub use capability::{Capabilities, CapabilityChange, CapabilityValues};
pub use decoder::{IrcDecoder, IrcLine};
pub use encoder::{IrcEncoder, Listener, Occasion, is_personal};
pub use facts::ServerFacts;
pub use isupport::{CHANNEL_MODES, USER_MODES};
pub use label::labelled;
pub use message::{Message, ParseError, parse};
pub use multiline::{Multiline, MultilineError, MultilineLine};
pub use reference::{Correlation, Reference};
pub use refusal::register_code;
pub use reply::To;
pub use source::{SERVICE, host, prefix};
pub use speech::fits_one_line;
pub use tags::{Tags, escape, unescape};
pub use time::{parse_timestamp, put_timestamp};
