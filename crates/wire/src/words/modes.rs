//! How a room is run, in words.

use hourglass_core::{MaskKind, ModeChange, Rank, RoomFlag};

/// What changed in a room, and by whom; by nobody where an office passed on by itself.
pub fn modes_changed(room: &str, by: Option<&str>, changes: &[ModeChange]) -> String {
    let changes: Vec<String> = changes.iter().map(change).collect();
    let changes = changes.join("; ");
    match by {
        Some(by) => format!("{by} changed {room}: {changes}"),
        None => format!("In {room}, {changes}"),
    }
}

fn change(change: &ModeChange) -> String {
    match change {
        ModeChange::Flag { flag, on } => self::flag(*flag, *on).to_owned(),
        ModeChange::Key(Some(key)) => format!("its key is {key}"),
        ModeChange::Key(None) => "it has no key any more".to_owned(),
        ModeChange::Limit(Some(limit)) => format!("at most {limit} may be in it"),
        ModeChange::Limit(None) => "it has no limit any more".to_owned(),
        ModeChange::Mask { kind, mask, on } => {
            let what = match (kind, on) {
                (MaskKind::Ban, true) => "is kept out",
                (MaskKind::Ban, false) => "is no longer kept out",
                (MaskKind::Exception, true) => "may come in although kept out",
                (MaskKind::Exception, false) => "may no longer come in although kept out",
                (MaskKind::Invitation, true) => "needs no invitation",
                (MaskKind::Invitation, false) => "needs an invitation again",
            };
            format!("{mask} {what}")
        }
        ModeChange::Rank { rank, name, on } => {
            let what = match (rank, on) {
                (Rank::Operator, true) => "runs it now",
                (Rank::Operator, false) => "no longer runs it",
                (Rank::Voice, true) => "has a voice now",
                (Rank::Voice, false) => "has no voice any more",
            };
            format!("{name} {what}")
        }
    }
}

fn flag(flag: RoomFlag, on: bool) -> &'static str {
    match (flag, on) {
        (RoomFlag::InviteOnly, true) => "only who is invited comes in",
        (RoomFlag::InviteOnly, false) => "no invitation is needed any more",
        (RoomFlag::Moderated, true) => "only who runs it or has a voice speaks",
        (RoomFlag::Moderated, false) => "everybody speaks again",
        (RoomFlag::MembersOnly, true) => "only who is in it speaks there",
        (RoomFlag::MembersOnly, false) => "others may speak there too",
        (RoomFlag::Secret, true) => "only who is in it knows of it",
        (RoomFlag::Secret, false) => "it is listed again",
        (RoomFlag::TopicLocked, true) => "only who runs it sets the topic",
        (RoomFlag::TopicLocked, false) => "everybody sets the topic",
        (RoomFlag::NoCtcp, true) => "it takes no client-to-client requests",
        (RoomFlag::NoCtcp, false) => "it takes client-to-client requests again",
    }
}
