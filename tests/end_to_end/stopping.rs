//! A server that is asked to stop.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tempfile::tempdir;

use crate::kit::{Json, Line, Nc, PASSWORD, Pipe, RealServer, Terminal, assert_sound, eventually};

/// How long stopping may take.
const STOPPED_WITHIN: Duration = Duration::from_secs(3);

const LAST_WORDS: &str = "Server is shutting down";

/// Stops a server; it ends with 0, in time.
fn stop_in_time(server: &mut RealServer, signal: Signal) {
    let begin = Instant::now();
    server.signal(signal);
    let code = server.code();
    let took = begin.elapsed();
    assert_eq!(code, 0, "{}", server.log.text());
    assert!(took < STOPPED_WITHIN, "it took {took:?}");
}

#[test]
fn everybody_is_told() {
    let data = tempdir().expect("a folder");
    let mut server = RealServer::start(data.path(), &[]);
    let nc = Nc::join(server.address, "nc", PASSWORD);
    let not_in_yet = Nc::connect(server.address);
    not_in_yet.heard.wait_for("Enter login: ");
    let (mut json, _) = Json::join(server.address, "json", None);
    let terminal = Terminal::join(server.address, "terminal");
    let script = Pipe::start(server.address, "script");
    nc.heard.wait_for("User script has joined the chat\n");
    stop_in_time(&mut server, Signal::TERM);
    assert!(nc.ended().ends_with(&format!("{LAST_WORDS}\n")));
    assert!(not_in_yet.ended().contains(LAST_WORDS));
    json.next_of("shutting_down");
    assert_eq!(json.next(), None);
    terminal.wait_for(&format!("* {LAST_WORDS}"));
    script.errors.wait_for(&format!("* {LAST_WORDS}\n"));
    assert_sound(data.path());
}

#[test]
fn what_was_on_its_way_is_answered_first() {
    let data = tempdir().expect("a folder");
    let mut server = RealServer::start(
        data.path(),
        &["--message-limit", "0", "--history-lines", "1000"],
    );
    let observer = Line::join(server.address, "observer");
    let mut alice = Line::join(server.address, "alice");
    let all: String = (0..500)
        .map(|number| format!("number {number}\n"))
        .collect();
    alice.send(&all);
    observer.heard.wait_for("alice:\tnumber 10\n");
    stop_in_time(&mut server, Signal::INT);
    let heard = observer.heard.wait_for_end();
    assert!(heard.ends_with(&format!("{LAST_WORDS}\n")), "{heard}");
    server.restart();
    let late = Line::join(server.address, "late").leave();
    let texts = |text: &str| {
        text.lines()
            .filter(|line| line.starts_with("alice:\t"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        texts(&late),
        texts(&heard),
        "what was heard is kept, and what is kept was heard"
    );
}

/// Somebody who reads nothing, and for whom more waits than the kernel takes.
fn stalled(server: &RealServer) -> TcpStream {
    let mut socket = connect(server.address, "deaf");
    let mut first = [0; 1];
    socket.read_exact(&mut first).expect("the server speaks");
    let mut alice = Line::join(server.address, "alice");
    eventually("more waits than the kernel takes", || {
        alice.say_for_sure(&"x".repeat(10_000));
        alice.send(&format!("{}\n", "x".repeat(10_000)).repeat(20));
        server.log.text().contains("cut off: it does not read")
    });
    socket
}

fn connect(address: SocketAddr, name: &str) -> TcpStream {
    let mut socket = TcpStream::connect(address).expect("the server listens");
    let login = format!("{name}\n{PASSWORD}\n");
    socket
        .write_all(login.as_bytes())
        .expect("the server reads");
    socket
}

const STALLING: [&str; 4] = ["--message-limit", "0", "--max-message", "10000"];

#[test]
fn who_does_not_read_holds_nothing_up() {
    let data = tempdir().expect("a folder");
    let mut server = RealServer::start(data.path(), &STALLING);
    let _stalled = stalled(&server);
    let nc = Nc::join(server.address, "nc", PASSWORD);
    stop_in_time(&mut server, Signal::TERM);
    assert!(nc.ended().ends_with(&format!("{LAST_WORDS}\n")));
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let data = tempdir().expect("a folder");
    let mut server = RealServer::start(data.path(), &STALLING);
    let _stalled = stalled(&server);
    server.signal(Signal::TERM);
    server.log.wait_for("shutting down");
    server.signal(Signal::TERM);
    assert_eq!(server.code(), 128 + Signal::TERM.as_raw());
    assert_sound(data.path());
    server.restart();
    Line::join(server.address, "alice");
}
