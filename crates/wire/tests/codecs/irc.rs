//! IRC: what is read, and what is written.

mod answers;
mod capabilities;
mod decoding;
mod happenings;
mod histories;
mod labels;
mod messages;
mod metadata;
mod multiline;
mod refusals;
mod replies;
mod rooms;
mod sample;
mod shape;
mod speech;
mod times;
mod welcome;
