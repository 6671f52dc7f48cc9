//! What doors tell people, from the settings.

use hourglass_core::Timestamp;
use hourglass_wire::irc::{ServerFacts, put_timestamp};

use crate::config::{self, Config};
use crate::facts::{Facts, IrcFacts, Registration};

/// What doors tell people. `rules` and `motd` are the texts of the rules and of the message of the day, `started`
/// is the time of the start.
pub(super) fn gather(config: &Config, rules: String, motd: &str, started: Timestamp) -> Facts {
    let mut created = Vec::new();
    put_timestamp(started, &mut created);
    let server = ServerFacts {
        created: String::from_utf8_lossy(&created).into_owned(),
        motd: ServerFacts::lines(motd),
        ..ServerFacts::new(&config.irc.server_name, config.chat.clone())
    };
    let registration = config.irc.registration;
    let password = config.irc.server_password.as_ref();
    Facts {
        settings: config.chat.clone(),
        rules,
        flood_guard: config.flood_guard,
        registration: Registration {
            off: !registration.is_open(),
            before_connect: registration == config::Registration::BeforeConnect,
            email_required: config.irc.registration_email,
        },
        irc: IrcFacts {
            server,
            guests: config.irc.guests,
            autojoin: config.irc.autojoin,
            password: password.map(|secret| secret.reveal().to_owned()),
        },
    }
}
