//! How a room is run.

use super::encoder::Scene;
use hourglass_core::{ModeChange, Person};
pub(super) fn put_changed(
    _: Scene<'_>,
    _: &str,
    _: Option<&Person>,
    _: &[ModeChange],
    _: &mut Vec<u8>,
) {
}
