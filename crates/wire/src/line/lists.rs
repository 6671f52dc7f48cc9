//! The answers to questions about rooms.

use hourglass_core::{Answer, Member, RoomSummary};

use super::{NOTICE, put_line};
use crate::words;

/// Writes the answer to a question. What this door does not ask has no line.
pub(super) fn put_answer(answer: &Answer, out: &mut Vec<u8>) {
    match answer {
        Answer::Rooms(rooms) => rooms.iter().for_each(|room| put_room(room, out)),
        Answer::Members { room, members, .. } => put_members(room, members, out),
        Answer::Topic { room, topic } => {
            put_line(out, &[NOTICE, &words::topic(&room.name, topic.as_ref())]);
        }
        _ => {}
    }
}

fn put_room(summary: &RoomSummary, out: &mut Vec<u8>) {
    let people = words::people(summary.members);
    let (before, text) = match &summary.topic {
        Some(topic) => (": ", topic.text.as_str()),
        None => ("", ""),
    };
    let name = &summary.room.name;
    let yours = if summary.is_member { ", you too" } else { "" };
    put_line(
        out,
        &[NOTICE, name, " (", &people, yours, ")", before, text],
    );
}

fn put_members(room: &str, members: &[Member], out: &mut Vec<u8>) {
    if members.is_empty() {
        let words = "There is nobody there, or no such room. /rooms lists those there are.";
        return put_line(out, &[NOTICE, room, ": ", words]);
    }
    let people = words::people(members.len());
    let names: Vec<String> = members.iter().map(words::member).collect();
    put_line(
        out,
        &[NOTICE, room, " (", &people, "): ", &names.join(", ")],
    );
}
