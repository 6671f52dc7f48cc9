//! `PING` and `PONG`: signs of life. The answer stands behind everything that was asked before.

use hourglass_wire::irc::reply;

use crate::door::irc::call::Call;

pub(super) fn ping(call: &mut Call<'_>) {
    match call.parameter(0) {
        "" => call.tell(reply::no_origin),
        token => call.tell(|to, out| reply::pong(to, token, out)),
    }
}

/// That it came is all that counts.
pub(super) fn pong(_call: &mut Call<'_>) {}
