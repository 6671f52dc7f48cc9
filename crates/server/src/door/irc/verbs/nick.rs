//! `NICK`: another name, which only guests may take.

use hourglass_core::Command;
use hourglass_wire::irc::reply;
use hourglass_wire::name;

use crate::door::irc::call::Call;
use crate::door::irc::steps::Step;

pub(super) fn run(call: &mut Call<'_>) {
    let typed = call.parameter(0);
    if typed.is_empty() {
        return call.tell(reply::no_nickname_given);
    }
    match name::parse(typed) {
        // Nothing changes, and nobody is told.
        Ok(name) if *name.shown() == call.client.name => {}
        Ok(name) => {
            let session = call.session();
            call.ask(Command::Rename { session, name }, &[typed]);
            call.step(Step::Settle);
        }
        Err(error) => {
            let words = error.to_string();
            call.tell(|to, out| reply::erroneous_nickname(to, typed, &words, out));
        }
    }
}
