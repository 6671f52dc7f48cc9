//! What holds whatever is asked, in whatever order: the chat does as the naive reference does.

mod metadata;
mod plan;

use std::time::Duration;

use hourglass_core::{
    AccountId, ClientKey, Command, Credential, Login, MessageId, ModeChange, Rank, RoomFlag,
    RoomName, Sequence, SessionId, Settings, Speech, Target, Text, Timestamp, limits,
};
use proptest::prelude::{Strategy, proptest};
use proptest::test_runner::{Config, TestCaseError};
use proptest::{collection, prop_assert, prop_assert_eq};

use crate::kit::{World, name, new_password, room};
use crate::reference::{Heard, Reference};

use plan::{Act, Mode, Password, Recipient, Step};

const NAMES: [&str; 6] = ["alice", "ALICE", "a1ice", "bob", "carol", "dave"];
const ROOMS: [&str; 5] = ["#pool", "#POOL", "#p00l", "#den", "#lobby"];

/// The chat and the reference side by side.
struct Run {
    world: World,
    reference: Reference,
}

impl Run {
    fn new(settings: Settings) -> Self {
        let mut world = World::new(settings.clone());
        world.hold_back();
        let reference = Reference::new(settings);
        Self { world, reference }
    }

    fn step(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match step {
            Step::Pass(time) => {
                self.world.pass(*time);
                self.compare_settled()?;
            }
            Step::Wake(time) => {
                self.world.sleep(*time);
                self.world.advance();
                self.compare_settled()?;
            }
            Step::Sleep(time) => self.world.sleep(*time),
            Step::Commit => self.commit()?,
            Step::Crash { loses } => {
                if !loses {
                    self.commit()?;
                }
                self.world.restart();
                self.world.hold_back();
                self.reference.crash(self.world.stamp.sequence);
            }
            asked => {
                let command = self.command(asked);
                self.world.ask_raw(command.clone());
                let expected = self.reference.apply(self.world.stamp, &command);
                self.compare(expected)?;
            }
        }
        Ok(())
    }

    fn compare_settled(&mut self) -> Result<(), TestCaseError> {
        let expected = self.reference.settle(self.world.stamp.time);
        self.compare(expected)
    }

    fn compare(&mut self, expected: Heard) -> Result<(), TestCaseError> {
        prop_assert_eq!(self.world.heard_by_all(), expected);
        Ok(())
    }

    /// What is kept is what is alive, and nothing that has been over for long.
    fn commit(&mut self) -> Result<(), TestCaseError> {
        // What a start puts right is written with the first changes, at the latest when it is due: at once.
        self.world.advance();
        self.compare_settled()?;
        self.world.commit();
        self.reference.commit();
        self.world.hold_back();
        let now = self.world.stamp.time;
        let mut kept = self.world.kept.snapshot().messages;
        kept.retain(|message| message.expires_at > now);
        let kept: Vec<_> = kept.iter().map(|message| (**message).clone()).collect();
        prop_assert_eq!(kept, self.reference.alive(now));
        let memberships = self.world.kept.snapshot().memberships;
        prop_assert_eq!(memberships, self.reference.memberships());
        let metadata = self.world.kept.snapshot().metadata;
        prop_assert_eq!(metadata, self.reference.metadata());
        Ok(())
    }

    fn command(&mut self, step: &Step) -> Command {
        match step {
            Step::Login {
                name,
                password,
                resume,
                brought,
            } => Command::Login(Login {
                metadata: brought.as_ref().map(metadata::Brought::at_login),
                ..self.login(*name, *password, *resume)
            }),
            Step::Leave { device, unseen } => Command::Leave {
                session: self.device(*device),
                seen: Sequence(self.world.stamp.sequence.0.saturating_sub(*unseen)),
                reason: None,
            },
            Step::Say {
                device,
                to,
                length,
                key,
            } => Command::Say {
                session: self.device(*device),
                to: recipient(*to),
                text: Text::from_sanitised(&"ä".repeat(*length)),
                key: key.and_then(|key| ClientKey::new(&key.to_string())),
                speech: Speech::Message,
                tags: None,
            },
            Step::Complain { device, about } => Command::Complain {
                session: self.device(*device),
                about: name(NAMES[*about]),
            },
            Step::Status { device } => Command::Status {
                session: self.device(*device),
            },
            Step::Metadata { device, asked } => metadata::command(self.device(*device), asked),
            Step::Room { device, room, act } => {
                let session = self.device(*device);
                room_command(session, room_name(*room), *act)
            }
            _ => Command::Advance,
        }
    }

    fn login(&mut self, index: usize, password: Password, resume: Option<u64>) -> Login {
        let login = self.world.request(NAMES[index]);
        let account = self.reference.find(&login.name);
        let end = self.world.stamp.sequence.0 + 2;
        Login {
            credential: match (password, account) {
                (Password::Right, Some(account)) => Credential::Verified(account),
                (Password::Stale, _) => Credential::Verified(AccountId(u64::MAX)),
                (Password::Right | Password::New, _) => new_password(),
            },
            resume: resume.map(|back| MessageId(end.saturating_sub(back))),
            ..login
        }
    }

