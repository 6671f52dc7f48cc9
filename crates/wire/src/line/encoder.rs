//! Events to lines.

use hourglass_core::{Event, LoggedIn, Refusal, RoomId};

use super::lists::put_answer;
use super::message::put_message;
use super::rooms::{put_room_event, put_rooms_at_login};
use super::status::put_status;
use super::{NOTICE, put_line, refused};
use crate::Perspective;
use crate::words::clock;

const WRITE_AGAIN: &str = "You can write messages again";

/// Renders events for the line door.
#[derive(Clone, Debug)]
pub struct LineEncoder {
    host: String,
    port: String,
}

impl LineEncoder {
    /// An encoder that tells this address in the status.
    pub fn new(host: impl Into<String>, port: u16) -> Self {
        Self {
            host: host.into(),
            port: port.to_string(),
        }
    }

    /// Writes the lines of an event to the end of `out`, for somebody who has the room `focus` in view. A
    /// message is [`Perspective::Own`] on its author's devices, all else where it answers the device that
    /// hears it. Some events have no line here.
    pub fn encode(
        &self,
        event: &Event,
        perspective: Perspective,
        focus: RoomId,
        out: &mut Vec<u8>,
    ) {
        match event {
            Event::Message(message) => put_message(message, perspective, focus, out),
            Event::Said(_) => {}
            Event::Joined { name } => put_line(out, &["User ", name, " has joined the chat"]),
            Event::Left { name } => put_line(out, &["User ", name, " has left the chat"]),
            Event::LoggedIn(logged_in) => put_welcome(logged_in, out),
            Event::Complained { name } => {
                put_line(
                    out,
                    &[NOTICE, "Your complaint about ", name, " was counted."],
                );
            }
            Event::Status(status) => put_status(&self.host, &self.port, status, out),
            Event::Refused { refusal, .. } => refused(refusal, out),
            Event::ComplainedAbout { total, .. } => {
                let total = total.to_string();
                put_line(
                    out,
                    &[
                        "Someone complained about you. Total complaints: ",
                        &total,
                        ".",
                    ],
                );
            }
            Event::Silenced { total, duration } => put_silenced(*total, &clock(*duration), out),
            Event::SilenceOver { wait: None } => put_line(out, &[WRITE_AGAIN]),
            Event::SilenceOver { wait: Some(wait) } => put_line(
                out,
                &[
                    NOTICE,
                    "The silence is over. You can write when your message limit is renewed, in ",
                    &clock(*wait),
                    ".",
                ],
            ),
            Event::AllowanceRenewed {
                can_write_again, ..
            } => {
                if *can_write_again {
                    put_line(out, &[WRITE_AGAIN]);
                }
            }
            Event::ShuttingDown => out.extend_from_slice(super::SHUTTING_DOWN.as_bytes()),
            Event::Answer(answer) => put_answer(answer, out),
            event => put_room_event(event, perspective, focus, out),
        }
    }
}

fn put_welcome(logged_in: &LoggedIn, out: &mut Vec<u8>) {
    put_line(out, &["Welcome to chat, ", logged_in.name.shown(), "!"]);
    match logged_in.catch_up.skipped {
        0 => {}
        1 => put_line(out, &[NOTICE, "1 earlier message is not shown"]),
        skipped => {
            let skipped = skipped.to_string();
            put_line(out, &[NOTICE, &skipped, " earlier messages are not shown"]);
        }
    }
    put_rooms_at_login(logged_in, out);
    for message in &logged_in.catch_up.messages {
        let perspective = Perspective::of(logged_in.account, message);
        put_message(message, perspective, RoomId::COMMON, out);
    }
    if let Some(wait) = logged_in.silenced {
        refused(&Refusal::Silenced { wait }, out);
    }
    if logged_in.registered {
        let registered =
            " is yours now: only this password opens it. /rules says how the chat works.";
        put_line(
            out,
            &[NOTICE, "The name ", logged_in.name.shown(), registered],
        );
    }
}

fn put_silenced(total: u32, duration: &str, out: &mut Vec<u8>) {
    let total = total.to_string();
    put_line(
        out,
        &["You've been complained about for ", &total, " time."],
    );
    put_line(
        out,
        &[
            NOTICE,
            "For ",
            duration,
            " you can read, but neither write nor complain. You are told when it is over.",
        ],
    );
}
