//! Which devices hear what, as the fan-out finds out from what is told.

use std::collections::{BTreeMap, BTreeSet};

use hourglass_core::{AccountId, Audience, Emission, Event, RoomId, SessionId};

/// The devices that are there.
#[derive(Debug, Default)]
pub(crate) struct Listeners {
    devices: BTreeMap<SessionId, Device>,
}

#[derive(Debug)]
struct Device {
    account: AccountId,
    rooms: BTreeSet<RoomId>,
}

impl Listeners {
    pub(crate) fn leave(&mut self, session: SessionId) {
        self.devices.remove(&session);
    }

    /// The devices that hear an emission; what it says of rooms holds for all that is told later.
    pub(crate) fn of(&mut self, emission: &Emission) -> Vec<SessionId> {
        if let Event::LoggedIn(logged_in) = &emission.event {
            let rooms = logged_in.rooms.iter().map(|view| view.room.id);
            let device = Device {
                account: logged_in.account,
                rooms: rooms.collect(),
            };
            self.devices.insert(logged_in.session, device);
        }
        let listeners = self.listeners(&emission.audience);
        match &emission.event {
            Event::RoomOpened(view) => {
                for session in &listeners {
                    if let Some(device) = self.devices.get_mut(session) {
                        device.rooms.insert(view.room.id);
                    }
                }
            }
            Event::Departed { room, person, .. } if !emission.is_answer() => {
                for device in self.devices.values_mut() {
                    if device.account == person.account {
                        device.rooms.remove(&room.id);
                    }
                }
            }
            Event::Registered { former, person } => {
                for device in self.devices.values_mut() {
                    if device.account == former.account {
                        device.account = person.account;
                    }
                }
            }
            _ => {}
        }
        listeners
    }

    fn listeners(&self, audience: &Audience) -> Vec<SessionId> {
        // A refused login is answered too, although its session is no device.
        if let Audience::Session(only) = audience {
            return vec![*only];
        }
        let devices = self.devices.iter();
        devices
            .filter(|(session, device)| device.hears(**session, audience))
            .map(|(session, _)| *session)
            .collect()
    }
}

impl Device {
    fn hears(&self, own: SessionId, audience: &Audience) -> bool {
        match audience {
            Audience::Session(only) => own == *only,
            Audience::Account { account, except } => {
                self.account == *account && Some(own) != *except
            }
            Audience::Room { room, except } => self.rooms.contains(room) && Some(own) != *except,
            Audience::Some {
                room,
                accounts,
                except,
            } => {
                self.rooms.contains(room)
                    && accounts.contains(&self.account)
                    && Some(own) != *except
            }
            Audience::Rooms {
                rooms,
                account,
                except,
            } => {
                let shares = rooms.iter().any(|room| self.rooms.contains(room));
                (shares || self.account == *account) && Some(own) != *except
            }
            Audience::Sessions(only) => only.contains(&own),
            Audience::Everyone => true,
        }
    }
}
