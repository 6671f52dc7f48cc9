//! Saying things, checked and told by reading the list.

use hourglass_core::{
    AccountId, Command, Destination, Event, Message, Refusal, RoomId, Said, SessionId, Speech,
    Stamp, Target,
};

use super::{Fact, Heard, Reference, hear, refuse};

impl Reference {
    pub(super) fn say(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        account: AccountId,
        command: &Command,
        heard: &mut Heard,
    ) {
        let Command::Say { key, .. } = command else {
            return;
        };
        let mut alive = self.alive(stamp.time).into_iter();
        let earlier = alive.find(|one| key.is_some() && one.key == *key && one.author == account);
        let message = match earlier {
            Some(earlier) => earlier,
            None => match self.message(stamp, account, command) {
                Ok(message) => message,
                Err(refusal) => return refuse(heard, session, command, refusal),
            },
        };
        let is_new = message.id == stamp.sequence.into();
        if is_new {
            self.facts.push(Fact::Said(message.clone()));
        }
        let said = Said {
            message: message.clone().into(),
            is_repeated: !is_new,
            away: None,
            allowance: self.allowance(account, stamp.time),
        };
        hear(heard, session, Event::Said(said));
        if is_new {
            let event = Event::Message(message.clone().into());
            match message.destination {
                Destination::Room { id, .. } => self.tell_room(heard, id, session, event),
                Destination::Account { id, .. } => self.tell(heard, event, |other, whose| {
                    other != session && (whose == id || whose == account)
                }),
            }
        }
    }

    fn message(
        &self,
        stamp: Stamp,
        author: AccountId,
        command: &Command,
    ) -> Result<Message, Refusal> {
        let Command::Say { to, text, key, .. } = command else {
            panic!("only what is said is a message");
        };
        let (length, limit) = (text.characters(), self.settings.max_message);
        if length == 0 {
            return Err(Refusal::EmptyMessage);
        }
        if length > limit {
            return Err(Refusal::TooLong { length, limit });
        }
        let destination = match to {
            Target::Room(room) if self.room(*room).is_some() => self.said_in(author, *room)?,
            Target::Room(room) => {
                let room = format!("#{}", room.0).into();
                return Err(Refusal::UnknownRoom { room });
            }
            Target::RoomNamed(name) => {
                let room = self.room_named(name)?;
                self.said_in(author, room.id)?
            }
            Target::Ranked { .. } | Target::Oneself => panic!("not part of a run"),
            Target::Name(name) => match self.find(name) {
                None => {
                    let name = name.shown().clone();
                    return Err(Refusal::UnknownName { name });
                }
                Some(id) if id == author => return Err(Refusal::ToYourself),
                Some(id) => {
                    let name = self.name_of(id).shown().clone();
                    Destination::Account { id, name }
                }
            },
        };
        if let Some(wait) = self.silenced(author, stamp.time) {
            return Err(Refusal::Silenced { wait });
        }
        let allowance = self.allowance(author, stamp.time);
        if let Some(wait) = allowance.renews_in
            && allowance.limit > 0
            && allowance.used >= allowance.limit
        {
            return Err(Refusal::AllowanceSpent { wait });
        }
        Ok(Message {
            id: stamp.sequence.into(),
            author,
            author_name: self.name_of(author).shown().clone(),
            author_username: "user".into(),
            author_is_bot: false,
            destination,
            sent_at: stamp.time,
            expires_at: stamp.time.after(self.settings.message_lifetime),
            text: text.clone(),
            key: key.clone(),
            speech: Speech::Message,
            tags: None,
        })
    }

    fn said_in(&self, author: AccountId, room: RoomId) -> Result<Destination, Refusal> {
        let room = self.room(room).expect("there");
        let (id, name) = (room.id, room.name.shown().clone());
        if !self.is_in(id, author) {
            return Err(Refusal::NotInRoom { room: name });
        }
        let rank = None;
        Ok(Destination::Room { id, name, rank })
    }
}
