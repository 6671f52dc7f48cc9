//! A chat with a simulated clock, devices that hear, and a memory of what was kept.

mod kept;
mod listeners;
pub(crate) mod metadata;
mod names;
mod rooms;
mod words;

use std::collections::BTreeMap;
use std::mem;
use std::time::Duration;

use hourglass_core::{
    Changes, Chat, ClientKey, Command, Credential, Emission, Event, LoggedIn, Login, MessageId,
    Output, Refusal, RoomId, RoomsAtLogin, Sequence, SessionId, Settings, Snapshot, Speech, Stamp,
    Status, Target, Text, Timestamp,
};

pub(crate) use kept::Kept;
pub(crate) use listeners::Listeners;
pub(crate) use names::{name, new_password, room};
pub(crate) use rooms::{flag, mask, rank};
pub(crate) use words::{said, words};

pub(crate) const SECOND: Duration = Duration::from_secs(1);
pub(crate) const MINUTE: Duration = Duration::from_secs(60);
pub(crate) const HOUR: Duration = Duration::from_secs(60 * 60);
pub(crate) const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// When the simulated clock starts.
pub(crate) const START: Timestamp = Timestamp(1_000_000_000);

/// A chat, everybody in front of it, and the disk behind it.
pub(crate) struct World {
    pub(crate) chat: Chat,
    pub(crate) kept: Kept,
    pub(crate) stamp: Stamp,
    settings: Settings,
    batch: Output,
    is_holding_back: bool,
    listeners: Listeners,
    heard: BTreeMap<SessionId, Vec<Emission>>,
    sessions: u64,
}

impl World {
    pub(crate) fn new(settings: Settings) -> Self {
        Self::with(settings, Snapshot::default())
    }

    pub(crate) fn with(settings: Settings, snapshot: Snapshot) -> Self {
        let stamp = Stamp {
            sequence: snapshot.last.sequence,
            time: snapshot.last.time.max(START),
        };
        Self {
            chat: Chat::new(settings.clone(), snapshot.clone()),
            kept: Kept::from(snapshot),
            stamp,
            settings,
            batch: Output::default(),
            is_holding_back: false,
            listeners: Listeners::default(),
            heard: BTreeMap::new(),
            sessions: 0,
        }
    }

    /// Applies a command as the next one, keeps its changes and lets everybody hear its events. Returns
    /// what it gave; of its changes nothing while they are held back.
    pub(crate) fn apply(&mut self, command: Command) -> Output {
        self.stamp.sequence.0 += 1;
        let mut batch = mem::take(&mut self.batch);
        let before = batch.emissions.len();
        self.chat.apply(self.stamp, command, &mut batch);
        self.take(batch, before)
    }

    /// Lets the chat do what is due now.
    pub(crate) fn advance(&mut self) -> Output {
        let mut batch = mem::take(&mut self.batch);
        let before = batch.emissions.len();
        self.chat.advance(self.stamp.time, &mut batch);
        self.take(batch, before)
    }

    /// Keeps nothing until [`World::commit`]: all changes until then are one batch.
    pub(crate) fn hold_back(&mut self) {
        self.is_holding_back = true;
    }

    pub(crate) fn commit(&mut self) {
        self.is_holding_back = false;
        let batch = mem::take(&mut self.batch);
        self.kept.fold(&batch.changes);
    }

    fn take(&mut self, batch: Output, before: usize) -> Output {
        let emissions = batch.emissions.get(before..).unwrap_or_default().to_vec();
        for emission in &emissions {
            self.deliver(emission);
        }
        self.batch = batch;
        let mut changes = Changes::default();
        if !self.is_holding_back {
            changes = self.batch.changes.clone();
            self.commit();
        }
        let mut output = Output::default();
        (output.changes, output.emissions) = (changes, emissions);
        output
    }

    fn deliver(&mut self, emission: &Emission) {
        for session in self.listeners.of(emission) {
            let heard = self.heard.entry(session).or_default();
            heard.push(emission.clone());
        }
    }

    /// Lets time pass, with the chat doing in time what is due.
    pub(crate) fn pass(&mut self, time: Duration) {
        let end = self.stamp.time.after(time);
        let mut wakings = 0;
        while let Some(deadline) = self.chat.next_deadline().filter(|at| *at <= end) {
            wakings += 1;
            assert!(wakings < 10_000, "woken up for nothing");
            self.stamp.time = self.stamp.time.max(deadline);
            self.advance();
        }
        self.stamp.time = end;
    }

    /// Lets time pass with nobody waking the chat up.
    pub(crate) fn sleep(&mut self, time: Duration) {
        self.stamp.time = self.stamp.time.after(time);
    }

    /// The server dies and another one goes on from what was kept.
    pub(crate) fn restart(&mut self) {
        self.restart_with(self.settings.clone());
    }

    pub(crate) fn restart_with(&mut self, settings: Settings) {
        self.chat = Chat::new(settings.clone(), self.kept.snapshot());
        self.settings = settings;
        self.batch = Output::default();
        self.is_holding_back = false;
        self.listeners = Listeners::default();
        self.heard.clear();
        self.stamp.sequence = self.kept.snapshot().last.sequence;
    }

    pub(crate) fn try_login(&mut self, login: Login) -> Result<LoggedIn, Refusal> {
        let session = login.session;
        self.heard.remove(&session);
        let output = self.apply(Command::Login(login));
        match answer(&output, session) {
            Event::LoggedIn(logged_in) => {
                self.heard.remove(&session);
                Ok(*logged_in)
            }
            Event::Refused { refusal, .. } => Err(refusal),
            other => panic!("a login was answered with {other:?}"),
        }
    }

