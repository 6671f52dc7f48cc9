//! Rooms: where what is typed goes, what is marked, and what becomes of a refusal.

use hourglass_wire::json::ClientMessage;
use serde_json::{Value, json};

use super::{
    Case, answered, confirmation, given_back, message, refusal, said, shown, speeches, troubles,
    welcome,
};
use crate::model::Effect;
use crate::shown::Shown;

fn in_room(id: u64, room: &str, text: &str) -> Value {
    let mut message = message(id, "alice", text);
    message["room"] = json!(room);
    message
}

fn opened(room: Option<&str>) -> Value {
    json!({"type": "room_opened", "room": room, "members": 2, "was_member": false, "messages": [], "answer": true})
}

fn departed(room: &str, name: &str, by: Option<&str>) -> Value {
    json!({"type": "departed", "room": room, "name": name, "by": by, "announced": true})
}

fn marks(effects: &[Effect]) -> Vec<String> {
    let all = speeches(effects).into_iter();
    all.map(|speech| speech.mark()).collect()
}

fn notices(effects: &[Effect]) -> Vec<&str> {
    let all = shown(effects).into_iter();
    all.filter_map(|shown| match shown {
        Shown::Notice(words) => Some(words.as_str()),
        _ => None,
    })
    .collect()
}

fn focus(effects: &[Effect]) -> Vec<Option<&str>> {
    let all = shown(effects).into_iter();
    all.filter_map(|shown| match shown {
        Shown::Focus(room) => Some(room.as_deref()),
        _ => None,
    })
    .collect()
}

/// The room that a typed line is said in.
fn room_of(case: &mut Case, text: &str) -> Option<String> {
    let effects = case.type_line(text);
    said(&effects).pop().expect("nothing was sent").room
}

/// Somebody who is in, and in `#rust` with it in focus.
fn in_rust() -> Case {
    let mut case = Case::logged_in();
    case.type_line("/join #rust");
    case.hear(opened(Some("#rust")));
    case
}

#[test]
fn what_is_typed_goes_to_the_room_joined_last() {
    let mut case = Case::logged_in();
    assert_eq!(room_of(&mut case, "one"), None);
    let effects = case.type_line("/join RUST");
    let join = ClientMessage::Join {
        room: "#RUST".into(),
        key: None,
    };
    assert_eq!(effects[0], Effect::Send(join));
    assert_eq!(room_of(&mut case, "two").as_deref(), Some("#RUST"));
    let effects = case.hear(opened(Some("#rust")));
    assert_eq!(answered(&effects), [2]);
    assert_eq!(focus(&effects), [Some("#rust")]);
    assert_eq!(room_of(&mut case, "three").as_deref(), Some("#rust"));
    case.type_line("/join #lobby");
    assert_eq!(room_of(&mut case, "four"), None);
    case.hear(opened(None));
    assert_eq!(room_of(&mut case, "five"), None);
    assert_eq!(
        room_of(&mut case, "/msg #rust six").as_deref(),
        Some("#rust")
    );
    assert_eq!(room_of(&mut case, "/msg #lobby seven"), None);
}

#[test]
fn a_refused_join_leaves_everything_as_it_was() {
    let mut case = in_rust();
    case.type_line("/join #secret");
    let effects = case.hear(refusal(None, "invite_only", "Ask."));
    assert_eq!(given_back(&effects), [("/join #secret", "Ask.")]);
    assert_eq!(focus(&effects), [Some("#rust")]);
    assert_eq!(room_of(&mut case, "hi").as_deref(), Some("#rust"));
    case.type_line("/leave");
    let effects = case.hear(refusal(None, "not_in_room", "No."));
    assert_eq!(focus(&effects), [Some("#rust")]);
}

#[test]
fn messages_of_other_rooms_are_marked() {
    let mut case = in_rust();
    let mut action = in_room(103, "#rust", "waves");
    action["kind"] = json!("action");
    for (heard, mark) in [
        (in_room(101, "#rust", "hi"), "alice:"),
        (message(102, "alice", "hi"), "#lobby alice:"),
        (action, "* alice"),
        (in_room(104, "#go", "hi"), "#go alice:"),
    ] {
        assert_eq!(marks(&case.hear(heard)), [mark]);
    }
    let mut private = message(105, "alice", "hi");
    private["to"] = json!("Bob");
    assert_eq!(marks(&case.hear(private)), [">> alice:"]);
}

