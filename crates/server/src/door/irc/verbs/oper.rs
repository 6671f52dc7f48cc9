//! `OPER` and `KILL`: nobody stands above the others here.

use hourglass_wire::irc::reply;

use crate::door::irc::call::Call;

pub(super) fn oper(call: &mut Call<'_>) {
    let words = "There are no operators of the server; whoever opens a room runs it";
    call.tell(|to, out| reply::numeric(to, "491", &[], words, out));
}

pub(super) fn kill(call: &mut Call<'_>) {
    let words = "Nobody can do that here; complain about a name instead: COMPLAIN NAME";
    call.tell(|to, out| reply::numeric(to, "481", &[], words, out));
}
