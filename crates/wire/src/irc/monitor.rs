//! Who of those watched is online (`MONITOR`).

use std::sync::Arc;

use hourglass_core::Person;

use super::encoder::Scene;
use super::limits::WORD_BYTES_MAX;
use super::prefix;
use super::writer::BODY_BYTES_MAX;

/// A name that is watched, and who has it.
type Watched = (Arc<str>, Option<Arc<Person>>);

/// Writes who is online, and who is not.
pub(super) fn put_states(scene: Scene<'_>, watched: &[Watched], out: &mut Vec<u8>) {
    let online = watched.iter().filter_map(|(_, person)| person.as_deref());
    put_list(scene, "730", online.map(prefix), out);
    let offline = watched.iter().filter(|(_, person)| person.is_none());
    put_list(scene, "731", offline.map(|(name, _)| name.to_string()), out);
}

/// Writes that somebody came, or is gone.
pub(super) fn put_state(scene: Scene<'_>, person: &Person, is_online: bool, out: &mut Vec<u8>) {
    if is_online {
        put_list(scene, "730", std::iter::once(prefix(person)), out);
    } else {
        put_list(scene, "731", std::iter::once(person.name.to_string()), out);
    }
}

/// Writes whom the device watches.
pub(super) fn put_watched(scene: Scene<'_>, watched: &[Watched], out: &mut Vec<u8>) {
    put_list(
        scene,
        "732",
        watched.iter().map(|(name, _)| name.to_string()),
        out,
    );
    scene.to.line("733", out).text("End of MONITOR list");
}

/// Writes names that found no place, on as many lines as it takes.
pub(super) fn put_full(scene: Scene<'_>, limit: usize, names: &[Arc<str>], out: &mut Vec<u8>) {
    const WORDS: &str = "Monitor list is full";
    let limit = limit.to_string();
    let begun = scene.to.line("734", &mut Vec::new()).word(&limit).room();
    let room = begun.saturating_sub(WORDS.len() + 2).min(WORD_BYTES_MAX);
    let mut rest = names;
    while let [first, others @ ..] = rest {
        let mut bytes = first.len();
        let fits = others.iter().take_while(|name| {
            bytes += 1 + name.len();
            bytes <= room
        });
        let (these, behind) = rest.split_at(1 + fits.count());
        let these: Vec<&str> = these.iter().map(|name| &**name).collect();
        let line = scene.to.line("734", out).word(&limit);
        line.word(&these.join(",")).text(WORDS);
        rest = behind;
    }
}

/// Writes a list with commas between, on as many lines as it takes.
fn put_list(scene: Scene<'_>, code: &str, items: impl Iterator<Item = String>, out: &mut Vec<u8>) {
    put_joined(scene, code, &[], ',', items, out);
}

/// Writes a list behind some words, on as many lines as it takes; nothing where it is empty.
pub(super) fn put_joined(
    scene: Scene<'_>,
    code: &str,
    words: &[&str],
    separator: char,
    items: impl Iterator<Item = String>,
    out: &mut Vec<u8>,
) {
    let room = scene.to.line(code, &mut Vec::new()).words(words).room();
    let mut begun = String::with_capacity(BODY_BYTES_MAX);
    for item in items {
        if !begun.is_empty() && begun.len() + 1 + item.len() > room {
            scene.to.line(code, out).words(words).text(&begun);
            begun.clear();
        }
        if !begun.is_empty() {
            begun.push(separator);
        }
        begun.push_str(&item);
    }
    if !begun.is_empty() {
        scene.to.line(code, out).words(words).text(&begun);
    }
}
