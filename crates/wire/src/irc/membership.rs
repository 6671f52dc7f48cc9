//! Who comes and goes, and what they say of themselves.

use std::sync::Arc;

use hourglass_core::{Event, Person};

use super::encoder::Scene;
use super::{Capabilities, monitor, profile, speech};

/// Writes what happened to somebody.
pub(super) fn put(scene: Scene<'_>, event: &Event, out: &mut Vec<u8>) {
    match event {
        Event::Entered { room, person, .. } => {
            put_join(scene, person, &room.name, out);
            put_away(scene, person, out);
        }
        Event::Departed {
            room,
            person,
            by,
            reason,
            ..
        } => {
            let reason = reason.as_ref().map(|reason| reason.as_str());
            put_departed(scene, &room.name, (person, by.as_deref()), reason, out);
        }
        Event::Quit { person, reason } => {
            let reason = reason.as_ref().map_or("Quit", |reason| reason.as_str());
            scene.by(person, out).verb("QUIT").text(reason);
        }
        Event::Invited {
            room,
            by,
            name,
            away,
        } => {
            let away = away.as_ref().map(|away| away.as_str());
            put_invited(scene, (&room.name, by, name), away, out);
        }
        Event::Redacted {
            id,
            destination,
            by,
            reason,
        } => {
            let reason = reason.as_ref().map(|reason| reason.as_str());
            speech::put_redacted(scene, id.0, destination, by, reason, out);
        }
        Event::WatchChanged(watched) => monitor::put_states(scene, watched, out),
        Event::Watched { person, is_online } => {
            monitor::put_state(scene, person, *is_online, out);
        }
        _ => profile::put(scene, event, out),
    }
}

/// Writes that somebody comes into a room.
pub(super) fn put_join(scene: Scene<'_>, person: &Person, room: &str, out: &mut Vec<u8>) {
    let line = scene.by(person, out).verb("JOIN").word(room);
    if scene.has(Capabilities::EXTENDED_JOIN) {
        let account: &str = if person.account.is_guest() {
            "*"
        } else {
            &person.name
        };
        line.word(account).text(&person.realname);
    } else {
        line.end();
    }
}

/// Writes that somebody is away, to those who want to know, where it is so.
fn put_away(scene: Scene<'_>, person: &Person, out: &mut Vec<u8>) {
    if let (Some(away), true) = (&person.away, scene.has(Capabilities::AWAY_NOTIFY)) {
        scene.by(person, out).verb("AWAY").text(away.as_str());
    }
}

fn put_departed(
    scene: Scene<'_>,
    room: &str,
    (person, by): (&Person, Option<&Person>),
    reason: Option<&str>,
    out: &mut Vec<u8>,
) {
    let line = match by {
        Some(by) => scene.by(by, out).verb("KICK").words(&[room, &person.name]),
        None => scene.by(person, out).verb("PART").word(room),
    };
    match (reason, by) {
        (Some(reason), _) => line.text(reason),
        (None, Some(by)) => line.text(&by.name),
        (None, None) => line.end(),
    }
}

/// An invitation: to who made it, to who is meant, and to those who run the room and want to know.
fn put_invited(
    scene: Scene<'_>,
    (room, by, name): (&str, &Arc<Person>, &str),
    away: Option<&str>,
    out: &mut Vec<u8>,
) {
    if scene.reference.is_some() {
        scene.to.line("341", out).words(&[name, room]).end();
        if let Some(away) = away {
            scene.to.line("301", out).word(name).text(away);
        }
    } else if name == scene.to.name || scene.has(Capabilities::INVITE_NOTIFY) {
        scene.by(by, out).verb("INVITE").words(&[name, room]).end();
    }
}
