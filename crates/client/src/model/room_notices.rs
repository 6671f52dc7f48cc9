//! What happens in rooms, and the answers to what was asked about them.

use std::time::Instant;

use hourglass_wire::json::{
    Departed, Invited, PersonState, Redacted, RoomOpened, RoomRenamed, RoomState, ServerMessage,
    TopicChanged, TopicMessage, WhoMessage,
};
use hourglass_wire::text::printable;
use hourglass_wire::words::people;

use super::Model;
use super::asking::Kind;
use super::rooms::is_same;
use crate::shown::Shown;

impl Model {
    pub(super) fn noticed_in_room(&mut self, message: ServerMessage<'_>, now: Instant) {
        match message {
            ServerMessage::RoomOpened(opened) => self.room_opened(&opened, now),
            ServerMessage::Entered(entered) if entered.name != self.name => {
                let room = self.room_name(entered.room.as_deref());
                self.notice(&format!("{} has joined {room}", entered.name));
            }
            ServerMessage::Departed(departed) => self.departed(&departed),
            ServerMessage::TopicChanged(changed) => self.topic_changed(&changed),
            ServerMessage::ModesChanged(changed) => {
                if changed.changes.is_empty() {
                    self.notice("Nothing had to be changed.");
                } else {
                    self.notice(&changed.text);
                }
                if changed.answer {
                    self.settle_question(|kind| *kind == Kind::Modes);
                }
            }
            ServerMessage::RoomRenamed(renamed) => self.room_renamed(&renamed),
            ServerMessage::Invited(invited) => self.invited(&invited),
            ServerMessage::Redacted(redacted) => self.redacted(&redacted),
            ServerMessage::Rooms { rooms } => self.told_rooms(&rooms),
            ServerMessage::Topic(topic) => self.told_topic(&topic),
            ServerMessage::Who(who) => self.told_who(&who),
            other => self.noticed(other),
        }
    }

    fn room_opened(&mut self, opened: &RoomOpened<'_>, now: Instant) {
        let name = self.room_name(opened.room.as_deref());
        if let Some(room) = &opened.room {
            self.rooms.enter(room);
            self.show_rooms();
        }
        if !opened.answer {
            self.notice(&format!(
                "You are in {name} now, with another device. To write there: /join {name}"
            ));
        } else {
            self.focus_answered(opened.room.as_deref());
            let people = people(opened.members);
            self.notice(&format!(
                "You are in {name} ({people}). What you type goes there."
            ));
            if let Some(topic) = &opened.topic {
                self.notice(&format!("The topic of {name}: {}", &**topic));
            }
            if opened.operator {
                self.notice(&format!(
                    "You run {name}: /topic, /invite, /kick and /op are yours."
                ));
            }
        }
        for message in &opened.messages {
            self.show_earlier(message, now);
        }
        if opened.answer {
            self.settle_question(|kind| matches!(kind, Kind::Join(_)));
        }
    }

    /// The room that was joined has its name from the server, which may write it otherwise than the person.
    /// Where another one was asked for since, that is the one in focus.
    fn focus_answered(&mut self, room: Option<&str>) {
        let is_meant = match (room, self.rooms.focus()) {
            (Some(room), Some(focus)) => is_same(room, focus),
            _ => false,
        };
        let is_last = self
            .asked
            .iter()
            .filter(|asked| asked.moves_focus())
            .count()
            <= 1;
        if is_meant || is_last {
            self.set_focus(room.map(str::to_owned));
        }
    }

    fn departed(&mut self, departed: &Departed<'_>) {
        let room = self.room_name(departed.room.as_deref());
        let reason = because(departed.reason.as_deref());
        let is_own = departed.name == self.name;
        if let (true, Some(left)) = (is_own, departed.room.as_deref()) {
            self.rooms.depart(left);
            self.show_rooms();
        }
        match &departed.by {
            Some(by) if is_own => {
                self.show_trouble(&format!("{by} put you out of {room}{reason}"));
            }
            Some(by) => self.notice(&format!("{by} put {} out of {room}{reason}", departed.name)),
            None if is_own => self.notice(&format!("You have left {room}")),
            None if departed.announced => {
                self.notice(&format!("{} has left {room}{reason}", departed.name));
            }
            None => {}
        }
        let focus = self.rooms.focus();
        if is_own && departed.room.is_some() && focus == departed.room.as_deref() {
            let lobby = self.rooms.lobby().to_owned();
            if departed.by.is_none() {
                self.set_focus(None);
                self.notice(&format!("What you type goes to {lobby} now"));
            } else {
                // What was meant for the room is not to be said elsewhere.
                self.notice(&format!(
                    "What you type goes nowhere now. To write to everybody: /join {lobby}"
                ));
            }
        }
        if departed.answer {
            let is_kick = departed.by.is_some();
            self.settle_question(|kind| match kind {
                Kind::Kick => is_kick,
                Kind::Leave(_) => !is_kick,
                _ => false,
            });
        }
    }

