//! Why a command was not carried out, and what to do.

use std::borrow::Cow;

use hourglass_core::Refusal;

use super::clock;
use super::room_refusal;

/// A refusal in words: what is wrong, and what to do next and when.
pub fn refusal(refusal: &Refusal) -> Cow<'static, str> {
    match refusal {
        Refusal::Silenced { wait } => {
            format!("You are banned. Wait another {}", clock(*wait)).into()
        }
        Refusal::AllowanceSpent { wait } => {
            let wait = clock(*wait);
            format!("You have reached the message limit. Wait another {wait}").into()
        }
        Refusal::TooLong { length, limit } => format!(
            "The message has {length} characters, and {limit} are allowed. Nothing of it was sent: \
             shorten it and send it again."
        )
        .into(),
        Refusal::EmptyMessage => "There is nothing in the message. Write something.".into(),
        Refusal::ToYourself => "No point in sending it to yourself".into(),
        Refusal::UnknownName { name } => format!("No such user - \"{name}\"").into(),
        Refusal::ComplaintAboutUnknown { .. } => "Ban error: check username".into(),
        Refusal::AboutYourself => {
            "No point in complaining about yourself. Name somebody else.".into()
        }
        Refusal::AlreadyComplained { name } => format!(
            "You complained about {name} before, and one complainer counts once. \
             Others have to decide now."
        )
        .into(),
        Refusal::AlreadySilenced { name, wait } => format!(
            "{name} is silenced already, for another {}. Complain then, if you still have to.",
            clock(*wait)
        )
        .into(),
        Refusal::NameResembles { name } => format!(
            "The name looks like {name}, who is registered here. \
             Choose one that nobody can mistake."
        )
        .into(),
        Refusal::NameRegistered => "Somebody registered this name a moment ago. \
             Log in again, or choose another one."
            .into(),
        Refusal::AccountGone => {
            "The name was given up a moment ago. Log in again to register it.".into()
        }
        Refusal::TooManyAccounts => "No further name can be registered here at present. \
             Try again later, or log in with a name that you have."
            .into(),
        Refusal::TooManyDevices { limit } => format!(
            "The name is online on {limit} devices, and no more are allowed. \
             Leave with one of them first."
        )
        .into(),
        Refusal::NotLoggedIn => "You are not logged in. Log in first.".into(),
        Refusal::StorageFailing => {
            "The server cannot save anything at present, so this was not taken. \
             Try again in a minute."
                .into()
        }
        Refusal::NameIsFixed { .. }
        | Refusal::NameInUse { .. }
        | Refusal::GuestsCannot
        | Refusal::AlreadyRegistered
        | Refusal::NotOnline { .. }
        | Refusal::CannotRedact { .. }
        | Refusal::TooManyWatched { .. }
        | Refusal::MetadataOfOthers { .. }
        | Refusal::TooMuchMetadata { .. } => room_refusal::about_person(refusal),
        about_room => room_refusal::about_room(about_room),
    }
}
