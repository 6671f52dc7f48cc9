//! Who comes and goes, and what they say of themselves.

use super::encoder::Scene;
use hourglass_core::Event;
pub(super) fn put(_: Scene<'_>, _: &Event, _: &mut Vec<u8>) {}
