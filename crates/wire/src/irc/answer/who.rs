//! Who is in a room, or has a name like one: `WHO`, and WHOX.

use hourglass_core::WhoEntry;

use crate::irc::encoder::Scene;
use crate::irc::host;
use crate::irc::room::prefixes;
use crate::irc::source::shown_username;

/// The fields of WHOX, in the order in which they are written.
const FIELDS: &str = "tcuihsnfdlaor";

/// What stands for an address, of which nobody is told.
const NO_ADDRESS: &str = "255.255.255.255";

/// Writes who it is, as it was asked for: `mask`, and `%fields,token` for WHOX.
pub(super) fn put(scene: Scene<'_>, entries: &[WhoEntry], out: &mut Vec<u8>) {
    let extended = scene.asked(1).split_once('%').map(|(_, asked)| asked);
    for entry in entries {
        match extended {
            Some(asked) => put_extended(scene, entry, asked, out),
            None => put_entry(scene, entry, out),
        }
    }
    scene
        .to
        .line("315", out)
        .word(scene.asked(0))
        .text("End of WHO list");
}

fn put_entry(scene: Scene<'_>, entry: &WhoEntry, out: &mut Vec<u8>) {
    let person = &entry.person;
    scene
        .to
        .line("352", out)
        .word(entry.room.as_deref().unwrap_or("*"))
        .word(shown_username(&person.username))
        .word(&host(person.account))
        .words(&[scene.to.server, &person.name, &flags(scene, entry)])
        .text_in(&["0 ", &person.realname, ""]);
}

fn put_extended(scene: Scene<'_>, entry: &WhoEntry, asked: &str, out: &mut Vec<u8>) {
    let (fields, token) = asked.split_once(',').unwrap_or((asked, "0"));
    let person = &entry.person;
    let account: &str = if person.account.is_guest() {
        "0"
    } else {
        &person.name
    };
    let mut line = scene.to.line("354", out);
    for field in FIELDS.chars().filter(|field| fields.contains(*field)) {
        line = match field {
            't' => line.word(token),
            'c' => line.word(entry.room.as_deref().unwrap_or("*")),
            'u' => line.word(shown_username(&person.username)),
            'i' => line.word(NO_ADDRESS),
            'h' => line.word(&host(person.account)),
            's' => line.word(scene.to.server),
            'n' => line.word(&person.name),
            'f' => line.word(&flags(scene, entry)),
            'd' => line.word("0"),
            'l' => line.number(entry.idle.as_secs()),
            'a' => line.word(account),
            'o' => line.word("n/a"),
            _ => return line.text(&person.realname),
        };
    }
    line.end();
}

/// Here or gone, a program, and what they may do in the room.
fn flags(scene: Scene<'_>, entry: &WhoEntry) -> String {
    let mut flags = String::from(if entry.person.away.is_some() {
        "G"
    } else {
        "H"
    });
    if entry.person.is_bot {
        flags.push('B');
    }
    flags.push_str(prefixes(scene, entry.standing));
    flags
}
