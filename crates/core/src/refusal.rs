//! Why something was not done.

use std::sync::Arc;
use std::time::Duration;

/// A command that is not carried out. Each door puts it into words once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The name is silenced by complaints: it neither writes nor complains.
    Silenced {
        /// For how long still.
        wait: Duration,
    },
    /// The name's messages for this period are used up.
    AllowanceSpent {
        /// Until the next period.
        wait: Duration,
    },
    /// The text is longer than a message may be.
    TooLong {
        /// Its length in characters.
        length: usize,
        /// The longest allowed.
        limit: usize,
    },
    /// There is nothing in the text.
    EmptyMessage,
    /// A private message to oneself.
    ToYourself,
    /// A private message to a name that is not registered.
    UnknownName {
        /// The name as it was asked for.
        name: Arc<str>,
    },
    /// There is no such room, or none that the name may know of.
    UnknownRoom {
        /// The room as it was asked for.
        room: Arc<str>,
    },
    /// The name is not in the room.
    NotInRoom {
        /// Which room.
        room: Arc<str>,
    },
    /// Somebody else is not in the room.
    NotAMember {
        /// Which room.
        room: Arc<str>,
        /// Who.
        name: Arc<str>,
    },
    /// Somebody else is in the room already.
    AlreadyAMember {
        /// Which room.
        room: Arc<str>,
        /// Who.
        name: Arc<str>,
    },
    /// Only who runs the room may do that.
    NotOperator {
        /// Which room.
        room: Arc<str>,
    },
    /// The common room is nobody's: it has no operator, and nobody with an account leaves it.
    CommonRoom {
        /// Its name.
        room: Arc<str>,
    },
    /// Only who is invited comes in.
    InviteOnly {
        /// Which room.
        room: Arc<str>,
    },
    /// The room has a key, and it was not given.
    WrongRoomKey {
        /// Which room.
        room: Arc<str>,
    },
    /// The room has as many members as it may.
    RoomFull {
        /// Which room.
        room: Arc<str>,
    },
    /// The name is kept out of the room.
    BannedFromRoom {
        /// Which room.
        room: Arc<str>,
    },
    /// The name may not speak in the room: it is moderated, or has banned it.
    CannotSpeak {
        /// Which room.
        room: Arc<str>,
    },
    /// The room takes no client-to-client requests.
    NoCtcp {
        /// Which room.
        room: Arc<str>,
    },
    /// The name is in as many rooms as it may be.
    TooManyRooms {
        /// The room that it wanted to come into.
        room: Arc<str>,
        /// How many that is.
        limit: usize,
    },
    /// There are as many rooms as there may be.
    NoMoreRooms {
        /// The room that was to be opened.
        room: Arc<str>,
    },
    /// The room's lists of masks are full.
    TooManyMasks {
        /// Which room.
        room: Arc<str>,
        /// The mask that found no place.
        mask: Arc<str>,
    },
    /// There is a room of the new name, or one that looks like it.
    RoomNameTaken {
        /// The room to be renamed.
        room: Arc<str>,
        /// The name wanted.
        to: Arc<str>,
    },
    /// The new room could pass for one that there is.
    RoomResembles {
        /// The room wanted.
        room: Arc<str>,
        /// The room that there is.
        other: Arc<str>,
    },
    /// Only guests change their name: that of an account stays as it was registered.
    NameIsFixed {
        /// The name.
        name: Arc<str>,
    },
    /// Somebody else has the name.
    NameInUse {
        /// The name.
        name: Arc<str>,
    },
    /// It takes an account.
    GuestsCannot,
    /// The name has an account already.
    AlreadyRegistered,
    /// Nobody of that name is online.
    NotOnline {
        /// The name as it was asked for.
        name: Arc<str>,
    },
    /// There is no such message, or it is not one's own.
    CannotRedact {
        /// Where it was looked for.
        target: Arc<str>,
        /// Its id.
        id: crate::MessageId,
        /// There is one, but somebody else said it.
        is_others: bool,
    },
    /// The device watches as many names as it may.
    TooManyWatched {
        /// How many that is.
        limit: usize,
        /// The names that found no place.
        names: Vec<Arc<str>>,
    },
    /// Somebody else's metadata.
    MetadataOfOthers {
        /// The name.
        name: Arc<str>,
    },
    /// A person or a room has as much metadata as it may, or there is as much as there may be in all.
    TooMuchMetadata {
        /// The room's or person's name, as shown.
        of: Arc<str>,
        /// How many values one may have.
        limit: usize,
    },
    /// A complaint about a name that is not registered.
    ComplaintAboutUnknown {
        /// The name as it was asked for.
        name: Arc<str>,
    },
    /// A complaint about oneself.
    AboutYourself,
    /// This name complained about that one before; one complainer counts once.
    AlreadyComplained {
        /// The name complained about.
        name: Arc<str>,
    },
    /// The name complained about is silenced already.
    AlreadySilenced {
        /// The name complained about.
        name: Arc<str>,
        /// For how long still.
        wait: Duration,
    },
    /// The new name could pass for a registered one.
    NameResembles {
        /// The registered name.
        name: Arc<str>,
    },
    /// Somebody registered the name a moment ago: the password has to be checked against theirs.
    NameRegistered,
    /// The account that the password was checked against exists no more.
    AccountGone,
    /// No further name can be registered.
    TooManyAccounts,
    /// The name has as many devices online as it may.
    TooManyDevices {
        /// How many that is.
        limit: usize,
    },
    /// The session is not logged in.
    NotLoggedIn,
    /// What is said cannot be saved at present, so it is not taken.
    StorageFailing,
}
