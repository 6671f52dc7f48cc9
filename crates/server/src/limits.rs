//! The named bounds of everything that the server holds besides the chat itself.

use std::time::Duration;

/// Commands that wait for their place in the order.
pub const PROPOSALS_MAX: usize = 4_096;

/// Commands applied as one batch and committed as one transaction.
pub const BATCH_MAX: usize = 1_024;

/// Bytes, as they are told, of what is said at which a batch is full. One that is told takes less room than an outbox has.
pub const BATCH_BYTES_MAX: usize = 1024 * 1024;

/// How long arrivals and departures gather after a batch, for each session online: about four times as long
/// as it takes to tell them all of one.
pub const REST_PER_SESSION: Duration = Duration::from_micros(16);

/// The shortest time that they gather, below which they do not, and the longest.
pub const REST: (Duration, Duration) = (Duration::from_millis(2), Duration::from_millis(50));

/// How often the wall clock is looked at while nothing is due.
pub const CLOCK_LOOK: Duration = Duration::from_secs(1);

/// Commands of one session that are not answered yet; no more is read from it meanwhile.
pub const UNANSWERED_MAX: usize = 64;

/// Inputs that wait for one shard of the fan-out.
pub const SHARD_QUEUE_MAX: usize = 1_024;

/// Inputs that a shard takes before it writes.
pub const SHARD_GATHER_MAX: usize = 64;

/// Bytes that wait for one session. At more, it is cut off and catches up when it is back. The largest
/// catch-up takes up to half of it.
pub const OUTBOX_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Pieces handed to the kernel in one write.
pub const WRITE_PIECES_MAX: usize = 64;

/// How long a session that is cut off may take to read why.
pub const FAREWELL_TIME: Duration = Duration::from_secs(5);

/// How long a connection that the server ended is read away, so that its last words arrive.
pub const LINGER_TIME: Duration = Duration::from_secs(1);

/// Names and passwords that one connection may try at the prompts, acceptable or not.
pub const LOGIN_LINES_MAX: u32 = 20;

/// Lines that a client of IRC may send before the greeting.
pub const REGISTRATION_LINES_MAX: u32 = 100;

/// Bytes of a login by SASL, as they are sent: the longest password with a name fits.
pub const SASL_BYTES_MAX: usize = 2_400;

/// Bytes of an address to write to.
pub const EMAIL_BYTES_MAX: usize = 254;

/// After what silence a client of IRC is asked whether it is there.
pub const IRC_PING: Duration = Duration::from_secs(90);

/// A client of IRC from which nothing was heard for so long is taken for gone.
pub const IRC_TIMEOUT: Duration = Duration::from_secs(150);

/// How long the first bytes are waited for before the line door speaks.
pub const SILENCE_BEFORE_PROMPT: Duration = Duration::from_millis(300);

/// Bytes looked at to tell who is there.
pub const LOOK_BYTES_MAX: usize = 16;

/// How long a person may take to answer the prompts; the time that the server takes is not counted.
pub const LOGIN_TIME: Duration = Duration::from_secs(30);

/// Wrong passwords that one connection may try.
pub const PASSWORD_ATTEMPTS_MAX: u32 = 3;

/// Connections in all, where the system allows so many open files.
pub const CONNECTIONS_MAX: usize = 100_000;

/// Open files that are no connections: the data, the log, what libraries open.
pub const OTHER_FILES: usize = 64;

/// Connections that the server ended and that are being told why. Further ones are told if it takes no
/// waiting.
pub const LAST_WORDS_MAX: usize = 256;

/// Connections that are not logged in, in all.
pub const PENDING_MAX: usize = 2_048;

/// Connections that are not logged in, from one address (IPv6: from one /64).
pub const PENDING_PER_ADDRESS_MAX: usize = 256;

/// How far the threads that hash passwords stand behind those that keep the chat going (nice value).
pub const HASHING_NICENESS: i32 = 10;

/// How long a thread that hashes passwords keeps the memory for it when none comes. The system has it back
/// after as long again.
pub const HASHING_MEMORY_KEPT: Duration = Duration::from_secs(10);

/// Logins that wait for their turn at hashing a password.
pub const HASHES_WAITING_MAX: usize = 1_024;

