//! What may happen in a run.

use std::time::Duration;

use proptest::prelude::{Just, Strategy, any};
use proptest::{option, prop_oneof};

use super::NAMES;

/// One thing that happens. Devices and names are numbers, to be taken from those that there are.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Login {
        name: usize,
        password: Password,
        resume: Option<u64>,
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
    Name(usize),
}

/// One step. Times are whole seconds, so that things often end at the very moment of a command.
pub(super) fn step() -> impl Strategy<Value = Step> {
    let name = 0..NAMES.len();
    let device = 0..8usize;
    prop_oneof![
        6 => (name.clone(), password(), option::weighted(0.3, 0..12u64))
            .prop_map(|(name, password, resume)| Step::Login { name, password, resume }),
        3 => (device.clone(), 0..8u64).prop_map(|(device, unseen)| Step::Leave { device, unseen }),
        10 => (device.clone(), recipient(), 0..7usize, option::weighted(0.4, 0..3u8))
            .prop_map(|(device, to, length, key)| Step::Say { device, to, length, key }),
        5 => (device.clone(), name).prop_map(|(device, about)| Step::Complain { device, about }),
        2 => device.prop_map(|device| Step::Status { device }),
        1 => Just(Step::Advance),
        3 => seconds().prop_map(Step::Pass),
        1 => seconds().prop_map(Step::Wake),
        3 => seconds().prop_map(Step::Sleep),
        2 => Just(Step::Commit),
        1 => any::<bool>().prop_map(|loses| Step::Crash { loses }),
    ]
}

fn password() -> impl Strategy<Value = Password> {
    prop_oneof![
        12 => Just(Password::Right),
        1 => Just(Password::New),
        1 => Just(Password::Stale),
    ]
}

fn recipient() -> impl Strategy<Value = Recipient> {
    prop_oneof![
        8 => Just(Recipient::Room(1)),
        1 => Just(Recipient::Room(2)),
        5 => (0..NAMES.len()).prop_map(Recipient::Name),
    ]
}

fn seconds() -> impl Strategy<Value = Duration> {
    (0..12u64).prop_map(Duration::from_secs)
}
