//! `SETNAME`: what the person calls itself at length.

use hourglass_core::Command;
use hourglass_wire::irc::limits::REALNAME_BYTES_MAX;
use hourglass_wire::irc::reply;

use crate::door::irc::call::{Call, remark};

pub(super) fn run(call: &mut Call<'_>) {
    let Some(realname) = remark(call.parameter(0)) else {
        return call.fail("INVALID_REALNAME", &[], "Say what you call yourself");
    };
    let command = Command::SetRealname {
        session: call.session(),
        realname: reply::cut(realname.as_str(), REALNAME_BYTES_MAX).into(),
    };
    call.ask(command, &[]);
}
