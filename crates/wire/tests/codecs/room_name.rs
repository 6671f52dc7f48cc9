//! Names of rooms.

use hourglass_wire::name::NameError;
use hourglass_wire::room::{RoomNameError, lookup, parse};

#[test]
fn a_room_has_a_name_behind_its_mark() {
    let room = parse(" #Tea_Room-2 ").unwrap();
    assert_eq!(&**room.shown(), "#Tea_Room-2");
    assert_eq!(&**room.key(), "#tea_room-2");
    assert!(
        room.name()
            .skeletons()
            .iter()
            .all(|form| form.starts_with('#'))
    );
    assert_eq!(
        parse("#ŠTRAẞE").unwrap().key(),
        parse("#štrasse").unwrap().key()
    );
}

#[test]
fn words_of_the_chat_may_be_rooms() {
    assert!(parse("#room").is_ok());
    assert!(parse("#hourglass").is_ok());
}

#[test]
fn what_cannot_be_a_room_is_refused_in_words() {
    assert_eq!(parse("tea"), Err(RoomNameError::NoMark));
    assert_eq!(parse(""), Err(RoomNameError::NoMark));
    assert_eq!(parse("#"), Err(RoomNameError::Empty));
    assert_eq!(parse("# a"), Err(RoomNameError::Empty));
    assert!(parse(&format!("#{}", "a".repeat(29))).is_ok());
    assert_eq!(
        parse(&format!("#{}", "a".repeat(30))),
        Err(RoomNameError::TooLong { characters: 30 })
    );
    for word in ["#a,b", "#a\u{7}", "##a", "#a:b", "#a.b", "#-a"] {
        assert!(matches!(parse(word), Err(RoomNameError::Name(_))), "{word}");
    }
    assert_eq!(
        parse("#a b"),
        Err(RoomNameError::Name(NameError::SeveralWords))
    );
    assert!(lookup("#a,b").is_err());
}
