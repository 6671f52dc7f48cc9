//! What the stories are told with: servers, people at all doors, and waiting for what they see.

mod data;
mod ended;
mod fake_server;
mod irc;
mod json;
mod line;
mod nc;
mod pipe;
mod process;
mod room;
mod server;
mod terminal;
mod transcript;
mod wait;

pub(crate) use data::{assert_sound, files_with};
pub(crate) use ended::{Ended, hourglass};
pub(crate) use fake_server::FakeServer;
pub(crate) use irc::{Irc, Maker, Proof};
pub(crate) use json::Json;
pub(crate) use line::Line;
pub(crate) use nc::Nc;
pub(crate) use pipe::Pipe;
pub(crate) use room::Room;
pub(crate) use server::RealServer;
pub(crate) use terminal::Terminal;
pub(crate) use transcript::Transcript;
pub(crate) use wait::{PATIENCE, eventually};

/// The password of everybody whose password does not matter.
pub(crate) const PASSWORD: &str = "correct-horse-battery";
