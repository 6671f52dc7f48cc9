//! Lines in, lines out, and an exit code.

use hourglass_client::Outcome;
use serde_json::json;

use crate::run;
use crate::server::{Server, message, welcome};

#[tokio::test]
async fn a_line_is_said_and_the_program_ends_when_it_is_confirmed() {
    let server = Server::listen().await;
    let script = async {
        let mut connection = server.let_in().await;
        let say = connection.confirm(101).await;
        (say, connection.hear().await)
    };
    let (ran, (say, farewell)) = tokio::join!(run(server.port(), &b"build is green\n"[..]), script);
    assert_eq!(say["text"], json!("build is green"));
    assert_eq!(farewell, Some(json!({"type": "exit"})));
    assert_eq!(ran.outcome, Outcome::Left);
    assert_eq!((ran.output.as_str(), ran.errors.as_str()), ("", ""));
}

#[tokio::test]
async fn what_others_say_is_written_without_decoration() {
    let server = Server::listen().await;
    let script = async {
        let mut connection = server.accept().await;
        connection.greet().await;
        connection
            .tell(welcome(json!([message(1, "alice", "missed")])))
            .await;
        let say = connection.hear().await.unwrap();
        let mut private = message(101, "carol", "psst");
        private["to"] = json!("bob");
        connection.tell(private).await;
        connection
            .tell(message(102, "bob", "from my other device"))
            .await;
        connection
            .tell(json!({"type": "joined", "name": "dave"}))
            .await;
        connection.tell(crate::server::said(&say, 103)).await;
    };
    let (ran, ()) = tokio::join!(run(server.port(), &b"hello\n"[..]), script);
    assert_eq!(
        ran.output,
        "alice:\tmissed\n>> carol:\tpsst\nyou:\tfrom my other device\n"
    );
    assert_eq!(ran.errors, "* User dave has joined the chat\n");
}

#[tokio::test]
async fn refused_lines_are_named_and_the_exit_code_tells() {
    let server = Server::listen().await;
    let script = async {
        let mut connection = server.let_in().await;
        connection.confirm(101).await;
        let say = connection.hear().await.unwrap();
        connection
            .tell(
                json!({"type": "refused", "key": say["key"], "code": "unknown_name",
                         "text": "No such user - \"nobody\""}),
            )
            .await;
        connection.confirm(102).await
    };
    let input = b"one\n/private nobody psst\n/unknown\n\n//three\n";
    let (ran, last) = tokio::join!(run(server.port(), &input[..]), script);
    assert_eq!(last["text"], json!("/three"));
    assert_eq!(ran.outcome, Outcome::NotSaid);
    assert_eq!(ran.outcome.code(), 5);
    assert!(
        ran.errors
            .contains("Not said: /private nobody psst\n  No such user - \"nobody\""),
        "{}",
        ran.errors
    );
    assert!(
        ran.errors.contains("Not said: /unknown\n"),
        "{}",
        ran.errors
    );
}

#[tokio::test]
async fn a_line_without_end_is_bounded_and_the_next_one_is_said() {
    let server = Server::listen().await;
    let script = async { server.let_in().await.confirm(101).await };
    let mut input = vec![b'x'; 1_000_000];
    input.extend_from_slice(b"\nbad \xff bytes\n");
    let (ran, say) = tokio::join!(run(server.port(), std::io::Cursor::new(input)), script);
    assert_eq!(say["text"], json!("bad \u{fffd} bytes"));
    assert_eq!(ran.outcome, Outcome::NotSaid);
    assert!(ran.errors.contains("1000000 bytes"), "{}", ran.errors);
}

#[tokio::test]
async fn a_refused_login_ends_with_the_reason() {
    let server = Server::listen().await;
    let script = async {
        let mut connection = server.accept().await;
        let login = connection.greet().await;
        let refusal =
            json!({"type": "refused", "code": "wrong_password", "text": "Wrong password."});
        connection.tell(refusal).await;
        login
    };
    let (ran, login) = tokio::join!(run(server.port(), &b"hello\n"[..]), script);
    assert_eq!(
        login,
        json!({"type": "login", "name": "bob", "password": "secret"})
    );
    assert_eq!(
        ran.outcome,
        Outcome::WrongPassword("Wrong password.".to_owned())
    );
    assert_eq!(ran.outcome.code(), 4);
}

#[tokio::test]
async fn answers_to_questions_are_output() {
    let server = Server::listen().await;
    let script = async {
        let mut connection = server.let_in().await;
        assert_eq!(connection.hear().await, Some(json!({"type": "rules"})));
        connection
            .tell(json!({"type": "rules", "text": "be kind\n"}))
            .await;
    };
    let (ran, ()) = tokio::join!(run(server.port(), &b"/rules\n"[..]), script);
    assert_eq!(
        (ran.outcome, ran.output.as_str()),
        (Outcome::Left, "be kind\n")
    );
}
