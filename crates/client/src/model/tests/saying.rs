//! What is typed is said once, or given back.

use hourglass_wire::json::Kind;
use serde_json::json;

use super::{
    Case, answered, confirmation, given_back, message, mine, refusal, said, shown, speeches, texts,
    welcome, welcome_with,
};
use crate::limits::UNCONFIRMED_MAX;
use crate::shown::{Shown, Standing};

#[test]
fn a_message_is_sent_under_a_key_and_confirmed() {
    let mut case = Case::logged_in();
    let key = case.say("hello");
    assert_eq!(case.model.unanswered(), 1);
    let effects = case.hear(confirmation(&key, 101));
    assert_eq!(answered(&effects), [1]);
    assert_eq!(texts(&effects), [""; 0], "it is on the screen already");
    assert!(shown(&effects).contains(&&Shown::Standing(Standing::Left(19))));
    assert_eq!(case.model.unanswered(), 0);
}

#[test]
fn a_private_message_has_its_recipient() {
    let mut case = Case::logged_in();
    let effects = case.type_line("/private alice psst");
    let say = &said(&effects)[0];
    assert_eq!(
        (say.to.as_deref(), say.text.as_str()),
        (Some("alice"), "psst")
    );
}

#[test]
fn a_refused_line_is_given_back_as_it_was_typed() {
    let mut case = Case::logged_in();
    case.type_line("/msg nobody psst");
    let key = case.say("hello");
    let first = "0000000000000007-1";
    let effects = case.hear(refusal(
        Some(first),
        "unknown_name",
        "No such user - \"nobody\"",
    ));
    assert_eq!(
        given_back(&effects),
        [("/msg nobody psst", "No such user - \"nobody\"")]
    );
    assert_eq!(answered(&effects), [1]);

    let effects = case.hear(refusal(Some(&key), "allowance_spent", "Wait."));
    assert_eq!(given_back(&effects), [("hello", "Wait.")]);
    assert!(shown(&effects).contains(&&Shown::Standing(Standing::Left(0))));
    assert_eq!(case.model.not_said(), 2);
    assert_eq!(case.model.unanswered(), 0);
}

#[test]
fn what_cannot_be_taken_is_given_back_at_once() {
    let mut case = Case::logged_in();
    for (line, reason) in [
        (
            "a line of more than twenty characters",
            "37 characters, and 20",
        ),
        ("/private alice", "/private NAME TEXT"),
        ("/unknown", "/unknown"),
        (&format!("/msg {} hi", "x".repeat(200)), "32 characters"),
        (&format!("/ban {}", "x".repeat(200)), "32 characters"),
    ] {
        let effects = case.type_line(line);
        assert_eq!(said(&effects), []);
        let given = given_back(&effects);
        assert_eq!(given[0].0, line);
        assert!(given[0].1.contains(reason), "{given:?}");
        assert_eq!(answered(&effects), [case.typed]);
    }
}

#[test]
fn an_empty_line_is_nothing() {
    let mut case = Case::logged_in();
    for line in ["   ", "\u{1b}[2J"] {
        let effects = case.type_line(line);
        assert_eq!((answered(&effects), effects.len()), (vec![case.typed], 1));
    }
}

#[test]
fn a_lost_confirmation_leads_to_the_same_message_under_the_same_key() {
    let mut case = Case::logged_in();
    let key = case.say("hello");
    let effects = case.lose_connection();
    assert_eq!(
        answered(&effects),
        [1],
        "nobody waits at the prompt any more"
    );
    case.connect();
    let again = said(&case.hear(welcome(100)));
    assert_eq!(again[0].key.as_deref(), Some(key.as_str()));
    assert_eq!(again[0].text, "hello");

    let effects = case.hear(confirmation(&key, 90));
    assert_eq!(
        texts(&effects),
        ["hello"],
        "it is shown where it was confirmed late"
    );
    assert!(speeches(&effects)[0].echo);
    assert_eq!(
        case.hear(confirmation(&key, 90)).len(),
        1,
        "only the allowance is told again"
    );
}

#[test]
fn a_message_that_comes_back_in_the_catch_up_is_confirmed_by_that() {
    let mut case = Case::logged_in();
    let key = case.say("hello");
    case.lose_connection();
    case.connect();
    let missed = json!([message(101, "alice", "before"), mine(102, &key, "hello")]);
    let effects = case.hear(welcome_with(102, missed));
    assert_eq!(texts(&effects), ["before", "hello"]);
    assert_eq!(said(&effects), [], "it is not sent again");
    assert_eq!(case.model.unanswered(), 0);
}

#[test]
fn a_message_of_the_old_connection_may_arrive_on_the_new_one() {
    let mut case = Case::logged_in();
    let key = case.say("hello");
    case.lose_connection();
    case.connect();
    case.hear(welcome(100));
    assert_eq!(texts(&case.hear(mine(101, &key, "hello"))), ["hello"]);
    assert_eq!(
        texts(&case.hear(confirmation(&key, 101))),
        [""; 0],
        "it is not shown twice"
    );
    assert_eq!(case.model.unanswered(), 0);
}

#[test]
fn what_is_typed_without_a_connection_is_sent_later_in_order() {
    let mut case = Case::logged_in();
    case.lose_connection();
    for line in ["one", "two"] {
        let effects = case.type_line(line);
        assert_eq!(said(&effects), []);
        assert_eq!(answered(&effects), [case.typed]);
    }
    case.connect();
    let sent = said(&case.hear(welcome(100)));
    let texts: Vec<&str> = sent.iter().map(|say| say.text.as_str()).collect();
    assert_eq!(texts, ["one", "two"]);
}

#[test]
fn the_number_of_unconfirmed_messages_is_bounded() {
    let mut case = Case::logged_in();
    for _ in 0..UNCONFIRMED_MAX {
        assert_eq!(given_back(&case.type_line("hello")), []);
    }
    assert_eq!(given_back(&case.type_line("one more")).len(), 1);
    assert_eq!(case.model.unanswered(), UNCONFIRMED_MAX);
}

#[test]
fn at_the_end_everything_unconfirmed_is_given_back() {
    let mut case = Case::logged_in();
    case.say("sent");
    case.lose_connection();
    case.type_line("never sent");
    let effects = case.model.given_up();
    let given = given_back(&effects);
    assert_eq!(given[0].0, "sent");
    assert!(given[0].1.contains("may have got it"), "{given:?}");
    assert_eq!(given[1].0, "never sent");
    assert!(given[1].1.contains("nobody got it"), "{given:?}");
    assert_eq!(case.model.unanswered(), 0);
}

#[test]
fn what_one_does_is_sent_and_shown_as_that() {
    let mut case = Case::logged_in();
    let sent = said(&case.type_line("/me waves"));
    let kinds: Vec<_> = sent
        .iter()
        .map(|say| (say.kind, say.text.as_str()))
        .collect();
    assert_eq!(kinds, [(Some(Kind::Action), "waves")]);
    // Confirmed only after the connection came back, it is shown in its place.
    case.lose_connection();
    case.connect();
    let key = sent[0].key.as_deref().expect("it has no key");
    let mut welcome = welcome(100);
    let mut kept = mine(101, key, "waves");
    kept["kind"] = json!("action");
    welcome["messages"] = json!([kept]);
    let effects = case.hear(welcome);
    assert!(speeches(&effects).iter().all(|speech| speech.is_action));
    assert_eq!(speeches(&effects).len(), 1);
    assert_eq!(case.model.unanswered(), 0);
}
