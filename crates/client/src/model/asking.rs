//! Questions and complaints. The server answers those of one kind in the order in which they were asked.

use std::time::{Duration, Instant};

use hourglass_wire::json::{AllowanceState, ClientMessage, Code, StatusMessage};
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
    kind: Kind,
    typed_at: Instant,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Status,
    Rules,
    Complaint,
    /// With the room that was in focus before.
    Join(Option<String>),
    /// The same.
    Leave(Option<String>),
    Rooms,
    Topic,
    SetTopic,
    Invite,
    Kick,
    Modes,
    Who,
}

impl Asked {
    /// Whether it changes which room is in focus.
    pub(super) fn moves_focus(&self) -> bool {
        matches!(self.kind, Kind::Join(_) | Kind::Leave(_))
    }

    pub(super) fn typed_at(&self) -> Instant {
        self.typed_at
    }
}

impl Model {
    pub(super) fn ask_for_status(&mut self, line: Line, now: Instant) {
        self.ask(line, Kind::Status, ClientMessage::Status, now);
    }

    pub(super) fn ask_for_rules(&mut self, line: Line, now: Instant) {
        self.ask(line, Kind::Rules, ClientMessage::Rules, now);
    }

    pub(super) fn ask(&mut self, line: Line, kind: Kind, question: ClientMessage, now: Instant) {
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
            kind,
            typed_at: now,
        });
        self.effects.push(Effect::Send(question));
    }

    pub(super) fn complain(&mut self, line: Line, name: String, now: Instant) {
        match impossible_name(&name) {
            Some(reason) => self.give_back(line, &reason),
            None => self.ask(line, Kind::Complaint, ClientMessage::Complain { name }, now),
        }
    }

    pub(super) fn complained(&mut self, name: &str) {
        let name = printable(name);
        self.answer(
            &Kind::Complaint,
            vec![format!("Your complaint about {name} counts.")],
        );
    }

    pub(super) fn told_rules(&mut self, text: &str) {
        self.answer(
            &Kind::Rules,
            text.lines()
                .map(|line| printable(line).into_owned())
                .collect(),
        );
    }

    pub(super) fn told_status(&mut self, status: &StatusMessage) {
        self.tally.silenced = status.silenced_ms.is_some();
        self.set_allowance(status.allowance);
        self.answer(&Kind::Status, status_lines(status));
    }

    pub(super) fn give_back_questions(&mut self) {
        for asked in std::mem::take(&mut self.asked) {
            if let Kind::Join(before) = asked.kind {
                self.set_focus(before);
            }
            self.give_back(
                asked.line,
                "The connection was lost before the answer. Try again.",
            );
        }
    }

    /// Takes out the question that was refused. The server refuses by its rules in the order of asking, and
    /// never the status or the rules; but while it cannot save, it refuses at once what comes, and what came
    /// before waits for its answer still.
    pub(super) fn refused_question(&mut self, code: Code) -> Option<Line> {
        let asked = if code == Code::StorageFailing {
            self.asked.pop_back()
        } else {
            self.first_asked(|kind| !matches!(kind, Kind::Status | Kind::Rules))
        }?;
        match asked.kind {
            Kind::Join(before) => self.set_focus(before),
            // Who was put out of the room has nothing to go back to.
            Kind::Leave(before) if self.rooms.is_in(before.as_deref()) => self.set_focus(before),
            _ => {}
        }
        Some(asked.line)
    }

    pub(super) fn answer(&mut self, kind: &Kind, lines: Vec<String>) {
        self.show(Shown::Answer(lines));
        self.settle_question(|asked| asked == kind);
    }

    /// The first question of a kind has its answer.
    pub(super) fn settle_question(&mut self, is_meant: impl Fn(&Kind) -> bool) {
        if let Some(asked) = self.first_asked(is_meant) {
            self.answered(asked.line.number);
        }
    }

    fn first_asked(&mut self, is_meant: impl Fn(&Kind) -> bool) -> Option<Asked> {
        let index = self.asked.iter().position(|asked| is_meant(&asked.kind))?;
        self.asked.remove(index)
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
