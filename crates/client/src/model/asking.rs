//! Questions and complaints: the server answers them in the order in which they were asked.

use std::time::{Duration, Instant};

use hourglass_wire::json::{AllowanceState, ClientMessage, StatusMessage};
use hourglass_wire::text::printable;
use hourglass_wire::words::clock;

use super::{Effect, Line, Model, Phase};
use crate::command::impossible_name;
use crate::limits::ASKED_MAX;
use crate::shown::Shown;

/// A question without its answer.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) line: Line,
    typed_at: Instant,
}

impl Asked {
    pub(super) fn typed_at(&self) -> Instant {
        self.typed_at
    }
}

impl Model {
    pub(super) fn ask(&mut self, line: Line, question: ClientMessage, now: Instant) {
        if self.phase != Phase::In {
            return self.give_back(
                line,
                "There is no connection at present. Try again when it is back.",
            );
        }
        if self.asked.len() >= ASKED_MAX {
            return self.give_back(line, "Too many questions are waiting for their answer.");
        }
        self.asked.push_back(Asked {
            line,
            typed_at: now,
        });
        self.effects.push(Effect::Send(question));
    }

    pub(super) fn complain(&mut self, line: Line, name: String, now: Instant) {
        match impossible_name(&name) {
            Some(reason) => self.give_back(line, &reason),
            None => self.ask(line, ClientMessage::Complain { name }, now),
        }
    }

    pub(super) fn complained(&mut self, name: &str) {
        let name = printable(name);
        self.answer(vec![format!("Your complaint about {name} counts.")]);
    }

    pub(super) fn told_rules(&mut self, text: &str) {
        self.answer(
            text.lines()
                .map(|line| printable(line).into_owned())
                .collect(),
        );
    }

    pub(super) fn told_status(&mut self, status: &StatusMessage) {
        self.tally.silenced = status.silenced_ms.is_some();
        self.set_allowance(status.allowance);
        self.answer(status_lines(status));
    }

    pub(super) fn give_back_questions(&mut self) {
        for asked in std::mem::take(&mut self.asked) {
            self.give_back(
                asked.line,
                "The connection was lost before the answer. Try again.",
            );
        }
    }

    fn answer(&mut self, lines: Vec<String>) {
        self.show(Shown::Answer(lines));
        if let Some(asked) = self.asked.pop_front() {
            self.answered(asked.line.number);
        }
    }
}

fn status_lines(status: &StatusMessage) -> Vec<String> {
    let mut lines = vec![
        format!("People online: {}", status.names_online),
        format!(
            "Devices online: {}, yours: {}",
            status.connections, status.devices
        ),
        allowance_line(&status.allowance),
        format!("Complaints about you: {}", status.complaints),
    ];
    if let Some(wait) = status.silenced_ms {
        lines.push(format!(
            "You are silenced for another {}",
            clock(Duration::from_millis(wait))
        ));
    }
    lines
}

fn allowance_line(allowance: &AllowanceState) -> String {
    if allowance.limit == 0 {
        return format!("Messages sent: {}, without a limit", allowance.used);
    }
    let sent = format!("Messages sent: {} of {}", allowance.used, allowance.limit);
    match allowance.renews_in_ms {
        Some(wait) => format!("{sent}, anew in {}", clock(Duration::from_millis(wait))),
        None => sent,
    }
}
