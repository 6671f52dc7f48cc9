//! The greeting.

use hourglass_core::{CatchUp, LoggedIn, Refusal};

use super::answer::put_counts;
use super::encoder::Scene;
use super::history::play;
use super::limits::PLAYED_MAX;
use super::reply::{To, isupport, motd, notice};
use super::room::put_opened;
use super::{CHANNEL_MODES, Capabilities, USER_MODES, metadata, prefix};
use crate::words;

/// The modes of rooms that take a parameter.
const MODES_WITH_PARAMETER: &str = "Ibeklov";

/// Writes the greeting, the rooms that the device is in, and what it missed.
pub(super) fn put(scene: Scene<'_>, logged_in: &LoggedIn, out: &mut Vec<u8>) {
    let scene = Scene {
        to: To {
            name: &logged_in.person.name,
            ..scene.to
        },
        ..scene
    };
    put_facts(scene, logged_in, out);
    put_counts(scene, logged_in.counts, out);
    if let Some(entries) = &logged_in.metadata {
        metadata::put_own(scene, &logged_in.person.name, entries, out);
    }
    motd(scene.to, scene.facts, out);
    if logged_in.registered {
        let name = logged_in.name.shown();
        let words = format!(
            "The name {name} is yours now: only this password opens it. \
             /msg hourglass rules says how the chat works."
        );
        notice(scene.to, &words, out);
    }
    for view in &logged_in.rooms {
        put_opened(scene, view, out);
    }
    if !scene.has(Capabilities::CHATHISTORY) {
        put_missed(scene, &logged_in.catch_up, out);
    }
    if let Some(wait) = logged_in.silenced {
        notice(scene.to, &words::refusal(&Refusal::Silenced { wait }), out);
    }
}

fn put_facts(scene: Scene<'_>, logged_in: &LoggedIn, out: &mut Vec<u8>) {
    let (to, facts) = (scene.to, scene.facts);
    let address = prefix(&logged_in.person);
    to.line("001", out)
        .text_in(&["Welcome to the ", &facts.network, " Network, ", &address]);
    to.line("002", out).text_in(&[
        "Your host is ",
        to.server,
        ", running version ",
        &facts.version,
    ]);
    to.line("003", out)
        .text_in(&["This server was created ", &facts.created]);
    to.line("004", out)
        .words(&[
            to.server,
            &facts.version,
            USER_MODES,
            CHANNEL_MODES,
            MODES_WITH_PARAMETER,
        ])
        .end();
    isupport(to, facts, out);
}

/// Plays what was missed, the newest of it, to a client that cannot ask for it.
fn put_missed(scene: Scene<'_>, missed: &CatchUp, out: &mut Vec<u8>) {
    let cut = missed.messages.len().saturating_sub(PLAYED_MAX);
    match missed.skipped + cut {
        0 => {}
        1 => notice(scene.to, "1 earlier message is not shown", out),
        skipped => notice(
            scene.to,
            &format!("{skipped} earlier messages are not shown"),
            out,
        ),
    }
    play(scene, &missed.messages[cut..], out);
}
