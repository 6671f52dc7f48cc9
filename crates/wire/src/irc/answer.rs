//! Answers to questions.

mod people;
mod who;
mod whois;

use hourglass_core::{Answer, Counts, RoomSummary};

use super::encoder::Scene;
use super::monitor::{put_joined, put_states, put_watched};
use super::{history, metadata, modes, room};

/// Writes the answer to a question.
pub(super) fn put(scene: Scene<'_>, answer: &Answer, out: &mut Vec<u8>) {
    match answer {
        Answer::Members {
            room,
            secret,
            members,
        } => room::put_members(scene, room, *secret, members, out),
        // It was to be set to what it is: nobody is told.
        Answer::Topic { .. } if !scene.asked(1).is_empty() => {}
        Answer::Topic { room, topic } => {
            room::put_topic_or_none(scene, &room.name, topic.as_ref(), out);
        }
        Answer::Modes {
            room,
            modes,
            opened_at,
        } => modes::put_modes(scene, &room.name, modes, *opened_at, out),
        Answer::Masks { room, kind, masks } => {
            modes::put_masks(scene, &room.name, *kind, masks, out);
        }
        Answer::Rooms(rooms) => put_rooms(scene, rooms, out),
        Answer::Invitations(rooms) => {
            for room in rooms {
                scene.to.line("336", out).word(room).end();
            }
            scene.to.line("337", out).text("End of /INVITE list");
        }
        Answer::Who(entries) => who::put(scene, entries, out),
        Answer::Whois(whois) => whois::put(scene, whois, out),
        Answer::Whowas { name, people } => whois::put_whowas(scene, name, people, out),
        Answer::People(people) => people::put(scene, people, out),
        Answer::Counts(counts) => put_counts(scene, *counts, out),
        Answer::History { target, messages } => {
            // A client finds its question by the person that it wrote; only a room is named as it is shown.
            let target = match scene.asked(1) {
                person if !person.is_empty() && !crate::room::is_meant(person) => person,
                _ => target,
            };
            history::put_history(scene, target, messages, out);
        }
        Answer::Conversations(conversations) => {
            history::put_conversations(scene, conversations, out);
        }
        Answer::ReadMarker { target, at } => history::put_read_marker(scene, target, *at, out),
        Answer::Watched(watched) if scene.asked(0).eq_ignore_ascii_case("S") => {
            put_states(scene, watched, out);
        }
        Answer::Watched(watched) => put_watched(scene, watched, out),
        Answer::Metadata { .. }
        | Answer::MetadataSync { .. }
        | Answer::MetadataSubscriptions(_) => metadata::put_answer(scene, answer, out),
    }
}

/// Writes a list of rooms (`LIST`): of those with somebody in them, as others know no others.
fn put_rooms(scene: Scene<'_>, rooms: &[RoomSummary], out: &mut Vec<u8>) {
    scene
        .to
        .line("321", out)
        .word("Channel")
        .text("Users  Name");
    for summary in rooms.iter().filter(|summary| summary.members > 0) {
        let topic = summary.topic.as_ref();
        scene
            .to
            .line("322", out)
            .words(&[&summary.room.name, &summary.members.to_string()])
            .text(topic.map_or("", |topic| topic.text.as_str()));
    }
    scene.to.line("323", out).text("End of /LIST");
}

/// Writes how many there are of everything (`LUSERS`): names online, none of whom runs the server from within,
/// rooms, and devices.
pub(super) fn put_counts(scene: Scene<'_>, counts: Counts, out: &mut Vec<u8>) {
    let to = scene.to;
    let online = counts.names_online.to_string();
    let most = counts
        .names_online_most
        .max(counts.names_online)
        .to_string();
    to.line("251", out)
        .text_in(&["There are ", &online, " users and 0 invisible on 1 servers"]);
    to.line("252", out).word("0").text("operator(s) online");
    let rooms = counts.rooms.to_string();
    to.line("254", out).word(&rooms).text("channels formed");
    let connections = counts.connections.to_string();
    to.line("255", out)
        .text_in(&["I have ", &connections, " clients and 0 servers"]);
    for (code, whose) in [("265", "local"), ("266", "global")] {
        to.line(code, out)
            .words(&[&online, &most])
            .text_in(&["Current ", whose, " users ", &online, ", max ", &most]);
    }
}

/// Writes the end of all about somebody, of whom nothing is known.
pub(super) fn put_end_of_whois(scene: Scene<'_>, name: &str, out: &mut Vec<u8>) {
    whois::put_end(scene, name, out);
}

/// Writes a list of words behind a numeric and some words, on as many lines as it takes.
fn put_words(
    scene: Scene<'_>,
    code: &str,
    words: &[&str],
    items: impl Iterator<Item = String>,
    out: &mut Vec<u8>,
) {
    put_joined(scene, code, words, ' ', items, out);
}
