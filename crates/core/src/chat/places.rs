//! Where something was said, as commands and questions about it name it.

use std::sync::Arc;

use crate::{AccountId, Refusal, RoomId, Target};

use super::Chat;
use super::dispatch::Asker;
use super::rooms::Room;

/// A room of who asks, or their conversation with somebody.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) kind: PlaceKind,
    /// The identity of the room's or person's name.
    pub(super) key: Arc<str>,
    /// That name as shown.
    pub(super) shown: Arc<str>,
}

/// Which of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlaceKind {
    Room(RoomId),
    With(AccountId),
}

impl Chat {
    /// The place that `target` names, where the asker may hear what is said there.
    pub(super) fn place(&self, asker: Asker, target: &Target) -> Result<Place, Refusal> {
        let room = match target {
            Target::Name(name) => {
                let person = self.accounts.find(name);
                let person = person.ok_or_else(|| Refusal::UnknownName {
                    name: Arc::clone(name.shown()),
                })?;
                return Ok(Place {
                    kind: PlaceKind::With(person.id),
                    key: Arc::clone(person.name.key()),
                    shown: Arc::clone(person.name.shown()),
                });
            }
            Target::Oneself => {
                let asking = self.account_of(asker.session)?;
                return Ok(Place {
                    kind: PlaceKind::With(asking.id),
                    key: Arc::clone(asking.name.key()),
                    shown: Arc::clone(asking.name.shown()),
                });
            }
            Target::Room(id) => self.room_by_id(*id)?,
            Target::RoomNamed(room) | Target::Ranked { room, .. } => {
                self.visible_room(asker.account, room)?
            }
        };
        if !room.has(asker.account) {
            let room = Arc::clone(room.name());
            return Err(Refusal::NotInRoom { room });
        }
        Ok(Place::of(room))
    }
}

impl Place {
    fn of(room: &Room) -> Self {
        Self {
            kind: PlaceKind::Room(room.id()),
            key: Arc::clone(room.record.name.key()),
            shown: Arc::clone(room.name()),
        }
    }
}
