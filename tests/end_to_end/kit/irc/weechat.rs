//! WeeChat without a screen: it is typed into through its FIFO and read from its logs.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::tmux::Tmux;
use super::{Account, Client, PASSWORD, Proof};

/// Logs are written at once, and a lost server is looked for again at once.
const SETTINGS: &[&str] = &[
    "/set logger.file.flush_delay 0",
    "/set fifo.file.path \"${weechat_data_dir}/fifo\"",
    "/set irc.server_default.autoreconnect_delay 1",
    "/set irc.server_default.autoreconnect_delay_max 1",
];

/// Where lines are typed: the buffer of the server, which is there from the beginning.
const BUFFER: &str = "irc.server.hourglass";

pub(super) struct Weechat {
    tmux: Tmux,
    folder: PathBuf,
}

impl Weechat {
    /// Starts it; it connects by itself.
    pub(super) fn start(account: &Account, folder: &Path) -> Self {
        let Account {
            address,
            name,
            proof,
        } = account;
        let login = match proof {
            Proof::ServerPassword => format!("-password={name}:{PASSWORD}"),
            Proof::Sasl => {
                format!("-sasl_mechanism=plain -sasl_username={name} -sasl_password={PASSWORD}")
            }
        };
        let add = format!(
            "/server add hourglass {}/{} -nicks={name} {login}",
            address.ip(),
            address.port()
        );
        let home = folder.to_str().expect("a path in UTF-8");
        let mut arguments = vec!["weechat-headless", "--dir", home];
        arguments.extend(["--plugins", "irc,fifo,logger"]);
        let commands = SETTINGS
            .iter()
            .copied()
            .chain([&*add, "/connect hourglass"]);
        arguments.extend(commands.flat_map(|command| ["--run-command", command]));
        Self {
            tmux: Tmux::start(folder, &arguments),
            folder: folder.to_owned(),
        }
    }
}

impl Client for Weechat {
    fn type_line(&self, line: &str) {
        let path = self.folder.join("fifo");
        let fifo = OpenOptions::new().write(true).open(path);
        let line = format!("{BUFFER} *{line}\n");
        fifo.and_then(|mut fifo| fifo.write_all(line.as_bytes()))
            .expect("WeeChat reads its FIFO; are its plugins installed?");
    }

    fn shown(&self) -> String {
        let Ok(entries) = fs::read_dir(self.folder.join("logs")) else {
            return String::new();
        };
        let read = |path: PathBuf| fs::read(path).unwrap_or_default();
        entries
            .flatten()
            .map(|entry| String::from_utf8_lossy(&read(entry.path())).into_owned())
            .collect()
    }

    fn has_ended(&self) -> bool {
        self.tmux.has_ended()
    }
}
