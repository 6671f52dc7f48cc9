//! `CAP` during the session: capabilities come and go.

use hourglass_core::Command;
use hourglass_wire::irc::Capabilities;

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
        tell_of_metadata(call, present, capabilities);
    }
}

/// The chat has to know which devices hear of metadata.
fn tell_of_metadata(call: &mut Call<'_>, before: Capabilities, after: Capabilities) {
    let session = call.session();
    let keys = Vec::new();
    match (before.know_metadata(), after.know_metadata()) {
        (false, true) => call.step(Step::Quietly(Command::SubscribeMetadata { session, keys })),
        (true, false) => call.step(Step::Quietly(Command::UnsubscribeMetadata {
            session,
            keys: None,
        })),
        _ => {}
    }
}
