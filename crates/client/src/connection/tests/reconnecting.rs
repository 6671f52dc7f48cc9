//! Connections that fail, end, fall silent or are refused.

use serde_json::json;
use tokio::time::Instant;

use super::{Conduct, HEARTBEAT, Rig, refused, said};
use crate::limits::{HELLO_WAIT, PAUSE_MIN};
use crate::outcome::Outcome;

#[tokio::test(start_paused = true)]
async fn the_first_connection_decides_whether_the_address_is_right() {
    let rig = Rig::start(Conduct::PERSON);
    rig.server.refuse(1);
    assert!(matches!(rig.outcome().await, Outcome::NotConnected(_)));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_ends_the_first_connection_is_not_asked_again() {
    let mut rig = Rig::start(Conduct::PERSON);
    drop(rig.server.accept().await);
    assert!(matches!(rig.outcome().await, Outcome::NotConnected(_)));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_never_greets_is_given_up() {
    let mut rig = Rig::start(Conduct::PERSON);
    let _silent = rig.server.accept().await;
    let start = Instant::now();
    assert!(matches!(rig.outcome().await, Outcome::NotConnected(_)));
    assert_eq!(start.elapsed(), HELLO_WAIT);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_connection_is_made_again_and_resumes() {
    let (mut rig, mut end) = Rig::logged_in(Conduct::PERSON).await;
    rig.type_line("hello").await;
    let say = end.hear().await.unwrap();
    drop(end);
    let mut end = rig.server.accept().await;
    let login = end.let_in(100).await;
    assert_eq!(login["last_id"], json!(100));
    assert_eq!(
        end.hear().await.unwrap(),
        say,
        "sent again under the same key"
    );
    end.tell(&said(&say, 101));
    rig.end_input();
    assert_eq!(end.hear().await.unwrap(), json!({"type": "exit"}));
    assert_eq!(rig.outcome().await, Outcome::Left);
}

#[tokio::test(start_paused = true)]
async fn pauses_grow_while_nobody_answers() {
    let (mut rig, end) = Rig::logged_in(Conduct::PERSON).await;
    rig.server.refuse(5);
    let start = Instant::now();
    drop(end);
    rig.server.accept().await;
    let least = PAUSE_MIN / 2 * (1 + 2 + 4 + 8 + 16 + 32);
    assert!(start.elapsed() >= least, "{:?}", start.elapsed());
    assert!(start.elapsed() <= least * 2, "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_silent_server_counts_as_gone() {
    let (mut rig, mut end) = Rig::logged_in(Conduct::PERSON).await;
    let start = Instant::now();
    end.tell(&json!({"type": "ping"}));
    assert_eq!(end.hear().await.unwrap(), json!({"type": "pong"}));
    let _second = rig.server.accept().await;
    let silence = HEARTBEAT * 5 / 2;
    assert!(start.elapsed() >= silence, "{:?}", start.elapsed());
    assert!(
        start.elapsed() <= silence + PAUSE_MIN,
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn a_server_that_shuts_down_is_waited_for() {
    let (mut rig, end) = Rig::logged_in(Conduct::PERSON).await;
    end.tell(&json!({"type": "shutting_down"}));
    drop(end);
    let mut end = rig.server.accept().await;
    end.let_in(100).await;
    rig.end_input();
    let troubles = rig.troubles().await;
    assert_eq!(troubles[0], "Server is shutting down");
    assert!(troubles[1].contains("connection is lost"), "{troubles:?}");
}

#[tokio::test(start_paused = true)]
async fn a_busy_server_is_asked_again_when_it_wants_to_be() {
    let mut rig = Rig::start(Conduct::PERSON);
    let mut end = rig.server.accept().await;
    end.greet().await;
    let start = Instant::now();
    end.tell(&refused(&json!(null), "busy"));
    let mut end = rig.server.accept().await;
    assert_eq!(start.elapsed().as_secs(), 7);
    end.let_in(100).await;
    rig.end_input();
    assert_eq!(rig.outcome().await, Outcome::Left);
}

#[tokio::test(start_paused = true)]
async fn a_login_that_is_refused_later_ends_the_session() {
    let (mut rig, end) = Rig::logged_in(Conduct::PERSON).await;
    drop(end);
    let mut end = rig.server.accept().await;
    end.greet().await;
    end.tell(&refused(&json!(null), "wrong_password"));
    assert_eq!(
        rig.outcome().await,
        Outcome::LoginRefused("a reason".to_owned())
    );
}

#[tokio::test(start_paused = true)]
async fn lines_typed_in_between_are_sent_after_the_login() {
    let (mut rig, end) = Rig::logged_in(Conduct::PERSON).await;
    rig.server.refuse(3);
    drop(end);
    rig.type_line("one").await;
    rig.type_line("two").await;
    let mut end = rig.server.accept().await;
    end.let_in(100).await;
    assert_eq!(end.hear().await.unwrap()["text"], json!("one"));
    assert_eq!(end.hear().await.unwrap()["text"], json!("two"));
}
