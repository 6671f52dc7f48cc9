//! IRC clients of other makers: irssi and WeeChat, beside people at the other doors.

mod rooms;
mod talking;
mod together;

use crate::kit::{Irc, Maker, Proof, RealServer};

/// Every client, with the way in which it logs in.
const CLIENTS: [(Maker, Proof); 4] = [
    (Maker::Irssi, Proof::ServerPassword),
    (Maker::Irssi, Proof::Sasl),
    (Maker::Weechat, Proof::ServerPassword),
    (Maker::Weechat, Proof::Sasl),
];

/// Somebody with irssi.
fn irssi(server: &RealServer, name: &str) -> Irc {
    Irc::join(Maker::Irssi, Proof::ServerPassword, server.address, name)
}

/// Somebody with WeeChat.
fn weechat(server: &RealServer, name: &str) -> Irc {
    Irc::join(Maker::Weechat, Proof::Sasl, server.address, name)
}
