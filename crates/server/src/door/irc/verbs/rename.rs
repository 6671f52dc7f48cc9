//! `RENAME`: another name for a room.

use hourglass_core::Command;
use hourglass_wire::room;

use crate::door::irc::call::{Call, remark};

pub(super) fn run(call: &mut Call<'_>) {
    let (typed, wanted) = (call.parameter(0), call.parameter(1));
    let Some(room) = call.room(typed) else {
        return;
    };
    let to = match room::parse(wanted) {
        Ok(to) => to,
        Err(error) => return call.fail("CANNOT_RENAME", &[typed, wanted], &error.to_string()),
    };
    let command = Command::RenameRoom {
        session: call.session(),
        room,
        to,
        reason: remark(call.parameter(2)),
    };
    call.ask(command, &[typed, wanted]);
}
