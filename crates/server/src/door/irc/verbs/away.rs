//! `AWAY`: not here for a while, or back.

use hourglass_core::Command;

use crate::door::irc::call::{Call, remark};

pub(super) fn run(call: &mut Call<'_>) {
    let command = Command::SetAway {
        session: call.session(),
        message: remark(call.parameter(0)),
    };
    call.ask(command, &[]);
}
