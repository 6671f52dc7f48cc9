//! Why something about rooms and the people in them was not done, and what to do.

use std::borrow::Cow;

use hourglass_core::Refusal;

/// What is said of a refusal that is not worded here: none that [`super::refusal()`] hands over.
const ELSEWHERE: &str = "That cannot be done.";

/// The words of the refusals that name a room.
pub(super) fn about_room(refusal: &Refusal) -> Cow<'static, str> {
    let words = match refusal {
        Refusal::UnknownRoom { room } => {
            format!("There is no room {room}. /rooms lists those there are; /join {room} opens it.")
        }
        Refusal::NotInRoom { room } => {
            format!("You are not in {room}. To come in: /join {room}")
        }
        Refusal::NotAMember { room, name } => {
            format!("{name} is not in {room}. /who {room} lists those who are.")
        }
        Refusal::AlreadyAMember { room, name } => format!("{name} is in {room} already."),
        Refusal::NotOperator { room } => {
            format!("Only who runs {room} may do that. /who {room} marks them with @: ask one.")
        }
        Refusal::CommonRoom { room } => format!(
            "{room} is everybody's: nobody runs it, and nobody leaves it. /exit leaves the chat."
        ),
        Refusal::InviteOnly { room } => {
            format!("Only who is invited comes into {room}. Ask somebody who runs it.")
        }
        Refusal::WrongRoomKey { room } => {
            format!("{room} has a key, and it was not given: /join {room} KEY")
        }
        Refusal::RoomFull { room } => {
            format!("{room} has as many members as it may. Try again when somebody has left.")
        }
        Refusal::BannedFromRoom { room } => {
            format!("You are kept out of {room}. Ask somebody who runs it, or join another room.")
        }
        Refusal::CannotSpeak { room } => {
            format!("You may not speak in {room}. Ask somebody who runs it for a voice.")
        }
        Refusal::NoCtcp { room } => format!(
            "{room} takes no requests between programs. Say it in words, or ask in private."
        ),
        Refusal::TooManyRooms { room, limit } => format!(
            "You are in {limit} rooms, and no more are allowed. Leave one to come into {room}."
        ),
        Refusal::NoMoreRooms { room } => format!(
            "{room} cannot be opened: there are as many rooms as there may be. \
             Join one of those, or try again later."
        ),
        Refusal::TooManyMasks { room, mask } => {
            format!("The lists of {room} are full: take something off them to add {mask}.")
        }
        Refusal::RoomNameTaken { room, to } => format!(
            "{room} cannot be called {to}: there is such a room, or one that looks like it. \
             Choose another name."
        ),
        Refusal::RoomResembles { room, other } => format!(
            "{room} looks like {other}, which there is. Join that, or choose a name that nobody can mistake."
        ),
        _ => ELSEWHERE.to_owned(),
    };
    words.into()
}

/// The words of those about people and what they said.
pub(super) fn about_person(refusal: &Refusal) -> Cow<'static, str> {
    let words = match refusal {
        Refusal::NameIsFixed { name } => format!(
            "{name} is registered, and a registered name stays as it is. \
             Log in with another one to be called so."
        ),
        Refusal::NameInUse { name } => {
            format!("The name {name} is taken. Choose another one.")
        }
        Refusal::GuestsCannot => "Guests cannot do that. Register your name first.".to_owned(),
        Refusal::AlreadyRegistered => "Your name is registered already.".to_owned(),
        Refusal::NotOnline { name } => {
            format!("{name} is not online. A message waits for whoever is registered.")
        }
        Refusal::CannotRedact {
            is_others: true, ..
        } => "That is somebody else's message. You can take back your own only.".to_owned(),
        Refusal::CannotRedact { target, .. } => {
            format!("There is no such message in {target}: it is gone already, or never was.")
        }
        Refusal::TooManyWatched { limit, .. } => {
            format!("You watch {limit} names, and no more are allowed. Take one off first.")
        }
        Refusal::MetadataOfOthers { name } => {
            format!("Only {name} may change that. What is about yourself you can change.")
        }
        Refusal::TooMuchMetadata { of, limit } => format!(
            "There is no place for another value: {of} may have {limit}, and there is a bound for \
             all together, too. Take one away first."
        ),
        _ => ELSEWHERE.to_owned(),
    };
    words.into()
}
