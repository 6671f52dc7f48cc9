//! `PRIVMSG`, `NOTICE` and `TAGMSG`: what is said. It is never waited for.

use hourglass_core::{ClientTags, Command, Rank, Speech, Target, Text};
use hourglass_wire::irc::limits::SPEECH_TARGETS_MAX;
use hourglass_wire::irc::{Capabilities, Multiline, MultilineLine, fits_one_line, reply};
use hourglass_wire::text::{parse_lines, parse_text};
use hourglass_wire::{name, room};

use super::{batch, service};
use crate::door::irc::call::{Call, list};
use crate::door::irc::formatting::plain;

/// What stands around a request from one program to another.
const REQUEST_MARK: char = '\u{1}';

/// The request that is none, but tells what somebody does.
const ACTION: &str = "ACTION ";

pub(super) fn privmsg(call: &mut Call<'_>) {
    if batch::takes(call) {
        return;
    }
    let said = read_text(call.parameter(1), Speech::Message, Speech::Request);
    speak(call, said);
}

pub(super) fn notice(call: &mut Call<'_>) {
    if batch::takes(call) {
        return;
    }
    let said = read_text(call.parameter(1), Speech::Notice, Speech::Reply);
    speak(call, said);
}

pub(super) fn tagmsg(call: &mut Call<'_>) {
    // Whoever knows of no tags has nothing to say here.
    if call.client.capabilities.has(Capabilities::MESSAGE_TAGS) {
        speak(call, Some((Speech::TagsOnly, Text::from_sanitised(""))));
    }
}

/// Says what came in on several lines.
pub(super) fn on_several_lines(
    call: &mut Call<'_>,
    message: &Multiline,
    verb: &str,
    lines: &[MultilineLine],
) {
    let lines: Vec<_> = lines
        .iter()
        .map(|line| (plain(&line.text), line.goes_on))
        .collect();
    let lines: Vec<_> = lines
        .iter()
        .map(|(line, goes_on)| (&**line, *goes_on))
        .collect();
    let is_notice = verb == "NOTICE";
    call.verb = if is_notice { "NOTICE" } else { "PRIVMSG" };
    let speech = if is_notice {
        Speech::Notice
    } else {
        Speech::Message
    };
    let typed = message.target.as_str();
    match (target(typed), parse_lines(&lines)) {
        (Some(to), Some(text)) => say(call, to, &text, speech, message.tags.clone(), typed),
        _ if is_notice => {}
        (_, None) => call.tell(reply::no_text),
        (None, _) => call.tell(|to, out| reply::no_such_nick(to, typed, out)),
    }
}

/// What a text is, and the text without marks; nothing where nothing of it can be seen.
fn read_text(typed: &str, speech: Speech, request: Speech) -> Option<(Speech, Text)> {
    let (speech, text) = match typed.strip_prefix(REQUEST_MARK) {
        None => (speech, typed),
        Some(marked) => {
            let inner = marked.strip_suffix(REQUEST_MARK).unwrap_or(marked);
            match inner.strip_prefix(ACTION) {
                Some(action) if request == Speech::Request => (Speech::Action, action),
                _ => (request, inner),
            }
        }
    };
    Some((speech, parse_text(&plain(text))?))
}

fn speak(call: &mut Call<'_>, said: Option<(Speech, Text)>) {
    // Nothing answers a notice, or two programs could go on for ever.
    let is_answered = call.verb != "NOTICE";
    let mut targets = list(call.parameter(0)).enumerate().peekable();
    if targets.peek().is_none() {
        let verb = call.verb;
        if is_answered {
            call.tell(|to, out| reply::no_recipient(to, verb, out));
        }
        return;
    }
    let Some((speech, text)) = said else {
        if is_answered {
            call.tell(reply::no_text);
        }
        return;
    };
    let tags = tags(call);
    for (index, typed) in targets {
        if index == SPEECH_TARGETS_MAX {
            if is_answered {
                call.too_many(typed);
            }
            return;
        }
        if service::is_meant(typed) {
            if speech == Speech::Message {
                service::hear(call, text.as_str());
            }
            continue;
        }
        match target(typed) {
            Some(_) if !fits(call, typed, speech, &text) => call.tell(reply::input_too_long),
            Some(to) => say(call, to, &text, speech, tags.clone(), typed),
            None if !is_answered => {}
            None if room::is_meant(typed) => {
                call.tell(|to, out| reply::no_such_channel(to, typed, "No such channel", out));
            }
            None => call.tell(|to, out| reply::no_such_nick(to, typed, out)),
        }
    }
}

/// Whether others can be told it as it was written. A client that knows how long a line may become splits what
/// it sends by itself, or sends it as a message on several lines.
fn fits(call: &Call<'_>, typed: &str, speech: Speech, text: &Text) -> bool {
    let author = call.client.person.as_ref();
    author.is_none_or(|author| fits_one_line(author, typed, speech, text.as_str()))
}

fn say(
    call: &mut Call<'_>,
    mut to: Target,
    text: &Text,
    speech: Speech,
    tags: Option<ClientTags>,
    typed: &str,
) {
    if matches!(&to, Target::Name(name) if call.is_own(name)) {
        to = Target::Oneself;
    }
    let command = Command::Say {
        session: call.session(),
        to,
        text: text.clone(),
        key: None,
        speech,
        tags,
    };
    call.ask(command, &[typed]);
}

fn tags(call: &Call<'_>) -> Option<ClientTags> {
    let has_tags = call.client.capabilities.has(Capabilities::MESSAGE_TAGS);
    has_tags.then(|| call.message.tags.for_others()).flatten()
}

/// To whom a message goes: a person, a room, or those in a room who have a rank.
fn target(typed: &str) -> Option<Target> {
    let ranked = |rank, typed| {
        let room = room::parse(typed).ok()?;
        Some(Target::Ranked { room, rank })
    };
    match typed.as_bytes().first()? {
        b'#' => Some(Target::RoomNamed(room::parse(typed).ok()?)),
        b'@' => ranked(Rank::Operator, &typed[1..]),
        b'+' => ranked(Rank::Voice, &typed[1..]),
        _ => Some(Target::Name(name::parse(typed).ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Speech, read_text};

    #[test]
    fn requests_between_programs_are_no_texts() {
        for (typed, speech, text) in [
            ("hello", Speech::Message, "hello"),
            ("\u{1}ACTION waves\u{1}", Speech::Action, "waves"),
            ("\u{1}ACTION waves", Speech::Action, "waves"),
            ("\u{1}VERSION\u{1}", Speech::Request, "VERSION"),
            ("\u{1}PING 1 2\u{1}", Speech::Request, "PING 1 2"),
            ("\u{2}bold\u{f}", Speech::Message, "bold"),
        ] {
            let (is, read) = read_text(typed, Speech::Message, Speech::Request).unwrap();
            assert_eq!((is, read.as_str()), (speech, text));
        }
        for typed in ["", "\u{1}\u{1}", "\u{2}\u{2}", "\u{1}ACTION \u{1}"] {
            assert!(read_text(typed, Speech::Message, Speech::Request).is_none());
        }
        let (is, _) = read_text("\u{1}VERSION x\u{1}", Speech::Notice, Speech::Reply).unwrap();
        assert_eq!(is, Speech::Reply);
    }
}
