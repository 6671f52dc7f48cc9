//! Answers to questions.

use super::encoder::Scene;
use hourglass_core::Answer;
pub(super) fn put(_: Scene<'_>, _: &Answer, _: &mut Vec<u8>) {}
