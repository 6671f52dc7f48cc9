//! `BATCH`: a message on several lines (draft/multiline), which is one message of the chat.

use hourglass_wire::irc::{Capabilities, Multiline, MultilineError};

use super::speech;
use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    match call.client.multiline.take() {
        Some(message) if message.is_ended_by(call.message) => end(call, &message),
        open => {
            call.client.multiline = open;
            let name = call.parameter(0);
            if name
                .strip_prefix('-')
                .is_some_and(|name| is_given_up(call, name))
            {
                call.client.batch_given_up = None;
            } else {
                begin(call);
            }
        }
    }
}

fn end(call: &mut Call<'_>, message: &Multiline) {
    call.client.label_of_lines = message.label.clone();
    match message.finish() {
        Ok((verb, lines)) => speech::on_several_lines(call, message, verb, lines),
        Err(error) => refuse(call, &error),
    }
}

/// Begins a message. Only one can be under way.
fn begin(call: &mut Call<'_>) {
    let knows = call.client.capabilities.has(Capabilities::MULTILINE);
    match Multiline::open(call.message).filter(|_| knows) {
        Some(message) if call.client.multiline.is_none() => {
            call.client.multiline = Some(message);
        }
        Some(message) => {
            give_up(call, &message);
            refuse(call, &MultilineError::Invalid);
        }
        None => refuse(call, &MultilineError::Invalid),
    }
}

/// Takes a line that belongs to a batch; false where it stands alone. Lines of a batch that was given up go with
/// it.
pub(super) fn takes(call: &mut Call<'_>) -> bool {
    let knows = call.client.capabilities.has(Capabilities::MULTILINE);
    let Some(name) = call.message.tags.raw_value("batch").filter(|_| knows) else {
        return false;
    };
    let open = |message: &mut Multiline| message.has(call.message);
    match call.client.multiline.take_if(open) {
        Some(mut message) => match message.add(call.message) {
            Ok(()) => call.client.multiline = Some(message),
            Err(error) => {
                give_up(call, &message);
                call.client.label_of_lines = message.label;
                refuse(call, &error);
            }
        },
        None if is_given_up(call, name) => {}
        None => refuse(call, &MultilineError::Invalid),
    }
    true
}

fn give_up(call: &mut Call<'_>, message: &Multiline) {
    call.client.batch_given_up = Some(message.batch().to_owned());
}

/// Whether a batch was refused already, and what is still to come of it goes with it.
fn is_given_up(call: &Call<'_>, name: &str) -> bool {
    call.client.batch_given_up.as_deref() == Some(name)
}

fn refuse(call: &mut Call<'_>, error: &MultilineError) {
    call.verb = "BATCH";
    let context = error.context();
    let context: Vec<&str> = context.iter().map(String::as_str).collect();
    call.fail(error.code(), &context, &error.to_string());
}
