//! `TOPIC`: what a room is about.

use hourglass_core::{Command, Query};

use crate::door::irc::call::{Call, remark};

/// Stands for the text in what the answer knows of the question: by it the encoder tells setting from asking.
const SET: &str = "set";

pub(super) fn run(call: &mut Call<'_>) {
    let typed = call.parameter(0);
    let Some(room) = call.room(typed) else {
        return;
    };
    if call.count() == 1 {
        return call.query(Query::Topic(room), &[typed]);
    }
    let command = Command::SetTopic {
        session: call.session(),
        room,
        topic: remark(call.parameter(1)),
    };
    call.ask(command, &[typed, SET]);
}
