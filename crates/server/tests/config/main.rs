//! The settings as a user meets them: flags, environment, file, errors, and what is generated.

#![allow(
    clippy::expect_used,
    reason = "a test ends at the first thing that is not as expected"
)]

mod defaults;
mod durations;
mod environment;
mod errors;
mod file;
mod generated;
mod logging;
mod precedence;
mod ranges;
mod report;
mod secret;
mod sources;
