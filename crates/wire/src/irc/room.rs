//! Rooms as they open and change.

use hourglass_core::{Event, Member, Person, RoomRef, RoomView, Stamp, Standing, Topic};

use super::encoder::Scene;
use super::history::{play, put_read_marker};
use super::limits::PLAYED_MAX;
use super::membership::put_join;
use super::monitor::put_joined;
use super::{Capabilities, prefix};

/// Writes a room as it opens to a device: that it is in it, what it is about, who else is there, and to a client
/// that cannot ask for it, what was said last.
pub(super) fn put_opened(scene: Scene<'_>, view: &RoomView, out: &mut Vec<u8>) {
    let room = &*view.room.name;
    put_join(scene, &view.person, room, out);
    if let Some(topic) = &view.topic {
        put_topic(scene, room, topic, out);
    }
    put_read_marker(scene, room, view.read_up_to, out);
    put_members_of(scene, view, out);
    if !scene.has(Capabilities::CHATHISTORY) {
        let skipped = view.messages.len().saturating_sub(PLAYED_MAX);
        play(scene, &view.messages[skipped..], out);
    }
}

/// Writes who is in a room, and the end of that.
pub(super) fn put_members(
    scene: Scene<'_>,
    room: &str,
    secret: bool,
    members: &[Member],
    out: &mut Vec<u8>,
) {
    let kind = if secret { "@" } else { "=" };
    let names = members.iter().map(|member| {
        let mut name = prefixes(scene, member.standing).to_owned();
        if scene.has(Capabilities::USERHOST_IN_NAMES) {
            name.push_str(&prefix(&member.person));
        } else {
            name.push_str(&member.person.name);
        }
        name
    });
    put_joined(scene, "353", &[kind, room], ' ', names, out);
    scene
        .to
        .line("366", out)
        .word(room)
        .text("End of /NAMES list");
}

/// The marks of what somebody may do in a room: all, or for clients that do not know of it the highest.
pub(super) fn prefixes(scene: Scene<'_>, standing: Standing) -> &'static str {
    let all = scene.has(Capabilities::MULTI_PREFIX);
    match (standing.operator, standing.voice) {
        (true, true) if all => "@+",
        (true, _) => "@",
        (false, true) => "+",
        (false, false) => "",
    }
}

/// Answers what a room is about.
pub(super) fn put_topic_or_none(
    scene: Scene<'_>,
    room: &str,
    topic: Option<&Topic>,
    out: &mut Vec<u8>,
) {
    match topic {
        Some(topic) => put_topic(scene, room, topic, out),
        None => scene.to.line("331", out).word(room).text("No topic is set"),
    }
}

fn put_topic(scene: Scene<'_>, room: &str, topic: &Topic, out: &mut Vec<u8>) {
    scene
        .to
        .line("332", out)
        .word(room)
        .text(topic.text.as_str());
    let line = scene.to.line("333", out).words(&[room, &topic.by]);
    line.number(topic.at.0 / 1_000).end();
}

/// Writes what a room is about from now on.
pub(super) fn put_topic_changed(
    scene: Scene<'_>,
    room: &RoomRef,
    person: &Person,
    topic: Option<&Topic>,
    stamp: Stamp,
    out: &mut Vec<u8>,
) {
    scene
        .by_at(person, stamp, out)
        .verb("TOPIC")
        .word(&room.name)
        .text(topic.map_or("", |topic| topic.text.as_str()));
}

/// Writes that a room has another name: to clients that do not know of it as if one had gone from the one into
/// the other.
pub(super) fn put_renamed(scene: Scene<'_>, event: &Event, out: &mut Vec<u8>) {
    let Event::RoomRenamed {
        room,
        former,
        person,
        reason,
        view,
    } = event
    else {
        return;
    };
    let reason = reason.as_ref().map_or("", |reason| reason.as_str());
    if scene.has(Capabilities::CHANNEL_RENAME) {
        scene
            .by(person, out)
            .verb("RENAME")
            .words(&[former, &room.name])
            .text(reason);
    } else if !room.name.eq_ignore_ascii_case(former) {
        let me = scene.to.name;
        let members = view.members.iter().flat_map(|members| members.iter());
        match members.map(|one| &one.person).find(|one| &*one.name == me) {
            Some(me) => {
                scene.by(me, out).verb("PART").word(former).text(reason);
                put_join(scene, me, &room.name, out);
            }
            None => {
                scene
                    .told_by(me, out)
                    .verb("PART")
                    .word(former)
                    .text(reason);
                scene.told_by(me, out).verb("JOIN").word(&room.name).end();
            }
        }
        if let Some(topic) = &view.topic {
            put_topic(scene, &room.name, topic, out);
        }
        put_members_of(scene, view, out);
    }
}

fn put_members_of(scene: Scene<'_>, view: &RoomView, out: &mut Vec<u8>) {
    let members = view.members.as_deref().unwrap_or_default();
    put_members(scene, &view.room.name, view.secret, members, out);
}
