//! The server: engine, store, doors and fan-out.

mod auth;
mod clock;
pub mod config;
mod directory;
mod door;
mod engine;
mod facts;
mod fanout;
mod handle;
pub mod limits;
pub mod logging;
mod open_files;
pub mod sequencer;
mod server;
pub mod store;
mod websocket;

pub use clock::{Clock, SystemClock};
pub use server::{Server, StartError, StopError};
