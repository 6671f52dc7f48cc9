//! What people say of themselves.

use std::sync::Arc;

use crate::{Audience, Event, Output, Person, Refusal, Text, limits};

use super::Chat;
use super::dispatch::Asker;
use super::silence;

impl Chat {
    /// Whom others see behind who asks.
    pub(super) fn asking(&self, asker: Asker) -> Result<Arc<Person>, Refusal> {
        let online = self.presence.get(asker.account);
        let online = online.ok_or(Refusal::NotLoggedIn)?;
        Ok(Arc::clone(&online.person))
    }

    /// Refuses what whoever is silenced may not do.
    pub(super) fn check_silence(&self, asker: Asker) -> Result<(), Refusal> {
        let record = self.accounts.get(asker.account);
        silence::check(record.ok_or(Refusal::NotLoggedIn)?, asker.stamp.time)
    }

    /// Says why somebody is away, or that they are back.
    pub(super) fn set_away(
        &mut self,
        asker: Asker,
        message: Option<Text>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let message = message.filter(|text| text.characters() > 0);
        if message.is_some() {
            self.check_silence(asker)?;
        }
        let away = message.map(|text| text.shortened(limits::TOPIC_CHARACTERS_MAX));
        let changed = self.asking(asker)?.away != away;
        let person = self.describe(asker, |person| person.away = away)?;
        let event = Event::AwayChanged {
            person: Arc::clone(&person),
        };
        output.answer(asker.session, event.clone());
        if changed {
            self.tell_onlookers(asker, &person, &event, output);
        }
        Ok(())
    }

    /// Says what somebody calls itself at length.
    pub(super) fn set_realname(
        &mut self,
        asker: Asker,
        realname: Arc<str>,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        self.check_silence(asker)?;
        let person = self.describe(asker, |person| person.realname = realname)?;
        let event = Event::RealnameChanged {
            person: Arc::clone(&person),
        };
        output.answer(asker.session, event.clone());
        self.tell_onlookers(asker, &person, &event, output);
        Ok(())
    }

    /// Says whether somebody is a program.
    pub(super) fn set_bot(
        &mut self,
        asker: Asker,
        is_bot: bool,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let person = self.describe(asker, |person| person.is_bot = is_bot)?;
        self.tell_devices(asker, Event::BotChanged { person }, output);
        Ok(())
    }

    /// Says whether somebody asks not to be found by strangers.
    pub(super) fn set_invisible(
        &mut self,
        asker: Asker,
        is_invisible: bool,
        output: &mut Output,
    ) -> Result<(), Refusal> {
        let person = self.describe(asker, |person| person.is_invisible = is_invisible)?;
        self.tell_devices(asker, Event::VisibilityChanged { person }, output);
        Ok(())
    }

    /// Tells the person's devices only: others see it where they ask, or in what the person says.
    fn tell_devices(&self, asker: Asker, event: Event, output: &mut Output) {
        output.answer(asker.session, event.clone());
        self.tell(asker.account, Some(asker.session), event, output);
    }

    fn describe(
        &mut self,
        asker: Asker,
        edit: impl FnOnce(&mut Person),
    ) -> Result<Arc<Person>, Refusal> {
        let person = self.presence.edit(asker.account, edit);
        self.rooms.touch(asker.account);
        person.ok_or(Refusal::NotLoggedIn)
    }

    /// Tells those in the person's rooms, and those who watch the name without being in one of them.
    pub(super) fn tell_onlookers(
        &self,
        asker: Asker,
        person: &Person,
        event: &Event,
        output: &mut Output,
    ) {
        let account = person.account;
        self.tell_neighbours(account, Some(asker.session), event.clone(), output);
        let Some(record) = self.accounts.get(account) else {
            return;
        };
        let strangers: Arc<[_]> = self
            .watches
            .watchers(record.name.key())
            .filter(|session| {
                let watcher = self.presence.account_of(*session);
                watcher.is_some_and(|watcher| {
                    watcher != account && self.rooms.shared(account, watcher).is_none()
                })
            })
            .collect();
        if !strangers.is_empty() {
            output.emit(Audience::Sessions(strangers), event.clone());
        }
    }
}
