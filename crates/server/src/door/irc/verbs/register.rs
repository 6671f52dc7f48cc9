//! `REGISTER`: an account for a guest's name. `VERIFY`: there is nothing to verify.

use crate::door::irc::account_request;
use crate::door::irc::call::Call;
use crate::door::irc::steps::Step;

pub(super) fn run(call: &mut Call<'_>) {
    let name = call.client.name.clone();
    match account_request::read(call.message, &name, call.facts.registration) {
        Ok(wanted) => call.step(Step::Register {
            password: wanted.password,
            email: wanted.email,
        }),
        Err(problem) => call.fail(problem.code, &[&problem.context], &problem.words),
    }
}

pub(super) fn verify(call: &mut Call<'_>) {
    let account = match call.parameter(0) {
        "" => "*",
        account => account,
    };
    call.fail(
        "INVALID_CODE",
        &[account],
        "Accounts need no code here: REGISTER is enough",
    );
}
