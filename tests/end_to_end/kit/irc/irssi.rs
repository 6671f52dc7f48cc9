//! irssi.

use std::fs;
use std::path::Path;

use super::tmux::Tmux;
use super::{Account, Client, PASSWORD, Proof};

/// Everything is shown in one window; a lost server is looked for again at once, and nothing that is typed waits
/// for irssi's own brake.
const SETTINGS: &str = r#"
settings = {
  "irc/core" = { cmd_queue_speed = "10ms"; cmds_max_at_once = "100"; };
  core = { server_reconnect_time = "1s"; quit_message = "bye"; };
  "fe-common/core" = {
    autocreate_windows = "no";
    autocreate_own_query = "no";
    autocreate_query_level = "none";
    show_nickmode_empty = "no";
  };
};
"#;

pub(super) struct Irssi {
    tmux: Tmux,
}

impl Irssi {
    /// Starts it; it connects by itself.
    pub(super) fn start(account: &Account, folder: &Path) -> Self {
        let Account {
            address,
            name,
            proof,
        } = account;
        let (host, port) = (address.ip(), address.port());
        let (network, server) = match proof {
            Proof::ServerPassword => (String::new(), format!(r#"password = "{name}:{PASSWORD}";"#)),
            Proof::Sasl => {
                let sasl = format!(
                    r#"sasl_mechanism = "PLAIN"; sasl_username = "{name}"; sasl_password = "{PASSWORD}";"#
                );
                (sasl, String::new())
            }
        };
        let configuration = format!(
            r#"{SETTINGS}
chatnets = {{ hourglass = {{ type = "IRC"; nick = "{name}"; {network} }}; }};
servers = ({{ address = "{host}"; port = "{port}"; chatnet = "hourglass"; autoconnect = "yes"; {server} }});
"#
        );
        fs::write(folder.join("config"), configuration).expect("a file");
        let home = folder.to_str().expect("a path in UTF-8");
        Self {
            tmux: Tmux::start(folder, &["irssi", "--home", home]),
        }
    }
}

impl Client for Irssi {
    fn type_line(&self, line: &str) {
        self.tmux.type_line(line);
    }

    fn shown(&self) -> String {
        self.tmux.screen()
    }

    fn has_ended(&self) -> bool {
        self.tmux.has_ended()
    }
}
