//! What people are told.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{MessageId, Refusal};
use hourglass_wire::words::{clock, refusal, spoken};

#[test]
fn a_wait_is_rounded_up_and_may_pass_99_hours() {
    for (milliseconds, figures) in [
        (0, "00:00:00"),
        (1, "00:00:01"),
        (1_000, "00:00:01"),
        (59_001, "00:01:00"),
        (3_599_999, "01:00:00"),
        (100 * 3_600_000, "100:00:00"),
    ] {
        assert_eq!(clock(Duration::from_millis(milliseconds)), figures);
    }
    clock(Duration::MAX);
}

#[test]
fn lengths_of_time_are_spoken() {
    for (seconds, words) in [
        (0, "0 seconds"),
        (1, "1 second"),
        (90, "1 minute 30 seconds"),
        (3_600, "1 hour"),
        (4 * 3_600, "4 hours"),
        (36 * 3_600, "1 day 12 hours"),
    ] {
        assert_eq!(spoken(Duration::from_secs(seconds)), words);
    }
}

/// One refusal of each kind.
fn refusals() -> Vec<Refusal> {
    let wait = Duration::from_secs(61);
    let name = Arc::<str>::from("bob");
    vec![
        Refusal::Silenced { wait },
        Refusal::AllowanceSpent { wait },
        Refusal::TooLong {
            length: 9,
            limit: 8,
        },
        Refusal::EmptyMessage,
        Refusal::ToYourself,
        Refusal::UnknownName { name: name.clone() },
        Refusal::ComplaintAboutUnknown { name: name.clone() },
        Refusal::AboutYourself,
        Refusal::AlreadyComplained { name: name.clone() },
        Refusal::AlreadySilenced {
            name: name.clone(),
            wait,
        },
        Refusal::NameResembles { name },
        Refusal::NameRegistered,
        Refusal::AccountGone,
        Refusal::TooManyAccounts,
        Refusal::TooManyDevices { limit: 64 },
        Refusal::NotLoggedIn,
        Refusal::StorageFailing,
    ]
}

/// The same for those about rooms and the people in them.
fn room_refusals() -> Vec<Refusal> {
    let room: Arc<str> = "#rust".into();
    let name: Arc<str> = "bob".into();
    let (room, name) = (|| Arc::clone(&room), || Arc::clone(&name));
    let redact = |is_others| Refusal::CannotRedact {
        target: room(),
        id: MessageId(7),
        is_others,
    };
    vec![
        Refusal::UnknownRoom { room: room() },
        Refusal::NotInRoom { room: room() },
        Refusal::NotAMember {
            room: room(),
            name: name(),
        },
        Refusal::AlreadyAMember {
            room: room(),
            name: name(),
        },
        Refusal::NotOperator { room: room() },
        Refusal::CommonRoom { room: room() },
        Refusal::InviteOnly { room: room() },
        Refusal::WrongRoomKey { room: room() },
        Refusal::RoomFull { room: room() },
        Refusal::BannedFromRoom { room: room() },
        Refusal::CannotSpeak { room: room() },
        Refusal::NoCtcp { room: room() },
        Refusal::TooManyRooms {
            room: room(),
            limit: 100,
        },
        Refusal::NoMoreRooms { room: room() },
        Refusal::TooManyMasks {
            room: room(),
            mask: name(),
        },
        Refusal::RoomNameTaken {
            room: room(),
            to: room(),
        },
        Refusal::RoomResembles {
            room: room(),
            other: room(),
        },
        Refusal::NameIsFixed { name: name() },
        Refusal::NameInUse { name: name() },
        Refusal::GuestsCannot,
        Refusal::AlreadyRegistered,
        Refusal::NotOnline { name: name() },
        redact(true),
        redact(false),
        Refusal::TooManyWatched {
            limit: 100,
            names: vec![name()],
        },
        Refusal::MetadataOfOthers { name: name() },
        Refusal::TooMuchMetadata {
            of: name(),
            limit: 20,
        },
    ]
}

#[test]
fn every_refusal_about_rooms_has_words_of_its_own() {
    let words: BTreeSet<String> = room_refusals()
        .iter()
        .map(|refused| refusal(refused).into_owned())
        .collect();
    assert_eq!(words.len(), room_refusals().len());
}

#[test]
fn every_refusal_is_one_line_that_tells_the_wait() {
    for refused in refusals().into_iter().chain(room_refusals()) {
        let words = refusal(&refused);
        assert!(!words.contains('\n'), "{words}");
        assert!(!words.contains("  "), "{words}");
        if format!("{refused:?}").contains("wait") {
            assert!(words.contains("00:01:01"), "{words}");
        }
    }
}
