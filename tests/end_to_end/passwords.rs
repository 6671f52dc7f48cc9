//! Where the client has its password from, and where it is never seen.

use std::fs;

use tempfile::tempdir;

use crate::kit::{Ended, Line, PASSWORD, Pipe, RealServer, Terminal};

#[test]
fn it_is_asked_for_without_echo() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let mut alice = Terminal::start(&Terminal::command(server.address, "alice"));
    alice.wait_for("Password of alice:");
    alice.type_line(PASSWORD);
    alice.wait_for("Welcome to chat, alice!");
    alice.wait_for_line("[20 left] >");
    assert!(!alice.written().contains(PASSWORD), "{}", alice.written());
    let command_line = fs::read(format!("/proc/{}/cmdline", alice.id())).expect("it runs");
    assert!(!String::from_utf8_lossy(&command_line).contains(PASSWORD));
    // It was that password and no other that the name was registered with.
    Line::join(server.address, "alice");
    alice.type_line("/exit");
    let end = alice.ended();
    assert!(end.code == 0 && end.restored);
}

#[test]
fn it_is_read_from_a_file() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let file = data.path().join("password");
    fs::write(&file, format!("{PASSWORD}\nnot this\n")).expect("a file");
    let mut command = Terminal::command(server.address, "alice");
    command.arg("--password-file").arg(&file);
    Terminal::start(&command).wait_for("Welcome to chat, alice!");
    Line::join(server.address, "alice");
}

#[test]
fn a_wrong_one_ends_with_4() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    Line::join(server.address, "alice");
    let mut command = Terminal::command(server.address, "alice");
    command.env("HOURGLASS_PASSWORD", "guessed-wrongly");
    let end = Terminal::start(&command).ended();
    assert_eq!(end.code, 4, "{}", end.screen);
    assert!(end.screen.contains("Wrong password."), "{}", end.screen);
    assert!(end.restored);
    let mut command = Pipe::command(server.address, "alice");
    command.env("HOURGLASS_PASSWORD", "guessed-wrongly");
    let end = Pipe::of(&mut command).ended();
    assert_eq!(end.code, 4, "{}", end.errors);
    assert!(!end.errors.contains("guessed-wrongly"));
    assert!(!server.log.text().contains("guessed-wrongly"));
}

#[test]
fn without_one_and_nobody_to_ask_it_ends_with_2() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let mut command = Pipe::command(server.address, "alice");
    command.env_remove("HOURGLASS_PASSWORD");
    // A session of its own has no terminal to ask at.
    let mut alone = std::process::Command::new("setsid");
    alone
        .args(["--wait"])
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear();
    let end = Ended::of(&mut alone);
    assert_eq!(end.code, 2, "{}", end.errors);
    assert!(end.errors.contains("HOURGLASS_PASSWORD"), "{}", end.errors);
}
