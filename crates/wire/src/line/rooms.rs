//! What happens in rooms, as notices.

use hourglass_core::{Event, LoggedIn, RoomId, RoomRef, RoomView};

use super::message::put_message;
use super::{NOTICE, put_line, refused};
use crate::Perspective;
use crate::words;

/// Writes what happened in a room, or to what was said. What only other doors tell has no line.
pub(super) fn put_room_event(
    event: &Event,
    perspective: Perspective,
    focus: RoomId,
    out: &mut Vec<u8>,
) {
    match event {
        Event::RoomOpened(view) => put_opened(view, perspective, focus, out),
        Event::ModesChanged {
            room,
            person,
            changes,
            refused: in_vain,
        } => {
            if !changes.is_empty() {
                let by = person.as_deref().map(|person| &*person.name);
                put_notice(out, &words::modes_changed(&room.name, by, changes));
            } else if in_vain.is_empty() && perspective == Perspective::Own {
                put_line(out, &[NOTICE, "Nothing changed in ", &room.name, "."]);
            }
            if perspective == Perspective::Own {
                in_vain.iter().for_each(|refusal| refused(refusal, out));
            }
        }
        event => {
            let is_answer = perspective == Perspective::Own;
            if let Some(words) = words::room_event(event, is_answer) {
                put_notice(out, &words);
            }
        }
    }
}

/// Names the rooms beside the common one that somebody comes back to.
pub(super) fn put_rooms_at_login(logged_in: &LoggedIn, out: &mut Vec<u8>) {
    let rooms = logged_in.rooms.iter().map(|view| &view.room);
    let names: Vec<&str> = rooms
        .filter(|room| !is_common(room))
        .map(|room| &*room.name)
        .collect();
    if let Some(first) = names.first() {
        let names = names.join(", ");
        put_line(
            out,
            &[
                NOTICE,
                "You are in ",
                &names,
                " too. To write there: /join ",
                first,
            ],
        );
    }
}

fn put_opened(view: &RoomView, perspective: Perspective, focus: RoomId, out: &mut Vec<u8>) {
    let lines = words::room_opened(view, perspective == Perspective::Own);
    lines.iter().for_each(|line| put_notice(out, line));
    for message in &view.messages {
        let perspective = Perspective::of(view.person.account, message);
        put_message(message, perspective, focus, out);
    }
}

fn put_notice(out: &mut Vec<u8>, words: &str) {
    put_line(out, &[NOTICE, words]);
}

fn is_common(room: &RoomRef) -> bool {
    room.id == RoomId::COMMON
}