    /// A login as the door would make it: with a new hash where the name is not registered.
    pub(crate) fn request(&mut self, shown: &str) -> Login {
        self.sessions += 1;
        let registered = self.kept.account_named(shown);
        Login {
            session: SessionId(self.sessions),
            name: name(shown),
            credential: registered.map_or_else(new_password, Credential::Verified),
            resume: None,
            profile: None,
            rooms: RoomsAtLogin::All,
            metadata: None,
        }
    }

    pub(crate) fn login(&mut self, shown: &str) -> LoggedIn {
        let login = self.request(shown);
        self.try_login(login).expect("let in")
    }

    /// Logs a device in, where only the device matters.
    pub(crate) fn enter(&mut self, shown: &str) -> SessionId {
        self.login(shown).session
    }

    pub(crate) fn resume(&mut self, shown: &str, last: u64) -> LoggedIn {
        let login = Login {
            resume: Some(MessageId(last)),
            ..self.request(shown)
        };
        self.try_login(login).expect("let in")
    }

    /// A device leaves that has seen everything.
    pub(crate) fn leave(&mut self, session: SessionId) {
        self.leave_having_seen(session, self.stamp.sequence.0);
    }

    pub(crate) fn leave_having_seen(&mut self, session: SessionId, seen: u64) {
        self.listeners.leave(session);
        let seen = Sequence(seen);
        self.apply(Command::Leave {
            session,
            seen,
            reason: None,
        });
    }

    /// Says something in the common room, and returns the answer in words.
    pub(crate) fn say(&mut self, session: SessionId, text: &str) -> String {
        self.send(session, Target::Room(RoomId::COMMON), text, None)
    }

    pub(crate) fn say_under(&mut self, session: SessionId, text: &str, key: &str) -> String {
        self.send(session, Target::Room(RoomId::COMMON), text, Some(key))
    }

    pub(crate) fn whisper(&mut self, session: SessionId, to: &str, text: &str) -> String {
        self.send(session, Target::Name(name(to)), text, None)
    }

    pub(crate) fn send(
        &mut self,
        session: SessionId,
        to: Target,
        text: &str,
        key: Option<&str>,
    ) -> String {
        let text = Text::from_sanitised(text);
        let key = key.and_then(ClientKey::new);
        self.ask(
            session,
            Command::Say {
                session,
                to,
                text,
                key,
                speech: Speech::Message,
                tags: None,
            },
        )
    }

    pub(crate) fn complain(&mut self, session: SessionId, about: &str) -> String {
        let about = name(about);
        self.ask(session, Command::Complain { session, about })
    }

    pub(crate) fn status(&mut self, session: SessionId) -> Status {
        let output = self.apply(Command::Status { session });
        self.drop_answer(session);
        match answer(&output, session) {
            Event::Status(status) => status,
            other => panic!("the status was answered with {other:?}"),
        }
    }

    /// What a device of the line door heard since the last time, answers to it left out: who arrives and
    /// quits, and in the common room who enters, such a door does not show.
    pub(crate) fn heard(&mut self, session: SessionId) -> Vec<String> {
        let heard = self.heard.remove(&session).unwrap_or_default();
        let shown = heard.iter().filter(|emission| match &emission.event {
            Event::Quit { .. } => false,
            Event::Entered {
                room, is_arrival, ..
            } => !is_arrival && room.id != RoomId::COMMON,
            _ => !emission.is_answer(),
        });
        shown.map(|emission| words(&emission.event)).collect()
    }

    /// Everything that a device heard since the last time, answers to it left out.
    pub(crate) fn heard_all(&mut self, session: SessionId) -> Vec<String> {
        let heard = self.heard.remove(&session).unwrap_or_default();
        let heard = heard.iter().filter(|emission| !emission.is_answer());
        heard.map(|emission| words(&emission.event)).collect()
    }

    /// Carries out a command of which a device that leaves hears nothing more.
    pub(crate) fn ask_raw(&mut self, command: Command) {
        if let Command::Leave { session, .. } = command {
            self.listeners.leave(session);
        }
        self.apply(command);
    }

    /// Everything that everybody heard since the last time.
    pub(crate) fn heard_by_all(&mut self) -> BTreeMap<SessionId, Vec<Event>> {
        let heard = mem::take(&mut self.heard).into_iter();
        heard
            .map(|(session, heard)| {
                let events = heard.into_iter().map(|emission| emission.event);
                (session, events.collect())
            })
            .collect()
    }

    pub(crate) fn forget_heard(&mut self) {
        self.heard.clear();
    }

    /// Asks for something, and returns the answer in words.
    pub(crate) fn ask(&mut self, session: SessionId, command: Command) -> String {
        let output = self.apply(command);
        self.drop_answer(session);
        words(&answer(&output, session))
    }

    fn drop_answer(&mut self, session: SessionId) {
        let heard = self.heard.entry(session).or_default();
        heard.retain(|emission| !emission.is_answer());
    }
}

/// The one answer to `session` in an output.
pub(crate) fn answer(output: &Output, session: SessionId) -> Event {
    let mut answers = output
        .emissions
        .iter()
        .filter(|emission| emission.is_answer());
    let answer = answers.next().expect("an answer");
    assert_eq!(answer.audience, hourglass_core::Audience::Session(session));
    assert!(answers.next().is_none(), "one answer only");
    answer.event.clone()
}
