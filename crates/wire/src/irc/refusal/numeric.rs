//! Refusals as numerics.

use hourglass_core::Refusal;

use super::super::encoder::Scene;

/// Something that no other numeric fits: the command, and words.
const UNKNOWN_ERROR: &str = "400";

/// What may not be said there.
const CANNOT_SEND: &str = "404";

/// The numeric, and what stands between the client's name and the words.
pub(super) fn form<'a>(scene: Scene<'a>, refusal: &'a Refusal) -> (&'static str, Vec<&'a str>) {
    of_rooms(scene, refusal)
        .or_else(|| of_people(refusal))
        .unwrap_or_else(|| match refusal {
            Refusal::TooLong { .. } => ("417", Vec::new()),
            Refusal::EmptyMessage => ("412", Vec::new()),
            Refusal::NotLoggedIn => ("451", Vec::new()),
            Refusal::AlreadyRegistered => ("462", Vec::new()),
            Refusal::StorageFailing => ("263", vec![scene.verb()]),
            Refusal::ToYourself => (CANNOT_SEND, vec![scene.asked(0)]),
            _ => (UNKNOWN_ERROR, vec![scene.verb()]),
        })
}

fn of_rooms<'a>(scene: Scene<'_>, refusal: &'a Refusal) -> Option<(&'static str, Vec<&'a str>)> {
    let is_speech = matches!(scene.verb(), "PRIVMSG" | "NOTICE" | "TAGMSG");
    let (code, room) = match refusal {
        Refusal::NotInRoom { room } if is_speech => (CANNOT_SEND, room),
        Refusal::CannotSpeak { room } | Refusal::NoCtcp { room } => (CANNOT_SEND, room),
        Refusal::UnknownRoom { room } | Refusal::RoomResembles { room, .. } => ("403", room),
        Refusal::RoomNameTaken { to, .. } => ("403", to),
        Refusal::TooManyRooms { room, .. } | Refusal::NoMoreRooms { room } => ("405", room),
        Refusal::NotInRoom { room } => ("442", room),
        Refusal::RoomFull { room } => ("471", room),
        Refusal::InviteOnly { room } => ("473", room),
        Refusal::BannedFromRoom { room } => ("474", room),
        Refusal::WrongRoomKey { room } => ("475", room),
        Refusal::NotOperator { room } | Refusal::CommonRoom { room } => ("482", room),
        Refusal::NotAMember { room, name } => return Some(("441", vec![name, room])),
        Refusal::AlreadyAMember { room, name } => return Some(("443", vec![name, room])),
        Refusal::TooManyMasks { room, mask } => return Some(("478", vec![room, mask])),
        _ => return None,
    };
    Some((code, vec![room]))
}

fn of_people(refusal: &Refusal) -> Option<(&'static str, Vec<&str>)> {
    let (code, name) = match refusal {
        Refusal::UnknownName { name } | Refusal::NotOnline { name } => ("401", name),
        Refusal::NameInUse { name } | Refusal::NameResembles { name } => ("433", name),
        Refusal::NameIsFixed { .. } => return Some(("447", Vec::new())),
        _ => return None,
    };
    Some((code, vec![name]))
}
