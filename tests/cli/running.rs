//! A server from its first line to its end.

use std::io::Read;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tempfile::tempdir;

use crate::program::{Running, ended, hourglass};

#[test]
fn it_says_where_it_listens_and_how_to_join() {
    let data = tempdir().expect("a folder");
    let server = Running::start(data.path(), &[]);
    let port = server.address.port();
    let program = env!("CARGO_BIN_EXE_hourglass");
    let expected = [
        format!("Hourglass listens on 127.0.0.1:{port}"),
        format!("Join with our client:  {program} client -H 127.0.0.1 -p {port} YOUR_NAME"),
        format!("Join with netcat:      nc 127.0.0.1 {port}"),
    ];
    assert_eq!(server.invitation, expected);
    server.signal("TERM");
    assert_eq!(server.ended().output, "");
}

#[test]
fn a_signal_stops_it_with_0_within_3_seconds_and_frees_the_port() {
    for name in ["INT", "TERM"] {
        let data = tempdir().expect("a folder");
        let server = Running::start(data.path(), &[]);
        let address = server.address;
        let mut guest = TcpStream::connect(address).expect("it listens");
        // Whom the server has not taken in yet is reset by the system when it stops listening.
        let mut prompt = [0; 13];
        guest.read_exact(&mut prompt).expect("it is served");
        assert_eq!(&prompt, b"Enter login: ");
        let begin = Instant::now();
        server.signal(name);
        let ended = server.ended();
        assert!(begin.elapsed() < Duration::from_secs(3));
        assert_eq!(ended.code, Some(0), "{}", ended.errors);
        guest.shutdown(Shutdown::Write).ok();
        guest
            .read_to_end(&mut Vec::new())
            .expect("the connection is closed in order");
        TcpStream::connect(address).expect_err("nobody listens any more");
    }
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let data = tempdir().expect("a folder");
    let server = Running::start(data.path(), &[]);
    // While it is stopped, both gather; it meets the second before it can have done what the first asks.
    for name in ["STOP", "INT", "TERM", "CONT"] {
        server.signal(name);
    }
    let ended = server.ended();
    assert!(matches!(ended.code, Some(130 | 143)), "{ended:?}");
}

#[test]
fn an_address_in_use_exits_with_3() {
    let other = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = other.local_addr().expect("it has one").port().to_string();
    let data = tempdir().expect("a folder");
    let arguments = ["server", "--port", &port, "--data"];
    let ended = ended(hourglass(&arguments).arg(data.path()));
    assert_eq!(ended.code, Some(3), "{}", ended.errors);
    let last = ended.errors.lines().last().expect("a line");
    assert!(
        last.starts_with(&format!("hourglass: 127.0.0.1:{port} is in use")),
        "{last}"
    );
    assert_eq!(ended.output, "");
}

#[test]
fn an_address_of_another_machine_exits_with_1() {
    let data = tempdir().expect("a folder");
    let arguments = ["server", "--port", "0", "--host", "203.0.113.77", "--data"];
    let ended = ended(hourglass(&arguments).arg(data.path()));
    assert_eq!(ended.code, Some(1), "{}", ended.errors);
    assert!(ended.errors.contains("203.0.113.77"), "{}", ended.errors);
}

#[test]
fn a_rules_file_that_is_not_there_exits_with_2() {
    let data = tempdir().expect("a folder");
    let arguments = [
        "server",
        "--port",
        "0",
        "--rules-file",
        "/nowhere/rules",
        "--data",
    ];
    let ended = ended(hourglass(&arguments).arg(data.path()));
    assert_eq!(ended.code, Some(2), "{}", ended.errors);
    assert!(ended.errors.contains("/nowhere/rules"), "{}", ended.errors);
}

#[test]
fn the_log_is_json_lines_on_standard_error_where_that_is_asked_for() {
    let data = tempdir().expect("a folder");
    let server = Running::start(data.path(), &["--log-format", "json"]);
    server.signal("TERM");
    let log = server.ended().errors;
    assert!(!log.is_empty());
    assert!(
        log.lines()
            .all(|line| line.starts_with('{') && line.ends_with('}')),
        "{log}"
    );
}

#[test]
fn closed_streams_do_not_disturb_it() {
    let data = tempdir().expect("a folder");
    let mut command = hourglass(&["server", "--port", "0", "--log-level", "trace", "--data"]);
    command
        .arg(data.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    drop(child.stderr.take());
    let mut output = child.stdout.take().expect("it is piped");
    let mut first = [0; 1];
    output.read_exact(&mut first).expect("it prints");
    drop(output);
    let command = format!("kill -TERM {}", child.id());
    let shell = std::process::Command::new("sh")
        .args(["-c", &command])
        .status();
    assert!(shell.expect("a shell").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}
