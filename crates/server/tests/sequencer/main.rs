//! The sequencers: one contract for all of them.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

#[path = "../stories/kit/clock.rs"]
mod clock;
mod contract;
mod kinds;
mod order;
