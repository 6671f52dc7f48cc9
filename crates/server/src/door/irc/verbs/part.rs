//! `PART`: out of rooms.

use hourglass_core::Command;
use hourglass_wire::irc::limits::ROOM_TARGETS_MAX;

use crate::door::irc::call::{Call, list, remark};

pub(super) fn run(call: &mut Call<'_>) {
    let reason = remark(call.parameter(1));
    for (index, typed) in list(call.parameter(0)).enumerate() {
        if index == ROOM_TARGETS_MAX {
            return call.too_many(typed);
        }
        let Some(room) = call.room(typed) else {
            continue;
        };
        let command = Command::Part {
            session: call.session(),
            room,
            reason: reason.clone(),
        };
        call.ask(command, &[typed]);
    }
}
