//! The greeting.

use super::encoder::Scene;
use hourglass_core::LoggedIn;
pub(super) fn put(_: Scene<'_>, _: &LoggedIn, _: &mut Vec<u8>) {}
