//! What is said, in a room or to one person.

use std::sync::Arc;

use crate::{
    AccountId, AccountRecord, Audience, ClientKey, ClientTags, Destination, Event, Message, Name,
    Output, Person, Rank, Refusal, RoomId, RoomName, Said, SessionId, Speech, Stamp, Target, Text,
    Timestamp,
};

use super::Chat;
use super::rooms::Room;
use super::{allowance, silence};

/// What a device says.
#[derive(Debug)]
pub(super) struct Utterance {
    pub(super) text: Text,
    pub(super) key: Option<ClientKey>,
    pub(super) speech: Speech,
    pub(super) tags: Option<ClientTags>,
}

impl Utterance {
    /// Whether it says nothing but that its author is writing, which costs nothing.
    fn is_typing(&self) -> bool {
        let tags = self.tags.as_ref().map_or("", ClientTags::as_str);
        self.speech == Speech::TagsOnly
            && tags.split(';').all(|tag| {
                let name = tag.split('=').next().unwrap_or_default();
                matches!(name, "+typing" | "+draft/typing")
            })
    }
}

impl Chat {
    /// A message, answered and told or refused.
    pub(super) fn say(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        to: &Target,
        utterance: Utterance,
        output: &mut Output,
    ) {
        if let Some(said) = self.said_before(session, utterance.key.as_ref(), stamp.time) {
            output.answer(session, Event::Said(said));
            return;
        }
        let key = utterance.key.clone();
        let is_free = utterance.is_typing();
        match self.accept_message(stamp, session, to, utterance) {
            Ok(message) => self.publish(session, Arc::new(message), is_free, output),
            Err(refusal) => output.refuse(session, refusal, key),
        }
    }

    /// The first result of a message that is sent again.
    fn said_before(
        &self,
        session: SessionId,
        key: Option<&ClientKey>,
        now: Timestamp,
    ) -> Option<Said> {
        let key = key?;
        let author = self.account_of(session).ok()?;
        let message = self.history.said_under(author.id, key, now)?;
        let mut said = self.said(author, Arc::clone(message), now);
        said.is_repeated = true;
        Some(said)
    }

    fn said(&self, author: &AccountRecord, message: Arc<Message>, now: Timestamp) -> Said {
        let away = match &message.destination {
            Destination::Account { id, .. } => self.away_of(*id),
            Destination::Room { .. } => None,
        };
        Said {
            message,
            is_repeated: false,
            away,
            allowance: allowance::standing(&self.settings, author, now),
        }
    }

    /// Why somebody who is shown is away, where they are.
    pub(super) fn away_of(&self, account: AccountId) -> Option<Text> {
        match self.presence.get(account) {
            Some(online) => online.person.away.clone(),
            None => self.words.offline.clone(),
        }
    }

    fn accept_message(
        &self,
        stamp: Stamp,
        session: SessionId,
        to: &Target,
        utterance: Utterance,
    ) -> Result<Message, Refusal> {
        let author = self.account_of(session)?;
        let online = self.presence.get(author.id).ok_or(Refusal::NotLoggedIn)?;
        self.check_length(&utterance)?;
        let destination = match to {
            Target::Name(name) => self.private_destination(author.id, name)?,
            _ => self.room_destination(&online.person, to, &utterance)?,
        };
        silence::check(author, stamp.time)?;
        if !utterance.is_typing()
            && let Some(wait) = allowance::wait(&self.settings, author, stamp.time)
        {
            return Err(Refusal::AllowanceSpent { wait });
        }
        Ok(Message {
            id: stamp.sequence.into(),
            author: author.id,
            author_name: Arc::clone(author.name.shown()),
            author_username: Arc::clone(&online.person.username),
            author_is_bot: online.person.is_bot,
            destination,
            sent_at: stamp.time,
            expires_at: stamp.time.after(self.settings.message_lifetime),
            text: utterance.text,
            key: utterance.key,
            speech: utterance.speech,
            tags: utterance.tags,
        })
    }

    fn check_length(&self, utterance: &Utterance) -> Result<(), Refusal> {
        let length = utterance.text.characters();
        let limit = self.settings.max_message;
        match length {
            0 if utterance.speech != Speech::TagsOnly => Err(Refusal::EmptyMessage),
            _ if length > limit => Err(Refusal::TooLong { length, limit }),
            _ => Ok(()),
        }
    }

