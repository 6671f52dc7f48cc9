//! What rooms are about.

use hourglass_core::{AccountId, Answer, Event, SessionId, Stamp, Text, Topic};

use super::rooms::Room;
use super::{Fact, Heard, Reference, hear};

impl Reference {
    /// Says what a room is about, where that is something else than before.
    pub(super) fn set_topic(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        account: AccountId,
        room: &Room,
        topic: Option<&Text>,
        heard: &mut Heard,
    ) {
        if topic == room.topic.as_ref().map(|topic| &topic.text) {
            let answer = Answer::Topic {
                room: room.reference(),
                topic: room.topic.clone(),
            };
            return hear(heard, session, Event::Answer(Box::new(answer)));
        }
        let topic = topic.map(|text| Topic {
            text: text.clone(),
            by: self.name_of(account).shown().clone(),
            at: stamp.time,
        });
        self.facts.push(Fact::Topic {
            room: room.id,
            topic: topic.clone(),
        });
        let event = Event::TopicChanged {
            room: room.reference(),
            person: self.person(account),
            topic,
            stamp,
        };
        hear(heard, session, event.clone());
        self.tell_room(heard, room.id, session, event);
    }
}
