//! `JOIN`: into rooms.

use hourglass_core::{Command, limits};
use hourglass_wire::irc::limits::ROOM_TARGETS_MAX;
use hourglass_wire::irc::reply;

use crate::door::irc::call::{Call, list};

/// What classical servers take for leaving all rooms.
const LEAVE_ALL: &str = "0";

pub(super) fn run(call: &mut Call<'_>) {
    let mut keys = call.parameter(1).split(',');
    for (index, typed) in list(call.parameter(0)).enumerate() {
        if index == ROOM_TARGETS_MAX {
            return call.too_many(typed);
        }
        let key = keys.next().filter(|key| !key.is_empty());
        if typed == LEAVE_ALL {
            let words = "Rooms are left one by one here, with PART";
            call.tell(|to, out| reply::no_such_channel(to, typed, words, out));
            continue;
        }
        let Some(room) = call.room(typed) else {
            continue;
        };
        let command = Command::Join {
            session: call.session(),
            room,
            // A key that no room can have is a wrong one.
            key: key
                .filter(|key| key.len() <= limits::ROOM_KEY_BYTES_MAX)
                .map(Into::into),
        };
        call.ask(command, &[typed]);
    }
}
