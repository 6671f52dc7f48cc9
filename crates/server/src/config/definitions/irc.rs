//! The settings of rooms, of who may come in, and of IRC.

use hourglass_core::{RoomName, Settings};

use super::Setting;
use crate::config::irc::Registration;
use crate::config::kind::{Choice, FilePath, Hidden, Room, ServerName, Switch};

pub(in crate::config) static LOBBY: Setting<Room> = Setting {
    key: "lobby",
    kind: Room,
    default: lobby,
    help: "The name of the common room, in which everybody lands",
    comment: "",
};

fn lobby() -> RoomName {
    Settings::default().lobby
}

pub(in crate::config) static ALWAYS_ON: Setting<Switch> = Setting {
    key: "always-on",
    kind: Switch,
    default: || false,
    help: "Whether a name without a connection stays in its rooms' lists, as away",
    comment: "When it is off, a name that has no connection is not shown as present.",
};

pub(in crate::config) static REGISTRATION: Setting<Choice<Registration>> = Setting {
    key: "registration",
    kind: Choice {
        placeholder: "on|off|before-connect",
        values: &[
            ("on", Registration::On),
            ("off", Registration::Off),
            ("before-connect", Registration::BeforeConnect),
        ],
    },
    default: || Registration::On,
    help: "Whether the first login with a name registers it",
    comment: "off lets in nobody but those who are registered, by any way in. before-connect also lets IRC \
              clients register with a command of its own before they are greeted.",
};

pub(in crate::config) static REGISTRATION_EMAIL: Setting<Choice<bool>> = Setting {
    key: "registration-email",
    kind: Choice {
        placeholder: "required|none",
        values: &[("required", true), ("none", false)],
    },
    default: || false,
    help: "Whether registering a name takes an email address",
    comment: "Only REGISTER of IRC gives one, so that no name is registered by another way in then; it needs \
              --guests on or --registration before-connect. The address is kept with the name, in the \
              database only. Nothing is sent to it as yet, and nobody checks it.",
};

pub(in crate::config) static GUESTS: Setting<Switch> = Setting {
    key: "guests",
    kind: Switch,
    default: || false,
    help: "Whether IRC clients come in without a password, under a name that nobody has",
    comment: "A guest's name, and what belongs to it, is gone with the connection. Guests are not put into \
              the common room by themselves.",
};

pub(in crate::config) static IRC_AUTOJOIN: Setting<Switch> = Setting {
    key: "irc-autojoin",
    kind: Switch,
    default: || true,
    help: "Whether a name that logs in over IRC is put into the common room and its rooms",
    comment: "When it is off, it comes into the rooms that its client joins.",
};

pub(in crate::config) static SERVER_PASSWORD: Setting<Hidden> = Setting {
    key: "server-password",
    kind: Hidden,
    default: || None,
    help: "What every IRC client has to give as the server's password",
    comment: "It comes before the name's own password. Set it here or in the environment: others on this \
              machine can see flags.",
};

pub(in crate::config) static SERVER_NAME: Setting<ServerName> = Setting {
    key: "server-name",
    kind: ServerName,
    default: || "hourglass.local".to_owned(),
    help: "What the server calls itself on IRC",
    comment: "Best the host name by which people reach it.",
};

pub(in crate::config) static MOTD_FILE: Setting<FilePath> = Setting {
    key: "motd-file",
    kind: FilePath {
        placeholder: "FILE",
        unset: "none",
        example: "/etc/hourglass/motd.txt",
    },
    default: || None,
    help: "The message of the day, which greets IRC clients",
    comment: "It is read once, at start.",
};
