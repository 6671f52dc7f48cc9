//! `STATUS`: how the chat and the person stand.

use hourglass_core::Command;

use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    ask(call, "");
}

/// Asks for all of it, or for what `part` of it the answer is to tell.
pub(super) fn ask(call: &mut Call<'_>, part: &str) {
    let session = call.session();
    call.ask(Command::Status { session }, &[part]);
}
