//! What is said, in a room or to one person.

use std::sync::Arc;

use crate::{
    AccountId, AccountRecord, Audience, ClientKey, Destination, Event, Message, Name, Output,
    Refusal, RoomId, Said, SessionId, Stamp, Target, Text, Timestamp,
};

use super::Chat;
use super::{allowance, silence};

impl Chat {
    /// A message, answered and told or refused.
    pub(super) fn say(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        to: &Target,
        text: Text,
        key: Option<ClientKey>,
        output: &mut Output,
    ) {
        if let Some(said) = self.said_before(session, key.as_ref(), stamp.time) {
            output.answer(session, Event::Said(said));
            return;
        }
        match self.accept_message(stamp, session, to, text, key.clone()) {
            Ok(message) => self.publish(session, Arc::new(message), output),
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
        let author = self.account_of(session).ok()?;
        let message = self.history.said_under(author.id, key?, now)?;
        Some(self.said(author, message, now))
    }

    fn said(&self, author: &AccountRecord, message: &Message, now: Timestamp) -> Said {
        Said {
            key: message.key.clone(),
            id: message.id,
            sent_at: message.sent_at,
            expires_at: message.expires_at,
            allowance: allowance::standing(&self.settings, author, now),
        }
    }

    fn accept_message(
        &self,
        stamp: Stamp,
        session: SessionId,
        to: &Target,
        text: Text,
        key: Option<ClientKey>,
    ) -> Result<Message, Refusal> {
        let author = self.account_of(session)?;
        self.check_length(&text)?;
        let destination = match to {
            Target::Room(room) => self.room_destination(author.id, *room)?,
            Target::Name(name) => self.private_destination(author.id, name)?,
        };
        silence::check(author, stamp.time)?;
        if let Some(wait) = allowance::wait(&self.settings, author, stamp.time) {
            return Err(Refusal::AllowanceSpent { wait });
        }
        Ok(Message {
            id: stamp.sequence.into(),
            author: author.id,
            author_name: Arc::clone(author.name.shown()),
            destination,
            sent_at: stamp.time,
            expires_at: stamp.time.after(self.settings.message_lifetime),
            text,
            key,
        })
    }

    fn check_length(&self, text: &Text) -> Result<(), Refusal> {
        let length = text.characters();
        let limit = self.settings.max_message;
        match length {
            0 => Err(Refusal::EmptyMessage),
            _ if length > limit => Err(Refusal::TooLong { length, limit }),
            _ => Ok(()),
        }
    }

    fn room_destination(&self, author: AccountId, room: RoomId) -> Result<Destination, Refusal> {
        if !self.rooms.has_member(room, author) {
            return Err(Refusal::UnknownRoom);
        }
        Ok(Destination::Room(room))
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
    fn publish(&mut self, session: SessionId, message: Arc<Message>, output: &mut Output) {
        let now = message.sent_at;
        self.count_message(message.author, now, &mut output.changes);
        self.history.push(Arc::clone(&message), &mut output.changes);
        if let Some(author) = self.accounts.get(message.author) {
            let said = self.said(author, &message, now);
            output.answer(session, Event::Said(said));
        }
        let except = Some(session);
        match message.destination {
            Destination::Room(room) => {
                let audience = Audience::Room { room, except };
                output.emit(audience, Event::Message(message));
            }
            Destination::Account { id, .. } => {
                self.tell(id, None, Event::Message(Arc::clone(&message)), output);
                self.tell(message.author, except, Event::Message(message), output);
            }
        }
    }
}
