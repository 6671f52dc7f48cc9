//! Events in short words, so that a case reads like a transcript.

use std::time::Duration;

use hourglass_core::{
    Allowance, Destination, Event, Message, ModeChange, Person, Rank, Refusal, RoomId, Text,
};

/// An event in short words; times in seconds.
pub(crate) fn words(event: &Event) -> String {
    match event {
        Event::LoggedIn(logged_in) => format!("welcome {}", logged_in.name),
        Event::Said(said) => format!("said {}", allowance(said.allowance)),
        Event::Complained { name } => format!("complained about {name}"),
        Event::Status(_) => "status".to_owned(),
        Event::Refused { refusal, .. } => refused(refusal),
        Event::Message(message) => said(message),
        Event::Joined { name } => format!("+{name}"),
        Event::Left { name } => format!("-{name}"),
        Event::ComplainedAbout { total, limit } => format!("complained about: {total} of {limit}"),
        Event::Silenced { total, duration } => {
            format!("silenced by {total} for {}", seconds(*duration))
        }
        Event::SilenceOver { wait: None } => "silence over".to_owned(),
        Event::SilenceOver { wait: Some(wait) } => {
            format!("silence over, allowance spent for {}", seconds(*wait))
        }
        Event::AllowanceRenewed {
            allowance: now,
            can_write_again,
        } => {
            let again = if *can_write_again {
                ", write again"
            } else {
                ""
            };
            format!("renewed {}{again}", allowance(*now))
        }
        Event::ShuttingDown => "shutting down".to_owned(),
        of_rooms => room_words(of_rooms),
    }
}

fn room_words(event: &Event) -> String {
    match event {
        Event::RoomOpened(view) => {
            let again = if view.was_member { " again" } else { "" };
            format!("{} opened{again}", view.room.name)
        }
        Event::Entered {
            room,
            person,
            is_arrival,
            ..
        } => {
            let arrival = if *is_arrival { " arrives" } else { "" };
            format!("{} +{}{arrival}", room.name, person.name)
        }
        Event::Departed {
            room,
            person,
            by,
            reason,
            ..
        } => {
            let by = by
                .as_ref()
                .map_or_else(String::new, |by| format!(" by {}", by.name));
            format!(
                "{} -{}{by}{}",
                room.name,
                person.name,
                because(reason.as_ref())
            )
        }
        Event::Quit { person, reason } => {
            format!("{} quit{}", person.name, because(reason.as_ref()))
        }
        Event::TopicChanged {
            room,
            person,
            topic,
            ..
        } => {
            let topic = topic
                .as_ref()
                .map_or("nothing", |topic| topic.text.as_str());
            format!("{} is about {topic}, says {}", room.name, person.name)
        }
        Event::ModesChanged {
            room,
            person,
            changes,
            refused,
        } => {
            let by = person.as_ref().map_or("", |person| &*person.name);
            let changes: String = changes.iter().map(change).collect();
            let refused: String = refused.iter().map(|one| format!(" {one:?}")).collect();
            format!("{} {by}:{changes}{refused}", room.name)
        }
        Event::RoomRenamed { room, former, .. } => format!("{former} is now {}", room.name),
        Event::Invited { room, by, name, .. } => {
            format!("{name} is invited to {} by {}", room.name, by.name)
        }
        of_people => people_words(of_people),
    }
}

fn people_words(event: &Event) -> String {
    match event {
        Event::Renamed { former, person } => format!("{} is now {}", former.name, person.name),
        Event::AwayChanged { person } => away(person),
        Event::RealnameChanged { person } => format!("{} is {}", person.name, person.realname),
        Event::BotChanged { person } => format!("{} bot: {}", person.name, person.is_bot),
        Event::VisibilityChanged { person } => {
            format!("{} invisible: {}", person.name, person.is_invisible)
        }
        Event::Registered { person, .. } => format!("{} registered", person.name),
        Event::Redacted { id, by, .. } => format!("{} took {} back", by.name, id.0),
        Event::ReadUpTo { target, at } => format!("{target} read up to {}", at.0),
        Event::WatchChanged(watched) => {
            let watched = watched.iter().map(|(name, person)| {
                let online = if person.is_some() { "+" } else { "-" };
                format!("{online}{name}")
            });
            watched.collect::<Vec<_>>().join(" ")
        }
        Event::Watched { person, is_online } => {
            let online = if *is_online { "online" } else { "gone" };
            format!("{} {online}", person.name)
        }
        Event::MetadataChanged(_)
        | Event::MetadataCleared { .. }
        | Event::MetadataSubscribed { .. }
        | Event::MetadataUnsubscribed { .. }
        | Event::MetadataTold { .. } => super::metadata::words(event),
        other => format!("{other:?}"),
    }
}

fn because(reason: Option<&Text>) -> String {
    reason.map_or_else(String::new, |reason| format!(" ({})", reason.as_str()))
}

fn away(person: &Person) -> String {
    match &person.away {
        Some(why) => format!("{} away{}", person.name, because(Some(why))),
        None => format!("{} back", person.name),
    }
}

fn change(change: &ModeChange) -> String {
    let sign = |on: bool| if on { '+' } else { '-' };
    match change {
        ModeChange::Flag { flag, on } => format!(" {}{flag:?}", sign(*on)),
        ModeChange::Key(key) => format!(" key {key:?}"),
        ModeChange::Limit(limit) => format!(" limit {limit:?}"),
        ModeChange::Mask { kind, mask, on } => format!(" {}{kind:?} {mask}", sign(*on)),
        ModeChange::Rank { rank, name, on } => {
            let rank = match rank {
                Rank::Operator => 'o',
                Rank::Voice => 'v',
            };
            format!(" {}{rank} {name}", sign(*on))
        }
    }
}

/// A message as `author: text` or `author > recipient: text`.
pub(crate) fn said(message: &Message) -> String {
    let author = &message.author_name;
    let text = message.text.as_str();
    match &message.destination {
        Destination::Room { id, .. } if *id == RoomId::COMMON => format!("{author}: {text}"),
        Destination::Room { name, rank, .. } => {
            let rank = match rank {
                Some(Rank::Operator) => "@",
                Some(Rank::Voice) => "+",
                None => "",
            };
            format!("{rank}{name} {author}: {text}")
        }
        Destination::Account { name, .. } => format!("{author} > {name}: {text}"),
    }
}

fn allowance(allowance: Allowance) -> String {
    let Allowance {
        used,
        limit,
        renews_in,
    } = allowance;
    let renewal = renews_in.map_or_else(String::new, |wait| format!(", anew in {}", seconds(wait)));
    format!("{used} of {limit}{renewal}")
}

fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Silenced { wait } => format!("refused: silenced for {}", seconds(*wait)),
        Refusal::AllowanceSpent { wait } => format!("refused: spent for {}", seconds(*wait)),
        Refusal::AlreadySilenced { name, wait } => {
            format!("refused: {name} is silenced for {}", seconds(*wait))
        }
        other => format!("refused: {other:?}"),
    }
}

fn seconds(duration: Duration) -> String {
    format!("{} s", duration.as_secs_f64())
}
