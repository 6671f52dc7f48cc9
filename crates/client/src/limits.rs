//! The named bounds of everything that the client holds or waits for.

use std::time::Duration;

/// How long a server may take to accept the connection and to answer the WebSocket handshake.
pub(crate) const CONNECT_WAIT: Duration = Duration::from_secs(10);

/// How long the greeting may take.
pub(crate) const HELLO_WAIT: Duration = Duration::from_secs(10);

/// How long the answer to a login may take; passwords wait their turn on a busy server.
pub(crate) const LOGIN_WAIT: Duration = Duration::from_secs(30);

/// How long the network may take to accept one message of ours.
pub(crate) const SEND_WAIT: Duration = Duration::from_secs(10);

/// The shortest heartbeat that is believed; anything below would end every connection.
pub(crate) const HEARTBEAT_MIN: Duration = Duration::from_millis(20);

/// The longest heartbeat that is believed; anything above would never notice a dead server.
pub(crate) const HEARTBEAT_MAX: Duration = Duration::from_secs(60);

/// The pause before the first attempt to connect again.
pub(crate) const PAUSE_MIN: Duration = Duration::from_millis(500);

/// The longest pause between two attempts.
pub(crate) const PAUSE_MAX: Duration = Duration::from_secs(30);

/// The longest pause that a server may ask for; a longer wish is cut to this.
pub(crate) const ASKED_PAUSE_MAX: Duration = Duration::from_secs(15 * 60);

/// How long leaving waits for what is not confirmed yet, where a person waits for it.
pub(crate) const LEAVE_WAIT: Duration = Duration::from_secs(2);

/// How long a pipe waits for a line to be confirmed before it gives up, reconnecting included.
pub(crate) const DELIVERY_WAIT: Duration = Duration::from_secs(60);

/// How long the connection may take to close in an orderly way.
pub(crate) const CLOSE_WAIT: Duration = Duration::from_millis(500);

/// How long the next prompt waits for the answer to the last line.
pub(crate) const ANSWER_WAIT: Duration = Duration::from_secs(1);

/// How quickly a key may follow a line that comes back into the editor and still have been meant for a new
/// line: nobody reads and answers in less.
pub(crate) const NOTICE_WAIT: Duration = Duration::from_millis(500);

/// How long the end waits until everything shown is really on the screen.
pub(crate) const PRINT_WAIT: Duration = Duration::from_secs(1);

/// Messages that may be waiting for their confirmation in a terminal.
pub(crate) const UNCONFIRMED_MAX: usize = 64;

/// Lines of a pipe that may be waiting for their answer before the next one is read.
pub(crate) const PIPE_AHEAD_MAX: usize = 8;

/// Questions and complaints that may be waiting for their answer.
pub(crate) const ASKED_MAX: usize = 32;

/// Things to be shown that may be waiting for the screen; then the connection is read no further.
pub(crate) const SHOWN_QUEUE_MAX: usize = 1024;

/// Typed lines that may be waiting for the connection.
pub(crate) const INPUT_QUEUE_MAX: usize = 8;

/// Bytes of one line of a pipe; what is longer is refused without being kept.
pub(crate) const LINE_BYTES_MAX: usize = 64 * 1024;

/// How often a mistyped password may be typed again.
pub(crate) const PASSWORD_ATTEMPTS: u32 = 3;

/// Bytes of a password file that are looked at.
pub(crate) const PASSWORD_FILE_BYTES_MAX: usize = 4096;

/// Bytes of one message from the server: twice what the protocol allows.
pub(crate) const FRAME_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Bytes read from the socket at once.
pub(crate) const READ_BUFFER_BYTES: usize = 16 * 1024;

/// Bytes of our own that may be waiting for the socket; the longest message, escaped, fits.
pub(crate) const WRITE_BUFFER_BYTES_MAX: usize = 1024 * 1024;

/// Rooms kept for completion.
pub(crate) const ROOMS_KNOWN_MAX: usize = 1000;

/// Names kept for completion.
pub(crate) const PEOPLE_MAX: usize = 1000;

/// Names that are listed where Tab could mean any of them.
pub(crate) const CANDIDATES_SHOWN_MAX: usize = 40;

/// How long the rest of a key may be under way after its escape character. Nothing is shown meanwhile.
pub(crate) const KEY_WAIT: Duration = Duration::from_millis(200);

/// Typed lines that the arrow keys bring back.
pub(crate) const TYPED_HISTORY_MAX: usize = 200;
