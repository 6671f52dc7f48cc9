//! `MODE`: how a room is run, and what a person says of itself.

mod mask;
mod own;
mod room_changes;

use hourglass_core::{Command, Query};
use hourglass_wire::room;

use crate::door::irc::call::Call;
use room_changes::Asked;

pub(super) fn run(call: &mut Call<'_>) {
    let typed = call.parameter(0);
    if !room::is_meant(typed) {
        return own::run(call);
    }
    let Some(room) = call.room(typed) else {
        return;
    };
    if call.count() == 1 {
        return call.query(Query::Modes(room), &[typed]);
    }
    let Asked { changes, lists } = room_changes::read(call, typed);
    if !changes.is_empty() {
        let command = Command::ChangeModes {
            session: call.session(),
            room: room.clone(),
            changes,
        };
        call.ask(command, &[typed]);
    }
    for kind in lists {
        let room = room.clone();
        call.query(Query::Masks { room, kind }, &[typed]);
    }
}
