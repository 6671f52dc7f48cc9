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
mod catch_up;
mod complaints;
mod crowds;
mod input;
mod kit;
mod names;
mod on_disk;
mod prompts;
mod restart;
mod resume;
mod saving;
mod shutdown;
mod slow_readers;
mod talking;
mod waiting;
mod web;
