//! People with IRC clients of other makers, each in a terminal of its own under tmux.

mod irssi;
mod tmux;
mod weechat;

use std::net::SocketAddr;
use std::path::Path;

use tempfile::{TempDir, tempdir};

use super::PASSWORD;
use super::wait::{PATIENCE, eventually, holds_in_time};
use irssi::Irssi;
use weechat::Weechat;

/// Which client.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Maker {
    Irssi,
    Weechat,
}

/// How the client logs in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Proof {
    /// `PASS name:password`.
    ServerPassword,
    /// SASL PLAIN.
    Sasl,
}

/// Somebody with an IRC client.
pub(crate) struct Irc {
    client: Box<dyn Client>,
    maker: Maker,
    _folder: TempDir,
}

/// What a test does with a client.
trait Client {
    /// Types a line in the common room and presses Enter.
    fn type_line(&self, line: &str);

    /// Everything that the client has shown.
    fn shown(&self) -> String;

    /// Whether its program has ended.
    fn has_ended(&self) -> bool;
}

/// Where a client connects, and as whom.
struct Account<'a> {
    address: SocketAddr,
    name: &'a str,
    proof: Proof,
}

impl Irc {
    /// A client of `maker` for `name`, logged in and in the common room.
    pub(crate) fn join(maker: Maker, proof: Proof, address: SocketAddr, name: &str) -> Self {
        let folder = tempdir().expect("a folder");
        let account = Account {
            address,
            name,
            proof,
        };
        let client = start(maker, &account, folder.path());
        let irc = Self {
            client,
            maker,
            _folder: folder,
        };
        irc.wait_for("has joined #lobby");
        irc
    }

    /// Leaves as the client does it, which others then hear.
    pub(crate) fn leave(self) {
        self.type_line("/quit");
        // The client is ended with this; it has to have sent what it was told to.
        eventually("the client ends", || self.client.has_ended());
    }

    /// Types a line and presses Enter.
    pub(crate) fn type_line(&self, line: &str) {
        self.client.type_line(line);
    }

    /// Says something in a room or to somebody.
    pub(crate) fn say(&self, to: &str, text: &str) {
        self.type_line(&format!("/msg {to} {text}"));
    }

    /// Everything that the client has shown.
    pub(crate) fn shown(&self) -> String {
        self.client.shown()
    }

    /// Waits until the client has shown `words`.
    #[track_caller]
    pub(crate) fn wait_for(&self, words: &str) {
        self.wait_until(words, |line| line.contains(words));
    }

    /// Waits until the client has shown in one line who said it, and what.
    #[track_caller]
    pub(crate) fn hears(&self, author: &str, text: &str) {
        self.wait_until(&format!("{author}: {text}"), |line| {
            line.split_once(text)
                .is_some_and(|(before, _)| before.contains(author))
        });
    }

    #[track_caller]
    fn wait_until(&self, what: &str, holds: impl Fn(&str) -> bool) {
        let mut shown = String::new();
        let found = holds_in_time(|| {
            shown = self.shown();
            shown.lines().any(&holds)
        });
        let maker = self.maker;
        assert!(
            found,
            "{maker:?} showed no {what:?} in {PATIENCE:?}, but:\n{shown}"
        );
    }
}

fn start(maker: Maker, account: &Account, folder: &Path) -> Box<dyn Client> {
    match maker {
        Maker::Irssi => Box::new(Irssi::start(account, folder)),
        Maker::Weechat => Box::new(Weechat::start(account, folder)),
    }
}
