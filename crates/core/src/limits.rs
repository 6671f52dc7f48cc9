//! The named bounds of everything that the core holds.

use std::time::Duration;

/// Messages held at most, whatever their age; the oldest go first.
pub const HISTORY_MAX: usize = 65_536;

/// Bytes held at most in all messages, as they are told; the oldest go first.
pub const HISTORY_BYTES_MAX: usize = 64 * 1024 * 1024;

/// How far below [`HISTORY_MAX`] the number of messages is brought when it passes that, so that a full
/// history costs one deletion in many messages and not one each.
pub const HISTORY_EVICTION: usize = HISTORY_MAX / 16;

/// How far below [`HISTORY_BYTES_MAX`] the text is brought when it passes that, for the same reason.
pub const HISTORY_BYTES_EVICTION: usize = HISTORY_BYTES_MAX / 16;

/// Registered names held at most.
pub const ACCOUNTS_MAX: usize = 200_000;

/// How long a name must have been away before it may be given up to make room at [`ACCOUNTS_MAX`].
pub const ACCOUNT_IDLE_MIN: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Devices that one name may have online at once.
pub const DEVICES_MAX: usize = 64;

/// Messages handed to a client that resumes; an older gap is reported as a number.
pub const RESUME_MAX: usize = 2_000;

/// Bytes in one catch-up as they are told, whichever of the line limits applies.
pub const CATCH_UP_BYTES_MAX: usize = 512 * 1024;

/// Names of the people online that a login lists.
pub const NAMES_LISTED_MAX: usize = 200;

/// Bytes that may stand around a line of a message where it is told on several.
pub const LINE_TOLD_BYTES: usize = 512;

/// Characters of a person's name.
pub const NAME_CHARACTERS_MAX: usize = 32;

/// Characters of a room's name, the `#` included.
pub const ROOM_NAME_CHARACTERS_MAX: usize = 30;

/// Rooms that there may be.
pub const ROOMS_MAX: usize = 10_000;

/// Rooms that one name may be in, the common one included.
pub const ROOMS_PER_ACCOUNT_MAX: usize = 100;

/// Masks on all lists of a room together.
pub const ROOM_MASKS_MAX: usize = 100;

/// Bytes of a mask.
pub const ROOM_MASK_BYTES_MAX: usize = 128;

/// Changes of modes in one command.
pub const MODE_CHANGES_MAX: usize = 32;

/// Bytes of a room's key.
pub const ROOM_KEY_BYTES_MAX: usize = 32;

/// Characters of a topic, a reason, an away message.
pub const TOPIC_CHARACTERS_MAX: usize = 390;

/// Invitations of one name that are open; the oldest go first.
pub const INVITATIONS_MAX: usize = 50;

/// Names that one device may watch.
pub const WATCHED_MAX: usize = 100;

/// Names that left and are remembered for `WHOWAS`.
pub const WHOWAS_MAX: usize = 500;

/// People in one answer about whoever fits a mask, or whoever of a list is online.
pub const PEOPLE_LISTED_MAX: usize = 1_000;

/// Messages in one answer from the history.
pub const HISTORY_ANSWER_MAX: usize = 1_000;

/// Read markers kept for one name; those longest unmoved go first.
pub const READ_MARKERS_MAX: usize = 200;

/// Values of metadata that one person or one room may have.
pub const METADATA_KEYS_MAX: usize = 20;

/// Values of metadata held in all, guests' included.
pub const METADATA_MAX: usize = 100_000;

/// Bytes of a key of metadata.
pub const METADATA_KEY_BYTES_MAX: usize = 64;

/// Bytes of a value of metadata: with a key and names of usual length it fits into one line of IRC; behind longer
/// ones its end is cut off there.
pub const METADATA_VALUE_BYTES_MAX: usize = 300;

/// Keys that one device may subscribe to.
pub const METADATA_SUBSCRIPTIONS_MAX: usize = 50;

/// Values told by themselves when a room opens, somebody watched comes, or a key is subscribed to; where there are
/// more, the device is told to ask for them.
pub const METADATA_TOLD_MAX: usize = 200;

/// Values in the answer to a device that asks for all that it subscribed to; those of rooms come first.
pub const METADATA_ANSWER_MAX: usize = 2_000;

/// Bytes of a client's own tags on a message.
pub const CLIENT_TAGS_BYTES_MAX: usize = 4_094;

/// Bytes of a client key.
pub const CLIENT_KEY_BYTES_MAX: usize = 64;

/// How long the deletion of expired messages may be put off so that it is done for many at once. They
/// are shown nowhere from the moment of their expiry all the same.
pub const SWEEP_DELAY_MAX: Duration = Duration::from_secs(2);
