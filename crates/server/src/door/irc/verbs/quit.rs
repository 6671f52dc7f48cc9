//! `QUIT`: the end.

use crate::door::irc::call::{Call, remark};
use crate::door::irc::steps::Step;

pub(super) fn run(call: &mut Call<'_>) {
    let reason = remark(call.parameter(0));
    call.step(Step::Quit(reason));
}
