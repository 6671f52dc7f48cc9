//! `CAP` during the session: capabilities come and go.

use crate::door::irc::call::Call;
use crate::door::irc::negotiation::Outcome;
use crate::door::irc::offer;
use crate::door::irc::steps::Step;

pub(super) fn run(call: &mut Call<'_>) {
    let (message, present, offer) = (call.message, call.client.capabilities, offer(call.facts));
    let mut outcome = Outcome::Nothing;
    call.tell(|to, out| outcome = offer.answer(message, present, to, out));
    if let Outcome::Agreed(capabilities) = outcome
        && capabilities != present
    {
        call.step(Step::Agree(capabilities));
    }
}
