//! What the chat itself says.

use super::encoder::Scene;
use hourglass_core::Event;
pub(super) fn put(_: Scene<'_>, _: &Event, _: &mut Vec<u8>) {}
