//! What doors tell people, from the settings.

use hourglass_wire::irc::{ServerFacts, put_timestamp};

use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::facts::{Facts, IrcFacts, Registration};

/// What doors tell people. `rules` is the text of the rules.
pub(super) fn gather(config: &Config, rules: String) -> Facts {
    let mut created = Vec::new();
    put_timestamp(SystemClock.now(), &mut created);
    let server = ServerFacts {
        name: "hourglass.local".to_owned(),
        network: "Hourglass".to_owned(),
        version: concat!("hourglass-", env!("CARGO_PKG_VERSION")).to_owned(),
        created: String::from_utf8_lossy(&created).into_owned(),
        motd: Vec::new(),
        settings: config.chat.clone(),
    };
    Facts {
        settings: config.chat.clone(),
        rules,
        flood_guard: config.flood_guard,
        registration: Registration::default(),
        irc: IrcFacts {
            server,
            guests: false,
            autojoin: true,
            password: None,
        },
    }
}
