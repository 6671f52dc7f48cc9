//! Connections that break at the worst moment: nothing is lost, nothing is said or shown twice.

use hourglass_client::Outcome;
use serde_json::json;

use crate::run;
use crate::server::{Server, message, welcome};

#[tokio::test]
async fn a_message_whose_confirmation_was_lost_is_sent_again_under_its_key() {
    let server = Server::listen().await;
    let script = async {
        let mut first = server.let_in().await;
        first.tell(message(101, "alice", "before")).await;
        let lost = first.hear().await.unwrap();
        drop(first);
        let mut second = server.accept().await;
        let login = second.greet().await;
        assert_eq!(login["last_id"], json!(101));
        let missed = json!([
            message(101, "alice", "before"),
            message(102, "alice", "after")
        ]);
        second.tell(welcome(missed)).await;
        assert_eq!(second.confirm(103).await, lost);
    };
    let (ran, ()) = tokio::join!(run(server.port(), &b"hello\n"[..]), script);
    assert_eq!(ran.outcome, Outcome::Left);
    assert_eq!(ran.output, "alice:\tbefore\nalice:\tafter\n");
    assert!(
        ran.errors.contains("The connection is lost"),
        "{}",
        ran.errors
    );
    assert!(ran.errors.contains("Connected again"), "{}", ran.errors);
}

#[tokio::test]
async fn a_message_that_is_in_the_catch_up_is_not_sent_again() {
    let server = Server::listen().await;
    let script = async {
        let mut first = server.let_in().await;
        let say = first.hear().await.unwrap();
        drop(first);
        let mut second = server.accept().await;
        second.greet().await;
        let mut mine = message(101, "bob", "hello");
        mine["key"] = say["key"].clone();
        second.tell(welcome(json!([mine]))).await;
        assert_eq!(second.hear().await, Some(json!({"type": "exit"})));
    };
    let (ran, ()) = tokio::join!(run(server.port(), &b"hello\n"[..]), script);
    assert_eq!((ran.outcome, ran.output.as_str()), (Outcome::Left, ""));
}

#[tokio::test]
async fn a_server_that_shuts_down_is_waited_for() {
    let server = Server::listen().await;
    let script = async {
        let mut first = server.let_in().await;
        first.hear().await.unwrap();
        first.tell(json!({"type": "shutting_down"})).await;
        drop(first);
        server.let_in().await.confirm(101).await;
    };
    let (ran, ()) = tokio::join!(run(server.port(), &b"hello\n"[..]), script);
    assert_eq!(ran.outcome, Outcome::Left);
    assert!(
        ran.errors.starts_with("* Server is shutting down\n"),
        "{}",
        ran.errors
    );
}
