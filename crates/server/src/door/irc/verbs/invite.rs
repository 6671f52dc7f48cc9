//! `INVITE`: asks somebody into a room; alone, lists the rooms that one is asked into.

use hourglass_core::{Command, Query};

use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    match call.count() {
        0 => return call.query(Query::Invitations, &[]),
        1 => return call.need_more(),
        _ => {}
    }
    let (typed_name, typed_room) = (call.parameter(0), call.parameter(1));
    let Some(room) = call.room(typed_room) else {
        return;
    };
    let Some(name) = call.person(typed_name) else {
        return;
    };
    let command = Command::Invite {
        session: call.session(),
        room,
        name,
    };
    call.ask(command, &[typed_name, typed_room]);
}
