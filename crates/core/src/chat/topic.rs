//! What rooms are about, what they are called, and who is invited into them.

use std::sync::Arc;

use crate::{
    AccountId, Answer, Audience, Changes, Destination, Event, Message, Name, Output, Person,
    Refusal, RoomId, RoomName, RoomRef, Speech, Stamp, Text, Topic, limits,
};

use super::Chat;
use super::dispatch::Asker;

impl Chat {
    /// Says what a room is about.
    pub(super) fn set_topic(
        &mut self,
        asker: Asker,
        name: &RoomName,
        topic: Option<Text>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let person = self.asking(asker)?;
        let room = self.room_as_member(asker, name)?;
        if room.id() == RoomId::COMMON {
            return Err(self.common_room());
        }
        if room.record.modes.topic_locked && !room.is_operator(asker.account) {
            let room = Arc::clone(room.name());
            return Err(Refusal::NotOperator { room });
        }
        let (room, known) = (room.reference(), room.record.topic.clone());
        self.check_silence(asker)?;
        let text = topic.filter(|text| text.characters() > 0);
        let text = text.map(|text| text.shortened(limits::TOPIC_CHARACTERS_MAX));
        if text.as_ref() == known.as_ref().map(|topic| &topic.text) {
            let answer = Answer::Topic { room, topic: known };
            output.answer(asker.session, Event::Answer(Box::new(answer)));
            return Ok(());
        }
        let topic = text.map(|text| Topic {
            text,
            by: Arc::clone(&person.name),
            at: asker.stamp.time,
        });
        self.rooms.edit(room.id, &mut output.changes, |record| {
            record.topic.clone_from(&topic);
        });
        let id = room.id;
        self.note_topic(asker.stamp, &room, &person, topic.as_ref());
        let event = Event::TopicChanged {
            room,
            person,
            topic,
            stamp: asker.stamp,
        };
        answer_and_tell(asker, id, event, output);
        Ok(())
    }

    fn note_topic(&mut self, stamp: Stamp, room: &RoomRef, person: &Person, topic: Option<&Topic>) {
        let message = Message {
            id: stamp.sequence.into(),
            author: person.account,
            author_name: Arc::clone(&person.name),
            author_username: Arc::clone(&person.username),
            author_is_bot: person.is_bot,
            destination: Destination::Room {
                id: room.id,
                name: Arc::clone(&room.name),
                rank: None,
            },
            sent_at: stamp.time,
            expires_at: stamp.time.after(self.settings.message_lifetime),
            text: topic.map_or_else(|| Text::from_sanitised(""), |topic| topic.text.clone()),
            key: None,
            speech: Speech::Topic,
            tags: None,
        };
        self.note(Arc::new(message));
    }

    /// Holds something that happened for as long as a message is held.
    pub(super) fn note(&mut self, happening: Arc<Message>) {
        self.happenings.push(happening, &mut Changes::default());
    }

    /// Gives a room another name.
    pub(super) fn rename_room(
        &mut self,
        asker: Asker,
        name: &RoomName,
        to: &RoomName,
        reason: Option<Text>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let person = self.asking(asker)?;
        let room = self.room_as_operator(asker, name)?;
        let id = room.id();
        let taken = self.rooms.find(to).filter(|other| other.id() != id);
        if taken.is_some() || self.rooms.find_alike(to, Some(id)).is_some() {
            return Err(Refusal::RoomNameTaken {
                room: Arc::clone(room.name()),
                to: Arc::clone(to.shown()),
            });
        }
        self.check_silence(asker)?;
        let former = room.record.name.clone();
        let members: Vec<AccountId> = room.members().collect();
        self.rooms.rename(id, to.clone(), &mut output.changes);
        for member in members {
            self.markers
                .rename(member, former.key(), to.key(), &mut output.changes);
        }
        let Some(mut view) = self.view(id, &person, true, true) else {
            return Ok(());
        };
        view.read_up_to = None;
        let event = Event::RoomRenamed {
            room: view.room.clone(),
            view: Arc::new(view),
            former: Arc::clone(former.shown()),
            person,
            reason: reason.map(|reason| reason.shortened(limits::TOPIC_CHARACTERS_MAX)),
        };
        answer_and_tell(asker, id, event, output);
        Ok(())
    }

    /// Invites somebody into a room. Where not everybody may come in, only who runs it invites.
    pub(super) fn invite(
        &mut self,
        asker: Asker,
        name: &RoomName,
        whom: &Name,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let by = self.asking(asker)?;
        let room = self.room_as_member(asker, name)?;
        let shown = || Arc::clone(room.name());
        if room.record.modes.invite_only && !room.is_operator(asker.account) {
            return Err(Refusal::NotOperator { room: shown() });
        }
        let Some(invited) = self.accounts.find(whom) else {
            let name = Arc::clone(whom.shown());
            return Err(Refusal::UnknownName { name });
        };
        let (account, name) = (invited.id, Arc::clone(invited.name.shown()));
        if room.has(account) {
            return Err(Refusal::AlreadyAMember {
                room: shown(),
                name,
            });
        }
        self.check_silence(asker)?;
        let operators: Arc<[AccountId]> = room
            .ranked()
            .filter(|(_, standing)| standing.operator)
            .map(|(account, _)| account)
            .collect();
        let (id, room) = (room.id(), room.reference());
        self.rooms.invite(id, account);
        let event = Event::Invited {
            room,
            by,
            name,
            away: self.away_of(account),
        };
        output.answer(asker.session, event.clone());
        self.tell(account, None, event.clone(), output);
        if !operators.is_empty() {
            let audience = Audience::Some {
                room: id,
                accounts: operators,
                except: Some(asker.session),
            };
            output.emit(audience, event);
        }
        Ok(())
    }
}

/// Answers the asker, and tells all others in the room the same.
fn answer_and_tell(asker: Asker, room: RoomId, event: Event, output: &mut Output) {
    output.answer(asker.session, event.clone());
    let except = Some(asker.session);
    output.emit(Audience::Room { room, except }, event);
}
