//! The terminal client: a connection that comes back by itself, a pure model of the chat, and two faces, one
//! for a terminal and one for a pipe.

mod cli;
mod connection;
mod outcome;
mod run;

pub use cli::cli;
pub use run::run;
