//! Where a session speaks at the line door.

use hourglass_core::{RoomId, RoomRef};

use super::Session;
use crate::fanout::Dialect;

impl Session {
    /// The room in which the session speaks.
    pub(crate) fn focus(&self) -> RoomId {
        self.shared.focus()
    }

    /// A room that has another name since this was asked last, and was in focus then.
    pub(crate) fn take_renamed(&self) -> Option<Box<RoomRef>> {
        self.shared.take_renamed()
    }

    /// Speaks to the common room from now on.
    pub(crate) async fn return_to_common_room(&self) {
        let dialect = Dialect::Line(RoomId::COMMON);
        self.handle.0.fanout.speak(self.id, dialect).await;
        self.shared.focus_on(RoomId::COMMON);
    }
}
