//! What happens in the room and to this name, in words.

use std::time::Duration;

use hourglass_wire::json::ServerMessage;
use hourglass_wire::text::printable;
use hourglass_wire::words::clock;

use super::Model;
use crate::shown::Shown;

const CAN_WRITE_AGAIN: &str = "You can write messages again";

impl Model {
    pub(super) fn noticed(&mut self, message: ServerMessage<'_>) {
        match message {
            ServerMessage::Joined { name } => {
                self.show(Shown::Arrived(printable(&name).into_owned()));
            }
            ServerMessage::Left { name } => {
                self.show(Shown::Departed(printable(&name).into_owned()));
            }
            ServerMessage::ComplainedAbout { total, limit } => {
                self.show(Shown::Trouble(format!(
                    "Someone complained about you. Total complaints: {total}. At {limit} you are silenced."
                )));
            }
            ServerMessage::Silenced { total, wait_ms } => self.silenced(total, wait_ms),
            ServerMessage::SilenceOver { wait_ms } => self.silence_over(wait_ms),
            ServerMessage::AllowanceRenewed {
                allowance,
                can_write_again,
            } => {
                self.set_allowance(allowance);
                if can_write_again {
                    self.show(Shown::Notice(CAN_WRITE_AGAIN.to_owned()));
                }
            }
            _ => {}
        }
    }

    fn silenced(&mut self, total: u32, wait_ms: u64) {
        self.set_silenced(true);
        let wait = clock(Duration::from_millis(wait_ms));
        self.show(Shown::Trouble(format!(
            "You have been complained about {total} times: you can read, but not write. Wait another {wait}"
        )));
    }

    fn silence_over(&mut self, wait_ms: Option<u64>) {
        self.set_silenced(false);
        let words = match wait_ms {
            None => CAN_WRITE_AGAIN.to_owned(),
            Some(wait) => format!(
                "The silence is over. You have reached the message limit. Wait another {}",
                clock(Duration::from_millis(wait))
            ),
        };
        self.show(Shown::Notice(words));
    }
}
