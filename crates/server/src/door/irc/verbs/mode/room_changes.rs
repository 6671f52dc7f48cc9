//! Reads changes of a room's modes: `+o-v ann bob`.

use hourglass_core::{MaskKind, ModeChange, Rank, RoomFlag, limits};
use hourglass_wire::irc::reply;

use super::mask;
use crate::door::irc::call::Call;

/// What is asked of a room's modes.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Changes, in the order in which they are to be made.
    pub(super) changes: Vec<ModeChange>,
    /// Lists that are to be shown.
    pub(super) lists: Vec<MaskKind>,
}

/// Reads what stands behind the room. What cannot be done is answered, and the rest is done.
pub(super) fn read(call: &mut Call<'_>, room: &str) -> Asked {
    let mut asked = Asked::default();
    let mut on = true;
    let mut next = 2;
    for mode in call.parameter(1).chars() {
        if asked.changes.len() == limits::MODE_CHANGES_MAX {
            break;
        }
        match mode {
            '+' => on = true,
            '-' => on = false,
            _ => {
                let takes = takes_parameter(mode, on);
                let parameter = takes.then(|| call.message.parameter(next)).flatten();
                next += usize::from(takes);
                one(call, &mut asked, room, mode, on, parameter);
            }
        }
    }
    asked
}

/// Whether a mode takes the next parameter, where there is one.
fn takes_parameter(mode: char, on: bool) -> bool {
    matches!(mode, 'b' | 'e' | 'I' | 'k' | 'o' | 'v') || (mode == 'l' && on)
}

fn one(
    call: &mut Call<'_>,
    asked: &mut Asked,
    room: &str,
    mode: char,
    on: bool,
    parameter: Option<&str>,
) {
    let parameter = parameter.filter(|parameter| !parameter.is_empty());
    if let Some(kind) = list(mode) {
        return match parameter {
            None if asked.lists.contains(&kind) => {}
            None => asked.lists.push(kind),
            Some(typed) => match mask::complete(typed) {
                Some(mask) => asked.changes.push(ModeChange::Mask { kind, mask, on }),
                None => {
                    let words = "This cannot be a mask, or is too long for one";
                    invalid(call, room, mode, typed, words);
                }
            },
        };
    }
    let change = match (mode, parameter) {
        ('k', _) if !on => Some(ModeChange::Key(None)),
        ('l', _) if !on => Some(ModeChange::Limit(None)),
        ('k', Some(typed)) => key(call, room, typed),
        ('l', Some(typed)) => limit(call, room, typed),
        ('o', Some(typed)) => rank(call, Rank::Operator, typed, on),
        ('v', Some(typed)) => rank(call, Rank::Voice, typed, on),
        ('k' | 'l' | 'o' | 'v', None) => {
            invalid(call, room, mode, "*", "This mode takes a parameter");
            None
        }
        (mode, _) => match flag(mode) {
            Some(flag) => Some(ModeChange::Flag { flag, on }),
            None => {
                call.tell(|to, out| reply::unknown_mode(to, mode, out));
                None
            }
        },
    };
    asked.changes.extend(change);
}

fn invalid(call: &mut Call<'_>, room: &str, mode: char, typed: &str, words: &str) {
    call.tell(|to, out| reply::invalid_mode_parameter(to, room, mode, typed, words, out));
}

fn list(mode: char) -> Option<MaskKind> {
    match mode {
        'b' => Some(MaskKind::Ban),
        'e' => Some(MaskKind::Exception),
        'I' => Some(MaskKind::Invitation),
        _ => None,
    }
}

fn flag(mode: char) -> Option<RoomFlag> {
    match mode {
        'i' => Some(RoomFlag::InviteOnly),
        'm' => Some(RoomFlag::Moderated),
        'n' => Some(RoomFlag::MembersOnly),
        's' => Some(RoomFlag::Secret),
        't' => Some(RoomFlag::TopicLocked),
        'C' => Some(RoomFlag::NoCtcp),
        _ => None,
    }
}

fn key(call: &mut Call<'_>, room: &str, typed: &str) -> Option<ModeChange> {
    let is_plain =
        |character: char| !character.is_control() && !character.is_whitespace() && character != ',';
    let fits = typed.len() <= limits::ROOM_KEY_BYTES_MAX
        && typed.chars().all(is_plain)
        && !typed.starts_with(':');
    if !fits {
        call.tell(|to, out| reply::invalid_key(to, room, out));
        return None;
    }
    Some(ModeChange::Key(Some(typed.into())))
}

fn limit(call: &mut Call<'_>, room: &str, typed: &str) -> Option<ModeChange> {
    match typed.parse::<u32>() {
        Ok(limit) if limit > 0 => Some(ModeChange::Limit(Some(limit))),
        _ => {
            invalid(call, room, 'l', typed, "A limit is a number from 1 on");
            None
        }
    }
}

fn rank(call: &mut Call<'_>, rank: Rank, typed: &str, on: bool) -> Option<ModeChange> {
    let name = call.person(typed)?;
    Some(ModeChange::Rank { rank, name, on })
}
