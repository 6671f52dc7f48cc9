//! The name of a room.

use hourglass_core::RoomName;
use hourglass_wire::room;

use super::{Kind, Shown};

/// A room's name, with or without the mark that it begins with.
#[derive(Debug)]
pub(crate) struct Room;

impl Kind for Room {
    type Value = RoomName;

    fn placeholder(&self) -> &'static str {
        "ROOM"
    }

    fn parse(&self, text: &str) -> Option<RoomName> {
        let bare = text.strip_prefix(room::MARK).unwrap_or(text);
        room::parse(&format!("{}{bare}", room::MARK)).ok()
    }

    fn allowed(&self) -> String {
        "1 to 29 letters, digits, - and _ behind a #, which may be left out".to_owned()
    }

    fn show(&self, value: &RoomName) -> Shown {
        Shown::Quoted(value.shown().to_string())
    }
}
