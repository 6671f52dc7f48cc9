//! Servers that mean harm, or are none.

use hourglass_client::Outcome;
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::Message;

use crate::run;
use crate::server::{Server, message};

#[tokio::test]
async fn nothing_that_a_server_sends_drives_the_terminal() {
    let server = Server::listen().await;
    let script = async {
        let mut connection = server.let_in().await;
        let say = connection.hear().await.unwrap();
        connection
            .tell(message(
                101,
                "al\u{1b}[2Jice",
                "a\u{1b}]52;c;eA==\u{7}b\r\u{9b}0m",
            ))
            .await;
        connection
            .tell(json!({"type": "joined", "name": "\u{1b}c"}))
            .await;
        connection
            .tell(json!({"type": "refused", "key": say["key"], "code": "busy", "text": "\u{1b}[2Jno"}))
            .await;
    };
    let (ran, ()) = tokio::join!(run(server.port(), &b"hel\x1b[2Jlo\n"[..]), script);
    for text in [&ran.output, &ran.errors] {
        let forbidden = |character: char| character.is_control() && !"\t\n".contains(character);
        assert!(!text.contains(forbidden), "{text:?}");
    }
    assert_eq!(ran.output, "alice:\tab \n");
}

#[tokio::test]
async fn frames_that_make_no_sense_are_passed_over() {
    let server = Server::listen().await;
    let script = async {
        let mut connection = server.let_in().await;
        for text in [
            "",
            "{",
            "[]",
            "{\"type\":\"tomorrow\"}",
            "{\"type\":\"message\",\"id\":-1}",
        ] {
            connection.tell_raw(Message::text(text)).await;
        }
        connection
            .tell_raw(Message::text("[".repeat(100_000)))
            .await;
        connection
            .tell_raw(Message::binary(vec![0, 159, 146, 150]))
            .await;
        connection.confirm(101).await;
    };
    let (ran, ()) = tokio::join!(run(server.port(), &b"hello\n"[..]), script);
    assert_eq!((ran.outcome, ran.errors.as_str()), (Outcome::Left, ""));
}

#[tokio::test]
async fn a_frame_beyond_all_measure_costs_the_connection_and_nothing_else() {
    let server = Server::listen().await;
    let script = async {
        let mut connection = server.let_in().await;
        connection.hear().await.unwrap();
        // The client may be gone before it took all of it.
        let huge = Message::text(" ".repeat(5 * 1024 * 1024));
        let _ = futures_util::SinkExt::send(connection.socket(), huge).await;
        drop(connection);
        server.let_in().await.confirm(101).await;
    };
    let (ran, ()) = tokio::join!(run(server.port(), &b"hello\n"[..]), script);
    assert_eq!(ran.outcome, Outcome::Left);
    assert!(
        ran.errors.contains("The connection is lost"),
        "{}",
        ran.errors
    );
}

#[tokio::test]
async fn what_is_no_hourglass_server_is_said_to_be_none() {
    let server = Server::listen().await;
    let script = async {
        let mut stream = server.accept_bytes().await;
        stream
            .write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
            .await
            .unwrap();
    };
    let (ran, ()) = tokio::join!(run(server.port(), &b"hello\n"[..]), script);
    assert_eq!(ran.outcome.code(), 3);
    let words = ran.outcome.words().unwrap();
    assert!(words.contains("no Hourglass server"), "{words}");
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_named() {
    let port = Server::listen().await.port();
    let ran = run(port, &b"hello\n"[..]).await;
    assert_eq!(ran.outcome.code(), 3);
    let words = ran.outcome.words().unwrap();
    assert!(words.contains(&port.to_string()), "{words}");
}
