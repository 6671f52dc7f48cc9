//! Ends of all kinds, and what they wait for.

use serde_json::json;
use tokio::time::Instant;

use super::{Conduct, Rig, refused, said};
use crate::limits::{DELIVERY_WAIT, LEAVE_WAIT, PIPE_AHEAD_MAX};
use crate::outcome::Outcome;

#[tokio::test(start_paused = true)]
async fn a_person_who_leaves_says_so() {
    let (mut rig, mut end) = Rig::logged_in(Conduct::PERSON).await;
    rig.type_line("/exit").await;
    assert_eq!(end.hear().await.unwrap(), json!({"type": "exit"}));
    assert_eq!(rig.outcome().await, Outcome::Left);
}

#[tokio::test(start_paused = true)]
async fn a_person_waits_a_moment_for_the_last_confirmation() {
    let (mut rig, mut end) = Rig::logged_in(Conduct::PERSON).await;
    rig.type_line("hello").await;
    end.hear().await;
    let start = Instant::now();
    rig.end_input();
    assert_eq!(rig.outcome().await, Outcome::NotSaid);
    assert_eq!(start.elapsed(), LEAVE_WAIT);
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_to_a_person_was_settled_then() {
    let (mut rig, mut end) = Rig::logged_in(Conduct::PERSON).await;
    rig.type_line("hello").await;
    let say = end.hear().await.unwrap();
    end.tell(&refused(&say["key"], "allowance_spent"));
    rig.end_input();
    assert_eq!(rig.outcome().await, Outcome::Left);
}

#[tokio::test(start_paused = true)]
async fn a_signal_ends_a_session_at_any_time() {
    let starting = Rig::start(Conduct::PERSON);
    starting.stop.send(true).unwrap();
    assert_eq!(starting.outcome().await, Outcome::Left);

    let (rig, end) = Rig::logged_in(Conduct::SCRIPT).await;
    rig.server.refuse(1000);
    drop(end);
    rig.stop.send(true).unwrap();
    assert_eq!(rig.outcome().await, Outcome::Left);
}

#[tokio::test(start_paused = true)]
async fn a_signal_ends_a_session_whose_face_is_stuck() {
    let (rig, end) = Rig::logged_in(Conduct::PERSON).await;
    for id in 0..2000 {
        end.tell(&json!({"type": "joined", "name": format!("guest{id}")}));
    }
    rig.stop.send(true).unwrap();
    assert_eq!(rig.outcome().await, Outcome::Left);
}

#[tokio::test(start_paused = true)]
async fn a_script_is_told_that_a_line_was_refused() {
    let (mut rig, mut end) = Rig::logged_in(Conduct::SCRIPT).await;
    rig.type_line("hello").await;
    let say = end.hear().await.unwrap();
    end.tell(&refused(&say["key"], "allowance_spent"));
    rig.end_input();
    assert_eq!(rig.outcome().await, Outcome::NotSaid);
}

#[tokio::test(start_paused = true)]
async fn a_script_is_not_read_ahead_of_its_confirmations() {
    let (mut rig, mut end) = Rig::logged_in(Conduct::SCRIPT).await;
    for number in 0..PIPE_AHEAD_MAX + 2 {
        rig.type_line(&format!("line {number}")).await;
    }
    let mut sent = Vec::new();
    for _ in 0..PIPE_AHEAD_MAX {
        sent.push(end.hear().await.unwrap());
    }
    // The answer to a ping shows that the session came by and did not take another line.
    end.tell(&json!({"type": "ping"}));
    assert_eq!(end.hear().await.unwrap(), json!({"type": "pong"}));
    assert_eq!(end.unheard(), 0);
    end.tell(&said(&sent[0], 101));
    let next = end.hear().await.unwrap();
    assert_eq!(next["text"], json!(format!("line {PIPE_AHEAD_MAX}")));
}

#[tokio::test(start_paused = true)]
async fn a_script_gives_up_a_line_that_is_never_confirmed() {
    let (mut rig, mut end) = Rig::logged_in(Conduct::SCRIPT).await;
    rig.type_line("hello").await;
    end.hear().await;
    let start = Instant::now();
    rig.server.refuse(u32::MAX);
    drop(end);
    assert_eq!(rig.outcome().await, Outcome::NotSaid);
    assert!(start.elapsed() <= DELIVERY_WAIT, "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_script_that_is_never_let_in_is_not_connected() {
    let mut rig = Rig::start(Conduct::SCRIPT);
    let start = Instant::now();
    while let Some(mut end) = rig.server.next().await {
        end.greet().await;
        end.tell(&refused(&json!(null), "busy"));
    }
    assert_eq!(start.elapsed(), DELIVERY_WAIT);
    assert!(matches!(rig.outcome().await, Outcome::NotConnected(_)));
}
