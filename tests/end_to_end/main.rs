//! End to end: the real binary as a person starts it, with real sockets, a real terminal and `nc`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends at the first thing that is not as expected"
)]

mod conversation;
mod forgetting;
mod hostile_server;
mod killing;
mod kit;
mod leaving;
mod passwords;
mod pipe;
mod reconnecting;
mod restarting;
mod terminal_client;
