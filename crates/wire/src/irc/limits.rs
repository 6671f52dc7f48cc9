//! The bounds of IRC's lines, as its texts have them, and those that the server tells its clients.

/// Bytes of a line without its tags, its end included.
pub const LINE_BYTES_MAX: usize = 512;

/// Bytes of the tags that a client sends, the `@` before and the space behind them included.
pub const CLIENT_TAGS_BYTES_MAX: usize = 4_096;

/// Parameters of a line.
pub const PARAMETERS_MAX: usize = 15;

/// Bytes of the label of a command (labeled-response).
pub const LABEL_BYTES_MAX: usize = 64;

/// Bytes of the part of a name's address that the client chose (`USER`); more is not shown.
pub const USERNAME_BYTES_MAX: usize = 20;

/// Bytes of what a client calls itself at length.
pub const REALNAME_BYTES_MAX: usize = 150;

/// Bytes of a word of a line that is not its last; more is cut off.
pub(super) const WORD_BYTES_MAX: usize = 200;

/// Targets of one `PRIVMSG`, `NOTICE` or `TAGMSG`.
pub const SPEECH_TARGETS_MAX: usize = 4;

/// Rooms of one `JOIN` or `PART`.
pub const ROOM_TARGETS_MAX: usize = 20;

/// Names of one `KICK`.
pub const KICK_TARGETS_MAX: usize = 4;

/// Missed messages that are played at login, or on entering a room, to a client that cannot ask for them.
pub const PLAYED_MAX: usize = 20;

/// Bytes of one line's data in `AUTHENTICATE`; so many mean that more follows.
pub const AUTHENTICATE_BYTES_MAX: usize = 400;

/// Bytes of a message on several lines of a client's; the bound on the characters of a message holds, too.
pub const MULTILINE_BYTES_MAX: usize = 8_192;

/// Lines of such a message.
pub const MULTILINE_LINES_MAX: usize = 100;
