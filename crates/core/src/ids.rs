//! Identifiers, each a type of its own.

use serde::{Deserialize, Serialize};

macro_rules! identifier {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub struct $name(pub u64);
    };
}

identifier! {
    /// The place of a command in the one order for everybody. Strictly increasing, also across
    /// restarts. Whatever a command creates takes its number as its id.
    Sequence
}
identifier! {
    /// A registered name. It is the sequence number of the command that registered it, or of the login with which a
    /// guest came in who registered later.
    AccountId
}
identifier! {
    /// A message. It is the sequence number of the command that said it, so that ids grow with time.
    MessageId
}
identifier! {
    /// A room.
    RoomId
}
identifier! {
    /// One connection that is logged in: a device of a name. Minted by the server that accepted it.
    SessionId
}

impl RoomId {
    /// The common room, where everybody lands.
    pub const COMMON: RoomId = RoomId(1);
}

impl AccountId {
    /// Set in the id of a guest: somebody with a name, but without an account, until the connection ends.
    const GUEST: u64 = 1 << 62;

    /// The id of a guest who came in at this place in the order.
    pub fn guest(sequence: Sequence) -> Self {
        Self(sequence.0 | Self::GUEST)
    }

    /// The account that a guest gets who registers; that of an account is itself. No other can have it, so that
    /// what is kept of the guest tells whose it is.
    #[must_use]
    pub fn registered(self) -> Self {
        Self(self.0 & !Self::GUEST)
    }

    /// What stands for a host where people have one: made from the id only, it tells nothing of the person.
    pub fn host(self) -> String {
        let kind = if self.is_guest() { 'g' } else { 'u' };
        format!("{kind}{}.hourglass", self.registered().0)
    }

    /// Whether there is no account behind it.
    pub fn is_guest(self) -> bool {
        self.0 & Self::GUEST != 0
    }
}

impl From<Sequence> for AccountId {
    fn from(sequence: Sequence) -> Self {
        Self(sequence.0)
    }
}

impl From<Sequence> for MessageId {
    fn from(sequence: Sequence) -> Self {
        Self(sequence.0)
    }
}
