//! Rooms as they open and change.

use super::encoder::Scene;
use hourglass_core::{Event, Person, RoomRef, RoomView, Topic};
pub(super) fn put_opened(_: Scene<'_>, _: &RoomView, _: &mut Vec<u8>) {}
pub(super) fn put_topic_changed(_: &RoomRef, _: &Person, _: Option<&Topic>, _: &mut Vec<u8>) {}
pub(super) fn put_renamed(_: Scene<'_>, _: &Event, _: &mut Vec<u8>) {}
