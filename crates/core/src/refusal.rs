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
    /// The room does not exist, or the name is not in it.
    UnknownRoom,
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
