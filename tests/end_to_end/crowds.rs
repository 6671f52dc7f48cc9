//! Many at once, and some who do not listen.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tempfile::tempdir;

use crate::kit::{Line, Nc, PASSWORD, PATIENCE, RealServer, Transcript};

const SILENT: usize = 1_000;
const STORM: usize = 200;

/// The longest that a newcomer may have to wait behind a crowd.
const NEWCOMER_WAIT: Duration = Duration::from_secs(2);

/// What is said to somebody who does not read is of this length, in characters.
const LONG: usize = 10_000;

/// Lets this process, and what it starts, have as many connections as the system allows.
fn allow_many_files() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    setrlimit(Resource::Nofile, raised).expect("up to the maximum everybody may");
}

fn newcomer_gets_in_past_the_silent(flags: &[&str]) {
    allow_many_files();
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), flags);
    let mut alice = Line::join(server.address, "alice");
    let connect = || TcpStream::connect(server.address).expect("the server listens");
    let _silent: Vec<_> = (0..SILENT).map(|_| connect()).collect();
    let begin = Instant::now();
    let newcomer = Nc::join(server.address, "newcomer", PASSWORD);
    let took = begin.elapsed();
    assert!(took < NEWCOMER_WAIT, "it took {took:?}");
    alice.say("hello, newcomer");
    newcomer.heard.wait_for("alice:\thello, newcomer\n");
}

#[test]
fn a_thousand_silent_connections_do_not_keep_a_newcomer_out() {
    newcomer_gets_in_past_the_silent(&[]);
}

#[test]
fn nor_do_they_where_all_of_them_may_stay() {
    newcomer_gets_in_past_the_silent(&["--flood-guard", "off"]);
}

#[test]
fn all_get_in_at_once_while_the_room_goes_on() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &["--message-limit", "0"]);
    let address = server.address;
    let mut alice = Line::join(address, "alice");
    let bob = Line::join(address, "bob");
    thread::scope(|scope| {
        let join = |number| move || Line::join(address, &format!("guest{number}"));
        let guests: Vec<_> = (0..STORM).map(|number| scope.spawn(join(number))).collect();
        let mut turns = 0;
        while turns < 20 || guests.iter().any(|guest| !guest.is_finished()) {
            turns += 1;
            alice.say(&format!("turn {turns}"));
            bob.heard.wait_for(&format!("alice:\tturn {turns}\n"));
        }
        let guests = guests
            .into_iter()
            .map(|guest| guest.join().expect("a guest is in"));
        let guests: Vec<_> = guests.collect();
        alice.say("you are all here");
        for guest in guests {
            guest.heard.wait_for("alice:\tyou are all here\n");
        }
    });
}

/// Somebody who is in and reads nothing more.
fn deaf(address: SocketAddr) -> TcpStream {
    let mut socket = TcpStream::connect(address).expect("the server listens");
    socket
        .write_all(format!("deaf\n{PASSWORD}\n").as_bytes())
        .expect("the server reads");
    let mut heard = Vec::new();
    while !heard.ends_with(b"how the chat works.\n") {
        let mut byte = [0];
        socket.read_exact(&mut byte).expect("the welcome");
        heard.extend(byte);
    }
    socket
}

/// Talks until the server has had enough of the one who does not read; how many messages that took.
fn talk_until_cut_off(server: &RealServer, alice: &mut Line, bob: &Line) -> usize {
    let begin = Instant::now();
    let mut said = 0;
    while !server.log.text().contains("cut off: it does not read") {
        assert!(begin.elapsed() < PATIENCE, "nobody is cut off");
        for _ in 0..20 {
            alice.say(&format!("{said:04} {}", "я".repeat(LONG - 5)));
            said += 1;
        }
        bob.heard.wait_for(&format!("alice:\t{:04} ", said - 1));
    }
    said
}

#[test]
fn who_does_not_read_is_cut_off_with_a_reason_and_nobody_else_notices() {
    let data = tempdir().expect("a folder");
    let flags = ["--message-limit", "0", "--max-message", "10000"];
    let server = RealServer::start(data.path(), &flags);
    let mut alice = Line::join(server.address, "alice");
    let bob = Line::join(server.address, "bob");
    let socket = deaf(server.address);
    let said = talk_until_cut_off(&server, &mut alice, &bob);
    // At last it reads: what fitted, the reason, and the end.
    let heard = Transcript::of(socket).wait_for_end();
    assert!(heard.ends_with(
        "* You were cut off because you did not read what was sent. Connect again to catch up.\n"
    ));
    let heard = heard.matches("alice:\t").count();
    assert!(heard < said, "all {said} messages fitted");
    bob.heard.wait_for("User deaf has left the chat\n");
    alice.say_for_sure("still here?");
    let bob = bob.leave();
    assert_eq!(bob.matches("alice:\t").count(), said + 1);
    // Back again, it is shown the newest of what it missed, and told about the rest.
    let back = Line::join(server.address, "deaf").leave();
    assert!(back.contains("alice:\tstill here?\n"), "{back}");
    let skipped = said + 1 - heard - back.matches("alice:\t").count();
    assert!(
        back.contains(&format!(" {skipped} ")),
        "{skipped} were not shown: {back}"
    );
}
