//! Every setting, defined once.
//!
//! The flag, the environment variable, the key in `hourglass.toml`, the example file and the table in
//! the README come from here. To add a setting: define it, list it in [`ALL`], give it a field in
//! [`Config`](super::Config).

mod irc;

use std::time::Duration;

use super::kind::{
    DurationIn, FilePath, Filter, Format, Host, Kind, Shown, Size, SizeIn, Switch, WholeIn,
};
use crate::logging::{LogFilter, LogFormat};

pub(super) use irc::{
    ALWAYS_ON, GUESTS, IRC_AUTOJOIN, LOBBY, MOTD_FILE, REGISTRATION, REGISTRATION_EMAIL,
    SERVER_NAME, SERVER_PASSWORD,
};

/// What the name of every setting's environment variable begins with.
pub const VARIABLE_PREFIX: &str = "HOURGLASS_";

/// One setting with the type of its values.
pub(crate) struct Setting<K: Kind> {
    pub(super) key: &'static str,
    pub(super) kind: K,
    pub(super) default: fn() -> K::Value,
    pub(super) help: &'static str,
    pub(super) comment: &'static str,
}

/// One setting without the type of its values: what help, files and tables need.
pub trait Definition: Sync {
    /// The name, as in `--message-lifetime` and in the file.
    fn key(&self) -> &'static str;
    /// What it is, in a line.
    fn help(&self) -> &'static str;
    /// What else is worth knowing; may be empty.
    fn comment(&self) -> &'static str;
    /// What stands for the value in the flag's usage.
    fn placeholder(&self) -> &'static str;
    /// The values allowed, in words.
    fn allowed(&self) -> String;
    /// The value that holds when nobody sets one.
    fn default_shown(&self) -> Shown;

    /// The name of the environment variable.
    fn variable(&self) -> String {
        let name = self.key().replace('-', "_").to_ascii_uppercase();
        format!("{VARIABLE_PREFIX}{name}")
    }
}

impl<K: Kind> Definition for Setting<K> {
    fn key(&self) -> &'static str {
        self.key
    }

    fn help(&self) -> &'static str {
        self.help
    }

    fn comment(&self) -> &'static str {
        self.comment
    }

    fn placeholder(&self) -> &'static str {
        self.kind.placeholder()
    }

    fn allowed(&self) -> String {
        self.kind.allowed()
    }

    fn default_shown(&self) -> Shown {
        self.kind.show(&(self.default)())
    }
}

/// Every setting, in the order in which people see them.
pub static ALL: [&dyn Definition; 25] = [
    &HOST,
    &PORT,
    &MESSAGE_LIFETIME,
    &HISTORY_LINES,
    &MESSAGE_LIMIT,
    &LIMIT_PERIOD,
    &BAN_COMPLAINTS,
    &BAN_DURATION,
    &MAX_MESSAGE,
    &ANNOUNCE_UP_TO,
    &LOBBY,
    &ALWAYS_ON,
    &REGISTRATION,
    &REGISTRATION_EMAIL,
    &GUESTS,
    &IRC_AUTOJOIN,
    &SERVER_PASSWORD,
    &SERVER_NAME,
    &MOTD_FILE,
    &DATA,
    &RULES_FILE,
    &PASSWORD_MEMORY,
    &FLOOD_GUARD,
    &LOG_FORMAT,
    &LOG_LEVEL,
];

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) static HOST: Setting<Host> = Setting {
    key: "host",
    kind: Host,
    default: || "127.0.0.1".to_owned(),
    help: "The address to listen on",
    comment: "127.0.0.1 admits this machine only, 0.0.0.0 and :: every network it is on. What people \
              write travels unencrypted: let strangers in through a tunnel or a TLS proxy.",
};

pub(super) static PORT: Setting<WholeIn<u16>> = Setting {
    key: "port",
    kind: WholeIn {
        min: 0,
        max: u16::MAX,
    },
    default: || 8_000,
    help: "The port to listen on, for every way in",
    comment: "With 0 the system chooses a free one, and the server prints which.",
};

pub(super) static MESSAGE_LIFETIME: Setting<DurationIn> = Setting {
    key: "message-lifetime",
    kind: DurationIn {
        min: SECOND,
        max: DAY.saturating_mul(7),
    },
    default: || HOUR,
    help: "How long a message lives",
    comment: "Then it is shown nowhere, and it is wiped from the disk within five seconds. Shortening it \
              shortens the life of the messages that are there already; lengthening it does not \
              prolong theirs.",
};