    /// One of the devices online, or at times none.
    fn device(&self, number: usize) -> SessionId {
        let devices = self.reference.devices();
        let one = devices.get(number % (devices.len() + 1));
        one.map_or(SessionId(u64::MAX), |one| one.0)
    }
}

fn room_name(index: usize) -> RoomName {
    room(ROOMS[index])
}

fn room_command(session: SessionId, room: RoomName, act: Act) -> Command {
    match act {
        Act::Join(key) => Command::Join {
            session,
            room,
            key: key.map(|key| key.to_string().into()),
        },
        Act::Part => Command::Part {
            session,
            room,
            reason: None,
        },
        Act::Kick(index) => Command::Kick {
            session,
            room,
            name: name(NAMES[index]),
            reason: Some(Text::from_sanitised("go")),
        },
        Act::Topic(is_set) => Command::SetTopic {
            session,
            room,
            topic: is_set.then(|| Text::from_sanitised("all")),
        },
        Act::Invite(index) => Command::Invite {
            session,
            room,
            name: name(NAMES[index]),
        },
        Act::Mode(mode) => Command::ChangeModes {
            session,
            room,
            changes: vec![mode_change(mode)],
        },
    }
}

fn mode_change(mode: Mode) -> ModeChange {
    match mode {
        Mode::InviteOnly(on) => ModeChange::Flag {
            flag: RoomFlag::InviteOnly,
            on,
        },
        Mode::Key(key) => ModeChange::Key(key.map(|key| key.to_string().into())),
        Mode::Operator(index, on) => ModeChange::Rank {
            rank: Rank::Operator,
            name: name(NAMES[index]),
            on,
        },
    }
}

fn recipient(to: Recipient) -> Target {
    match to {
        Recipient::Room(room) => Target::Room(hourglass_core::RoomId(room)),
        Recipient::RoomNamed(index) => Target::RoomNamed(room_name(index)),
        Recipient::Name(index) => Target::Name(name(NAMES[index])),
    }
}

fn settings() -> impl Strategy<Value = Settings> {
    let times = (1..20u64, 1..20u64, 1..20u64);
    let counts = (0..4usize, 0..4u32, 1..4u32, 2..6usize, 0..4usize);
    (times, counts).prop_map(|(times, counts)| Settings {
        message_lifetime: Duration::from_secs(times.0),
        limit_period: Duration::from_secs(times.1),
        ban_duration: Duration::from_secs(times.2),
        history_lines: counts.0,
        message_limit: counts.1,
        ban_complaints: counts.2,
        max_message: counts.3,
        announce_up_to: counts.4,
        ..Settings::default()
    })
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(3_000) })]

    #[test]
    fn the_chat_does_as_the_reference_does(
        settings in settings(),
        steps in collection::vec(plan::step(), 1..120),
    ) {
        let mut run = Run::new(settings);
        for step in &steps {
            run.step(step)?;
        }
        run.commit()?;
    }
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(200) })]

    /// However commands are cut into batches, the same is told and the same is kept.
    #[test]
    fn batches_change_nothing(
        settings in settings(),
        steps in collection::vec(plan::step(), 1..120),
    ) {
        let is_crash = |step: &Step| matches!(step, Step::Crash { .. });
        let end = steps.iter().position(is_crash).unwrap_or(steps.len());
        let mut runs = [Run::new(settings.clone()), Run::new(settings)];
        for step in steps.iter().take(end) {
            for run in &mut runs {
                run.step(step)?;
            }
            runs[0].commit()?;
        }
        let mut kept = runs.map(|mut run| {
            run.world.apply(Command::Advance);
            run.world.commit();
            run.world.kept.snapshot()
        });
        for kept in &mut kept {
            kept.last = Default::default();
        }
        prop_assert_eq!(&kept[0], &kept[1]);
    }

    /// When nobody asks for anything any more, all that has an end comes to it, and in time.
    #[test]
    fn everything_ends(
        settings in settings(),
        steps in collection::vec(plan::step(), 1..120),
    ) {
        let mut run = Run::new(settings);
        for step in &steps {
            run.step(step)?;
        }
        run.commit()?;
        let mut wakings = 0;
        while let Some(deadline) = run.world.chat.next_deadline() {
            run.world.stamp.time = run.world.stamp.time.max(deadline);
            run.world.advance();
            wakings += 1;
            prop_assert!(wakings <= 4 * steps.len(), "each has something to do");
            run.commit()?;
            for message in run.world.kept.snapshot().messages {
                prop_assert!(deletion_due(message.expires_at) > run.world.stamp.time);
            }
        }
        let kept = run.world.kept.snapshot();
        prop_assert!(kept.messages.is_empty());
        for record in kept.accounts {
            prop_assert!(record.period.is_none() && record.silenced_until.is_none());
        }
    }
}

fn deletion_due(expires_at: Timestamp) -> Timestamp {
    expires_at.after(limits::SWEEP_DELAY_MAX)
}
