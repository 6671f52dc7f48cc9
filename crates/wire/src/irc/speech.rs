//! What is said.

use super::encoder::Scene;
use hourglass_core::{Message, Said};
pub(super) fn put_said(_: Scene<'_>, _: &Said, _: &mut Vec<u8>) {}
pub(super) fn put_message(_: Scene<'_>, _: &Message, _: &mut Vec<u8>) {}
