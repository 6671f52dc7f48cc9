//! `STATUS`: how the chat and the person stand.

use hourglass_core::Command;

use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    let session = call.session();
    call.ask(Command::Status { session }, &[]);
}
