//! What may happen in a run.

use std::time::Duration;

use proptest::prelude::{Just, Strategy, any};
use proptest::{option, prop_oneof};

use super::metadata::{self, Asked, Brought};
use super::{NAMES, ROOMS};

/// One thing that happens. Devices and names are numbers, to be taken from those that there are.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Login {
        name: usize,
        password: Password,
        resume: Option<u64>,
        brought: Option<Brought>,
    },
    Leave {
        device: usize,
        unseen: u64,
    },
    Say {
        device: usize,
        to: Recipient,
        length: usize,
        key: Option<u8>,
    },
    Complain {
        device: usize,
        about: usize,
    },
    Status {
        device: usize,
    },
    Room {
        device: usize,
        room: usize,
        act: Act,
    },
    Metadata {
        device: usize,
        asked: Asked,
    },
    Advance,
    /// Time passes, and the chat is woken at each of its deadlines.
    Pass(Duration),
    /// Time passes, and the chat is woken at its end.
    Wake(Duration),
    /// Time passes, and nobody wakes the chat.
    Sleep(Duration),
    Commit,
    /// The server dies, at times with a batch that was not committed.
    Crash {
        loses: bool,
    },
}

/// What the check of the password gave.
#[derive(Clone, Copy, Debug)]
pub(super) enum Password {
    /// What it should.
    Right,
    /// That the name is not registered, be it true or not.
    New,
    /// An account that is gone.
    Stale,
}

/// To whom something is said.
#[derive(Clone, Copy, Debug)]
pub(super) enum Recipient {
    Room(u64),
    RoomNamed(usize),
    Name(usize),
}

/// What is done in a room.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    Join(Option<u8>),
    Part,
    Kick(usize),
    Topic(bool),
    Invite(usize),
    Mode(Mode),
}

/// How it is run.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mode {
    InviteOnly(bool),
    Key(Option<u8>),
    Operator(usize, bool),
}

/// One step. Times are whole seconds, so that things often end at the very moment of a command.
pub(super) fn step() -> impl Strategy<Value = Step> {
    let name = 0..NAMES.len();
    let device = 0..8usize;
    prop_oneof![
        6 => login(),
        3 => (device.clone(), 0..8u64).prop_map(|(device, unseen)| Step::Leave { device, unseen }),
        10 => (device.clone(), recipient(), 0..7usize, option::weighted(0.4, 0..3u8))
            .prop_map(|(device, to, length, key)| Step::Say { device, to, length, key }),
        5 => (device.clone(), name).prop_map(|(device, about)| Step::Complain { device, about }),
        2 => device.clone().prop_map(|device| Step::Status { device }),
        12 => (device.clone(), metadata::asked())
            .prop_map(|(device, asked)| Step::Metadata { device, asked }),
        14 => (device, 0..ROOMS.len(), act())
            .prop_map(|(device, room, act)| Step::Room { device, room, act }),
        1 => Just(Step::Advance),
        3 => seconds().prop_map(Step::Pass),
        1 => seconds().prop_map(Step::Wake),
        3 => seconds().prop_map(Step::Sleep),
        2 => Just(Step::Commit),
        1 => any::<bool>().prop_map(|loses| Step::Crash { loses }),
    ]
}

fn login() -> impl Strategy<Value = Step> {
    let name = 0..NAMES.len();
    let resume = option::weighted(0.3, 0..12u64);
    let brought = option::weighted(0.4, metadata::brought());
    (name, password(), resume, brought).prop_map(|(name, password, resume, brought)| Step::Login {
        name,
        password,
        resume,
        brought,
    })
}

fn password() -> impl Strategy<Value = Password> {
    prop_oneof![
        12 => Just(Password::Right),
        1 => Just(Password::New),
        1 => Just(Password::Stale),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    let name = 0..NAMES.len();
    prop_oneof![
        8 => option::weighted(0.4, 0..2u8).prop_map(Act::Join),
        3 => Just(Act::Part),
        2 => name.clone().prop_map(Act::Kick),
        1 => any::<bool>().prop_map(Act::Topic),
        2 => name.clone().prop_map(Act::Invite),
        1 => any::<bool>().prop_map(|on| Act::Mode(Mode::InviteOnly(on))),
        1 => option::of(0..2u8).prop_map(|key| Act::Mode(Mode::Key(key))),
        3 => (name, any::<bool>()).prop_map(|(name, on)| Act::Mode(Mode::Operator(name, on))),
    ]
}

fn recipient() -> impl Strategy<Value = Recipient> {
    prop_oneof![
        8 => Just(Recipient::Room(1)),
        1 => Just(Recipient::Room(2)),
        5 => (0..ROOMS.len()).prop_map(Recipient::RoomNamed),
        5 => (0..NAMES.len()).prop_map(Recipient::Name),
    ]
}

fn seconds() -> impl Strategy<Value = Duration> {
    (0..12u64).prop_map(Duration::from_secs)
}
