//! End to end: the real binary as a person starts it, with real sockets, a real terminal and `nc`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends at the first thing that is not as expected"
)]

mod conversation;
mod crowds;
mod data_directory;
mod editing;
mod few_files;
mod forgetting;
mod full_disk;
mod heartbeats;
mod hostile_server;
mod irc_clients;
mod killing;
mod kit;
mod leaving;
mod passwords;
mod pipe;
mod reconnecting;
mod restarting;
mod stopping;
mod terminal_client;
mod waiting_for_keys;
