//! `MARKREAD`: up to when the account has read.

use hourglass_core::{Command, Query};
use hourglass_wire::irc::parse_timestamp;

use super::chathistory::target;
use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    let (typed, time) = (call.parameter(0), call.parameter(1));
    if typed.is_empty() {
        return call.fail("NEED_MORE_PARAMS", &[], "Say of which room or person");
    }
    let Some(target) = target(typed) else {
        return call.fail(
            "INVALID_PARAMS",
            &[typed],
            "There is no such room or person",
        );
    };
    if time.is_empty() {
        return call.query(Query::ReadMarker(target), &[typed]);
    }
    let Some(at) = time.strip_prefix("timestamp=").and_then(parse_timestamp) else {
        let words = "A moment is timestamp=YYYY-MM-DDThh:mm:ss.sssZ";
        return call.fail("INVALID_PARAMS", &[typed], words);
    };
    let command = Command::MarkRead {
        session: call.session(),
        target,
        at,
    };
    call.ask(command, &[typed]);
}
