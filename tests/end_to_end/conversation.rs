//! People who talk with each other, each with a program of their own.

use std::process::Command;

use tempfile::tempdir;

use crate::kit::{Line, Nc, PASSWORD, RealServer, Terminal};

#[test]
fn three_people_talk() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let mut alice = Terminal::join(server.address, "alice");
    let mut bob = Terminal::join(server.address, "bob");
    let mut carol = Nc::join(server.address, "carol", PASSWORD);
    alice.wait_for("* User bob has joined the chat");
    bob.wait_for("* User carol has joined the chat");

    alice.type_line("Hello, everybody");
    bob.wait_for(" alice: Hello, everybody");
    carol.heard.wait_for("\nalice:\tHello, everybody\n");

    carol.type_line("Good morning from nc");
    alice.wait_for(" carol: Good morning from nc");
    bob.wait_for(" carol: Good morning from nc");

    carol.type_line("/private alice Psst");
    alice.wait_for(" >> carol: Psst");
    alice.type_line("/msg carol I heard it");
    carol.heard.wait_for("\n>> alice:\tI heard it\n");

    bob.type_line("/exit");
    carol.heard.wait_for("User bob has left the chat\n");
    assert!(!bob.ended().screen.contains("Psst"));
    carol.type_line("/exit");
    alice.wait_for("* User carol has left the chat");
    let seen = carol.ended();
    assert!(!seen.contains("carol:\t"), "nobody hears an echo: {seen}");
}

#[test]
fn somebody_comes_with_telnet() {
    let data = tempdir().expect("a folder");
    let server = RealServer::start(data.path(), &[]);
    let mut alice = Line::join(server.address, "alice");
    let mut telnet = Command::new("telnet");
    telnet
        .args([
            server.address.ip().to_string(),
            server.address.port().to_string(),
        ])
        .env("TERM", "dumb");
    let mut telnet = Terminal::start(&telnet);
    telnet.wait_for("Enter login:");
    telnet.type_line("tess");
    telnet.wait_for("Enter password:");
    telnet.type_line(PASSWORD);
    telnet.wait_for("Welcome to chat, tess!");
    alice.say("Welcome, tess");
    telnet.wait_for("Welcome, tess");
    // Its own commands travel on the same connection and are no speech.
    telnet.type_keys("\x1d");
    telnet.wait_for("telnet>");
    telnet.type_line("send ayt");
    telnet.type_line("Hello from telnet");
    alice.heard.wait_for("\ntess:\tHello from telnet\n");
    telnet.type_line("/exit");
    alice.heard.wait_for("User tess has left the chat\n");
}
