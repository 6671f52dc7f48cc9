//! Stories: several people over both doors of a real server, in the process of the test.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a story ends at the first thing that is not as expected"
)]

mod allowance;
mod bad_frames;
mod both_doors;
mod breaking;
mod catch_up;
mod closing;
mod complaints;
mod crowds;
mod doors_while_saving_fails;
mod flooding;
mod input;
mod irc_arbitrary;
mod irc_login;
mod irc_metadata;
mod irc_metadata_kept;
mod irc_metadata_rooms;
mod irc_multiline;
mod irc_order;
mod irc_people;
mod irc_rooms;
mod irc_talking;
mod irc_texts;
mod irc_websocket;
mod kit;
mod logins;
mod names;
mod on_disk;
mod one_batch;
mod pings;
mod prompts;
mod restart;
mod resume;
mod rooms;
mod rooms_over_time;
mod saving;
mod shutdown;
mod slow_readers;
mod talking;
mod waiting;
mod web;
