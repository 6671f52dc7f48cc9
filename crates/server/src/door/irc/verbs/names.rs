//! `NAMES`: who is in a room.

use hourglass_core::Query;
use hourglass_wire::irc::reply;
use hourglass_wire::room;

use crate::door::irc::call::{Call, list};

pub(super) fn run(call: &mut Call<'_>) {
    // Everybody there is was never a useful answer: one room at a time.
    let Some(typed) = list(call.parameter(0)).next() else {
        return end(call, "*");
    };
    match room::parse(typed) {
        Ok(room) => call.query(Query::Members(room), &[typed]),
        Err(_) => end(call, typed),
    }
}

/// What cannot be a room has nobody in it.
fn end(call: &mut Call<'_>, room: &str) {
    call.tell(|to, out| reply::numeric(to, "366", &[room], "End of /NAMES list", out));
}
