//! How a room is run.

use hourglass_core::{
    MaskKind, ModeChange, Person, Rank, RoomFlag, RoomMask, RoomModes, Timestamp,
};

use super::encoder::Scene;

/// Changes on one line, so that it is never cut.
const CHANGES_ON_LINE_MAX: usize = 3;

/// All modes that are on or off, with their letters.
const FLAGS: [(RoomFlag, char); 6] = [
    (RoomFlag::NoCtcp, 'C'),
    (RoomFlag::InviteOnly, 'i'),
    (RoomFlag::Moderated, 'm'),
    (RoomFlag::MembersOnly, 'n'),
    (RoomFlag::Secret, 's'),
    (RoomFlag::TopicLocked, 't'),
];

/// What is told where a key was taken away.
const NO_KEY: &str = "*";

/// Writes what changed; nothing where nothing did.
pub(super) fn put_changed(
    scene: Scene<'_>,
    room: &str,
    by: Option<&Person>,
    changes: &[ModeChange],
    out: &mut Vec<u8>,
) {
    for changes in changes.chunks(CHANGES_ON_LINE_MAX) {
        let mut letters = String::new();
        let mut sign = None;
        for change in changes {
            let (letter, is_on, _) = parts(change);
            if sign.replace(is_on) != Some(is_on) {
                letters.push(if is_on { '+' } else { '-' });
            }
            letters.push(letter);
        }
        let line = match by {
            Some(by) => scene.by(by, out),
            None => scene.told_by(scene.to.server, out),
        };
        let mut line = line.verb("MODE").words(&[room, &letters]);
        for change in changes {
            if let (.., Some(parameter)) = parts(change) {
                line = line.word(&parameter);
            }
        }
        line.end();
    }
}

/// Answers how a room is run.
pub(super) fn put_modes(
    scene: Scene<'_>,
    room: &str,
    modes: &RoomModes,
    opened_at: Timestamp,
    out: &mut Vec<u8>,
) {
    let on = [
        modes.no_ctcp,
        modes.invite_only,
        modes.moderated,
        modes.members_only,
        modes.secret,
        modes.topic_locked,
    ];
    let flags = FLAGS.iter().zip(on).filter(|(_, is_on)| *is_on);
    let mut letters: String = std::iter::once('+')
        .chain(flags.map(|((_, letter), _)| *letter))
        .collect();
    letters.extend(modes.key.as_ref().map(|_| 'k'));
    letters.extend(modes.limit.map(|_| 'l'));
    let mut line = scene.to.line("324", out).words(&[room, &letters]);
    if let Some(key) = &modes.key {
        line = line.word(key);
    }
    if let Some(limit) = modes.limit {
        line = line.number(limit.into());
    }
    line.end();
    let seconds = opened_at.0 / 1_000;
    // Nobody has opened the common room.
    if seconds > 0 {
        scene.to.line("329", out).word(room).number(seconds).end();
    }
}

/// Answers what is on one of a room's lists.
pub(super) fn put_masks(
    scene: Scene<'_>,
    room: &str,
    kind: MaskKind,
    masks: &[RoomMask],
    out: &mut Vec<u8>,
) {
    let (entry, end, words) = match kind {
        MaskKind::Ban => ("367", "368", "End of channel ban list"),
        MaskKind::Exception => ("348", "349", "End of channel exception list"),
        MaskKind::Invitation => ("346", "347", "End of channel invite exception list"),
    };
    for mask in masks {
        let line = scene
            .to
            .line(entry, out)
            .words(&[room, &mask.mask, &mask.by]);
        line.number(mask.at.0 / 1_000).end();
    }
    scene.to.line(end, out).word(room).text(words);
}

/// The letter of a change, whether it is switched on, and what stands behind the letters for it.
fn parts(change: &ModeChange) -> (char, bool, Option<String>) {
    match change {
        ModeChange::Flag { flag, on } => {
            let letter = FLAGS.iter().find(|(known, _)| known == flag);
            (letter.map_or('?', |(_, letter)| *letter), *on, None)
        }
        ModeChange::Key(Some(key)) => ('k', true, Some(key.to_string())),
        ModeChange::Key(None) => ('k', false, Some(NO_KEY.to_owned())),
        ModeChange::Limit(Some(limit)) => ('l', true, Some(limit.to_string())),
        ModeChange::Limit(None) => ('l', false, None),
        ModeChange::Mask { kind, mask, on } => {
            let letter = match kind {
                MaskKind::Ban => 'b',
                MaskKind::Exception => 'e',
                MaskKind::Invitation => 'I',
            };
            (letter, *on, Some(mask.to_string()))
        }
        ModeChange::Rank { rank, name, on } => {
            let letter = match rank {
                Rank::Operator => 'o',
                Rank::Voice => 'v',
            };
            (letter, *on, Some(name.shown().to_string()))
        }
    }
}
