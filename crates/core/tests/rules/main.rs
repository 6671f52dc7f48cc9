//! The rules of the chat: cases by subject, and properties against a naive reference.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "the helpers of tests fail like tests"
)]

mod allowance;
mod bounds;
mod catch_up;
mod complaints;
mod expiry;
mod guests;
mod kit;
mod login;
mod people;
mod presence;
mod properties;
mod questions;
mod reference;
mod restart;
mod resume;
mod rooms;
mod running;
mod speech;
