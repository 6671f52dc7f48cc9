//! `KICK`: puts people out of a room.

use hourglass_core::Command;
use hourglass_wire::irc::limits::KICK_TARGETS_MAX;

use crate::door::irc::call::{Call, list, remark};

pub(super) fn run(call: &mut Call<'_>) {
    let reason = remark(call.parameter(2));
    let rooms: Vec<&str> = list(call.parameter(0)).collect();
    for (index, typed) in list(call.parameter(1)).enumerate() {
        if index == KICK_TARGETS_MAX {
            return call.too_many(typed);
        }
        // One room for all names, or one for each.
        let Some(shown) = rooms.get(index).or(rooms.last()).copied() else {
            return call.need_more();
        };
        let Some(room) = call.room(shown) else {
            continue;
        };
        let Some(name) = call.person(typed) else {
            continue;
        };
        let command = Command::Kick {
            session: call.session(),
            room,
            name,
            reason: reason.clone(),
        };
        call.ask(command, &[shown, typed]);
    }
}
