//! `AUTHENTICATE`, `USER` and `PASS` after the greeting: too late.

use std::sync::Arc;

use hourglass_core::Person;
use hourglass_wire::irc::reply;

use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    let is_guest = |person: &Arc<Person>| person.account.is_guest();
    if call.client.person.as_ref().is_some_and(is_guest) {
        call.tell(reply::already_registered);
    } else {
        call.tell(reply::sasl_already);
    }
}

pub(super) fn again(call: &mut Call<'_>) {
    call.tell(reply::already_registered);
}
