//! Saying things, checked and told by reading the list.

use hourglass_core::{
    AccountId, Command, Destination, Event, Message, Refusal, RoomId, Said, SessionId, Stamp,
    Target,
};

use super::scan::may_see;
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
            key: key.clone(),
            id: message.id,
            sent_at: message.sent_at,
            expires_at: message.expires_at,
            allowance: self.allowance(account, stamp.time),
        };
        hear(heard, session, Event::Said(said));
        if is_new {
            let event = Event::Message(message.clone().into());
            self.tell(heard, event, |other, whose| {
                other != session && may_see(whose, &message)
            });
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
            Target::Room(room) if *room == RoomId::COMMON => Destination::Room(*room),
            Target::Room(_) => return Err(Refusal::UnknownRoom),
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
            destination,
            sent_at: stamp.time,
            expires_at: stamp.time.after(self.settings.message_lifetime),
            text: text.clone(),
            key: key.clone(),
        })
    }
}
