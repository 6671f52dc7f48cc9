//! Questions, complaints and leaving.

use hourglass_wire::json::ClientMessage;
use serde_json::json;

use super::{Case, allowance, answered, given_back, refusal, shown};
use crate::model::Effect;
use crate::shown::Shown;

fn answers(effects: &[Effect]) -> Vec<String> {
    let all = shown(effects).into_iter();
    all.flat_map(|shown| match shown {
        Shown::Answer(lines) => lines.clone(),
        _ => Vec::new(),
    })
    .collect()
}

#[test]
fn questions_are_answered_in_their_order() {
    let mut case = Case::logged_in();
    assert_eq!(
        case.type_line("/status"),
        [Effect::Send(ClientMessage::Status)]
    );
    assert_eq!(
        case.type_line("/help"),
        [Effect::Send(ClientMessage::Rules)]
    );
    let mut used = allowance(8);
    used["renews_in_ms"] = json!(2_472_000);
    let status = json!({"type": "status", "names_online": 2, "connections": 3, "devices": 2,
                        "allowance": used, "complaints": 1});
    let effects = case.hear(status);
    assert_eq!(
        answers(&effects),
        [
            "People online: 2",
            "Devices online: 3, yours: 2",
            "Messages sent: 8 of 20, anew in 00:41:12",
            "Complaints about you: 1",
        ]
    );
    assert_eq!(answered(&effects), [1]);
    let effects = case.hear(json!({"type": "rules", "text": "one\ntwo\n"}));
    assert_eq!(answers(&effects), ["one", "two"]);
    assert_eq!(answered(&effects), [2]);
}

#[test]
fn a_complaint_counts_or_is_given_back() {
    let mut case = Case::logged_in();
    let name = "alice".to_owned();
    assert_eq!(
        case.type_line("/ban alice"),
        [Effect::Send(ClientMessage::Complain { name })]
    );
    case.type_line("/ban alice");
    let effects = case.hear(json!({"type": "complained", "name": "alice"}));
    assert_eq!(answers(&effects), ["Your complaint about alice counts."]);
    let effects = case.hear(refusal(None, "already_complained", "Once only."));
    assert_eq!(given_back(&effects), [("/ban alice", "Once only.")]);
    assert_eq!(answered(&effects), [2]);
}

#[test]
fn a_complaint_that_waits_for_the_disk_outlasts_later_refusals() {
    let mut case = Case::logged_in();
    for line in ["/ban alice", "/status", "/ban carol"] {
        case.type_line(line);
    }
    let mut given = Vec::new();
    for _ in 0..2 {
        let effects = case.hear(refusal(None, "storage_failing", "Later."));
        given.extend(given_back(&effects).iter().map(|line| line.0.to_owned()));
    }
    assert_eq!(given, ["/ban carol", "/status"]);
    let effects = case.hear(json!({"type": "complained", "name": "alice"}));
    assert_eq!(answered(&effects), [1]);
}

#[test]
fn a_refusal_never_gives_back_a_question_of_another_kind() {
    let mut case = Case::logged_in();
    case.type_line("/rules");
    case.type_line("/ban alice");
    let effects = case.hear(refusal(None, "already_complained", "Once only."));
    assert_eq!(given_back(&effects), [("/ban alice", "Once only.")]);
    let effects = case.hear(json!({"type": "rules", "text": "one\n"}));
    assert_eq!(answered(&effects), [1]);
}

#[test]
fn a_question_does_not_outlive_its_connection() {
    let mut case = Case::logged_in();
    case.type_line("/status");
    let effects = case.lose_connection();
    assert_eq!(given_back(&effects).len(), 1);
    assert_eq!(
        given_back(&case.type_line("/status")).len(),
        1,
        "nobody is there to ask"
    );
    assert_eq!(case.model.unanswered(), 0);
}

#[test]
fn leaving_is_a_wish_of_the_person() {
    let mut case = Case::logged_in();
    assert_eq!(case.type_line("/exit"), [Effect::Leave]);
    assert_eq!(case.type_line("/quit"), [Effect::Leave]);
}
