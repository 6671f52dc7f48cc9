//! The terminal client: a connection that comes back by itself, a pure model of the chat, and two faces, one
//! for a terminal and one for a pipe.

mod cli;
mod command;
mod connection;
mod keys;
mod limits;
mod model;
mod outcome;
mod password;
pub mod pipe;
mod printing;
mod run;
mod shown;
mod terminal;

pub use cli::cli;
pub use connection::Address;
pub use outcome::Outcome;
pub use run::run;
