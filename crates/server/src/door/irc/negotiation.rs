//! `CAP`: what is agreed on beyond classical IRC, before and after the greeting.

use hourglass_wire::irc::{Capabilities, CapabilityValues, Message, To, reply};

/// The version from which on a client knows values, and lists of several lines.
const VALUES_VERSION: u32 = 302;

/// What a line of `CAP` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing but being answered.
    Nothing,
    /// It begins a negotiation, where that is possible.
    Begun,
    /// It is over.
    Ended,
    /// Other capabilities from now on.
    Agreed(Capabilities),
}

/// What the server offers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer {
    /// All that can be asked for.
    pub(super) capabilities: Capabilities,
    /// What is told of them.
    pub(super) values: CapabilityValues,
}

impl Offer {
    /// Answers a line of `CAP` of a client that has agreed on `present`.
    pub(super) fn answer(
        &self,
        message: &Message<'_>,
        present: Capabilities,
        to: To<'_>,
        out: &mut Vec<u8>,
    ) -> Outcome {
        let subcommand = message.parameter(0).unwrap_or_default();
        let argument = message.parameter(1).unwrap_or_default();
        match subcommand.to_ascii_uppercase().as_str() {
            "LS" => {
                let knows_values = argument
                    .parse()
                    .is_ok_and(|version: u32| version >= VALUES_VERSION);
                let values = knows_values.then_some(self.values);
                reply::cap_list(to, "LS", self.capabilities, values, out);
                if knows_values && !present.has(Capabilities::CAP_NOTIFY) {
                    return Outcome::Agreed(present | Capabilities::CAP_NOTIFY);
                }
                Outcome::Begun
            }
            "LIST" => {
                let values = present.has(Capabilities::CAP_NOTIFY).then_some(self.values);
                // Values are no part of what is agreed on.
                let values = values.map(|_| CapabilityValues::default());
                reply::cap_list(to, "LIST", present, values, out);
                Outcome::Nothing
            }
            "REQ" => match self.capabilities.read_request(argument) {
                Some(change) => {
                    reply::cap(to, "ACK", argument, out);
                    Outcome::Agreed(present.changed(change))
                }
                None => {
                    reply::cap(to, "NAK", argument, out);
                    Outcome::Begun
                }
            },
            "END" => Outcome::Ended,
            _ => {
                reply::invalid_cap_command(to, subcommand, out);
                Outcome::Nothing
            }
        }
    }
}