pub(super) static HISTORY_LINES: Setting<WholeIn<usize>> = Setting {
    key: "history-lines",
    kind: WholeIn { min: 0, max: 1_000 },
    default: || 20,
    help: "How many messages are shown at login",
    comment: "Whoever returns and has missed more is told how many.",
};

pub(super) static MESSAGE_LIMIT: Setting<WholeIn<u32>> = Setting {
    key: "message-limit",
    kind: WholeIn {
        min: 0,
        max: 1_000_000,
    },
    default: || 20,
    help: "How many messages a name may send in a period; 0 for no limit",
    comment: "Public and private ones count together, over all devices of the name.",
};

pub(super) static LIMIT_PERIOD: Setting<DurationIn> = Setting {
    key: "limit-period",
    kind: DurationIn {
        min: SECOND,
        max: DAY.saturating_mul(7),
    },
    default: || HOUR,
    help: "How long that period is",
    comment: "It begins with the first message; at its end the count is zero again.",
};

pub(super) static BAN_COMPLAINTS: Setting<WholeIn<u32>> = Setting {
    key: "ban-complaints",
    kind: WholeIn { min: 1, max: 1_000 },
    default: || 3,
    help: "How many different complainers silence a name",
    comment: "",
};

pub(super) static BAN_DURATION: Setting<DurationIn> = Setting {
    key: "ban-duration",
    kind: DurationIn {
        min: SECOND,
        max: DAY.saturating_mul(30),
    },
    default: || HOUR.saturating_mul(4),
    help: "How long a name stays silenced",
    comment: "",
};

pub(super) static MAX_MESSAGE: Setting<WholeIn<usize>> = Setting {
    key: "max-message",
    kind: WholeIn {
        min: 1,
        max: 10_000,
    },
    default: || 2_000,
    help: "The longest message, in characters",
    comment: "A longer one is refused whole.",
};

pub(super) static ANNOUNCE_UP_TO: Setting<WholeIn<usize>> = Setting {
    key: "announce-up-to",
    kind: WholeIn {
        min: 0,
        max: 10_000,
    },
    default: || 50,
    help: "Joining and leaving are announced in a room of up to so many people",
    comment: "With 0 they never are.",
};

pub(super) static DATA: Setting<FilePath> = Setting {
    key: "data",
    kind: FilePath {
        placeholder: "DIR",
        unset: "$STATE_DIRECTORY, else $XDG_STATE_HOME/hourglass, else ~/.local/state/hourglass",
        example: "/var/lib/hourglass",
    },
    default: || None,
    help: "The folder of the database",
    comment: "It is made if it is missing. One server at a time uses it.",
};

pub(super) static RULES_FILE: Setting<FilePath> = Setting {
    key: "rules-file",
    kind: FilePath {
        placeholder: "FILE",
        unset: "built in",
        example: "/etc/hourglass/rules.txt",
    },
    default: || None,
    help: "The text that answers /rules",
    comment: "It is read once, at start.",
};

pub(super) static PASSWORD_MEMORY: Setting<SizeIn> = Setting {
    key: "password-memory",
    kind: SizeIn {
        min: Size::from_mebibytes(1),
        max: Size::from_mebibytes(1_024),
    },
    default: || Size::from_mebibytes(19),
    help: "How much memory the hashing of one password takes (Argon2id, 2 passes)",
    comment: "More makes stolen hashes harder to guess, and logins slower. Below 7MiB the server warns.",
};

pub(super) static FLOOD_GUARD: Setting<Switch> = Setting {
    key: "flood-guard",
    kind: Switch,
    default: || true,
    help: "Throttles and caps by connection and address",
    comment: "Switch it off for tests and benchmarks only. Size limits stay in force.",
};

pub(super) static LOG_FORMAT: Setting<Format> = Setting {
    key: "log-format",
    kind: Format,
    default: || LogFormat::Text,
    help: "The form of the log on standard error",
    comment: "",
};

pub(super) static LOG_LEVEL: Setting<Filter> = Setting {
    key: "log-level",
    kind: Filter,
    default: LogFilter::info,
    help: "How much the log says",
    comment: "A single level is that of Hourglass; libraries then speak from warn up. The log never holds \
              what people write, nor passwords.",
};
