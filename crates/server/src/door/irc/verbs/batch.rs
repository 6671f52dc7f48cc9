//! `BATCH`: a message on several lines (draft/multiline), which is one message of the chat.

use hourglass_wire::irc::{Capabilities, Multiline, MultilineError};

use super::speech;
use crate::door::irc::call::Call;

pub(super) fn run(call: &mut Call<'_>) {
    match call.client.multiline.take() {
        Some(message) if message.is_ended_by(call.message) => {
            call.client.label_of_lines = message.label.clone();
            match message.finish() {
                Ok((verb, text)) => speech::on_several_lines(call, &message, verb, text),
                Err(error) => refuse(call, &error),
            }
        }
        // The end of one that was given up.
        None if call.parameter(0).starts_with('-') => {}
        _ => {
            let knows = call.client.capabilities.has(Capabilities::MULTILINE);
            match Multiline::open(call.message).filter(|_| knows) {
                Some(message) => call.client.multiline = Some(message),
                None => refuse(call, &MultilineError::Invalid),
            }
        }
    }
}

/// Takes a line that belongs to a batch; false where it stands alone. Lines of a batch that was given up go with
/// it.
pub(super) fn takes(call: &mut Call<'_>) -> bool {
    let knows = call.client.capabilities.has(Capabilities::MULTILINE);
    if !knows || call.message.tags.raw_value("batch").is_none() {
        return false;
    }
    let Some(mut message) = call.client.multiline.take_if(|open| open.has(call.message)) else {
        return true;
    };
    match message.add(call.message) {
        Ok(()) => call.client.multiline = Some(message),
        Err(error) => {
            call.client.label_of_lines = message.label.take();
            refuse(call, &error);
        }
    }
    true
}

fn refuse(call: &mut Call<'_>, error: &MultilineError) {
    call.verb = "BATCH";
    let context = error.context();
    let context: Vec<&str> = context.iter().map(String::as_str).collect();
    call.fail(error.code(), &context, &error.to_string());
}
