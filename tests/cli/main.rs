//! The real binary: help, settings, exit codes and signals, as a user or a script meets them.

#![allow(
    clippy::expect_used,
    reason = "a test ends at the first thing that is not as expected"
)]

mod data;
mod help;
mod program;
mod running;
mod settings;
