//! `MOTD`: the message of the day.

use hourglass_wire::irc::reply;

use super::about::is_this_server;
use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    if is_this_server(call) {
        let facts = &call.facts.irc.server;
        call.tell(|to, out| reply::motd(to, facts, out));
    }
}
