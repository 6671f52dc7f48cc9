//! `AUTHENTICATE`, `USER` and `PASS` after the greeting: too late.

use hourglass_wire::irc::reply;

use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    call.tell(reply::sasl_already);
}

pub(super) fn again(call: &mut Call<'_>) {
    call.tell(reply::already_registered);
}
