//! Three people: two with our client, one with `nc`.

use tempfile::tempdir;

use crate::kit::{Nc, PASSWORD, RealServer, Terminal};

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
