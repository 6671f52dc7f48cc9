//! The stores: one contract for both, and what only the one on disk has to do.

#![allow(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

mod agreement;
mod check;
mod contract;
mod damage;
mod directory;
mod forgetting;
mod forgetting_metadata;
mod forgetting_rooms;
mod migration;
mod names;
mod places;
mod readable;
mod samples;
