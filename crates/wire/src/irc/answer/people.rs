//! Who of some is online: `ISON` and `USERHOST`.

use hourglass_core::{Person, PersonOnline};

use super::put_words;
use crate::irc::encoder::Scene;
use crate::irc::host;
use crate::irc::source::shown_username;

/// Writes who is online, as the question wants it.
pub(super) fn put(scene: Scene<'_>, people: &[PersonOnline], out: &mut Vec<u8>) {
    let is_ison = scene.verb() == "ISON";
    let code = if is_ison { "303" } else { "302" };
    if people.is_empty() {
        scene.to.line(code, out).text("");
        return;
    }
    let people = people.iter().map(|online| &*online.person);
    if is_ison {
        put_words(
            scene,
            code,
            &[],
            people.map(|person| person.name.to_string()),
            out,
        );
    } else {
        put_words(scene, code, &[], people.map(userhost), out);
    }
}

fn userhost(person: &Person) -> String {
    let mark = if person.away.is_some() { '-' } else { '+' };
    let username = shown_username(&person.username);
    format!("{}={mark}{username}@{}", person.name, host(person.account))
}