/// How soon a login that was turned away because of [`HASHES_WAITING_MAX`] may try again.
pub const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Bytes that the reading side of a WebSocket sets aside, whether or not anything comes. A message that is
/// longer makes it grow; what is read from the socket at a time does not depend on it.
pub const WEBSOCKET_BUFFER: usize = 128;

/// Bytes of one message of IRC over WebSocket. Lines that are too long and fit into it are answered as such.
pub const IRC_FRAME_BYTES_MAX: usize = 16 * 1024;

/// Bytes of the file with the rules.
pub const RULES_BYTES_MAX: u64 = 64 * 1024;

/// Bytes of the file with the message of the day, all of which is sent to every client of IRC.
pub const MOTD_BYTES_MAX: u64 = 16 * 1024;

/// How often the server pings a WebSocket.
pub const HEARTBEAT: Duration = Duration::from_secs(10);

/// A WebSocket from which nothing was heard for so long is taken for gone.
pub const HEARTBEAT_TIMEOUT: Duration = Duration::from_secs(25);

/// How long a TCP connection may be idle before the kernel asks whether the other side is there, how
/// often it then asks, and after how many questions without an answer it gives up. Linux gives up after
/// [`UNACKNOWLEDGED_TIME`] instead.
pub const KEEPALIVE: (Duration, Duration, u32) =
    (Duration::from_secs(15), Duration::from_secs(5), 3);

/// How long sent bytes may stay unacknowledged, or the other side without room for them, before the kernel
/// gives the connection up.
pub const UNACKNOWLEDGED_TIME: Duration = Duration::from_secs(60);

/// How long an HTTP request may take to send its head.
pub const HTTP_HEAD_TIME: Duration = Duration::from_secs(10);

/// Bytes of an HTTP request's head.
pub const HTTP_HEAD_BYTES_MAX: usize = 16 * 1024;

/// Bytes read from a socket at a time.
pub const READ_BYTES: usize = 8 * 1024;

/// Connections that the kernel may hold until they are accepted.
pub const ACCEPT_BACKLOG: u32 = 4_096;

/// How long accepting rests when the process has no file descriptor left.
pub const ACCEPT_REST: Duration = Duration::from_millis(100);

/// Commands and refused attempts that a connection may make at once before it is slowed.
pub const PACE_BURST: u32 = 40;

/// Commands and refused attempts a second that a connection is slowed to.
pub const PACE_PER_SECOND: u32 = 10;

/// How often a failing commit is tried again: at first, and at most.
pub const COMMIT_RETRY: (Duration, Duration) =
    (Duration::from_millis(50), Duration::from_millis(1_000));

/// How often the scrubbing of deleted data is tried again while something is in its way.
pub const SCRUB_RETRY: Duration = Duration::from_secs(1);

/// How long stopping waits until what was said is saved and told.
pub const STOP_SAVE_TIME: Duration = Duration::from_millis(1_500);

/// How long stopping then waits for sockets to take what they were still to be told.
pub const STOP_FLUSH_TIME: Duration = Duration::from_millis(1_000);

/// How long stopping then waits for connections to end.
pub const STOP_CLOSE_TIME: Duration = Duration::from_millis(250);

/// Wrong passwords from one address before it is slowed, and how long one takes to be forgiven.
pub const ADDRESS_FAILURES: (u32, Duration) = (30, Duration::from_secs(6));

/// Wrong passwords for one name before it is slowed, and how long one takes to be forgiven.
pub const NAME_FAILURES: (u32, Duration) = (10, Duration::from_secs(30));

/// Wrong passwords for one name from one address before they are slowed, and how long one takes to be
/// forgiven.
pub const PAIR_FAILURES: (u32, Duration) = (5, Duration::from_secs(20));

/// How long it is remembered that a name was opened from an address.
pub const OPENED_REMEMBERED: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// New names from one address before it is slowed, and how long one takes to be forgiven.
pub const ADDRESS_REGISTRATIONS: (u32, Duration) = (500, Duration::from_secs(6));

/// Addresses and names whose failures are remembered; those soonest forgiven go first.
pub const THROTTLE_ENTRIES_MAX: usize = 65_536;
