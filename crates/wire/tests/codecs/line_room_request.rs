//! Lines about rooms to requests.

use hourglass_wire::line::{LineRequest, RoomRequest, parse};

use super::sample::text;

fn asks(line: &str, request: RoomRequest) {
    assert_eq!(parse(line), LineRequest::Room(request), "{line}");
}

fn room(name: &str) -> Option<String> {
    Some(name.to_owned())
}

fn is_explained(line: &str, template: &str) {
    match parse(line) {
        LineRequest::Incomplete { template: told } => assert_eq!(told, template, "{line}"),
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn a_room_is_named_with_or_without_its_mark() {
    for line in ["/join #rust", "/JOIN rust", "/join  #rust "] {
        let room = "#rust".to_owned();
        asks(line, RoomRequest::Join { room, key: None });
    }
    asks(
        "/join rust ferris",
        RoomRequest::Join {
            room: "#rust".into(),
            key: room("ferris"),
        },
    );
    asks(
        "/leave rust",
        RoomRequest::Leave {
            room: room("#rust"),
        },
    );
    asks("/leave", RoomRequest::Leave { room: None });
    asks(
        "/who rust",
        RoomRequest::Who {
            room: room("#rust"),
        },
    );
    asks("/who", RoomRequest::Who { room: None });
    asks("/rooms", RoomRequest::List);
    asks("/list", RoomRequest::List);
}

#[test]
fn a_topic_may_begin_with_any_word_but_a_room() {
    asks("/topic", RoomRequest::Topic { room: None });
    asks(
        "/topic #rust",
        RoomRequest::Topic {
            room: room("#rust"),
        },
    );
    asks(
        "/topic rust and  crabs",
        RoomRequest::SetTopic {
            room: None,
            topic: Some(text("rust and  crabs")),
        },
    );
    asks(
        "/topic #rust crabs",
        RoomRequest::SetTopic {
            room: room("#rust"),
            topic: Some(text("crabs")),
        },
    );
    let (room, topic) = (room("#rust"), None);
    asks("/topic #rust -", RoomRequest::SetTopic { room, topic });
}

#[test]
fn people_are_invited_put_out_and_given_the_office() {
    let name = || "bob".to_owned();
    asks(
        "/invite bob",
        RoomRequest::Invite {
            name: name(),
            room: None,
        },
    );
    asks(
        "/invite bob rust",
        RoomRequest::Invite {
            name: name(),
            room: room("#rust"),
        },
    );
    asks(
        "/kick bob that is enough",
        RoomRequest::Kick {
            room: None,
            name: name(),
            reason: Some(text("that is enough")),
        },
    );
    asks(
        "/kick #rust bob",
        RoomRequest::Kick {
            room: room("#rust"),
            name: name(),
            reason: None,
        },
    );
    for (line, on) in [("/op #rust bob", true), ("/deop #rust bob", false)] {
        let room = room("#rust");
        let name = name();
        asks(line, RoomRequest::Operator { room, name, on });
    }
}

#[test]
fn what_lacks_something_is_explained() {
    is_explained("/join", "/join <#room> [key]");
    is_explained("/join #rust key more", "/join <#room> [key]");
    is_explained("/leave #rust now", "/leave [#room]");
    is_explained("/invite", "/invite <username> [#room]");
    is_explained("/invite #rust bob", "/invite <username> [#room]");
    is_explained("/kick", "/kick [#room] <username> [reason]");
    is_explained("/kick #rust", "/kick [#room] <username> [reason]");
    is_explained("/op", "/op [#room] <username>");
    is_explained("/deop bob and eve", "/deop [#room] <username>");
}

#[test]
fn a_message_to_a_room_is_said_there() {
    for line in ["/msg #rust hi  there", "/private #rust hi  there"] {
        let room = "#rust".to_owned();
        let text = text("hi  there");
        assert_eq!(parse(line), LineRequest::SayIn { room, text });
    }
    assert_eq!(parse("/msg #rust"), LineRequest::PrivateSyntax);
}
