//! `HELP`: which verbs there are, and what those of this chat alone do.

use hourglass_wire::irc::reply;

use crate::door::irc::call::Call;

/// Verbs on a line of the list.
const ON_LINE: usize = 10;

const ABOUT: &[&str] = &[
    "Help on this chat",
    "What is said here is gone after a while, for everybody, history included.",
    "RULES says how the chat works, STATUS how you stand, COMPLAIN NAME complains about a name.",
    "The same by message: /msg hourglass help",
    "Whatever else there is:",
];

const SUBJECTS: &[(&str, &[&str])] = &[
    ("RULES", &["RULES", "How the chat works."]),
    (
        "STATUS",
        &[
            "STATUS",
            "How many are here, and how many messages you may still send.",
        ],
    ),
    (
        "COMPLAIN",
        &[
            "COMPLAIN NAME",
            "Complains about a person. Whoever enough different people complain about is silenced for a while.",
        ],
    ),
    (
        "PRIVMSG",
        &[
            "PRIVMSG TARGET{,TARGET} :TEXT",
            "Says something to a room or a person. Messages are counted: STATUS tells how many are left.",
        ],
    ),
    (
        "JOIN",
        &[
            "JOIN ROOM{,ROOM} [KEY{,KEY}]",
            "Comes into a room; one that there is not is opened, and you run it.",
        ],
    ),
    (
        "NICK",
        &[
            "NICK NAME",
            "Takes another name. Only guests can: the name of an account stays as it is.",
        ],
    ),
    (
        "REGISTER",
        &[
            "REGISTER * EMAIL PASSWORD",
            "Makes the name that you have as a guest your own.",
        ],
    ),
    (
        "METADATA",
        &[
            "METADATA TARGET SUBCOMMAND [KEY [:VALUE]]",
            "What you say of yourself (*), or of a room that you run, for programs to read.",
            "LIST and GET KEY{ KEY} tell what there is, of others, too.",
            "SET KEY :VALUE says something, SET KEY takes it back, and CLEAR takes all back.",
            "SUB and UNSUB KEY{ KEY} say of which keys your client hears, SUBS lists them,",
            "and SYNC tells all that there is under them.",
        ],
    ),
    (
        "REDACT",
        &[
            "REDACT TARGET ID [:REASON]",
            "Takes back a message of yours, everywhere.",
        ],
    ),
];

pub(super) fn run(call: &mut Call<'_>) {
    let subject = call.parameter(0);
    if subject.is_empty() {
        return list(call);
    }
    let found = SUBJECTS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(subject));
    match found {
        Some((name, lines)) => call.tell(|to, out| reply::help(to, name, lines, out)),
        None => match super::find(subject) {
            Some(verb) => {
                let lines = [
                    verb.name,
                    "As on other servers; see modern.ircdocs.horse and ircv3.net.",
                ];
                call.tell(|to, out| reply::help(to, verb.name, &lines, out));
            }
            None => call.tell(|to, out| reply::help(to, subject, &[], out)),
        },
    }
}

fn list(call: &mut Call<'_>) {
    let verbs: Vec<&str> = super::all().collect();
    let rows: Vec<String> = verbs.chunks(ON_LINE).map(|row| row.join(" ")).collect();
    let lines: Vec<&str> = ABOUT
        .iter()
        .copied()
        .chain(rows.iter().map(String::as_str))
        .collect();
    call.tell(|to, out| reply::help(to, "*", &lines, out));
}
