//! A peer that is there no more without having said so.

use std::time::{Duration, Instant};

use rustix::process::Signal;
use tempfile::tempdir;

use crate::kit::{Json, RealServer, Terminal};

/// How soon a dead peer is noticed.
const NOTICED_WITHIN: Duration = Duration::from_secs(30);

#[test]
fn both_sides_notice_when_the_other_one_is_dead() {
    let data = [tempdir().expect("a folder"), tempdir().expect("a folder")];
    let server = RealServer::start(data[0].path(), &[]);
    let frozen_server = RealServer::start(data[1].path(), &[]);
    let alice = Terminal::join(server.address, "alice");
    let ann = Terminal::join(frozen_server.address, "ann");
    let begin = Instant::now();
    frozen_server.signal(Signal::STOP);
    // From here on nobody reads what the server sends to bob, nor answers its heartbeats.
    let (_bob, _) = Json::join(server.address, "bob", None);

    ann.wait_for("* The connection is lost: nothing was heard from the server for 25 s.");
    alice.wait_for("* User bob has left the chat");
    let took = begin.elapsed();
    assert!(took < NOTICED_WITHIN, "it took {took:?}");
    frozen_server.signal(Signal::CONT);
    ann.wait_for("* Connected again.");
    // Whoever answers stays.
    assert!(!alice.screen().contains("lost"), "{}", alice.screen());
}
