//! Leaving the terminal client, in every way: the exit code, and the terminal as it was where it is still there.

use std::process::Command;

use rustix::process::{Signal, kill_process};
use tempfile::tempdir;

use crate::kit::{Line, PASSWORD, RealServer, Terminal};

fn assert_leaves(way: &str, leave: impl FnOnce(&mut Terminal)) {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let bob = Line::join(server.address, "bob");
    let mut alice = Terminal::join(server.address, "alice");
    alice.wait_for_line("[20 left] >");
    leave(&mut alice);
    let end = alice.ended();
    assert_eq!(end.code, 0, "{way}: {}", end.screen);
    assert!(end.restored, "{way} leaves the terminal changed");
    bob.heard.wait_for("User alice has left the chat\n");
}

#[test]
fn by_the_command() {
    assert_leaves("/exit", |alice| alice.type_line("/exit"));
}

#[test]
fn by_control_c() {
    assert_leaves("Ctrl-C", |alice| alice.type_keys("\x03"));
}

#[test]
fn by_control_c_in_the_middle_of_a_line() {
    assert_leaves("Ctrl-C", |alice| {
        alice.type_keys("never mi");
        alice.wait_for_line("[20 left] > never mi");
        alice.type_keys("\x03");
    });
}

#[test]
fn by_control_d() {
    assert_leaves("Ctrl-D", |alice| alice.type_keys("\x04"));
}

#[test]
fn by_a_signal() {
    assert_leaves("SIGTERM", |alice| {
        kill_process(alice.id(), Signal::TERM).expect("it is there");
    });
}

#[test]
fn with_a_line_just_sent() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let bob = Line::join(server.address, "bob");
    let mut alice = Terminal::join(server.address, "alice");
    alice.wait_for_line("[20 left] >");
    alice.type_keys("last words\r/exit\r");
    assert_eq!(alice.ended().code, 0);
    let heard = bob.heard.wait_for("User alice has left the chat\n");
    assert!(heard.contains("alice:\tlast words\n"), "{heard}");
}

/// The same client, which does not hear that its terminal is closed.
fn deaf(command: &Command) -> Command {
    let mut deaf = Command::new("sh");
    deaf.args(["-c", "trap '' HUP; exec \"$@\"", "sh"])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        deaf.env(name, value.unwrap_or_default());
    }
    deaf
}

#[test]
fn by_closing_the_terminal() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let bob = Line::join(server.address, "bob");
    let mut command = Terminal::command(server.address, "alice");
    command.env("HOURGLASS_PASSWORD", PASSWORD);
    let hung_up = 128 + Signal::HUP.as_raw();
    for (times, command, code) in [(1, &command, hung_up), (2, &deaf(&command), 0)] {
        assert_eq!(Terminal::closed_after("[20 left] > ", command), code);
        bob.heard.wait_for_times("User alice has left", times);
    }
}

#[test]
fn by_closing_the_terminal_that_asks_for_the_password() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let command = deaf(&Terminal::command(server.address, "alice"));
    let code = Terminal::closed_after("Password of alice: ", &command);
    assert_eq!(code, 2, "there is no password");
}