    fn room_destination(
        &self,
        author: &Person,
        to: &Target,
        utterance: &Utterance,
    ) -> Result<Destination, Refusal> {
        let (room, rank) = match to {
            Target::Room(id) => (self.room_by_id(*id)?, None),
            Target::Ranked { room, rank } => {
                (self.visible_room(author.account, room)?, Some(*rank))
            }
            Target::RoomNamed(name) => (self.visible_room(author.account, name)?, None),
            Target::Name(name) => return self.private_destination(author.account, name),
            Target::Oneself => {
                let (id, name) = (author.account, Arc::clone(&author.name));
                return Ok(Destination::Account { id, name });
            }
        };
        self.check_voice(author, room, utterance.speech)?;
        Ok(Destination::Room {
            id: room.id(),
            name: Arc::clone(room.name()),
            rank,
        })
    }

    /// A room by its id, which a door has only of rooms that the session was in.
    pub(super) fn room_by_id(&self, id: RoomId) -> Result<&Room, Refusal> {
        self.rooms.get(id).ok_or_else(|| Refusal::UnknownRoom {
            room: format!("#{}", id.0).into(),
        })
    }

    /// A room that `account` may know of.
    pub(super) fn visible_room(
        &self,
        account: AccountId,
        name: &RoomName,
    ) -> Result<&Room, Refusal> {
        let room = self
            .rooms
            .find(name)
            .filter(|room| !room.record.modes.secret || room.has(account));
        room.ok_or_else(|| Refusal::UnknownRoom {
            room: Arc::clone(name.shown()),
        })
    }

    /// Refuses what somebody may not say in a room.
    fn check_voice(&self, author: &Person, room: &Room, speech: Speech) -> Result<(), Refusal> {
        let modes = &room.record.modes;
        let name = || Arc::clone(room.name());
        if modes.members_only && !room.has(author.account) {
            return Err(Refusal::NotInRoom { room: name() });
        }
        if modes.moderated || !room.record.masks.is_empty() {
            let standing = room.standing(author.account);
            let has_voice = standing.operator || standing.voice;
            if !has_voice && (modes.moderated || self.subject(author).is_muted(&room.record)) {
                return Err(Refusal::CannotSpeak { room: name() });
            }
        }
        if modes.no_ctcp && speech.is_between_programs() {
            return Err(Refusal::NoCtcp { room: name() });
        }
        Ok(())
    }

    fn private_destination(&self, author: AccountId, name: &Name) -> Result<Destination, Refusal> {
        let recipient = self
            .accounts
            .find(name)
            .ok_or_else(|| Refusal::UnknownName {
                name: Arc::clone(name.shown()),
            })?;
        if recipient.id == author {
            return Err(Refusal::ToYourself);
        }
        Ok(Destination::Account {
            id: recipient.id,
            name: Arc::clone(recipient.name.shown()),
        })
    }

    /// Counts and keeps a message, confirms it to its device and tells it to all others concerned.
    fn publish(
        &mut self,
        session: SessionId,
        message: Arc<Message>,
        is_free: bool,
        output: &mut Output,
    ) {
        let now = message.sent_at;
        if !is_free {
            self.count_message(message.author, now, &mut output.changes);
            self.presence.set_active(message.author, now);
        }
        let rank = match message.destination {
            Destination::Room { rank, .. } => rank,
            Destination::Account { .. } => None,
        };
        if message.speech.is_kept() && rank.is_none() {
            self.history.push(Arc::clone(&message), &mut output.changes);
        } else if message.speech == Speech::TagsOnly && rank.is_none() && !is_free {
            self.note(Arc::clone(&message));
        }
        if let Some(author) = self.accounts.get(message.author) {
            let said = self.said(author, Arc::clone(&message), now);
            output.answer(session, Event::Said(said));
        }
        let except = Some(session);
        match message.destination {
            Destination::Room { id: room, .. } => {
                let audience = match rank {
                    None => Audience::Room { room, except },
                    Some(rank) => Audience::Some {
                        room,
                        accounts: self.ranked(room, rank, message.author),
                        except,
                    },
                };
                output.emit(audience, Event::Message(message));
            }
            Destination::Account { id, .. } => {
                let is_to_others = id != message.author;
                self.tell(id, None, Event::Message(Arc::clone(&message)), output);
                if is_to_others {
                    self.tell(message.author, except, Event::Message(message), output);
                }
            }
        }
    }

    /// Those in a room who have at least `rank`, and `author`.
    fn ranked(&self, room: RoomId, rank: Rank, author: AccountId) -> Arc<[AccountId]> {
        let ranked = self.rooms.get(room).into_iter().flat_map(Room::ranked);
        let mut accounts: Vec<_> = ranked
            .filter(|(_, standing)| standing.operator || rank == Rank::Voice)
            .map(|(account, _)| account)
            .collect();
        if !accounts.contains(&author) {
            accounts.push(author);
        }
        accounts.into()
    }
}
