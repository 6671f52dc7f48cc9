//! Who is in a room: what is shown of it, and what is told when that changes.

use std::sync::Arc;

use crate::{
    AccountId, Audience, Event, ModeChange, Output, Person, Rank, RoomId, RoomView, SessionId,
};

use super::rooms::OPERATOR;
use super::{Chat, person};

impl Chat {
    /// A room as it opens to `person`.
    pub(super) fn view(
        &mut self,
        room: RoomId,
        person: &Arc<Person>,
        was_member: bool,
        with_members: bool,
    ) -> Option<RoomView> {
        let members = with_members.then(|| self.members_of(room));
        let room = self.rooms.get(room)?;
        let key = room.record.name.key();
        Some(RoomView {
            room: room.reference(),
            person: Arc::clone(person),
            was_member,
            topic: room.record.topic.clone(),
            secret: room.record.modes.secret,
            opened_at: room.record.opened_at,
            members,
            member_count: room.shown_count(),
            read_up_to: self.markers.get(person.account, key),
            messages: Vec::new(),
        })
    }

    /// Those shown in a room.
    pub(super) fn members_of(&mut self, room: RoomId) -> Arc<[crate::Member]> {
        let Self {
            rooms,
            presence,
            accounts,
            words,
            ..
        } = self;
        rooms.list(room, |account| person(presence, accounts, words, account))
    }

    /// Tells a room that somebody is in it from now on, or there again. Where they have other devices, the
    /// room is opened to those after this.
    pub(super) fn tell_entered(
        &self,
        room: RoomId,
        person: &Arc<Person>,
        is_arrival: bool,
        session: SessionId,
        output: &mut Output,
    ) {
        let Some(entered) = self.rooms.get(room) else {
            return;
        };
        let event = Event::Entered {
            room: entered.reference(),
            person: Arc::clone(person),
            is_arrival,
            announced: self.is_announced(room),
        };
        let except = Some(session);
        output.emit(Audience::Room { room, except }, event);
        if room == RoomId::COMMON && !is_arrival {
            let names = self.presence.names_online();
            let name = Arc::clone(&person.name);
            let event = Event::Joined { name };
            self.announce(person.account, names, except, event, output);
        }
    }

    /// Opens a room to the other devices of somebody who came into it.
    pub(super) fn tell_opened(
        &mut self,
        room: RoomId,
        person: &Arc<Person>,
        session: SessionId,
        output: &mut Output,
    ) {
        let account = person.account;
        if self.presence.hears(account, Some(session))
            && let Some(view) = self.view(room, person, false, true)
        {
            let event = Event::RoomOpened(Box::new(view));
            self.tell(account, Some(session), event, output);
            self.tell_metadata_in(room, account, Some(session), output);
        }
    }

    /// Whether a room is small enough to have it announced who comes and goes.
    pub(super) fn is_announced(&self, room: RoomId) -> bool {
        let room = self.rooms.get(room);
        room.is_some_and(|room| room.shown_count() <= self.settings.announce_up_to)
    }

    /// Tells all devices of `account`, and all of those who are in a room with it, but `except`.
    pub(super) fn tell_neighbours(
        &self,
        account: AccountId,
        except: Option<SessionId>,
        event: Event,
        output: &mut Output,
    ) {
        let rooms: Arc<[RoomId]> = self.rooms.of(account).collect();
        if rooms.is_empty() && !self.presence.hears(account, except) {
            return;
        }
        let audience = Audience::Rooms {
            rooms,
            account,
            except,
        };
        output.emit(audience, event);
    }

    /// Takes somebody out of a room, which is closed or passed on where it has to be.
    pub(super) fn unseat(&mut self, room: RoomId, account: AccountId, output: &mut Output) {
        self.rooms.unseat(room, account);
        output.changes.unseat(room, account);
        if self.rooms.close_if_empty(room, &mut output.changes) {
            self.metadata.close(room);
        } else {
            self.pass_office_on(room, None, output);
        }
    }

    /// Gives a room that nobody runs to its eldest member but `former`, who has given it up: alone, it is
    /// left without until somebody comes.
    pub(super) fn pass_office_on(
        &mut self,
        room: RoomId,
        former: Option<AccountId>,
        output: &mut Output,
    ) {
        let Some(heir) = self.rooms.heir(room, former) else {
            return;
        };
        let voice = self
            .rooms
            .get(room)
            .is_some_and(|room| room.standing(heir).voice);
        let standing = crate::Standing { voice, ..OPERATOR };
        self.rooms
            .set_standing(room, heir, standing, &mut output.changes);
        let name = self.accounts.get(heir).map(|record| record.name.clone());
        let (Some(room), Some(name)) = (self.rooms.get(room), name) else {
            return;
        };
        let event = Event::ModesChanged {
            room: room.reference(),
            person: None,
            changes: vec![ModeChange::Rank {
                rank: Rank::Operator,
                name,
                on: true,
            }],
            refused: Vec::new(),
        };
        let audience = Audience::Room {
            room: room.id(),
            except: None,
        };
        output.emit(audience, event);
    }

    /// Takes somebody whose name is given up out of all rooms.
    pub(super) fn leave_all_rooms(&mut self, account: AccountId, output: &mut Output) {
        // An account that is given up is offline, and shown only where all members always are.
        let shown = self.settings.always_on && !account.is_guest();
        let person = self.person(account).filter(|_| shown);
        for room in self.rooms.of(account).collect::<Vec<_>>() {
            if let (Some(left), Some(person)) = (self.rooms.get(room), &person) {
                let event = Event::Departed {
                    room: left.reference(),
                    person: Arc::clone(person),
                    by: None,
                    reason: None,
                    announced: false,
                };
                let except = None;
                output.emit(Audience::Room { room, except }, event);
            }
            self.unseat(room, account, output);
        }
        self.rooms.take_invitations(account);
    }
}
