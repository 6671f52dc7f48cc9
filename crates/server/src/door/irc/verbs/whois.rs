//! `WHOIS`: all about somebody online.

use hourglass_core::Query;
use hourglass_wire::irc::reply;
use hourglass_wire::name;

use crate::door::irc::call::{Call, list};

pub(super) fn run(call: &mut Call<'_>) {
    // With two parameters, the first is a server to be asked, and there is only this one.
    let last = call.count().min(2).saturating_sub(1);
    let Some(typed) = list(call.parameter(last)).next() else {
        return call.tell(reply::no_nickname_given);
    };
    match name::parse(typed) {
        Ok(name) => call.query(Query::Whois(name), &[typed]),
        Err(_) => call.tell(|to, out| {
            reply::no_such_nick(to, typed, out);
            reply::numeric(to, "318", &[typed], "End of /WHOIS list", out);
        }),
    }
}
