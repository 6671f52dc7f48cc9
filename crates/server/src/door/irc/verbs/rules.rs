//! `RULES`: how the chat works.

use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    let facts = call.facts;
    call.notice(&facts.rules);
}
