//! `REDACT`: takes a message of one's own back.

use hourglass_core::{Command, MessageId};
use hourglass_wire::irc::reply;

use super::chathistory::target;
use crate::door::irc::call::{Call, remark};

pub(super) fn run(call: &mut Call<'_>) {
    let (typed, id) = (call.parameter(0), call.parameter(1));
    let Some(to) = target(typed) else {
        let words = "There is no such room or person";
        return call.fail("INVALID_TARGET", &[typed], words);
    };
    // No message has the id 0: whether the place is one to speak of is answered first all the same.
    let number = id.parse().unwrap_or(0);
    let command = Command::Redact {
        session: call.session(),
        to,
        id: MessageId(number),
        reason: remark(call.parameter(2)),
    };
    call.ask(command, &[typed, reply::cut(id, 64)]);
}
