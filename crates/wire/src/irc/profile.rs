//! What people say of themselves.

use hourglass_core::{Event, Person};

use super::encoder::Scene;
use super::reply::{logged_in, registered};
use super::source::shown_username;
use super::{Capabilities, host, prefix};

/// Writes what somebody said of itself, to those who want to know.
pub(super) fn put(scene: Scene<'_>, event: &Event, out: &mut Vec<u8>) {
    match event {
        Event::Renamed { former, person } => {
            scene.by(former, out).verb("NICK").word(&person.name).end();
        }
        Event::AwayChanged { person } if scene.reference.is_some() => {
            let (code, words) = match person.away {
                None => ("305", "You are no longer marked as being away"),
                Some(_) => ("306", "You have been marked as being away"),
            };
            scene.to.line(code, out).text(words);
        }
        Event::AwayChanged { person } if scene.has(Capabilities::AWAY_NOTIFY) => {
            let line = scene.by(person, out).verb("AWAY");
            match &person.away {
                Some(away) => line.text(away.as_str()),
                None => line.end(),
            }
        }
        Event::RealnameChanged { person } if scene.has(Capabilities::SETNAME) => {
            scene.by(person, out).verb("SETNAME").text(&person.realname);
        }
        Event::BotChanged { person } => {
            put_own_mode(scene, person, if person.is_bot { "+B" } else { "-B" }, out);
        }
        Event::VisibilityChanged { person } => {
            let change = if person.is_invisible { "+i" } else { "-i" };
            put_own_mode(scene, person, change, out);
        }
        Event::Registered { former, person } => put_registered(scene, former, person, out),
        _ => {}
    }
}

fn put_own_mode(scene: Scene<'_>, person: &Person, change: &str, out: &mut Vec<u8>) {
    scene
        .by(person, out)
        .verb("MODE")
        .words(&[&person.name, change])
        .end();
}

/// A guest has an account: its address tells so, too.
fn put_registered(scene: Scene<'_>, former: &Person, person: &Person, out: &mut Vec<u8>) {
    if scene.has(Capabilities::CHGHOST) {
        scene
            .by(former, out)
            .verb("CHGHOST")
            .words(&[shown_username(&person.username), &host(person.account)])
            .end();
    }
    if scene.has(Capabilities::ACCOUNT_NOTIFY) {
        scene
            .by(person, out)
            .verb("ACCOUNT")
            .word(&person.name)
            .end();
    }
    if scene.reference.is_some() {
        registered(scene.to, &person.name, out);
        logged_in(scene.to, &prefix(person), &person.name, out);
    }
}
