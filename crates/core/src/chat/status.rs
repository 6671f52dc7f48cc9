//! How the room and a name stand.

use crate::{Event, Output, Refusal, SessionId, Status, Timestamp};

use super::Chat;
use super::{allowance, silence};

impl Chat {
    /// A question for the status, answered.
    pub(super) fn status(&self, now: Timestamp, session: SessionId, output: &mut Output) {
        match self.status_of(session, now) {
            Ok(status) => output.answer(session, Event::Status(status)),
            Err(refusal) => output.refuse(session, refusal, None),
        }
    }

    fn status_of(&self, session: SessionId, now: Timestamp) -> Result<Status, Refusal> {
        let record = self.account_of(session)?;
        Ok(Status {
            names_online: self.presence.names_online(),
            connections: self.presence.connections(),
            devices: self.presence.devices(record.id),
            allowance: allowance::standing(&self.settings, record, now),
            complaints: self.complaints.about(record.id),
            silenced: silence::left(record, now),
        })
    }
}
