//! What happens in rooms, in words.

use hourglass_core::{Destination, Event, Member, RoomId, RoomView, Text, Topic};

/// A room that opens to somebody: by a command of the device that is told so, or on another one of theirs.
/// The last messages are not among the lines.
pub fn room_opened(view: &RoomView, is_answer: bool) -> Vec<String> {
    let room = &view.room.name;
    let mut lines = Vec::new();
    if !is_answer {
        lines.push(format!(
            "You are in {room} now, with another device. To write there: /join {room}"
        ));
        return lines;
    }
    let people = people(view.member_count);
    let mut opened = format!("You are in {room} ({people}). What you type goes there.");
    if view.room.id != RoomId::COMMON {
        opened.push_str(" /leave leaves it.");
    }
    lines.push(opened);
    if let Some(topic) = &view.topic {
        lines.push(self::topic(room, Some(topic)));
    }
    let own = |member: &&Member| member.person.account == view.person.account;
    let runs_it = view.members.iter().flat_map(|members| members.iter());
    if runs_it.filter(own).any(|member| member.standing.operator) {
        lines.push(format!(
            "You run {room}: /topic, /invite, /kick and /op are yours."
        ));
    }
    lines
}

/// What happened in a room or to what was said in it; `is_answer` to the device that asked for it. Nothing
/// for what is told otherwise, or not at all.
pub fn room_event(event: &Event, is_answer: bool) -> Option<String> {
    match event {
        Event::Entered {
            room,
            person,
            is_arrival: false,
            announced: true,
        } if room.id != RoomId::COMMON => Some(format!("{} has joined {}", person.name, room.name)),
        Event::Departed {
            room,
            person,
            by,
            reason,
            announced,
        } => {
            let (name, room) = (&person.name, &room.name);
            let reason = because(reason.as_ref());
            match by {
                Some(by) => Some(format!("{} put {name} out of {room}{reason}", by.name)),
                None if is_answer => Some(format!("You have left {room}")),
                None => announced.then(|| format!("{name} has left {room}{reason}")),
            }
        }
        Event::TopicChanged {
            room,
            person,
            topic,
            ..
        } => Some(match topic {
            Some(topic) => {
                let text = topic.text.as_str();
                format!("{} set the topic of {}: {text}", person.name, room.name)
            }
            None => format!("{} took away the topic of {}", person.name, room.name),
        }),
        Event::RoomRenamed {
            room,
            former,
            person,
            reason,
            ..
        } => {
            let reason = because(reason.as_ref());
            Some(format!(
                "{former} is {} now, says {}{reason}",
                room.name, person.name
            ))
        }
        Event::Invited {
            room,
            by,
            name,
            away,
        } => Some(invited(
            &room.name,
            &by.name,
            name,
            away.as_ref(),
            is_answer,
        )),
        Event::Redacted {
            destination, by, ..
        } => Some(redacted(destination, &by.name, is_answer)),
        Event::Renamed { former, person } => {
            Some(format!("{} is {} now", former.name, person.name))
        }
        _ => None,
    }
}

fn invited(room: &str, by: &str, name: &str, away: Option<&Text>, is_answer: bool) -> String {
    if !is_answer {
        return format!("{by} invites {name} into {room}. To come in: /join {room}");
    }
    match away {
        Some(away) => format!(
            "{name} is invited into {room}, but is away: {}",
            away.as_str()
        ),
        None => format!("{name} is invited into {room}"),
    }
}

fn redacted(destination: &Destination, by: &str, is_answer: bool) -> String {
    let of = if is_answer {
        "Your message"
    } else {
        "A message"
    };
    match destination {
        Destination::Room { name, .. } => format!("{of} in {name} was taken back by {by}"),
        Destination::Account { .. } => format!("{of} in private was taken back by {by}"),
    }
}

/// What a room is about.
pub fn topic(room: &str, topic: Option<&Topic>) -> String {
    match topic {
        Some(topic) => format!(
            "The topic of {room}: {} (set by {})",
            topic.text.as_str(),
            topic.by
        ),
        None => format!("{room} has no topic"),
    }
}

/// Somebody in a list of those in a room, marked as on IRC.
pub fn member(member: &Member) -> String {
    let mark = match member.standing {
        standing if standing.operator => "@",
        standing if standing.voice => "+",
        _ => "",
    };
    let away = if member.person.away.is_some() {
        " (away)"
    } else {
        ""
    };
    format!("{mark}{}{away}", member.person.name)
}

/// So many people.
pub fn people(number: usize) -> String {
    match number {
        1 => "1 person".to_owned(),
        number => format!("{number} people"),
    }
}

fn because(reason: Option<&Text>) -> String {
    reason.map_or_else(String::new, |reason| format!(": {}", reason.as_str()))
}
