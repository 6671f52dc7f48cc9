//! Bytes as commands: few names, rooms and devices, so that they meet.

mod metadata;
mod questions;

use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{
    AccountId, ClientKey, ClientTags, Command, Credential, Event, Login, MaskKind, MessageId,
    ModeChange, Name, Output, Profile, Rank, RoomFlag, RoomId, RoomName, RoomsAtLogin, Sequence,
    SessionId, Speech, Target, Text, Timestamp,
};
use hourglass_wire::{name, room, text};

/// What is done next.
#[derive(Debug)]
pub enum Step {
    /// Time passes.
    Wait(Duration),
    /// Somebody asks for something.
    Command(Command),
}

/// Reads commands out of bytes.
pub struct Commands<'a> {
    bytes: &'a [u8],
    /// The accounts that came into being, each with its name: nobody is verified for one that is not.
    accounts: Vec<(AccountId, Arc<str>)>,
}

const NAMES: [&str; 8] = ["ann", "bob", "Cat", "dan", "eve", "Ａnn", "bоb", "f1"];
const ROOMS: [&str; 6] = ["#lobby", "#tea", "#TEA2", "#чай", "#x", "#secret"];
const MASKS: [&str; 6] = ["*", "ann", "a*!*@*", "*!*@u1.hourglass", "", "?*?*"];
const TEXTS: [&str; 6] = ["hello", "x", "//", "ü̈ 👩‍👩‍👧", "a b  c", "#tea"];