    fn topic_changed(&mut self, changed: &TopicChanged<'_>) {
        let room = self.room_name(changed.room.as_deref());
        self.notice(&match &changed.text {
            Some(text) => format!("{} set the topic of {room}: {}", changed.by, &**text),
            None => format!("{} took away the topic of {room}", changed.by),
        });
        if changed.answer {
            self.settle_question(|kind| *kind == Kind::SetTopic);
        }
    }

    fn room_renamed(&mut self, renamed: &RoomRenamed<'_>) {
        self.rooms.forget(&renamed.former);
        self.rooms.enter(&renamed.room);
        self.show_rooms();
        if self.rooms.focus() == Some(&renamed.former) {
            self.set_focus(Some(renamed.room.clone().into_owned()));
        }
        let reason = because(renamed.reason.as_deref());
        self.notice(&format!(
            "{} is {} now, says {}{reason}",
            renamed.former, renamed.room, renamed.by
        ));
    }

    fn invited(&mut self, invited: &Invited<'_>) {
        let Invited { room, name, by, .. } = invited;
        self.rooms.know(room);
        self.show_rooms();
        if invited.answer {
            let away = invited.away.as_deref();
            let away = away.map_or_else(String::new, |away| format!(", but is away: {away}"));
            self.notice(&format!("{name} is invited into {room}{away}"));
            self.settle_question(|kind| *kind == Kind::Invite);
        } else if *name == self.name {
            self.notice(&format!("{by} invites you. To come in: /join {room}"));
        } else {
            self.notice(&format!("{by} invites {name} into {room}"));
        }
    }

    /// What is on the screen stays there; nothing of it is kept here.
    fn redacted(&mut self, redacted: &Redacted<'_>) {
        let place = match &redacted.to {
            Some(_) => "in private".to_owned(),
            None => format!("in {}", self.room_name(redacted.room.as_deref())),
        };
        let by = &redacted.by;
        self.notice(&format!("A message {place} was taken back by {by}"));
    }

    fn told_rooms(&mut self, rooms: &[RoomState<'_>]) {
        for room in rooms {
            self.rooms.know(&room.room);
        }
        self.show_rooms();
        let lines = rooms.iter().map(room_line).collect();
        self.answer(&Kind::Rooms, lines);
    }

    fn told_topic(&mut self, topic: &TopicMessage<'_>) {
        let room = self.room_name(topic.room.as_deref());
        let line = match (&topic.text, &topic.by) {
            (Some(text), Some(by)) => format!("The topic of {room}: {} (set by {by})", &**text),
            (Some(text), None) => format!("The topic of {room}: {}", &**text),
            (None, _) => format!("{room} has no topic"),
        };
        self.answer(&Kind::Topic, vec![printable(&line).into_owned()]);
    }

    fn told_who(&mut self, who: &WhoMessage<'_>) {
        let line = if who.people.is_empty() {
            format!("{}: nobody is there, or there is no such room", who.room)
        } else {
            let names: Vec<String> = who.people.iter().map(person).collect();
            let people = people(names.len());
            format!("{} ({people}): {}", who.room, names.join(", "))
        };
        self.answer(&Kind::Who, vec![printable(&line).into_owned()]);
    }

    fn room_name(&self, room: Option<&str>) -> String {
        self.rooms.name(room).to_owned()
    }

    fn notice(&mut self, words: &str) {
        self.show(Shown::Notice(printable(words).into_owned()));
    }

    fn show_trouble(&mut self, words: &str) {
        self.show(Shown::Trouble(printable(words).into_owned()));
    }
}

fn room_line(room: &RoomState<'_>) -> String {
    let people = people(room.members);
    let yours = if room.is_member { ", you too" } else { "" };
    let topic = room.topic.as_deref();
    let topic = topic.map_or_else(String::new, |topic| format!(": {topic}"));
    printable(&format!("{} ({people}{yours}){topic}", room.room)).into_owned()
}

fn person(person: &PersonState<'_>) -> String {
    let mark = match person {
        PersonState { operator: true, .. } => "@",
        PersonState { voice: true, .. } => "+",
        _ => "",
    };
    let away = if person.away { " (away)" } else { "" };
    format!("{mark}{}{away}", person.name)
}

fn because(reason: Option<&str>) -> String {
    reason.map_or_else(String::new, |reason| format!(": {reason}"))
}
