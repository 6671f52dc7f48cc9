//! `COMPLAIN`: about a name.

use hourglass_core::Command;
use hourglass_wire::name;
use hourglass_wire::words;

use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    about(call, call.parameter(0));
}

pub(super) fn about(call: &mut Call<'_>, typed: &str) {
    match name::lookup_subject(typed) {
        Ok(about) => {
            let session = call.session();
            call.ask(Command::Complain { session, about }, &[typed]);
        }
        Err(refusal) => call.notice(&words::refusal(&refusal)),
    }
}
