//! `WHOWAS`: who had a name that is no longer online.

use hourglass_core::{Query, limits};
use hourglass_wire::irc::reply;
use hourglass_wire::name;

use crate::door::irc::call::{Call, list};

pub(super) fn run(call: &mut Call<'_>) {
    let Some(typed) = list(call.parameter(0)).next() else {
        return call.tell(reply::no_nickname_given);
    };
    // No number, or one that is not positive, is all there are.
    let count = match call.parameter(1).parse::<usize>() {
        Ok(count) if count > 0 => count.min(limits::WHOWAS_MAX),
        _ => limits::WHOWAS_MAX,
    };
    match name::parse(typed) {
        Ok(name) => call.query(Query::Whowas { name, count }, &[typed]),
        Err(_) => call.tell(|to, out| {
            reply::numeric(to, "406", &[typed], "There was no such nickname", out);
            reply::numeric(to, "369", &[typed], "End of WHOWAS", out);
        }),
    }
}
