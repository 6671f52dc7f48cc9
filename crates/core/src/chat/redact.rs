//! Taking back what one said.

use std::sync::Arc;

use crate::{
    Audience, Changes, Destination, Event, Message, MessageId, Output, Refusal, Speech, Target,
    Text, limits,
};

use super::Chat;
use super::dispatch::Asker;
use super::places::PlaceKind;

impl Chat {
    /// Takes a message back, from the disk too.
    pub(super) fn redact(
        &mut self,
        asker: Asker,
        to: &Target,
        id: MessageId,
        reason: Option<Text>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let by = self.asking(asker)?;
        let place = self.place(asker, to)?;
        let now = asker.stamp.time;
        let said = self.history.find(id, now);
        // A topic is no message that could be taken back; reactions and the like are.
        let found = said.or_else(|| {
            let happened = self.happenings.find(id, now);
            happened.filter(|one| one.speech == Speech::TagsOnly)
        });
        let found = found.filter(|message| is_said(message, place.kind, asker));
        let own = found.filter(|message| message.author == asker.account);
        let Some(message) = own.map(Arc::clone) else {
            return Err(Refusal::CannotRedact {
                target: place.shown,
                id,
                is_others: found.is_some(),
            });
        };
        if message.speech.is_kept() {
            self.history.remove(&message, &mut output.changes);
        } else {
            self.happenings.remove(&message, &mut Changes::default());
        }
        let event = Event::Redacted {
            id,
            destination: message.destination.clone(),
            by,
            reason: reason.map(|reason| reason.shortened(limits::TOPIC_CHARACTERS_MAX)),
        };
        output.answer(asker.session, event.clone());
        let except = Some(asker.session);
        match message.destination {
            Destination::Room { id: room, .. } => {
                output.emit(Audience::Room { room, except }, event);
            }
            Destination::Account { id, .. } => {
                if id != asker.account {
                    self.tell(id, None, event.clone(), output);
                }
                self.tell(asker.account, except, event, output);
            }
        }
        Ok(())
    }
}

/// Whether a message was said there, for the asker to hear.
fn is_said(message: &Message, place: PlaceKind, asker: Asker) -> bool {
    match (&message.destination, place) {
        (Destination::Room { id, .. }, PlaceKind::Room(room)) => *id == room,
        (Destination::Account { id, .. }, PlaceKind::With(other)) => {
            let (from, to) = (message.author, *id);
            (from, to) == (asker.account, other) || (from, to) == (other, asker.account)
        }
        _ => false,
    }
}
