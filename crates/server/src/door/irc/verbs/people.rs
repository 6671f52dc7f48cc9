//! `USERHOST` and `ISON`: which of some people are online.

use hourglass_core::{Name, Query, limits};
use hourglass_wire::name;

use crate::door::irc::call::Call;

/// Names of one `USERHOST`.
const USERHOST_MAX: usize = 5;

pub(super) fn userhost(call: &mut Call<'_>) {
    ask(call, USERHOST_MAX);
}

pub(super) fn ison(call: &mut Call<'_>) {
    ask(call, limits::WATCHED_MAX);
}

/// Whatever cannot be a name is nobody's.
fn ask(call: &mut Call<'_>, most: usize) {
    let names: Vec<Name> = call
        .message
        .parameters()
        .iter()
        .flat_map(|parameter| parameter.split(' '))
        .filter_map(|typed| name::parse(typed).ok())
        .take(most)
        .collect();
    call.query(Query::People(names), &[]);
}
