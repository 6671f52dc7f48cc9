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
mod crowds;
mod expiry;
mod guests;
mod invitations;
mod kit;
mod login;
mod metadata;
mod metadata_told;
mod past;
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
mod watching;
