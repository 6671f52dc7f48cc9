//! The chat once more, as naive as can be: it keeps everything that ever happened in one list, forgets
//! nothing, and works every answer out anew by reading the list.

mod describing;
mod facts;
mod metadata;
mod rooms;
mod running;
mod scan;
mod speech;
mod topic;

use std::collections::BTreeMap;

use hourglass_core::{
    AccountId, Command, Complaint, Counts, Credential, Event, LoggedIn, Login, MetadataOwner, Name,
    Refusal, RoomId, Sequence, SessionId, Settings, Stamp, Status, Timestamp,
};

use facts::Fact;

/// Who hears what, each device in its order.
pub(crate) type Heard = BTreeMap<SessionId, Vec<Event>>;

/// Everything that ever happened.
pub(crate) struct Reference {
    settings: Settings,
    facts: Vec<Fact>,
    committed: usize,
    /// The last command's place.
    previous: Sequence,
    /// Up to when all that ended by itself was told.
    settled: Timestamp,
    /// The most names that were online at once since the start.
    most: usize,
}

impl Reference {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings,
            facts: vec![Fact::Restarted { last: Sequence(0) }],
            committed: 1,
            previous: Sequence(0),
            settled: Timestamp(0),
            most: 0,
        }
    }

    pub(crate) fn commit(&mut self) {
        self.committed = self.facts.len();
    }

    /// The server dies, and what was not committed never happened. `last` is the last place kept.
    pub(crate) fn crash(&mut self, last: Sequence) {
        self.facts.truncate(self.committed);
        self.facts.push(Fact::Restarted { last });
        self.committed = self.facts.len();
        self.previous = last;
        self.most = 0;
        // A room that nobody runs has one again, of which nobody hears.
        for room in self.rooms() {
            if room.id != RoomId::COMMON {
                self.pass_on(room.id, None, &mut Heard::default());
            }
        }
    }

    /// Who hears what when a command is carried out.
    pub(crate) fn apply(&mut self, stamp: Stamp, command: &Command) -> Heard {
        if let Command::Leave { session, seen, .. } = command {
            return self.leave(stamp, *session, *seen);
        }
        let mut heard = self.settle(stamp.time);
        match command {
            Command::Login(login) => self.login(stamp, login, &mut heard),
            Command::Leave { .. } | Command::Advance => {}
            asked => {
                let session = asked.session().expect("somebody asks");
                match self.account_of(session) {
                    Some(account) => self.answer(stamp, session, account, command, &mut heard),
                    None => refuse(&mut heard, session, command, Refusal::NotLoggedIn),
                }
            }
        }
        self.previous = stamp.sequence;
        heard
    }

    /// Who hears what because time passed.
    pub(crate) fn settle(&mut self, now: Timestamp) -> Heard {
        let mut heard = Heard::new();
        for (_, account) in self.devices_by_account() {
            let mut ends = Vec::new();
            ends.extend(self.period_end(account).map(|end| (end, 0)));
            ends.extend(self.silence_end(account).map(|end| (end, 1)));
            ends.retain(|(end, _)| self.settled < *end && *end <= now);
            ends.sort();
            for (end, kind) in ends {
                let event = match kind {
                    0 => self.renewal(account, end),
                    _ => self.silence_over(account, end),
                };
                self.tell(&mut heard, event, |_, whose| whose == account);
            }
        }
        self.settled = now;
        heard
    }

    fn renewal(&self, account: AccountId, end: Timestamp) -> Event {
        let just_before = Timestamp(end.0 - 1);
        let allowance = self.allowance(account, just_before);
        let was_spent = allowance.limit > 0 && allowance.used >= allowance.limit;
        let is_silenced = self.silenced(account, just_before).is_some();
        Event::AllowanceRenewed {
            allowance: self.allowance(account, end),
            can_write_again: was_spent && !is_silenced,
        }
    }

    fn silence_over(&self, account: AccountId, end: Timestamp) -> Event {
        let allowance = self.allowance(account, end);
        let is_spent = allowance.limit > 0 && allowance.used >= allowance.limit;
        Event::SilenceOver {
            wait: allowance.renews_in.filter(|_| is_spent),
        }
    }

    fn leave(&mut self, stamp: Stamp, session: SessionId, seen: Sequence) -> Heard {
        self.previous = stamp.sequence;
        let Some(account) = self.account_of(session) else {
            return self.settle(stamp.time);
        };
        let names = self.names_online().len();
        self.facts.push(Fact::Gone {
            session,
            account,
            seen: seen.min(stamp.sequence),
        });
        let mut heard = self.settle(stamp.time);
        let is_last = !self.names_online().contains(&account);
        if is_last {
            let event = Event::Quit {
                person: self.person(account),
                reason: None,
            };
            self.tell(&mut heard, event, |_, _| true);
        }
        if is_last && names <= self.settings.announce_up_to {
            let name = self.name_of(account).shown().clone();
            self.tell(&mut heard, Event::Left { name }, |_, _| true);
        }
        if is_last {
            self.tell_watchers(&mut heard, account, false);
        }
        heard
    }

    fn login(&mut self, stamp: Stamp, login: &Login, heard: &mut Heard) {
        let session = login.session;
        let (account, registered) = match self.admit(stamp, login) {
            Ok(admitted) => admitted,
            Err(refusal) => return hear(heard, session, refused(refusal)),
        };
        if registered {
            let name = login.name.clone();
            self.facts.push(Fact::Registered { account, name });
        }
        let is_first = !self.names_online().contains(&account);
        let catch_up = self.catch_up(account, registered, is_first, login.resume, stamp.time);
        self.facts.push(Fact::Arrived { session, account });
        let (own, changed) = self.bring(stamp, login, account);
        let mut names = self.names_online();
        names.sort();
        self.most = self.most.max(names.len());
        let logged_in = LoggedIn {
            session,
            account,
            name: self.name_of(account),
            registered,
            time: stamp.time,
            person: self.person(account),
            rooms: self.views(account, registered),
            catch_up,
            last: self.last_message(),
            allowance: self.allowance(account, stamp.time),
            silenced: self.silenced(account, stamp.time),
            counts: Counts {
                names_online: names.len(),
                names_online_most: self.most,
                connections: self.devices().len(),
                rooms: self.rooms().len(),
            },
            names_listed: names
                .iter()
                .map(|one| self.name_of(*one).shown().clone())
                .collect(),
            metadata: own,
        };
        hear(heard, session, Event::LoggedIn(Box::new(logged_in)));
        for room in self.rooms_of(account) {
            self.tell_metadata_in(heard, session, &room);
        }
        if is_first {
            for room in self.rooms_of(account) {
                let event = self.entered(room.id, account, true);
                self.tell_room(heard, room.id, session, event);
            }
        }
        if is_first && names.len() <= self.settings.announce_up_to {
            let name = self.name_of(account).shown().clone();
            self.tell(heard, Event::Joined { name }, |other, _| other != session);
        }
        if is_first {
            self.tell_watchers(heard, account, true);
        }
        for entry in changed {
            self.tell_changed(heard, session, MetadataOwner::Account(account), &entry);
        }
    }

    /// Whose login this is, and whether it is the first one.
    fn admit(&self, stamp: Stamp, login: &Login) -> Result<(AccountId, bool), Refusal> {
        match &login.credential {
            Credential::Verified(account) if self.accounts().contains(account) => {
                Ok((*account, false))
            }
            Credential::Verified(_) => Err(Refusal::AccountGone),
            Credential::Guest => panic!("not part of a run"),
            Credential::New { .. } if self.find(&login.name).is_some() => {
                Err(Refusal::NameRegistered)
            }
            Credential::New { .. } => match self.alike(&login.name) {
                Some(alike) => Err(Refusal::NameResembles {
                    name: alike.shown().clone(),
                }),
                None => Ok((stamp.sequence.into(), true)),
            },
        }
    }

    fn answer(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        account: AccountId,
        command: &Command,
        heard: &mut Heard,
    ) {
        match command {
            Command::Complain { about, .. } => match self.objection(account, about, stamp.time) {
                Some(refusal) => refuse(heard, session, command, refusal),
                None => self.complain(stamp, session, account, about, heard),
            },
            Command::Status { .. } => {
                let status = Status {
                    names_online: self.names_online().len(),
                    connections: self.devices().len(),
                    devices: self.devices().iter().filter(|one| one.1 == account).count(),
                    allowance: self.allowance(account, stamp.time),
                    complaints: self.complainers(account, stamp.time).len() as u32,
                    silenced: self.silenced(account, stamp.time),
                };
                hear(heard, session, Event::Status(status));
            }
            Command::Say { .. } => self.say(stamp, session, account, command, heard),
            other => {
                let answered = self.ask_metadata(stamp, session, account, other, heard);
                let answered =
                    answered.unwrap_or_else(|| self.ask(stamp, session, account, other, heard));
                if let Err(refusal) = answered {
                    refuse(heard, session, command, refusal);
                }
            }
        }
    }

    fn objection(&self, by: AccountId, about: &Name, now: Timestamp) -> Option<Refusal> {
        if let Some(wait) = self.silenced(by, now) {
            return Some(Refusal::Silenced { wait });
        }
        let Some(subject) = self.find(about) else {
            let name = about.shown().clone();
            return Some(Refusal::ComplaintAboutUnknown { name });
        };
        if subject == by {
            return Some(Refusal::AboutYourself);
        }
        let name = self.name_of(subject).shown().clone();
        if let Some(wait) = self.silenced(subject, now) {
            return Some(Refusal::AlreadySilenced { name, wait });
        }
        let again = self.complainers(subject, now).contains(&by);
        again.then_some(Refusal::AlreadyComplained { name })
    }

    fn complain(
        &mut self,
        stamp: Stamp,
        session: SessionId,
        by: AccountId,
        about: &Name,
        heard: &mut Heard,
    ) {
        let about = self.find(about).expect("looked up before");
        let name = self.name_of(about).shown().clone();
        hear(heard, session, Event::Complained { name });
        self.facts.push(Fact::Complained(Complaint { about, by }));
        let total = self.complainers(about, stamp.time).len() as u32;
        let limit = self.settings.ban_complaints;
        let event = if total < limit {
            Event::ComplainedAbout { total, limit }
        } else {
            let duration = self.settings.ban_duration;
            let until = stamp.time.after(duration);
            let account = about;
            self.facts.push(Fact::Silenced { account, until });
            Event::Silenced { total, duration }
        };
        self.tell(heard, event, |_, whose| whose == about);
    }

    fn tell(&self, heard: &mut Heard, event: Event, hears: impl Fn(SessionId, AccountId) -> bool) {
        for (session, account) in self.devices() {
            if hears(session, account) {
                hear(heard, session, event.clone());
            }
        }
    }
}

fn hear(heard: &mut Heard, session: SessionId, event: Event) {
    heard.entry(session).or_default().push(event);
}

fn refused(refusal: Refusal) -> Event {
    Event::Refused { refusal, key: None }
}

fn refuse(heard: &mut Heard, session: SessionId, command: &Command, refusal: Refusal) {
    let key = match command {
        Command::Say { key, .. } => key.clone(),
        _ => None,
    };
    hear(heard, session, Event::Refused { refusal, key });
}
