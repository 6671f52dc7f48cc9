//! What was not done, and why.

use super::encoder::Scene;
use hourglass_core::Refusal;
pub(super) fn put(_: Scene<'_>, _: &Refusal, _: &mut Vec<u8>) {}
