//! What the door answers by itself.

use hourglass_wire::irc::{ServerFacts, To, reply};

use super::sample::{encoder, lines};

const TO: To<'_> = To {
    server: "chat.test",
    name: "alice",
};

const NAMELESS: To<'_> = To {
    server: "chat.test",
    name: "",
};

fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn replies_name_the_client_as_far_as_it_has_a_name() {
    assert_eq!(
        written(|out| reply::need_more_parameters(TO, "JOIN", out)),
        ":chat.test 461 alice JOIN :Not enough parameters\r\n"
    );
    assert_eq!(
        written(|out| reply::not_registered(NAMELESS, out)),
        ":chat.test 451 * :You have not registered\r\n"
    );
    assert_eq!(
        written(|out| reply::notice(NAMELESS, "One\nTwo", out)),
        lines(&[
            ":hourglass!chat@hourglass NOTICE * :One",
            ":hourglass!chat@hourglass NOTICE * :Two",
        ])
    );
}

#[test]
fn what_a_client_said_cannot_end_a_line_or_forge_one() {
    assert_eq!(
        written(|out| reply::unknown_command(TO, "a b", out))
            .split(" :")
            .next(),
        Some(":chat.test 421 alice a")
    );
    assert_eq!(
        written(|out| reply::no_such_nick(TO, ":x", out)),
        ":chat.test 401 alice * :No such nick/channel\r\n"
    );
    assert_eq!(
        written(|out| reply::pong(TO, "a\r\nQUIT\0", out)),
        ":chat.test PONG chat.test :a  QUIT \r\n"
    );
    let long = "ä".repeat(400);
    let pong = written(|out| reply::pong(TO, &long, out));
    assert!(pong.len() <= 512 && pong.len() > 508);
}

#[test]
fn negotiation_has_its_forms() {
    assert_eq!(
        written(|out| reply::cap(NAMELESS, "ACK", "batch -sasl", out)),
        ":chat.test CAP * ACK :batch -sasl\r\n"
    );
    assert_eq!(
        written(|out| reply::authenticate("+", out)),
        "AUTHENTICATE +\r\n"
    );
    assert_eq!(
        written(|out| reply::logged_in(TO, "alice!ax@u1.hourglass", "alice", out)),
        ":chat.test 900 alice alice!ax@u1.hourglass alice :You are now logged in as alice\r\n"
    );
    assert_eq!(
        written(|out| reply::sasl_mechanisms(TO, "PLAIN", out)),
        ":chat.test 908 alice PLAIN :are available SASL mechanisms\r\n"
    );
    assert_eq!(
        written(|out| reply::fail(TO, "*", "INVALID_UTF8", &[], "Send UTF-8.", out)),
        ":chat.test FAIL * INVALID_UTF8 :Send UTF-8.\r\n"
    );
}

#[test]
fn help_and_the_message_of_the_day_have_a_beginning_and_an_end() {
    assert_eq!(
        written(|out| reply::help(TO, "JOIN", &["JOIN #room", "Comes in"], out)),
        lines(&[
            ":chat.test 704 alice JOIN :JOIN #room",
            ":chat.test 705 alice JOIN :Comes in",
            ":chat.test 706 alice JOIN :End of /HELP",
        ])
    );
    assert!(written(|out| reply::help(TO, "X", &[], out)).starts_with(":chat.test 524 alice X :"));
    let facts = ServerFacts {
        motd: ServerFacts::lines("Tea\u{1b}[31m is\n\nready"),
        ..encoder().facts().clone()
    };
    assert_eq!(
        written(|out| reply::motd(TO, &facts, out)),
        lines(&[
            ":chat.test 375 alice :- chat.test Message of the day - ",
            ":chat.test 372 alice :- Tea is",
            ":chat.test 372 alice :- ",
            ":chat.test 372 alice :- ready",
            ":chat.test 376 alice :End of /MOTD command",
        ])
    );
}

#[test]
fn what_the_server_can_is_told_in_words() {
    let isupport = written(|out| reply::isupport(TO, encoder().facts(), out));
    for line in isupport.lines() {
        assert!(line.len() <= 510);
        assert!(line.ends_with(" :are supported by this server"));
        assert!(line.split(' ').count() <= 3 + 12 + 5);
    }
    for word in [
        "NETWORK=Hourglass",
        "CASEMAPPING=ascii",
        "CHANMODES=Ibe,k,l,Cimnst",
        "PREFIX=(ov)@+",
        "CHANNELLEN=30",
        "NICKLEN=32",
        "EXTBAN=,am",
        "UTF8ONLY",
        "WHOX",
        "BOT=B",
    ] {
        assert_eq!(isupport.matches(&format!(" {word} ")).count(), 1, "{word}");
    }
}
