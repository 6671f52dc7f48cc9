//! All about somebody: `WHOIS`, and `WHOWAS` for those who are gone.

use std::sync::Arc;

use hourglass_core::{Person, Timestamp, Whois};

use super::put_words;
use crate::irc::encoder::Scene;
use crate::irc::host;
use crate::irc::metadata;
use crate::irc::reply::numeric;
use crate::irc::room::prefixes;
use crate::irc::source::shown_username;
use crate::irc::time::put_timestamp;
use crate::irc::writer::Line;

/// What the server is called beside its name.
const SERVER_INFO: &str = "A group chat that forgets";

/// Writes all about somebody online.
pub(super) fn put(scene: Scene<'_>, whois: &Whois, out: &mut Vec<u8>) {
    let person = &*whois.person;
    let name = &*person.name;
    put_user(scene, "311", person, out);
    let rooms = whois
        .rooms
        .iter()
        .map(|(room, standing)| [prefixes(scene, *standing), room].concat());
    put_words(scene, "319", &[name], rooms, out);
    about(scene, "312", name, out)
        .word(scene.to.server)
        .text(SERVER_INFO);
    if let Some(away) = &person.away {
        about(scene, "301", name, out).text(away.as_str());
    }
    if person.is_bot {
        about(scene, "335", name, out).text("is a bot");
    }
    if !person.account.is_guest() {
        about(scene, "330", name, out)
            .word(name)
            .text("is logged in as");
    }
    if whois.devices > 1 {
        let devices = whois.devices.to_string();
        about(scene, "320", name, out).text_in(&["is here with ", &devices, " devices"]);
    }
    metadata::put_whois(scene, name, &whois.metadata, out);
    about(scene, "317", name, out)
        .number(whois.idle.as_secs())
        .number(whois.online_since.0 / 1_000)
        .text("seconds idle, signon time");
    put_end(scene, name, out);
}

/// Writes the end of all about somebody, also where nothing is known.
pub(super) fn put_end(scene: Scene<'_>, name: &str, out: &mut Vec<u8>) {
    numeric(scene.to, "318", &[name], "End of /WHOIS list", out);
}

/// Writes who had a name.
pub(super) fn put_whowas(
    scene: Scene<'_>,
    name: &str,
    people: &[(Arc<Person>, Timestamp)],
    out: &mut Vec<u8>,
) {
    if people.is_empty() {
        numeric(scene.to, "406", &[name], "There was no such nickname", out);
    }
    for (person, left_at) in people {
        put_user(scene, "314", person, out);
        let mut time = Vec::new();
        put_timestamp(*left_at, &mut time);
        about(scene, "312", &person.name, out)
            .word(scene.to.server)
            .text(&String::from_utf8_lossy(&time));
    }
    numeric(scene.to, "369", &[name], "End of WHOWAS", out);
}

fn put_user(scene: Scene<'_>, code: &str, person: &Person, out: &mut Vec<u8>) {
    about(scene, code, &person.name, out)
        .words(&[shown_username(&person.username), &host(person.account), "*"])
        .text(&person.realname);
}

fn about<'o>(scene: Scene<'_>, code: &str, name: &str, out: &'o mut Vec<u8>) -> Line<'o> {
    scene.to.line(code, out).word(name)
}
