//! The client in a script: what comes out, and the exit code.

use std::net::TcpListener;
use std::process::Command;

use tempfile::tempdir;

use crate::kit::{Ended, Line, PASSWORD, Pipe, RealServer};

#[test]
fn a_line_is_said_and_the_exit_code_is_0() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let alice = Line::join(server.address, "alice");
    let (host, port) = (server.address.ip(), server.address.port());
    let program = env!("CARGO_BIN_EXE_hourglass");
    let script = format!("echo \"build is green\" | {program} client -H {host} -p {port} bot");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &script])
        .env("HOURGLASS_PASSWORD", PASSWORD);
    let end = Ended::of(&mut shell);
    assert_eq!((end.code, end.output.as_str()), (0, ""), "{}", end.errors);
    // By the time that the program ended it was saved, so that it is there for whoever comes now.
    alice.heard.wait_for("bot:\tbuild is green\n");
    let late = Line::join(server.address, "late");
    late.heard.wait_for("bot:\tbuild is green\n");
}

#[test]
fn what_others_say_comes_out_without_decoration() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let mut alice = Line::join(server.address, "alice");
    alice.say_for_sure("before");
    let script = Pipe::start(server.address, "bot");
    alice.heard.wait_for("User bot has joined the chat\n");
    alice.say("to all");
    alice.say("/private bot to you");
    script.output.wait_for(">> alice:\tto you\n");
    alice.leave();
    script.errors.wait_for("* User alice has left the chat\n");
    let end = script.ended();
    assert_eq!(end.code, 0, "{}", end.errors);
    assert_eq!(
        end.output,
        "alice:\tbefore\nalice:\tto all\n>> alice:\tto you\n"
    );
}

#[test]
fn a_refused_line_is_told_and_the_exit_code_is_5() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &["--message-limit", "2"]);
    let mut script = Pipe::start(server.address, "bot");
    script.write("one\n/private nobody two\ntwo\nthree\n");
    let end = script.ended();
    assert_eq!(end.code, 5, "{}", end.errors);
    assert!(
        end.errors
            .contains("Not said: /private nobody two\n  No such user"),
        "{}",
        end.errors
    );
    assert!(
        end.errors
            .contains("Not said: three\n  You have reached the message limit."),
        "{}",
        end.errors
    );
    let late = Line::join(server.address, "late").leave();
    assert!(
        late.contains("bot:\tone\nbot:\ttwo\n") && !late.contains("three"),
        "{late}"
    );
}

#[test]
fn nobody_there_is_3() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("it has one");
    drop(listener);
    let end = Pipe::start(address, "bot").ended();
    assert_eq!(end.code, 3, "{}", end.errors);
    assert!(
        end.errors.contains(&format!("No connection to {address}")),
        "{}",
        end.errors
    );
}

#[test]
fn everything_is_said_once_and_in_order_though_the_server_is_killed() {
    const LINES: usize = 200;
    let data = tempdir().expect("a folder");
    let flags = ["--message-limit", "0", "--history-lines", "1000"];
    let mut server = RealServer::start(data.path(), &flags);
    let mut script = Pipe::start(server.address, "bot");
    let all: String = (1..=LINES)
        .map(|number| format!("line {number}\n"))
        .collect();
    let observer = Line::join(server.address, "observer");
    script.write(&all);
    // Each time some are said, some are on their way, and some are not sent yet.
    for number in [20, 90, 150] {
        let now = if number == 20 {
            &observer.heard
        } else {
            &Line::join(server.address, "witness").heard
        };
        now.wait_for(&format!("bot:\tline {number}\n"));
        server.kill();
        server.restart();
    }
    let end = script.ended();
    assert_eq!(end.code, 0, "{}", end.errors);
    assert!(
        end.errors.contains("The connection is lost"),
        "{}",
        end.errors
    );
    let late = Line::join(server.address, "late").leave();
    let said: String = late
        .lines()
        .filter_map(|line| line.strip_prefix("bot:\t"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(said, all);
}
