//! A server that may open few files only.

use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use hourglass_server::limits::OTHER_FILES;
use tempfile::tempdir;

use crate::kit::{Line, Nc, PASSWORD, Transcript, hourglass};

const FILES: usize = 200;
const PLACES: usize = FILES - OTHER_FILES;
const SILENT: usize = 2 * FILES;

/// The longest that a newcomer may have to wait until somebody silent has made room.
const NEWCOMER_WAIT: Duration = Duration::from_secs(5);

/// A server whose limit on open files nothing can raise. It is killed at the end of the test.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(data: &Path, flags: &[&str]) -> Self {
        let program = hourglass(&[]).get_program().to_owned();
        let mut child = Command::new("sh")
            .args(["-c", &format!("ulimit -n {FILES}; exec \"$@\""), "sh"])
            .arg(program)
            .args(["server", "--port", "0", "--password-memory", "1MiB"])
            .arg("--data")
            .arg(data)
            .args(flags)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let output = Transcript::of(child.stdout.take().expect("it is piped"));
        let mut server = Self {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
        };
        let text = output.wait_for("\n");
        let address = text
            .lines()
            .next()
            .and_then(|line| line.rsplit(' ').next()?.parse().ok());
        server.address = address.expect("the address comes first");
        server
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn newcomer_gets_in_past_the_silent(flags: &[&str]) {
    let data = tempdir().expect("a folder");
    let server = Server::start(data.path(), flags);
    let mut alice = Line::join(server.address, "alice");
    let connect = || TcpStream::connect(server.address).expect("the server listens");
    let silent: Vec<_> = (0..SILENT).map(|_| connect()).collect();
    let begin = Instant::now();
    let newcomer = Nc::join(server.address, "newcomer", PASSWORD);
    let took = begin.elapsed();
    assert!(took < NEWCOMER_WAIT, "it took {took:?}");
    alice.say("hello, newcomer");
    newcomer.heard.wait_for("alice:\thello, newcomer\n");
    drop(silent);
}

#[test]
fn silent_connections_do_not_keep_a_newcomer_out() {
    newcomer_gets_in_past_the_silent(&[]);
}

#[test]
fn nor_do_they_where_they_have_all_places() {
    newcomer_gets_in_past_the_silent(&["--flood-guard", "off"]);
}

#[test]
fn who_is_in_is_not_put_out_where_all_places_are_taken() {
    let data = tempdir().expect("a folder");
    let server = Server::start(data.path(), &["--flood-guard", "off"]);
    let mut people: Vec<_> = (0..PLACES)
        .map(|number| Line::join(server.address, &format!("guest{number}")))
        .collect();
    let mut waiting = Line::connect(server.address);
    waiting.log_in("newcomer", PASSWORD);
    people[0].say("are you all here?");
    for person in &people[1..] {
        person.heard.wait_for("guest0:\tare you all here?\n");
    }
    assert_eq!(waiting.heard.text(), "", "there was no place");
    drop(people.pop());
    waiting.heard.wait_for("Welcome to chat, newcomer!\n");
}