#[test]
fn a_room_opens_with_what_was_said_in_it() {
    let mut case = Case::logged_in();
    case.hear(message(107, "alice", "later"));
    case.type_line("/join #rust");
    let mut open = opened(Some("#rust"));
    open["messages"] = json!([in_room(103, "#rust", "earlier")]);
    open["topic"] = json!("Crabs");
    let effects = case.hear(open);
    assert_eq!(marks(&effects), ["alice:"]);
    assert_eq!(
        notices(&effects),
        [
            "You are in #rust (2 people). What you type goes there.",
            "The topic of #rust: Crabs"
        ]
    );
}

#[test]
fn what_whoever_is_put_out_types_is_said_nowhere_else() {
    let mut case = in_rust();
    let effects = case.hear(departed("#rust", "carol", Some("alice")));
    assert_eq!(notices(&effects), ["alice put carol out of #rust"]);
    let effects = case.hear(departed("#rust", "Bob", Some("alice")));
    assert_eq!(troubles(&effects), ["alice put you out of #rust"]);
    assert_eq!(
        notices(&effects),
        ["What you type goes nowhere now. To write to everybody: /join #lobby"]
    );
    assert_eq!(focus(&effects), [] as [Option<&str>; 0]);
    assert_eq!(room_of(&mut case, "hi").as_deref(), Some("#rust"));
}

#[test]
fn who_leaves_writes_to_the_common_room() {
    let mut case = in_rust();
    let effects = case.type_line("/leave");
    let leave = ClientMessage::Leave {
        room: "#rust".into(),
        reason: None,
    };
    assert_eq!(effects[0], Effect::Send(leave));
    assert_eq!(room_of(&mut case, "hi"), None);
    let mut answer = departed("#rust", "Bob", None);
    answer["answer"] = json!(true);
    let effects = case.hear(answer);
    assert_eq!(notices(&effects), ["You have left #rust"]);
    assert_eq!(answered(&effects), [2]);
}

#[test]
fn commands_without_a_room_are_about_the_one_in_focus() {
    let mut case = in_rust();
    let room = || "#rust".to_owned();
    let name = || "carol".to_owned();
    for (line, sent) in [
        (
            "/topic Crabs",
            ClientMessage::Topic {
                room: Some(room()),
                text: Some("Crabs".into()),
            },
        ),
        (
            "/topic -",
            ClientMessage::Topic {
                room: Some(room()),
                text: Some("".into()),
            },
        ),
        (
            "/invite carol",
            ClientMessage::Invite {
                name: name(),
                room: room(),
            },
        ),
        (
            "/kick carol Enough",
            ClientMessage::Kick {
                name: name(),
                room: room(),
                reason: Some("Enough".into()),
            },
        ),
        (
            "/op carol",
            ClientMessage::Op {
                name: name(),
                room: room(),
                on: true,
            },
        ),
        ("/who", ClientMessage::Who { room: Some(room()) }),
    ] {
        assert_eq!(case.type_line(line), [Effect::Send(sent)], "{line}");
    }
}

#[test]
fn answers_about_rooms_are_told_apart_from_what_others_do() {
    let mut case = in_rust();
    case.type_line("/kick carol");
    case.type_line("/topic Crabs");
    let effects = case.hear(departed("#rust", "dora", Some("alice")));
    assert!(answered(&effects).is_empty());
    let mut kicked = departed("#rust", "carol", Some("Bob"));
    kicked["answer"] = json!(true);
    assert_eq!(answered(&case.hear(kicked)), [2]);
    let mut topic = json!({"type": "topic_changed", "room": "#rust", "by": "alice", "text": "Go"});
    let effects = case.hear(topic.clone());
    assert_eq!(notices(&effects), ["alice set the topic of #rust: Go"]);
    assert!(answered(&effects).is_empty());
    topic["answer"] = json!(true);
    assert_eq!(answered(&case.hear(topic)), [3]);
}