impl<'a> Commands<'a> {
    /// Reads them out of these.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            accounts: Vec::new(),
        }
    }

    /// The next step; nothing when the bytes are at an end.
    #[expect(
        clippy::should_implement_trait,
        reason = "it borrows nothing and is no loop's"
    )]
    pub fn next(&mut self) -> Option<Step> {
        if self.bytes.is_empty() {
            return None;
        }
        Some(match self.below(40) {
            0 => Step::Wait(Duration::from_millis(self.below(250) as u64 * 100)),
            1 => Step::Wait(Duration::from_secs(self.below(250) as u64 * 60)),
            2 => {
                let label = self.one_of(&["", "a", "12 JOIN #x"]).into();
                let command = Box::new(self.command());
                Step::Command(Command::Labelled { label, command })
            }
            _ => Step::Command(self.command()),
        })
    }

    /// Notes what came into being.
    pub fn learn(&mut self, output: &Output) {
        for emission in &output.emissions {
            match &emission.event {
                Event::LoggedIn(login) => self.note(login.account, Arc::clone(login.name.shown())),
                Event::Registered { person, .. } => {
                    self.note(person.account, Arc::clone(&person.name));
                }
                _ => {}
            }
        }
    }

    fn note(&mut self, account: AccountId, name: Arc<str>) {
        self.accounts.retain(|(known, _)| *known != account);
        self.accounts.push((account, name));
    }

    /// Yes or no.
    pub fn flag(&mut self) -> bool {
        self.below(2) == 1
    }

    fn below(&mut self, bound: usize) -> usize {
        match self.bytes.split_first() {
            Some((&byte, rest)) => {
                self.bytes = rest;
                usize::from(byte) % bound
            }
            None => 0,
        }
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flag().then(|| value(self))
    }

    fn session(&mut self) -> SessionId {
        SessionId(self.below(10) as u64)
    }

    fn name(&mut self) -> Name {
        name::parse(self.one_of(&NAMES)).expect("a name")
    }

    fn room(&mut self) -> RoomName {
        room::parse(self.one_of(&ROOMS)).expect("a room's name")
    }

    fn text(&mut self) -> Text {
        text::parse_text(self.one_of(&TEXTS)).expect("a text")
    }

    fn word(&mut self) -> Arc<str> {
        self.one_of(&MASKS).into()
    }

    fn time(&mut self) -> Timestamp {
        Timestamp(1_000_000_000 + self.below(256) as u64 * 60_000)
    }

    fn message(&mut self) -> MessageId {
        MessageId(self.below(256) as u64)
    }

    fn target(&mut self) -> Target {
        match self.below(4) {
            0 => Target::Room(RoomId(self.below(4) as u64)),
            1 => Target::RoomNamed(self.room()),
            2 => Target::Ranked {
                room: self.room(),
                rank: self.rank(),
            },
            _ => Target::Name(self.name()),
        }
    }

    fn rank(&mut self) -> Rank {
        self.one_of(&[Rank::Voice, Rank::Operator])
    }

    fn command(&mut self) -> Command {
        let session = self.session();
        match self.below(24) {
            0..=2 => self.login(session),
            3 => Command::Leave {
                session,
                seen: Sequence(self.below(256) as u64),
                reason: self.maybe(Self::text),
            },
            4..=6 => self.say(session),
            7 | 8 => Command::Join {
                session,
                room: self.room(),
                key: self.maybe(Self::word),
            },
            9 => Command::Part {
                session,
                room: self.room(),
                reason: self.maybe(Self::text),
            },
            10 => Command::SetTopic {
                session,
                room: self.room(),
                topic: self.maybe(Self::text),
            },
            11 => Command::Invite {
                session,
                room: self.room(),
                name: self.name(),
            },
            12 => Command::Kick {
                session,
                room: self.room(),
                name: self.name(),
                reason: self.maybe(Self::text),
            },
            13 | 14 => {
                let count = self.below(5);
                Command::ChangeModes {
                    session,
                    room: self.room(),
                    changes: (0..count).map(|_| self.mode()).collect(),
                }
            }
            15 | 16 => Command::Ask {
                session,
                query: self.query(),
            },
            _ => self.rare(session),
        }
    }

    fn login(&mut self, session: SessionId) -> Command {
        let known = self.below(self.accounts.len().max(1));
        let (name, credential) = match (self.below(4), self.accounts.get(known)) {
            (0, _) | (1.., None) => {
                let password_hash = "hash".into();
                (self.name(), Credential::New { password_hash })
            }
            (1, _) => (self.name(), Credential::Guest),
            (_, Some((account, shown))) => {
                let name = name::parse(shown).expect("a name");
                (name, Credential::Verified(*account))
            }
        };
        Command::Login(Login {
            session,
            name,
            credential,
            resume: self.maybe(Self::message),
            profile: self.maybe(|commands| Profile {
                username: commands.one_of(&NAMES).into(),
                realname: commands.one_of(&TEXTS).into(),
            }),
            rooms: self.one_of(&[
                RoomsAtLogin::All,
                RoomsAtLogin::AllWithMembers,
                RoomsAtLogin::None,
            ]),
            metadata: self.maybe(Self::brought),
        })
    }

    fn say(&mut self, session: SessionId) -> Command {
        Command::Say {
            session,
            to: self.target(),
            text: self.text(),
            key: ClientKey::new(self.one_of(&["", "a", "b"])),
            speech: self.one_of(&[
                Speech::Message,
                Speech::Notice,
                Speech::Action,
                Speech::TagsOnly,
                Speech::Request,
                Speech::Reply,
            ]),
            tags: self.maybe(|commands| {
                ClientTags::from_checked(commands.one_of(&["+typing=active", "+a=b;+c"]))
            }),
        }
    }

    fn mode(&mut self) -> ModeChange {
        let on = self.flag();
        match self.below(5) {
            0 => ModeChange::Key(self.maybe(Self::word)),
            1 => ModeChange::Limit(self.maybe(|commands| commands.below(4) as u32)),
            2 => ModeChange::Mask {
                kind: self.kind(),
                mask: self.word(),
                on,
            },
            3 => ModeChange::Rank {
                rank: self.rank(),
                name: self.name(),
                on,
            },
            _ => {
                let flag = self.one_of(&[
                    RoomFlag::InviteOnly,
                    RoomFlag::Moderated,
                    RoomFlag::MembersOnly,
                    RoomFlag::Secret,
                    RoomFlag::TopicLocked,
                    RoomFlag::NoCtcp,
                ]);
                ModeChange::Flag { flag, on }
            }
        }
    }

    fn kind(&mut self) -> MaskKind {
        self.one_of(&[MaskKind::Ban, MaskKind::Exception, MaskKind::Invitation])
    }

    fn rare(&mut self, session: SessionId) -> Command {
        match self.below(17) {
            0 => Command::RenameRoom {
                session,
                room: self.room(),
                to: self.room(),
                reason: self.maybe(Self::text),
            },
            1 => Command::Rename {
                session,
                name: self.name(),
            },
            2 => Command::SetAway {
                session,
                message: self.maybe(Self::text),
            },
            3 => Command::SetRealname {
                session,
                realname: self.one_of(&TEXTS).into(),
            },
            4 => Command::SetBot {
                session,
                is_bot: self.flag(),
            },
            5 => Command::Redact {
                session,
                to: self.target(),
                id: self.message(),
                reason: self.maybe(Self::text),
            },
            6 => Command::MarkRead {
                session,
                target: self.target(),
                at: self.time(),
            },
            7 => Command::Watch {
                session,
                remove: self.maybe(Self::name).into_iter().collect(),
                clear: self.flag(),
                add: self.maybe(Self::name).into_iter().collect(),
            },
            8 => Command::Register {
                session,
                password_hash: "hash".into(),
                email: None,
            },
            9 => Command::Complain {
                session,
                about: self.name(),
            },
            10 => Command::Status { session },
            11..16 => self.metadata(session),
            _ => Command::Advance,
        }
    }
}
