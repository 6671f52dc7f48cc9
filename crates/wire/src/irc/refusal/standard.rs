//! Refusals of commands whose texts want `FAIL` with codes of their own.

use hourglass_core::Refusal;

use super::super::Capabilities;
use super::super::encoder::Scene;

/// The code and what stands behind it; nothing where a numeric is right.
pub(super) fn form<'a>(
    scene: Scene<'a>,
    refusal: &'a Refusal,
) -> Option<(&'static str, Vec<&'a str>)> {
    match scene.verb() {
        "CHATHISTORY" => Some(history(scene, refusal)),
        "MARKREAD" => Some(("INVALID_PARAMS", vec![scene.asked(0)])),
        "REDACT" => Some(redact(scene, refusal)),
        "RENAME" => rename(scene, refusal),
        "REGISTER" => Some((register_code(refusal), vec![scene.asked(0)])),
        _ => any(scene, refusal),
    }
}

fn history<'a>(scene: Scene<'a>, refusal: &Refusal) -> (&'static str, Vec<&'a str>) {
    let code = match refusal {
        Refusal::StorageFailing => "MESSAGE_ERROR",
        _ => "INVALID_TARGET",
    };
    (code, vec![scene.asked(0), scene.asked(1)])
}

fn redact<'a>(scene: Scene<'a>, refusal: &Refusal) -> (&'static str, Vec<&'a str>) {
    let (target, id) = (scene.asked(0), scene.asked(1));
    match refusal {
        Refusal::CannotRedact {
            is_others: true, ..
        } => ("REDACT_FORBIDDEN", vec![target, id]),
        Refusal::CannotRedact { .. } => ("UNKNOWN_MSGID", vec![target, id]),
        _ => ("INVALID_TARGET", vec![target]),
    }
}

fn rename<'a>(scene: Scene<'a>, refusal: &Refusal) -> Option<(&'static str, Vec<&'a str>)> {
    let code = match refusal {
        Refusal::RoomNameTaken { .. } => "CHANNEL_NAME_IN_USE",
        Refusal::RoomResembles { .. } | Refusal::CommonRoom { .. } => "CANNOT_RENAME",
        _ => return None,
    };
    Some((code, vec![scene.asked(0), scene.asked(1)]))
}

/// The code of `FAIL REGISTER` (draft/account-registration).
pub fn register_code(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::AlreadyRegistered => "ALREADY_AUTHENTICATED",
        Refusal::NameRegistered => "ACCOUNT_EXISTS",
        Refusal::NameInUse { .. } => "USERNAME_EXISTS",
        Refusal::NameResembles { .. } => "BAD_ACCOUNT_NAME",
        _ => "TEMPORARILY_UNAVAILABLE",
    }
}

/// Refusals that no numeric fits, to clients that know of this form.
fn any<'a>(scene: Scene<'a>, refusal: &Refusal) -> Option<(&'static str, Vec<&'a str>)> {
    if !scene.has(Capabilities::STANDARD_REPLIES) {
        return None;
    }
    let code = match refusal {
        Refusal::TooLong { .. } => "MESSAGE_TOO_LONG",
        Refusal::GuestsCannot => "ACCOUNT_REQUIRED",
        Refusal::StorageFailing => "TEMPORARILY_UNAVAILABLE",
        _ => return None,
    };
    Some((code, context(scene.asked(0))))
}

fn context(target: &str) -> Vec<&str> {
    if target.is_empty() {
        Vec::new()
    } else {
        vec![target]
    }
}