#[test]
fn lists_are_answers() {
    let mut case = Case::logged_in();
    case.type_line("/rooms");
    let rooms = json!({"type": "rooms", "rooms": [
        {"room": "#lobby", "members": 3, "is_member": true},
        {"room": "#rust", "members": 1, "topic": "Crabs", "is_member": false}]});
    let effects = case.hear(rooms);
    let lines = ["#lobby (3 people, you too)", "#rust (1 person): Crabs"].map(str::to_owned);
    assert!(shown(&effects).contains(&&Shown::Answer(lines.to_vec())));
    let known = ["#lobby", "#rust"].map(str::to_owned).to_vec();
    assert!(shown(&effects).contains(&&Shown::Rooms(known)));
    assert_eq!(answered(&effects), [1]);
    case.type_line("/who #rust");
    let who = json!({"type": "who", "room": "#rust", "people": [
        {"name": "alice", "operator": true}, {"name": "carol", "away": true}]});
    let effects = case.hear(who);
    let line = "#rust (2 people): @alice, carol (away)".to_owned();
    assert!(shown(&effects).contains(&&Shown::Answer(vec![line])));
    assert_eq!(answered(&effects), [2]);
}

fn welcome_to(rooms: &[&str]) -> Value {
    let mut welcome = welcome(100);
    let rooms = rooms
        .iter()
        .map(|room| json!({"room": room, "members": 1, "is_member": true}));
    welcome["rooms"] = rooms.collect();
    welcome
}

#[test]
fn the_room_in_focus_outlasts_a_connection_if_one_is_still_in_it() {
    let mut case = in_rust();
    case.lose_connection();
    let effects = case.type_line("deferred");
    assert!(said(&effects).is_empty());
    case.connect();
    let effects = case.hear(welcome_to(&["#rust"]));
    assert_eq!(said(&effects)[0].room.as_deref(), Some("#rust"));
    let key = said(&effects)[0].key.clone().unwrap();
    assert_eq!(marks(&case.hear(confirmation(&key, 101))), ["you:"]);
    case.lose_connection();
    case.connect();
    let effects = case.hear(welcome_to(&[]));
    assert_eq!(focus(&effects), [None]);
    assert_eq!(troubles(&effects).len(), 1);
    assert_eq!(room_of(&mut case, "hi"), None);
}

#[test]
fn a_first_welcome_names_the_rooms() {
    let mut case = Case::new();
    case.connect();
    let effects = case.hear(welcome_to(&["#go", "#rust"]));
    let words = "You are in #go, #rust too. To write there: /join #go";
    assert_eq!(notices(&effects), [words]);
}

#[test]
fn a_renamed_room_stays_in_focus() {
    let mut case = in_rust();
    let renamed =
        json!({"type": "room_renamed", "room": "#crabs", "former": "#rust", "by": "alice"});
    assert_eq!(focus(&case.hear(renamed)), [Some("#crabs")]);
    assert_eq!(room_of(&mut case, "hi").as_deref(), Some("#crabs"));
}

#[test]
fn what_is_told_of_rooms_is_clean() {
    let mut case = in_rust();
    let topic =
        json!({"type": "topic_changed", "room": "#rust", "by": "alice", "text": "\u{1b}[2Jx"});
    assert_eq!(
        notices(&case.hear(topic)),
        ["alice set the topic of #rust: x"]
    );
    let invited = json!({"type": "invited", "room": "#\u{1b}[2Jx", "name": "Bob", "by": "alice"});
    let effects = case.hear(invited);
    assert_eq!(
        notices(&effects),
        ["alice invites you. To come in: /join #x"]
    );
}

#[test]
fn a_message_taken_back_is_told() {
    let mut case = Case::logged_in();
    let redacted = json!({"type": "redacted", "id": 101, "by": "alice"});
    let effects = case.hear(redacted);
    assert_eq!(
        notices(&effects),
        ["A message in #lobby was taken back by alice"]
    );
}
